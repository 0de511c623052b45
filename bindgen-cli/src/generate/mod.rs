//! `cppbind gen`: the stages one after the other.
//!
//! May not know: clang's cursors, how any stage does its work.

mod counts;
mod depfile;
mod front;
mod output;
mod rebuild;

use std::path::{Path, PathBuf};

pub(crate) use front::{Front, place};

use crate::analysis::Facts;
use crate::compile;
use crate::diagnostics::{Diagnostic, Severity};
use crate::emit::dictionary::{self, DictionarySource};
use crate::emit::{ir_text, pyi, report};
use crate::error::{Error, Result};
use crate::ir::Skipped;
use crate::options::{Emit, Environment, Gen};
use crate::reporter::{Reporter, Summary};
use output::Output;

/// How many rejected declarations are told one by one.
const TOLD: usize = 5;

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
    let run = Run { options, environment, front: &front, output: &output };
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

fn summary(facts: &Facts, rejected: &[Skipped], written: Vec<PathBuf>) -> Summary {
    Summary { bound: counts::bound(facts, rejected), skipped: facts.skipped.len() + rejected.len(), written }
}

/// One run behind its front.
struct Run<'a> {
    options: &'a Gen,
    environment: &'a Environment,
    front: &'a Front,
    output: &'a Output,
}

impl<'a> Run<'a> {
    /// The dictionary and its stub.
    fn dictionary(&self, reporter: &mut dyn Reporter) -> Result<(Vec<Skipped>, Vec<PathBuf>)> {
        let library = self.output.file()?;
        let rejected = self.compile(library, reporter)?;
        output::write_file(&output::stub_beside(library), &self.stub(&rejected))?;
        self.tell_rejected(&rejected, reporter);
        let target = self.output.target();
        Ok((rejected, vec![target.to_owned(), output::stub_beside(target)]))
    }

    /// The source, without what the compiler rejects; and without what nothing defines, where sources or libraries
    /// are known that the user will link with it.
    fn source(&self, reporter: &mut dyn Reporter) -> Result<(Vec<Skipped>, Vec<PathBuf>)> {
        reporter.stage("compiling the stubs");
        let progress = reporter.progress();
        let scratch = scratch()?;
        let request = || self.compile_request(scratch.path().join("source.so"), &*progress);
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
        self.tell_rejected(&rejected, reporter);
        let written = self.output.write(&source.single_file())?;
        Ok((rejected, written))
    }

    /// The report. Only the compiler knows which stubs it rejects, so a dictionary is made and thrown away; where
    /// even that fails the report says what is known without it.
    fn report(&self, reporter: &mut dyn Reporter) -> Result<(Vec<Skipped>, Vec<PathBuf>)> {
        let scratch = scratch()?;
        let rejected = match self.compile(&scratch.path().join("report.so"), reporter) {
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

    fn compile(&self, library: &Path, reporter: &mut dyn Reporter) -> Result<Vec<Skipped>> {
        reporter.stage(&format!("compiling {}", library.display()));
        let progress = reporter.progress();
        Ok(compile::compile(self.compile_request(library.to_owned(), &*progress)?)?.rejected)
    }

    fn compile_request(
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
            source: self.dictionary_source()?,
            compiler: toolchain.compiler.clone(),
            flags: flags.concat(),
            preludes: None,
            linker: None,
            partial: false,
            sources: inputs.sources.iter().map(absolute).collect(),
            libraries: inputs.flags.libraries.clone(),
            library_directories: inputs.flags.library_directories.iter().map(absolute).collect(),
            loaded: Vec::new(),
            output: library,
            jobs: self.options.jobs.map_or(self.environment.processors, usize::from),
            progress,
        })
    }

    fn dictionary_source(&self) -> Result<DictionarySource<'a>> {
        let request =
            rebuild::request(self.front, self.output.directory(), self.environment, &self.options.line)?;
        Ok(dictionary::emit(&self.front.ir, &self.front.facts, &request))
    }

    /// The first few of what the compiler and the linker have left out; what is no declaration of the named headers
    /// is only counted, and so is what only a call on trial has brought in.
    fn tell_rejected(&self, rejected: &[Skipped], reporter: &mut dyn Reporter) {
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

/// A directory for what is made and thrown away.
fn scratch() -> Result<tempfile::TempDir> {
    let made = tempfile::Builder::new().prefix("cppbind").tempdir();
    made.map_err(|source| Error::File { path: "a temporary directory".into(), source })
}
