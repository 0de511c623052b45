//! Flags from all their sources, in the order in which compilers should see them.

use std::path::{Path, PathBuf};

use super::{compile_commands, pkg_config};
use crate::diagnostics::{Diagnostic, Severity};
use crate::error::Result;
use crate::options::{Environment, Input};

/// The standard where nobody names one.
const DEFAULT_STANDARD: &str = "-std=c++17";

/// Options that take a directory to search for headers.
const DIRECTORY_OPTIONS: [&str; 4] = ["-isystem", "-iquote", "-idirafter", "-I"];

/// Flags for the tools.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    /// For clang and the compiler alike.
    pub compile: Vec<String>,
    /// Names of libraries, as after `-l`.
    pub libraries: Vec<String>,
    /// Directories of `-L`: libraries found there are found again when the dictionary is loaded.
    pub library_directories: Vec<PathBuf>,
    /// What packages tell the linker besides.
    pub link: Vec<String>,
}

impl Flags {
    /// The flags of the command line, the build directory and packages.
    pub(super) fn collect(
        input: &Input,
        headers: &[&String],
        environment: &Environment,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Result<Self> {
        let mut flags = Self::default();
        flags.directories("-I", &input.include_directories);
        flags.directories("-iquote", &input.quote_directories);
        flags.directories("-isystem", &input.system_directories);
        flags.directories("-idirafter", &input.after_directories);
        if let Some(directory) = &input.build_directory {
            let header = environment.directory.join(headers[0]);
            let found = compile_commands::flags(&environment.directory.join(directory), &header)?;
            if found.file.file_stem() != header.file_stem() {
                let told = format!(
                    "{} has no command for {}; those of {} are used",
                    directory.display(),
                    headers[0],
                    found.file.display()
                );
                diagnostics.push(Diagnostic::new(Severity::Note, told));
            }
            flags.compile.extend(found.flags);
        }
        flags.libraries.extend(input.libraries.iter().cloned());
        flags.library_directories.extend(input.library_directories.iter().cloned());
        for package in &input.pkg_config {
            let (compile, link) = pkg_config::flags(package, environment)?;
            flags.compile.extend(compile);
            flags.link_with(link);
        }
        flags.compile.extend(input.defines.iter().map(|define| format!("-D{define}")));
        flags.compile.extend(input.undefines.iter().map(|name| format!("-U{name}")));
        flags
            .compile
            .extend(input.forced_includes.iter().flat_map(|file| ["-include".to_owned(), file.clone()]));
        flags.compile.extend(input.standard.iter().map(|standard| format!("-std={standard}")));
        flags.compile.extend(input.flags.iter().cloned());
        if !flags.compile.iter().any(|flag| flag.starts_with("-std=")) {
            flags.compile.push(DEFAULT_STANDARD.to_owned());
        }
        Ok(flags)
    }

    /// Directories that are searched for headers, in order, as spelled.
    pub fn include_directories(&self) -> Vec<&Path> {
        let mut directories = Vec::new();
        let mut rest = self.compile.iter();
        while let Some(flag) = rest.next() {
            let attached = DIRECTORY_OPTIONS.iter().find_map(|option| flag.strip_prefix(option));
            match attached {
                Some("") => directories.extend(rest.next().map(Path::new)),
                Some(directory) => directories.push(Path::new(directory)),
                None => {}
            }
        }
        directories
    }

    /// Whether anything is named that may define what the headers declare.
    pub(super) fn links(&self) -> bool {
        !self.libraries.is_empty() || !self.link.is_empty()
    }

    /// Sorts a package's flags for the linker by what they are.
    fn link_with(&mut self, flags: Vec<String>) {
        for flag in flags {
            if let Some(library) = flag.strip_prefix("-l") {
                self.libraries.push(library.to_owned());
            } else if let Some(directory) = flag.strip_prefix("-L") {
                self.library_directories.push(directory.into());
            } else {
                self.link.push(flag);
            }
        }
    }

    fn directories(&mut self, option: &str, directories: &[PathBuf]) {
        self.compile.extend(
            directories.iter().flat_map(|directory| [option.to_owned(), directory.display().to_string()]),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn collect(input: &Input) -> Flags {
        Flags::collect(input, &[&"a.h".to_owned()], &Environment::default(), &mut Vec::new()).unwrap()
    }

    #[test]
    fn flags_are_spelled_for_compilers() {
        let input = Input {
            include_directories: vec!["inc".into()],
            system_directories: vec!["sys".into()],
            defines: vec!["X=1".into()],
            forced_includes: vec!["pre.h".into()],
            libraries: vec!["z".into()],
            library_directories: vec!["lib".into()],
            flags: vec!["-Imore".into(), "-fopenmp".into()],
            ..Input::default()
        };
        let flags = collect(&input);
        assert_eq!(flags.include_directories(), ["inc", "sys", "more"].map(Path::new));
        let expected = [
            "-I",
            "inc",
            "-isystem",
            "sys",
            "-DX=1",
            "-include",
            "pre.h",
            "-Imore",
            "-fopenmp",
            "-std=c++17",
        ];
        assert_eq!(flags.compile, expected);
        assert_eq!((flags.libraries, flags.link), (vec!["z".to_owned()], vec![]));
    }

    #[test]
    fn a_named_standard_is_the_only_one() {
        assert_eq!(
            collect(&Input { standard: Some("c++20".into()), ..Input::default() }).compile,
            ["-std=c++20"]
        );
        assert_eq!(
            collect(&Input { flags: vec!["-std=gnu++20".into()], ..Input::default() }).compile,
            ["-std=gnu++20"]
        );
    }

    #[test]
    fn a_packages_libraries_are_told_from_other_flags() {
        let mut flags = Flags::default();
        flags.link_with(["-L/x", "-lfoo", "-pthread"].map(str::to_owned).to_vec());
        assert_eq!(flags.libraries, ["foo"]);
        assert_eq!(flags.library_directories, [PathBuf::from("/x")]);
        assert_eq!(flags.link, ["-pthread"]);
    }

    #[test]
    fn an_unknown_package_is_an_error() {
        let environment =
            Environment { path: "/usr/bin:/bin".into(), directory: "/".into(), ..Environment::default() };
        let input = Input { pkg_config: vec!["no-such-package".into()], ..Input::default() };
        let error = Flags::collect(&input, &[&"a.h".to_owned()], &environment, &mut Vec::new()).unwrap_err();
        assert!(error.to_string().contains("pkg-config"), "{error}");
    }
}
