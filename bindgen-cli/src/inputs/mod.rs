//! What a command line names, resolved: headers, sources, LinkDef headers, flags, tools.
//!
//! May not know: clang, ir, emission.

mod companion;
mod compile_commands;
mod flags;
mod headers;
mod pkg_config;
mod words;

use std::path::PathBuf;

pub use companion::Companion;
pub use flags::Flags;
pub use headers::{Header, Search};
pub(crate) use words::split as shell_words;

use crate::diagnostics::{Diagnostic, Severity};
use crate::error::{Error, Result};
use crate::options::{Environment, Input};
use crate::selection::{Selection, is_linkdef};
use crate::toolchain::Toolchain;

/// Suffixes of C++ sources; all other files are headers.
const SOURCE_SUFFIXES: [&str; 8] = ["c", "cc", "cp", "cpp", "cxx", "c++", "C", "CPP"];

/// Everything that the command line names.
#[derive(Clone, Debug)]
pub struct Inputs {
    /// The headers to bind, in order; never empty.
    pub headers: Vec<Header>,
    /// C++ sources to compile into the dictionary.
    pub sources: Vec<PathBuf>,
    /// Flags for clang, the compiler and the linker.
    pub flags: Flags,
    /// The tools.
    pub toolchain: Toolchain,
    /// What is wanted of the headers.
    pub selection: Selection,
    /// Files that were read besides headers: selection files, LinkDef headers.
    pub read: Vec<PathBuf>,
    /// What was chosen without being asked for, and what was odd.
    pub diagnostics: Vec<Diagnostic>,
}

impl Inputs {
    /// Finds everything.
    ///
    /// # Errors
    /// The first thing that does not exist, cannot be read or makes no sense.
    pub fn resolve(files: &[String], input: &Input, environment: &Environment) -> Result<Self> {
        let (sources, headers): (Vec<&String>, Vec<&String>) = files.iter().partition(|file| is_source(file));
        let (linkdefs, headers): (Vec<&String>, Vec<&String>) =
            headers.into_iter().partition(|file| is_linkdef(file.as_ref()));
        if headers.is_empty() {
            return Err(Error::Usage("no header is named".into()));
        }
        let mut diagnostics = Vec::new();
        let flags = Flags::collect(input, &headers, environment, &mut diagnostics)?;
        let toolchain = Toolchain::find(environment, &flags.compile)?;
        let search = headers::Search::new(environment, &flags, &toolchain);
        let headers = headers.into_iter().map(|name| search.find(name)).collect::<Result<Vec<_>>>()?;
        let linkdefs =
            linkdefs.into_iter().map(|name| Ok(search.find(name)?.path)).collect::<Result<Vec<_>>>()?;

        let mut selection = Selection::default();
        for header in &headers {
            selection.add_header(&header.path, search.roots());
        }
        selection.add_lists(&input.lists)?;
        for path in &linkdefs {
            diagnostics.extend(selection.add_linkdef(path)?);
        }
        let files = input.selection.iter().map(|path| environment.directory.join(path));
        let files: Vec<_> = files.collect();
        for path in &files {
            diagnostics.extend(selection.add_selection_xml(path)?);
        }
        selection
            .instantiate
            .extend(input.instantiate.iter().map(|name| cppbind_abi::spelling::normalize(name)));

        let sources =
            sources.into_iter().map(|source| existing(source, environment)).collect::<Result<Vec<_>>>()?;
        Ok(Self {
            headers,
            sources,
            flags,
            toolchain,
            selection,
            read: [linkdefs, files].concat(),
            diagnostics,
        })
    }

    /// The stem of the first header: `MyClass` of `inc/MyClass.h`.
    pub fn stem(&self) -> &str {
        self.headers[0].stem()
    }

    /// Uses the library or source that goes with a header, where nothing was named to define what the headers
    /// declare; each is told.
    pub fn add_companions(&mut self) -> Vec<Diagnostic> {
        if !self.sources.is_empty() || self.flags.links() {
            return Vec::new();
        }
        let found =
            self.headers.iter().filter_map(|header| Some((header, companion::of(header, &self.toolchain)?)));
        let mut told = Vec::new();
        for (header, found) in found {
            let use_of_it = match found {
                Companion::Source(source) if !self.sources.contains(&source) => {
                    let use_of_it = format!("{} is compiled into the dictionary", source.display());
                    self.sources.push(source);
                    use_of_it
                }
                Companion::Library { name, directory, in_search_path }
                    if !self.flags.libraries.contains(&name) =>
                {
                    let use_of_it =
                        format!("the dictionary is linked with lib{name} of {}", directory.display());
                    self.flags.libraries.push(name);
                    self.flags.library_directories.extend((!in_search_path).then_some(directory));
                    use_of_it
                }
                Companion::Source(_) | Companion::Library { .. } => continue,
            };
            let message = format!("{use_of_it}, because it goes with {}", header.spelled);
            told.push(Diagnostic::new(Severity::Note, message));
        }
        told
    }
}

fn is_source(file: &str) -> bool {
    file.rsplit_once('.').is_some_and(|(stem, suffix)| !stem.is_empty() && SOURCE_SUFFIXES.contains(&suffix))
}

fn existing(source: &str, environment: &Environment) -> Result<PathBuf> {
    let path = environment.directory.join(source);
    if path.is_file() {
        Ok(PathBuf::from(source))
    } else {
        Err(Error::Input(format!("source not found: {source}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_are_told_by_their_suffix() {
        for source in ["a.c", "a.cc", "b/a.cpp", "a.cxx", "a.C"] {
            assert!(is_source(source), "{source}");
        }
        for header in ["a.h", "vector", "Eigen/Dense", "a.hpp", "a.H", ".c", "x.c/y"] {
            assert!(!is_source(header), "{header}");
        }
    }
}
