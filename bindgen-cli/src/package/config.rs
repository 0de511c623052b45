//! The file that describes a package: `cppbind.toml`, or `[tool.cppbind]` of a `pyproject.toml`.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;

use super::metadata::{Metadata, Table};
use crate::diagnostics::{Diagnostic, Place, Severity};
use crate::error::{Error, Result};
use crate::options::{Input, Lists};

/// A file of its own for the package.
pub(super) const CPPBIND: &str = "cppbind.toml";
/// The Python project's file.
pub(super) const PYPROJECT: &str = "pyproject.toml";

/// What the user has said, and where, so that it can be shown when it is wrong.
#[derive(Clone, Debug)]
pub(super) struct Said {
    pub(super) text: String,
    /// `None` on the command line.
    pub(super) place: Option<Place>,
}

impl Said {
    /// It is no good.
    pub(super) fn wrong(&self, message: impl Into<String>) -> Error {
        match &self.place {
            Some(place) => error_at(place.clone(), message),
            None => Error::Usage(message.into()),
        }
    }
}

/// What a file says.
#[derive(Clone, Debug)]
pub(super) struct Config {
    pub(super) name: Option<Said>,
    pub(super) version: Option<Said>,
    pub(super) description: Option<Said>,
    pub(super) metadata: Metadata,
    pub(super) namespace: Option<Said>,
    pub(super) bundle: bool,
    /// Headers, then sources.
    pub(super) files: Vec<String>,
    pub(super) input: Input,
    /// The first line of what it says, where something is missing.
    pub(super) start: Place,
}

/// The keys; those of `gen`'s options have their names, or those of the flags that they stand for.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
struct Keys {
    name: Option<Spanned<String>>,
    version: Option<Spanned<String>>,
    description: Option<Spanned<String>>,
    project: Option<Table>,
    namespace: Option<Spanned<String>>,
    bundle: bool,
    headers: Vec<String>,
    sources: Vec<String>,
    include_dirs: Vec<PathBuf>,
    system_include_dirs: Vec<PathBuf>,
    quote_include_dirs: Vec<PathBuf>,
    after_include_dirs: Vec<PathBuf>,
    defines: Vec<String>,
    undefines: Vec<String>,
    standard: Option<String>,
    forced_includes: Vec<String>,
    libraries: Vec<String>,
    library_dirs: Vec<PathBuf>,
    pkg_config: Vec<String>,
    build_dir: Option<PathBuf>,
    flags: Vec<String>,
    selection: Vec<PathBuf>,
    instantiate: Vec<String>,
    allowlist_type: Vec<String>,
    allowlist_function: Vec<String>,
    allowlist_var: Vec<String>,
    allowlist_item: Vec<String>,
    allowlist_file: Vec<String>,
    blocklist_type: Vec<String>,
    blocklist_function: Vec<String>,
    blocklist_var: Vec<String>,
    blocklist_item: Vec<String>,
    blocklist_file: Vec<String>,
}

/// The part of a `pyproject.toml` that is ours.
#[derive(Default, Deserialize)]
#[serde(default)]
struct PyProject {
    tool: Tools,
}

/// The part that is every tool's.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Standard {
    project: Option<Table>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Tools {
    cppbind: Option<Spanned<Keys>>,
}

impl Config {
    /// Reads a file; `None` where it is a `pyproject.toml` without `[tool.cppbind]`.
    ///
    /// # Errors
    /// It cannot be read, is no TOML, or has a key or a type that is not known.
    pub(super) fn read(path: &Path, shown: &Path) -> Result<Option<Self>> {
        let text = std::fs::read_to_string(path).map_err(Error::file(shown))?;
        let place = |offset: usize| Place::at(shown, &text, offset);
        let wrong = |error: toml::de::Error| {
            let offset = error.span().map_or(0, |span| span.start);
            unreadable(place(offset), error.message())
        };
        let (mut keys, start) = if path.file_name().is_some_and(|name| name == PYPROJECT) {
            let read: PyProject = toml::from_str(&text).map_err(wrong)?;
            let Some(table) = read.tool.cppbind else { return Ok(None) };
            let start = table.span().start;
            let keys = table.into_inner();
            if keys.project.is_some() {
                return Err(error_at(place(start), "`project` is a table beside [tool.cppbind], not in it"));
            }
            let Standard { project } = toml::from_str(&text).map_err(wrong)?;
            (Keys { project, ..keys }, start)
        } else {
            (toml::from_str(&text).map_err(wrong)?, 0)
        };
        let said = |value: &Option<Spanned<String>>, general: &Option<Spanned<String>>| {
            let value = value.as_ref().or(general.as_ref())?;
            Some(Said { place: Some(place(value.span().start)), text: value.get_ref().clone() })
        };
        let project = keys.project.take().unwrap_or_default();
        Ok(Some(Self {
            name: said(&keys.name, &project.name),
            version: said(&keys.version, &project.version),
            description: said(&keys.description, &project.description),
            metadata: project.read(path.parent().unwrap_or(Path::new("")), &place)?,
            namespace: said(&keys.namespace, &None),
            bundle: keys.bundle,
            files: [&keys.headers[..], &keys.sources].concat(),
            start: place(start),
            input: keys.input(),
        }))
    }

    /// Turns paths that are relative to the file's directory into such that begin elsewhere: in the working directory
    /// `working`, from which `directory` leads to the file.
    pub(super) fn relocate(&mut self, directory: &Path, working: &Path) {
        let input = &mut self.input;
        let directories = [
            &mut input.include_directories,
            &mut input.system_directories,
            &mut input.quote_directories,
            &mut input.after_directories,
            &mut input.library_directories,
            &mut input.selection,
        ];
        for path in directories.into_iter().flatten().chain(&mut input.build_directory) {
            *path = directory.join(&path);
        }
        // Names as after `#include`, and of libraries, are no paths.
        let libraries =
            input.libraries.iter_mut().filter(|library| library.contains('/') || library.contains('.'));
        for name in self.files.iter_mut().chain(&mut input.forced_includes).chain(libraries) {
            let below = directory.join(&name);
            if working.join(&below).is_file() {
                *name = below.display().to_string();
            }
        }
    }
}

impl Keys {
    fn input(self) -> Input {
        Input {
            include_directories: self.include_dirs,
            system_directories: self.system_include_dirs,
            quote_directories: self.quote_include_dirs,
            after_directories: self.after_include_dirs,
            defines: self.defines,
            undefines: self.undefines,
            standard: self.standard,
            forced_includes: self.forced_includes,
            libraries: self.libraries,
            library_directories: self.library_dirs,
            pkg_config: self.pkg_config,
            build_directory: self.build_dir,
            flags: self.flags,
            selection: self.selection,
            instantiate: self.instantiate,
            lists: Lists {
                allowlist_type: self.allowlist_type,
                allowlist_function: self.allowlist_function,
                allowlist_var: self.allowlist_var,
                allowlist_item: self.allowlist_item,
                allowlist_file: self.allowlist_file,
                blocklist_type: self.blocklist_type,
                blocklist_function: self.blocklist_function,
                blocklist_var: self.blocklist_var,
                blocklist_item: self.blocklist_item,
                blocklist_file: self.blocklist_file,
            },
        }
    }
}

/// An error at a place of the file.
pub(super) fn error_at(place: Place, message: impl Into<String>) -> Error {
    let mut diagnostic = Diagnostic::new(Severity::Error, message);
    diagnostic.place = Some(place);
    Error::At(Box::new(diagnostic))
}

/// What the parser says, the long list of all keys as a note.
fn unreadable(place: Place, message: &str) -> Error {
    let Some((key, known)) =
        message.strip_prefix("unknown field ").and_then(|rest| rest.split_once(", expected one of "))
    else {
        return error_at(place, message);
    };
    let mut diagnostic = Diagnostic::new(Severity::Error, format!("unknown key {key}"));
    diagnostic.place = Some(place);
    diagnostic
        .notes
        .push(Diagnostic::new(Severity::Note, format!("the keys are {}", known.replace('`', ""))));
    Error::At(Box::new(diagnostic))
}
