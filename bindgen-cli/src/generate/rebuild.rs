//! What a dictionary says of its own making: headers with their hashes, flags, the command.

use std::path::Path;

use cppbind_abi::codes::RebuildKind;

use super::front::Front;
use crate::emit::dictionary::{HeaderFile, Request};
use crate::error::{Error, Result};
use crate::fingerprint::{Fingerprint, code};
use crate::options::{Environment, shell_word};

/// The request for a dictionary whose record has paths relative to `directory`, as far as they lie below.
///
/// The command is that of a shell in `directory`: where it ran in another one, it goes there first.
pub(super) fn request(
    front: &Front,
    stem: &str,
    directory: Option<&Path>,
    environment: &Environment,
    line: &str,
) -> Result<Request> {
    let headers = headers(front, directory)?;
    let ran_in = directory.and_then(|directory| elsewhere(&environment.directory, directory));
    let line = ran_in.map_or(line.to_owned(), |ran_in| format!("cd {} && {line}", shell_word(&ran_in)));
    let rebuild = rebuild(front, &line);
    let mut fingerprint = Fingerprint::default().with(env!("CARGO_PKG_VERSION").as_bytes());
    for header in &headers {
        fingerprint = fingerprint.with(&header.hash.to_le_bytes());
    }
    for flag in &front.inputs.flags.compile {
        fingerprint = fingerprint.with(flag.as_bytes()).with(b"\0");
    }
    let read = front.ir.files.iter().filter_map(|file| file.metadata().ok());
    Ok(Request {
        stem: stem.to_owned(),
        includes: front.includes(),
        rebuild,
        headers,
        fingerprint: fingerprint.value(),
        header_bytes: read.map(|file| file.len()).sum(),
    })
}

/// A working directory as a shell in `directory` names it, unless that is the same.
fn elsewhere(working: &Path, directory: &Path) -> Option<String> {
    let (working, directory) = (working.canonicalize().ok()?, directory.canonicalize().ok()?);
    let named = working.strip_prefix(&directory).unwrap_or(&working);
    (!named.as_os_str().is_empty()).then(|| named.display().to_string())
}

/// The headers that the user can change: those of the compiler and the system change with these, not with the library.
fn headers(front: &Front, directory: Option<&Path>) -> Result<Vec<HeaderFile>> {
    let system = &front.inputs.toolchain.system_includes;
    let selection = &front.inputs.selection;
    let is_own =
        |file: &Path| selection.names_file(file) || !system.iter().any(|root| file.starts_with(root));
    let files = front.ir.files.iter().filter(|file| is_own(file));
    let directory = directory.and_then(|directory| directory.canonicalize().ok());
    files
        .map(|file| {
            let bytes = std::fs::read(file).map_err(Error::file(file))?;
            let below = directory.as_ref().and_then(|directory| file.strip_prefix(directory).ok());
            let path = below.unwrap_or(file).display().to_string();
            let code = code(&bytes);
            Ok(HeaderFile { path, hash: Fingerprint::of(&code), length: code.len() as u64 })
        })
        .collect()
}

fn rebuild(front: &Front, line: &str) -> Vec<(RebuildKind, String)> {
    let inputs = &front.inputs;
    let headers = inputs.headers.iter().map(|header| (RebuildKind::Header, header.spelled.clone()));
    let flags = inputs.flags.compile.iter().map(|flag| (RebuildKind::Flag, flag.clone()));
    let directories = inputs.flags.include_directories();
    let directories =
        directories.into_iter().map(|path| (RebuildKind::IncludeDirectory, path.display().to_string()));
    let sources = inputs.sources.iter().map(|path| (RebuildKind::Source, path.display().to_string()));
    let libraries = inputs.flags.libraries.iter().map(|name| (RebuildKind::Library, name.clone()));
    let library_directories = &inputs.flags.library_directories;
    let library_directories =
        library_directories.iter().map(|path| (RebuildKind::LibraryDirectory, path.display().to_string()));
    let command = (RebuildKind::Command, line.to_owned());
    let compiler = (RebuildKind::Compiler, inputs.toolchain.compiler.display().to_string());
    let lists =
        headers.chain(flags).chain(directories).chain(sources).chain(libraries).chain(library_directories);
    lists.chain([command, compiler]).collect()
}
