//! Where output goes.

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::options::{Emit, Environment, Gen};

/// A file, or standard output.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Output {
    /// Absolute; `None` for standard output.
    path: Option<PathBuf>,
    /// As the user named it.
    target: PathBuf,
}

impl Output {
    /// What `-o` says: a file, a directory, `-`. Without it, text for people goes to standard output and files
    /// get their usual names in the working directory.
    pub(super) fn of(options: &Gen, stem: &str, environment: &Environment) -> Self {
        let usual = match options.emit {
            Emit::Dictionary => format!("lib{stem}Dict.so"),
            Emit::Source => format!("{stem}Dict.cpp"),
            Emit::Ir => format!("{stem}Dict.ir.txt"),
            Emit::Pyi => format!("{stem}Dict.pyi"),
            Emit::Report => format!("{stem}Dict.report.txt"),
        };
        let to_people = matches!(options.emit, Emit::Ir | Emit::Report);
        let named = match &options.output {
            Some(output) if output.as_os_str() == "-" => None,
            Some(output) if environment.directory.join(output).is_dir() => Some(output.join(&usual)),
            Some(output) => Some(output.clone()),
            None if to_people => None,
            None => Some(PathBuf::from(&usual)),
        };
        let path = named.as_ref().map(|named| environment.directory.join(named));
        Self { path, target: named.unwrap_or_else(|| usual.into()) }
    }

    /// The file.
    ///
    /// # Errors
    /// It is standard output.
    pub(super) fn file(&self) -> Result<&Path> {
        self.path
            .as_deref()
            .ok_or_else(|| Error::Usage("a dictionary cannot be written to standard output".into()))
    }

    /// The directory of the file.
    pub(super) fn directory(&self) -> Option<&Path> {
        self.path.as_deref().and_then(Path::parent)
    }

    /// The file as the user named it.
    pub(super) fn target(&self) -> &Path {
        &self.target
    }

    /// Writes text; the files that were written.
    pub(super) fn write(&self, text: &str) -> Result<Vec<PathBuf>> {
        match &self.path {
            Some(path) => {
                write_file(path, text)?;
                Ok(vec![self.target.clone()])
            }
            None => match std::io::stdout().lock().write_all(text.as_bytes()) {
                // A reader that has read enough closes the pipe.
                Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
                    Err(Error::file("standard output")(error))
                }
                _ => Ok(Vec::new()),
            },
        }
    }
}

/// Writes a file.
pub(super) fn write_file(path: &Path, text: &str) -> Result<()> {
    std::fs::write(path, text).map_err(Error::file(path))
}

/// `x/MyClassDict.pyi` for `x/libMyClassDict.so`.
pub(super) fn stub_beside(library: &Path) -> PathBuf {
    let name = library.file_name().unwrap_or_default().to_string_lossy();
    let stem = name.strip_prefix("lib").unwrap_or(&name);
    let stem = stem.split('.').next().unwrap_or(stem);
    library.with_file_name(format!("{stem}.pyi"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(emit: Emit, output: Option<&str>, expected: Option<&str>) {
        let environment = Environment { directory: "/".into(), ..Environment::default() };
        let options = Gen { emit, output: output.map(PathBuf::from), ..Gen::default() };
        assert_eq!(Output::of(&options, "A", &environment).path, expected.map(PathBuf::from));
    }

    #[test]
    fn files_get_their_usual_names() {
        check(Emit::Dictionary, None, Some("/libADict.so"));
        check(Emit::Source, None, Some("/ADict.cpp"));
        check(Emit::Report, None, None);
    }

    #[test]
    fn a_name_a_directory_or_standard_output_may_be_given() {
        check(Emit::Report, Some("r.txt"), Some("/r.txt"));
        check(Emit::Pyi, Some("/tmp"), Some("/tmp/ADict.pyi"));
        check(Emit::Source, Some("-"), None);
    }

    #[test]
    fn the_stub_stands_beside_the_library() {
        assert_eq!(stub_beside(Path::new("x/libADict.so")), Path::new("x/ADict.pyi"));
        assert_eq!(stub_beside(Path::new("x/other.so")), Path::new("x/other.pyi"));
    }
}
