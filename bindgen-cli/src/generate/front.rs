//! The stages up to the facts, which every kind of output needs.

use std::collections::HashSet;

use crate::analysis::{self, Facts};
use crate::diagnostics::Place;
use crate::error::Result;
use crate::inputs::Inputs;
use crate::ir::{Ir, Location};
use crate::lower::{self, Instances, Known, Request};
use crate::options::{Environment, Input};
use crate::reporter::Reporter;

/// Headers, read and understood.
pub(crate) struct Front {
    /// What the command line names.
    pub(crate) inputs: Inputs,
    /// What the headers declare.
    pub(crate) ir: Ir,
    /// What of it is bound.
    pub(crate) facts: Facts,
}

impl Front {
    /// Reads the headers.
    pub(crate) fn read(
        files: &[String],
        input: &Input,
        environment: &Environment,
        reporter: &mut dyn Reporter,
    ) -> Result<Self> {
        let inputs = Inputs::resolve(files, input, environment)?;
        for diagnostic in &inputs.diagnostics {
            reporter.diagnostic(diagnostic);
        }
        let toolchain = &inputs.toolchain;
        reporter.detail(&format!("libclang is {}", toolchain.libclang.display()));
        reporter.detail(&format!("the C++ compiler is {}", toolchain.compiler.display()));
        let includes: Vec<String> = inputs.headers.iter().map(|header| header.include.clone()).collect();
        reporter.stage(&format!("parsing {}", includes.join(", ")));
        let arguments =
            [toolchain.clang_arguments(), quote_flags(environment), inputs.flags.compile.clone()].concat();
        reporter.detail(&format!("clang's arguments are {}", arguments.join(" ")));
        let request = Request {
            libclang: toolchain.libclang.clone(),
            includes,
            arguments,
            selection: inputs.selection.clone(),
            instantiate: inputs.selection.instantiate.clone(),
            calls: Vec::new(),
            elsewhere: HashSet::new(),
            known: Known::default(),
            along: Instances::All,
        };
        let mut lowered = lower::lower(&request)?;
        for warning in lowered
            .warnings
            .iter()
            .chain(&lowered.refused)
            .chain(&inputs.selection.unmatched().collect::<Vec<_>>())
        {
            reporter.diagnostic(warning);
        }
        for record in lowered.ir.records.iter_mut().filter(|record| !record.complete) {
            record.header_beside = inputs.headers.iter().find_map(|header| header.beside(&record.name));
        }
        reporter.stage("analysing the declarations");
        let facts = analysis::analyze(&mut lowered.ir);
        Ok(Self { inputs, ir: lowered.ir, facts })
    }

    /// The headers as in `#include`.
    pub(crate) fn includes(&self) -> Vec<String> {
        self.inputs.headers.iter().map(|header| header.include.clone()).collect()
    }

    /// See [`quote_flags`].
    pub(crate) fn quote_flags(&self, environment: &Environment) -> Vec<String> {
        quote_flags(environment)
    }
}

/// Headers that are named as files are included as spelled, relative to the working directory.
fn quote_flags(environment: &Environment) -> Vec<String> {
    vec!["-iquote".to_owned(), environment.directory.display().to_string()]
}

/// A location with the text of its line, for a diagnostic.
pub(crate) fn place(location: &Location) -> Option<Place> {
    let text = std::fs::read_to_string(&location.file).ok();
    let source =
        text.and_then(|text| text.lines().nth((location.line as usize).checked_sub(1)?).map(str::to_owned));
    (location.line > 0).then(|| Place {
        file: location.file.clone(),
        line: location.line,
        column: location.column,
        source,
    })
}
