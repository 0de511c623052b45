//! The search for libclang: `LIBCLANG_PATH`, the wheel of the Python environment, the system's LLVM.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::options::Environment;

use super::{python, resource_dir};

/// Where libclang lies in PyPI's `libclang-ng`, below `site-packages`.
const IN_WHEEL: &str = "clang/native/libclang.so";

/// Where the system's LLVM may have put it.
const SYSTEM_DIRECTORIES: [&str; 6] = [
    "/usr/lib/x86_64-linux-gnu",
    "/usr/lib/aarch64-linux-gnu",
    "/usr/lib64",
    "/usr/lib",
    "/usr/local/lib",
    "/usr/local/lib64",
];

/// A libclang that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Libclang {
    /// The library.
    pub path: PathBuf,
    /// What led to it.
    pub origin: Origin,
}

/// What led to a libclang.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The user's variable.
    Variable,
    /// The `libclang-ng` package of a Python environment.
    Wheel,
    /// An installation of LLVM.
    System,
}

impl std::fmt::Display for Origin {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Variable => "LIBCLANG_PATH",
            Self::Wheel => "the package libclang-ng",
            Self::System => "the system's LLVM",
        })
    }
}

impl Libclang {
    /// The first libclang of the search order. A wrong `LIBCLANG_PATH` is an error: it is never passed over.
    ///
    /// # Errors
    /// None found, or `LIBCLANG_PATH` names none.
    pub fn find(environment: &Environment) -> Result<Self> {
        if let Some(named) = &environment.libclang_path {
            return Ok(Self {
                path: from_variable(&environment.directory.join(named))?,
                origin: Origin::Variable,
            });
        }
        if let Some(path) = from_wheel(environment) {
            return Ok(Self { path, origin: Origin::Wheel });
        }
        if let Some(path) = newest(&system_directories()) {
            return Ok(Self { path, origin: Origin::System });
        }
        Err(Error::Libclang(
            "libclang was found neither in a Python environment nor in the system's LLVM; \
             install it with `pip install libclang-ng`, or set LIBCLANG_PATH"
                .into(),
        ))
    }

    /// clang's resource directory of the same installation.
    ///
    /// # Errors
    /// The installation has none: its headers were not installed.
    pub fn resource_dir(&self) -> Result<PathBuf> {
        resource_dir::beside(&self.path).ok_or_else(|| {
            Error::Libclang(format!(
                "{} has no resource directory (clang's own headers) beside it; \
                 install `libclang-ng` from PyPI, or the headers that go with it (Debian: libclang-common-<version>-dev)",
                self.path.display()
            ))
        })
    }
}

fn from_variable(named: &Path) -> Result<PathBuf> {
    let wrong = |why: &str| Error::Libclang(format!("LIBCLANG_PATH is {}, {why}", named.display()));
    if named.is_dir() {
        return newest(&[named.to_path_buf()]).ok_or_else(|| wrong("a directory without a libclang.so"));
    }
    if named.is_file() { Ok(named.to_path_buf()) } else { Err(wrong("which does not exist")) }
}

fn from_wheel(environment: &Environment) -> Option<PathBuf> {
    python::prefixes(environment)
        .iter()
        .flat_map(|prefix| python::site_packages(prefix))
        .map(|packages| packages.join(IN_WHEEL))
        .find(|path| path.is_file())
}

fn system_directories() -> Vec<PathBuf> {
    let llvm = fs::read_dir("/usr/lib").into_iter().flatten().flatten().map(|entry| entry.path());
    let llvm =
        llvm.filter(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("llvm")));
    llvm.map(|path| path.join("lib")).chain(SYSTEM_DIRECTORIES.map(PathBuf::from)).collect()
}

/// The libclang of the highest version in these directories.
fn newest(directories: &[PathBuf]) -> Option<PathBuf> {
    let entries = directories.iter().filter_map(|directory| fs::read_dir(directory).ok()).flatten().flatten();
    let libraries = entries.map(|entry| entry.path()).filter(|path| is_libclang(path) && path.is_file());
    // The path decides between several names of one file, so that the choice does not depend on the directory's order.
    libraries.max_by_key(|path| (version_of(path), path.clone()))
}

/// `libclang.so`, `libclang-14.so.1`, not `libclang-cpp.so`.
fn is_libclang(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let Some((version, suffix)) = name.strip_prefix("libclang").and_then(|rest| rest.split_once(".so"))
    else {
        return false;
    };
    let numbers = |text: &str, mark: char| {
        text.is_empty() || text.starts_with(mark) && !text.contains(char::is_alphabetic)
    };
    numbers(version, '-') && numbers(suffix, '.')
}

/// The numbers of the real file's name, or of the LLVM directory that holds it.
fn version_of(path: &Path) -> Vec<u32> {
    let real = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let in_directory = real
        .components()
        .filter_map(|part| part.as_os_str().to_str()?.strip_prefix("llvm-").map(numbers_in))
        .next();
    let in_name = numbers_in(&real.file_name().unwrap_or_default().to_string_lossy());
    in_directory.unwrap_or_default().into_iter().chain(in_name).collect()
}

fn numbers_in(text: &str) -> Vec<u32> {
    text.split(|character: char| !character.is_ascii_digit())
        .filter_map(|digits| digits.parse().ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn libclang_has_its_own_names() {
        for name in ["libclang.so", "libclang-14.so.1", "libclang.so.14", "libclang-14.so.14.0.6"] {
            assert!(is_libclang(Path::new(name)), "{name}");
        }
        for name in ["libclang-cpp.so.14", "libclang.a", "libclangAST.so", "libclang.so.bak"] {
            assert!(!is_libclang(Path::new(name)), "{name}");
        }
    }

    #[test]
    fn the_highest_version_wins() {
        let directory = tempfile::tempdir().unwrap();
        for name in ["libclang-9.so.1", "libclang-14.so.1", "libclang-cpp.so.20"] {
            fs::write(directory.path().join(name), "").unwrap();
        }
        assert_eq!(
            newest(&[directory.path().to_path_buf()]),
            Some(directory.path().join("libclang-14.so.1"))
        );
    }

    #[test]
    fn a_wrong_variable_is_never_passed_over() {
        let environment =
            Environment { libclang_path: Some("/nowhere/libclang.so".into()), ..Environment::default() };
        let error = Libclang::find(&environment).unwrap_err().to_string();
        assert_eq!(error, "LIBCLANG_PATH is /nowhere/libclang.so, which does not exist");
    }

    #[test]
    fn an_empty_directory_in_the_variable_is_named() {
        let directory = tempfile::tempdir().unwrap();
        let environment =
            Environment { libclang_path: Some(directory.path().into()), ..Environment::default() };
        let error = Libclang::find(&environment).unwrap_err().to_string();
        assert!(error.ends_with("a directory without a libclang.so"), "{error}");
    }

    #[test]
    fn the_wheel_beside_the_executable_is_found() {
        let prefix = tempfile::tempdir().unwrap();
        let library = prefix.path().join("lib/python3.9/site-packages").join(IN_WHEEL);
        fs::create_dir_all(library.parent().unwrap()).unwrap();
        fs::write(&library, "").unwrap();
        let environment =
            Environment { executable: Some(prefix.path().join("bin/cppbind")), ..Environment::default() };
        assert_eq!(Libclang::find(&environment).unwrap(), Libclang { path: library, origin: Origin::Wheel });
    }
}
