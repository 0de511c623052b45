//! The dictionary of a front, compiled: where its file goes, and for whom it is.

use std::path::{Path, PathBuf};

use super::front::{self, Front};
use super::rebuild;
use crate::compile::{self, Destination};
use crate::diagnostics::{Diagnostic, Severity};
use crate::emit::dictionary::{self, DictionarySource};
use crate::error::Result;
use crate::ir::Skipped;
use crate::options::Environment;
use crate::reporter::Reporter;

/// How many rejected declarations are told one by one.
const TOLD: usize = 5;

/// What a dictionary is made from.
pub(crate) struct Library<'a> {
    /// The headers, read.
    pub(crate) front: &'a Front,
    /// Where relative paths begin.
    pub(crate) environment: &'a Environment,
    /// `MyClass` of `libMyClassDict.so`.
    pub(crate) stem: &'a str,
    /// The directory below which the record of its making has relative paths.
    pub(crate) home: Option<&'a Path>,
    /// The command line of that record.
    pub(crate) line: &'a str,
    /// How many files are compiled at a time; as many as there are processors, unless users say otherwise.
    pub(crate) jobs: Option<u16>,
    /// Where it will be loaded.
    pub(crate) destination: Destination,
}

impl<'a> Library<'a> {
    /// Compiles the dictionary; what was left out.
    pub(crate) fn compile(&self, library: &Path, reporter: &mut dyn Reporter) -> Result<Vec<Skipped>> {
        reporter.stage(&format!("compiling {}", library.display()));
        let progress = reporter.progress();
        Ok(compile::compile(self.request(library.to_owned(), &*progress)?)?.rejected)
    }

    /// What the compiler is asked for.
    pub(super) fn request(
        &self,
        library: PathBuf,
        progress: &'a (dyn Fn(usize, usize) + Sync),
    ) -> Result<compile::Request<'a>> {
        let inputs = &self.front.inputs;
        let absolute = |path: &PathBuf| self.environment.directory.join(path);
        let toolchain = &inputs.toolchain;
        let flags = [
            &toolchain.compiler_arguments[..],
            &self.front.quote_flags(self.environment),
            &inputs.flags.compile,
            &inputs.flags.link,
        ];
        Ok(compile::Request {
            process: Vec::new(),
            source: self.source()?,
            compiler: toolchain.compiler.clone(),
            flags: flags.concat(),
            preludes: None,
            linker: None,
            partial: false,
            sources: inputs.sources.iter().map(absolute).collect(),
            libraries: inputs.flags.libraries.clone(),
            library_directories: inputs.flags.library_directories.iter().map(absolute).collect(),
            loaded: Vec::new(),
            destination: self.destination,
            output: library,
            jobs: self.jobs.map_or(self.environment.processors, usize::from),
            progress,
        })
    }

    fn source(&self) -> Result<DictionarySource<'a>> {
        let request = rebuild::request(self.front, self.stem, self.home, self.environment, self.line)?;
        Ok(dictionary::emit(&self.front.ir, &self.front.facts, &request))
    }

    /// The first few of what the compiler and the linker have left out; what is no declaration of the named headers
    /// is only counted, and so is what only a call on trial has brought in.
    pub(crate) fn tell_rejected(&self, rejected: &[Skipped], reporter: &mut dyn Reporter) {
        let selection = &self.front.inputs.selection;
        let functions = self.front.ir.functions.iter();
        let on_trial: Vec<_> = functions
            .filter(|function| function.deduced_from.is_some())
            .map(|function| &function.location)
            .collect();
        let own: Vec<_> = rejected
            .iter()
            .filter(|skipped| {
                selection.names_file(&skipped.location.file) && !on_trial.contains(&&skipped.location)
            })
            .collect();
        for skipped in own.iter().take(TOLD) {
            let message = format!("{} is not bound: {}", skipped.declaration, skipped.reason);
            let mut warning = Diagnostic::new(Severity::Warning, message);
            warning.place = front::place(&skipped.location);
            reporter.diagnostic(&warning);
        }
        if own.len() > TOLD {
            let rest =
                format!("{} more declarations are not bound (`--emit report` tells why)", own.len() - TOLD);
            reporter.diagnostic(&Diagnostic::new(Severity::Warning, rest));
        }
    }
}
