//! The shared libraries that go along with a dictionary, so that it loads where nobody has installed them.
//!
//! Each gets the name under which the loader will look for it: what the dictionary, or another of them, says it needs.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};

use super::elf::Elf;
use super::platform::is_everywhere;
use crate::diagnostics::{Diagnostic, Severity};
use crate::error::{Error, Result};
use crate::generate::Front;
use crate::options::Environment;

/// A library in the package.
#[derive(Clone, Debug, Default)]
pub(super) struct Bundled {
    /// As the loader looks for it.
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
    pub(super) elf: Elf,
}

/// All that the dictionary needs, directly or not, and a machine may lack.
///
/// # Errors
/// A library is not found, or cannot be read.
pub(super) fn collect(dictionary: &Elf, front: &Front, environment: &Environment) -> Result<Vec<Bundled>> {
    let mut bundled: Vec<Bundled> = Vec::new();
    let places = places(front, environment);
    let mut needed: VecDeque<(String, Vec<PathBuf>)> =
        dictionary.needed.iter().map(|name| (name.clone(), places.clone())).collect();
    while let Some((name, places)) = needed.pop_front() {
        if is_everywhere(&name) || bundled.iter().any(|library| library.name == name) {
            continue;
        }
        let path = find(&name, &places, front)?;
        let bytes = std::fs::read(&path).map_err(Error::file(&path))?;
        let elf = Elf::read(&path)?;
        let own = own_places(&elf, &path);
        needed.extend(elf.needed.iter().map(|name| (name.clone(), [&own[..], &places].concat())));
        bundled.push(Bundled { name, bytes, elf });
    }
    Ok(bundled)
}

/// What may keep a library from finding the others beside it.
pub(super) fn warnings(libraries: &[Bundled]) -> Vec<Diagnostic> {
    let is_inside = |name: &String| libraries.iter().any(|library| library.name == *name);
    let misled = libraries.iter().filter(|library| {
        !library.elf.search.is_empty()
            && !library.elf.search.iter().any(|place| place == "$ORIGIN")
            && library.elf.needed.iter().any(is_inside)
    });
    let told = misled.map(|library| {
        format!(
            "{} looks for its libraries in {} alone, where another machine may not have them: link it with -Wl,-rpath,'$ORIGIN'",
            library.name,
            library.elf.search.join(":")
        )
    });
    told.map(|told| Diagnostic::new(Severity::Warning, told)).collect()
}

/// Where the linker was told to look.
fn places(front: &Front, environment: &Environment) -> Vec<PathBuf> {
    let flags = &front.inputs.flags;
    let files = flags.libraries.iter().filter(|library| library.contains('/'));
    let of_files = files.filter_map(|library| Some(Path::new(library).parent()?.to_owned()));
    let directories = flags.library_directories.iter().cloned().chain(of_files);
    directories.map(|directory| environment.directory.join(directory)).collect()
}

/// Where a library says that its own libraries are.
fn own_places(elf: &Elf, path: &Path) -> Vec<PathBuf> {
    let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let home = real.parent().unwrap_or(Path::new("/")).display().to_string();
    let expanded = elf.search.iter().map(|place| place.replace("${ORIGIN}", &home).replace("$ORIGIN", &home));
    expanded.map(PathBuf::from).chain([PathBuf::from(&home)]).collect()
}

fn find(name: &str, places: &[PathBuf], front: &Front) -> Result<PathBuf> {
    if let Some(path) = places.iter().map(|place| place.join(name)).find(|path| path.is_file()) {
        return Ok(path);
    }
    let toolchain = &front.inputs.toolchain;
    if let Some(path) = toolchain.library_file(&front.inputs.flags.compile, name)? {
        return Ok(path);
    }
    let searched: Vec<_> = places.iter().map(|place| format!("\n  {}", place.display())).collect();
    Err(Error::Input(format!(
        "{name}, which the package needs, was not found to take along (-L names its directory); searched in the compiler's \
         directories and in{}",
        searched.concat()
    )))
}
