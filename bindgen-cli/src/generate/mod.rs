//! `cppbind gen`: the stages one after the other.
//!
//! May not know: clang's cursors, how any stage does its work.

mod counts;
mod depfile;
mod front;
mod library;
mod output;
mod rebuild;

use std::path::PathBuf;

pub(crate) use front::{Front, place};
pub(crate) use library::Library;

use crate::analysis::Facts;
use crate::compile::{self, Destination};
use crate::diagnostics::{Diagnostic, Severity};
use crate::emit::{ir_text, pyi, report};
use crate::error::{Error, Result};
use crate::ir::Skipped;
use crate::options::{Emit, Environment, Gen};
use crate::reporter::{Reporter, Summary};
use output::Output;

/// Makes what the options ask for.
///
/// # Errors
/// The first stage that fails; nothing is written then.
pub fn generate(options: &Gen, environment: &Environment, reporter: &mut dyn Reporter) -> Result<Summary> {
    let mut front = Front::read(&options.files, &options.input, environment, reporter)?;
    if matches!(options.emit, Emit::Dictionary | Emit::Source | Emit::Report) {
        front.inputs.add_companions().iter().for_each(|note| reporter.diagnostic(note));
    }
    let output = Output::of(options, front.inputs.stem(), environment);
    let library = Library {
        front: &front,
        environment,
        stem: front.inputs.stem(),
        home: output.directory(),
        line: &options.line,
        jobs: options.jobs,
        destination: Destination::Here,
    };
    let run = Run { front: &front, output: &output, library };
    let (rejected, written) = match options.emit {
        Emit::Dictionary => run.dictionary(reporter)?,
        Emit::Source => run.source(reporter)?,
        Emit::Report => run.report(reporter)?,
        Emit::Ir => (Vec::new(), output.write(&ir_text::ir_text(&front.ir))?),
        Emit::Pyi => (Vec::new(), output.write(&run.stub(&[]))?),
    };
    if let Some(path) = &options.depfile {
        depfile::write(&environment.directory.join(path), output.target(), &front)?;
    }
    if let Some(path) = &options.report {
        let (ir, facts) = (&front.ir, &front.facts);
        let for_programs = path.extension().is_some_and(|extension| extension == "jsonl");
        let text = if for_programs { report::json(ir, facts, &rejected) } else { run.report_text(&rejected) };
        output::write_file(&environment.directory.join(path), &text)?;
    }
    let summary = summary(&front.facts, &rejected, written);
    reporter.summary(&summary);
    Ok(summary)
}

/// What a run has made of its headers.
pub(crate) fn summary(facts: &Facts, rejected: &[Skipped], written: Vec<PathBuf>) -> Summary {
    Summary { bound: counts::bound(facts, rejected), skipped: facts.skipped.len() + rejected.len(), written }
}

/// One run behind its front.
struct Run<'a> {
    front: &'a Front,
    output: &'a Output,
    library: Library<'a>,
}

impl Run<'_> {
    /// The dictionary and its stub.
    fn dictionary(&self, reporter: &mut dyn Reporter) -> Result<(Vec<Skipped>, Vec<PathBuf>)> {
        let library = self.output.file()?;
        let rejected = self.library.compile(library, reporter)?;
        output::write_file(&output::stub_beside(library), &self.stub(&rejected))?;
        self.library.tell_rejected(&rejected, reporter);
        let target = self.output.target();
        Ok((rejected, vec![target.to_owned(), output::stub_beside(target)]))
    }

    /// The source, without what the compiler rejects; and without what nothing defines, where sources or libraries
    /// are known that the user will link with it.
    fn source(&self, reporter: &mut dyn Reporter) -> Result<(Vec<Skipped>, Vec<PathBuf>)> {
        reporter.stage("compiling the stubs");
        let progress = reporter.progress();
        let scratch = scratch()?;
        let request = || self.library.request(scratch.path().join("source.so"), &*progress);
        let linked = request()?;
        let source = if linked.sources.is_empty() && linked.libraries.is_empty() {
            compile::reject(linked)?
        } else {
            match compile::complete(linked) {
                Ok(source) => source,
                Err(error) => {
                    let told = format!("which definitions are missing is not known: {error}");
                    reporter.diagnostic(&Diagnostic::new(Severity::Warning, told));
                    compile::reject(request()?)?
                }
            }
        };
        let rejected = source.skipped();
        self.library.tell_rejected(&rejected, reporter);
        let written = self.output.write(&source.single_file())?;
        Ok((rejected, written))
    }

    /// The report. Only the compiler knows which stubs it rejects, so a dictionary is made and thrown away; where
    /// even that fails the report says what is known without it.
    fn report(&self, reporter: &mut dyn Reporter) -> Result<(Vec<Skipped>, Vec<PathBuf>)> {
        let scratch = scratch()?;
        let rejected = match self.library.compile(&scratch.path().join("report.so"), reporter) {
            Ok(rejected) => rejected,
            Err(error) => {
                let told = format!("the report does not know which stubs compile: {error}");
                reporter.diagnostic(&Diagnostic::new(Severity::Warning, told));
                Vec::new()
            }
        };
        let written = self.output.write(&self.report_text(&rejected))?;
        Ok((rejected, written))
    }

    fn report_text(&self, rejected: &[Skipped]) -> String {
        let summary = summary(&self.front.facts, rejected, Vec::new());
        report::text(&self.front.ir, &self.front.facts, rejected) + &format!("{summary}\n")
    }

    fn stub(&self, rejected: &[Skipped]) -> String {
        pyi::pyi(&self.front.ir, &self.front.facts, &self.front.includes(), rejected)
    }
}

/// A directory for what is made and thrown away.
pub(crate) fn scratch() -> Result<tempfile::TempDir> {
    let made = tempfile::Builder::new().prefix("cppbind").tempdir();
    made.map_err(|source| Error::File { path: "a temporary directory".into(), source })
}
