//! The flags of an installed package, as pkg-config tells them.

use std::path::Path;
use std::process::Command;

use super::words;
use crate::error::{Error, Result};
use crate::options::Environment;

/// `--cflags` and `--libs` of one package.
pub(super) fn flags(package: &str, environment: &Environment) -> Result<(Vec<String>, Vec<String>)> {
    Ok((ask("--cflags", package, environment)?, ask("--libs", package, environment)?))
}

fn ask(what: &str, package: &str, environment: &Environment) -> Result<Vec<String>> {
    let program = environment.pkg_config.as_deref().unwrap_or(Path::new("pkg-config"));
    let missing =
        |why: &dyn std::fmt::Display| Error::Input(format!("{} cannot be run: {why}", program.display()));
    let program_path = which::which_in(program, Some(&environment.path), &environment.directory)
        .map_err(|error| missing(&error))?;
    let output =
        Command::new(program_path).args([what, "--", package]).output().map_err(|error| missing(&error))?;
    if !output.status.success() {
        let told = String::from_utf8_lossy(&output.stderr);
        return Err(Error::Input(format!("pkg-config has no flags for `{package}`:\n{}", told.trim_end())));
    }
    Ok(words::split(&String::from_utf8_lossy(&output.stdout)))
}
