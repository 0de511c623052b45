//! `cppbind freeze`: runs a Python script, and keeps what it has compiled in a directory that goes with it.
//!
//! The script's own process writes the results (`runtime/python/cppyy_rs/run_time/freeze.py`), for it knows what it has
//! asked for; this command gives it a place, and puts that where the script will find it when all has gone well.
//!
//! May not know: what results are.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::diagnostics::{Diagnostic, Severity};
use crate::error::{Error, Result};
use crate::options::{Environment, Freeze};
use crate::reporter::Reporter;
use crate::toolchain::{Python, Toolchain};

/// Where the script's process looks for the place of results.
const PLACE: &str = "CPPYY_RS_FREEZE";

/// The file of that place that lists the system's directories of headers.
const SYSTEM: &str = "system";

/// The file that makes a directory one of frozen results.
const ABOUT: &str = "about";

/// Does it.
///
/// # Errors
/// The script fails, or compiles nothing; the directory cannot be written, or is something else.
pub fn freeze(options: &Freeze, environment: &Environment, reporter: &mut dyn Reporter) -> Result<()> {
    let script = environment.directory.join(options.command.first().map(Path::new).unwrap_or(Path::new("")));
    if !script.is_file() {
        return Err(Error::Input(format!("there is no script {}", script.display())));
    }
    let output = match &options.output {
        Some(output) => environment.directory.join(output),
        None => script.with_extension("frozen"),
    };
    let replaced = output.exists();
    if replaced && !output.join(ABOUT).is_file() {
        return Err(Error::Input(format!(
            "{} is no directory of frozen results: remove it",
            output.display()
        )));
    }
    let home = output.parent().unwrap_or(Path::new("."));
    let place = tempfile::Builder::new().prefix(".freezing-").tempdir_in(home).map_err(Error::file(home))?;
    if options.add && replaced {
        copy(&output, place.path())?;
    }
    let system = place.path().join(SYSTEM);
    write_system(&system, environment)?;
    run(options, environment, place.path())?;
    std::fs::remove_file(&system).map_err(Error::file(&system))?;
    if !place.path().join(ABOUT).is_file() {
        return Err(Error::Input(format!("{} has compiled nothing at run time", script.display())));
    }
    let told = format!("{}: {}", output.display(), contents(place.path())?);
    publish(place, &output, replaced)?;
    reporter.diagnostic(&Diagnostic::new(Severity::Note, told));
    Ok(())
}

/// Lists the directories whose headers change with the system, not with the script.
fn write_system(path: &Path, environment: &Environment) -> Result<()> {
    let toolchain = Toolchain::find(environment, &[])?;
    let directories = toolchain.system_includes.iter().filter_map(|directory| directory.canonicalize().ok());
    let lines: String = directories.map(|directory| format!("{}\n", directory.display())).collect();
    std::fs::write(path, lines).map_err(Error::file(path))
}

fn run(options: &Freeze, environment: &Environment, place: &Path) -> Result<()> {
    let found = || Python::find(environment).map(|python| python.path);
    let python = options.python.clone().or_else(found);
    let python =
        python.ok_or_else(|| Error::Input("no python3 was found (--python names one)".to_owned()))?;
    let mut command = Command::new(&python);
    command.args(&options.command).env(PLACE, place);
    if let Some(generator) = &environment.executable
        && !environment.names_generator
    {
        command.env("CPPBIND", generator);
    }
    let status = command.status().map_err(Error::file(&python))?;
    if status.success() {
        return Ok(());
    }
    let script = options.command.first().map(PathBuf::from).unwrap_or_default();
    Err(Error::Input(format!("nothing is frozen: {} ended with {status}", script.display())))
}

/// Gives the directory its name. There are moments in which neither the old one nor the new one has it.
fn publish(place: tempfile::TempDir, output: &Path, replaced: bool) -> Result<()> {
    let home = output.parent().unwrap_or(Path::new("."));
    let old = tempfile::Builder::new().prefix(".freezing-").tempdir_in(home).map_err(Error::file(home))?;
    if replaced {
        std::fs::rename(output, old.path().join("old")).map_err(Error::file(output))?;
    }
    let place = place.keep();
    std::fs::rename(&place, output).map_err(Error::file(output))?;
    readable(output)
}

/// Temporary directories are their owner's alone; frozen results are for whoever may run the script.
fn readable(directory: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;

    let permissions = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(directory, permissions).map_err(Error::file(directory))
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    for path in files(from)? {
        let name = path.file_name().unwrap_or_default();
        std::fs::copy(&path, to.join(name)).map_err(Error::file(&path))?;
    }
    Ok(())
}

/// How many results and dictionaries there are, and how large.
fn contents(place: &Path) -> Result<String> {
    let files = files(place)?;
    let count = |suffix: &str| {
        files.iter().filter(|path| path.extension().is_some_and(|extension| extension == suffix)).count()
    };
    let bytes: u64 =
        files.iter().filter_map(|path| path.metadata().ok()).map(|metadata| metadata.len()).sum();
    let (results, dictionaries) = (count("result"), count("so"));
    Ok(format!("{results} results with {dictionaries} dictionaries, {:.1} MB", bytes as f64 / 1e6))
}

fn files(directory: &Path) -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(directory).map_err(Error::file(directory))?;
    Ok(entries.flatten().map(|entry| entry.path()).collect())
}
