//! `cppbind package`: a library's bindings as a wheel, which every Python installs and none has to compile.
//!
//! ```text
//! project   what the command line and the file say, checked   (config, name, metadata: the file, and the rules for what it says)
//! contents  the dictionary, the modules and their stubs
//! bundle    the shared libraries that go along                (elf: what a file needs)
//! platform  which machines can load all that
//! wheel     the archive, with its metadata
//! ```
//!
//! May not know: clang's cursors, how a dictionary is made.

mod bundle;
mod config;
mod contents;
mod elf;
mod metadata;
mod name;
mod platform;
mod project;
mod wheel;

use crate::compile::Destination;
use crate::diagnostics::{Diagnostic, Severity};
use crate::error::{Error, Result};
use crate::generate::{self, Front, Library};
use crate::options::{Environment, Package};
use crate::reporter::Reporter;
use contents::Contents;
use elf::Elf;
use project::Project;

/// Makes the wheel that the options describe.
///
/// # Errors
/// The first thing that is wrong; no wheel is written then.
pub fn package(options: &Package, environment: &Environment, reporter: &mut dyn Reporter) -> Result<()> {
    let project = Project::read(options, environment)?;
    project.notes.iter().for_each(|note| reporter.diagnostic(note));
    let mut front = Front::read(&project.files, &project.input, environment, reporter)?;
    front.inputs.add_companions().iter().for_each(|note| reporter.diagnostic(note));
    let exposed = project.exposed(&front, reporter)?;

    let scratch = generate::scratch()?;
    let home = environment.directory.join(&project.directory);
    let file = format!("lib{}Dict.so", project.name.module);
    let path = scratch.path().join(&file);
    let library = Library {
        front: &front,
        environment,
        stem: &project.name.module,
        home: Some(&home),
        line: &options.line,
        jobs: options.jobs,
        destination: if project.bundle { Destination::WithLibraries } else { Destination::Elsewhere },
    };
    let rejected = library.compile(&path, reporter)?;
    library.tell_rejected(&rejected, reporter);

    let dictionary = Elf::read(&path)?;
    let libraries =
        if project.bundle { bundle::collect(&dictionary, &front, environment)? } else { Vec::new() };
    bundle::warnings(&libraries).iter().for_each(|warning| reporter.diagnostic(warning));
    let platform = platform::tag(&dictionary, &libraries, &front.inputs.toolchain.target);
    if !project.bundle {
        let needed = platform::foreign(&dictionary);
        if !needed.is_empty() {
            let told = format!("the package needs {} where it is installed", needed.join(", "));
            reporter.diagnostic(&Diagnostic::new(Severity::Note, told));
        }
    }

    let mut contents = Contents::of(&project, &front, &exposed, &rejected);
    contents.add(&file, std::fs::read(&path).map_err(Error::file(&path))?);
    for library in libraries {
        contents.add(&library.name, library.bytes);
    }
    let output = options.output.clone().unwrap_or_else(|| "dist".into());
    let written = wheel::write(&project, &platform, contents.files, &output, environment)?;
    reporter.summary(&generate::summary(&front.facts, &rejected, vec![written]));
    Ok(())
}
