//! `cppbind --cmake-dir`: where the installation has its files for CMake.
//!
//! A wheel puts them below the prefix whose `bin/` has the program, as `cppbind.data/` beside this crate's sources has them.
//!
//! May not know: any stage of generation.

use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::options::Environment;

/// The directory from the prefix on, one of those in which CMake searches each prefix.
const BELOW_PREFIX: &str = "share/cmake/cppbind";

/// The directory with `cppbindConfig.cmake`.
///
/// # Errors
/// The program was not installed together with it.
pub fn cmake_dir(environment: &Environment) -> Result<PathBuf> {
    let prefix = environment.executable.as_deref().and_then(Path::parent).and_then(Path::parent);
    let directory = prefix.unwrap_or(Path::new("/")).join(BELOW_PREFIX);
    if directory.join("cppbindConfig.cmake").is_file() {
        return Ok(directory);
    }
    let told = format!("{} has no files for CMake: they come with the wheel of cppbind", directory.display());
    Err(Error::Input(told))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(executable: PathBuf) -> Result<PathBuf> {
        cmake_dir(&Environment { executable: Some(executable), ..Environment::default() })
    }

    /// What the wheel holds is found below the prefix into which pip installs it.
    #[test]
    fn the_files_of_the_wheel_are_found() {
        let prefix = Path::new(env!("CARGO_MANIFEST_DIR")).join("cppbind.data/data");
        assert_eq!(of(prefix.join("bin/cppbind")).unwrap(), prefix.join("share/cmake/cppbind"));
    }

    #[test]
    fn a_program_alone_says_what_is_missing() {
        let prefix = tempfile::tempdir().unwrap();
        let error = of(prefix.path().join("bin/cppbind")).unwrap_err().to_string();
        assert!(error.contains("the wheel of cppbind"), "{error}");
    }
}
