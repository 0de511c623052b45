//! Python environments: where the `libclang-ng` wheel may be installed, and which Python `doctor` names.

use std::fs;
use std::path::{Path, PathBuf};

use crate::options::Environment;

/// The Python that goes with this run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Python {
    /// The interpreter.
    pub path: PathBuf,
}

impl Python {
    /// The environment's own Python, else `python3` on `PATH`.
    pub fn find(environment: &Environment) -> Option<Self> {
        let own = environment_prefixes(environment)
            .map(|prefix| prefix.join("bin/python3"))
            .find(|path| path.is_file());
        own.or_else(|| on_path(environment)).map(|path| Self { path })
    }
}

/// Prefixes of the Python environments to search, nearest first: that of the executable, the active one, `python3`'s.
pub(super) fn prefixes(environment: &Environment) -> Vec<PathBuf> {
    let python = on_path(environment);
    let resolved = python.as_ref().and_then(|python| python.canonicalize().ok());
    let of_python = [python, resolved].into_iter().flatten().filter_map(|python| prefix_of(&python));
    environment_prefixes(environment).chain(of_python).collect()
}

/// `lib/python3.X/site-packages` (Debian: `dist-packages`) of a prefix, highest version first.
pub(super) fn site_packages(prefix: &Path) -> Vec<PathBuf> {
    let libraries = ["lib", "lib64"].map(|name| fs::read_dir(prefix.join(name)));
    let entries = libraries.into_iter().flatten().flatten().flatten().map(|entry| entry.path());
    let minor = |path: &PathBuf| {
        path.file_name()?.to_str()?.strip_prefix("python3")?.trim_start_matches('.').parse::<u32>().ok()
    };
    let mut versions: Vec<_> = entries
        .filter_map(|path| Some((minor(&path).or_else(|| is_python3(&path).then_some(0))?, path)))
        .collect();
    versions.sort_by(|left, right| right.cmp(left));
    versions
        .iter()
        .flat_map(|(_, path)| ["site-packages", "dist-packages"].map(|name| path.join(name)))
        .collect()
}

fn is_python3(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == "python3")
}

fn environment_prefixes(environment: &Environment) -> impl Iterator<Item = PathBuf> {
    let of_executable = environment.executable.as_deref().and_then(prefix_of);
    of_executable.into_iter().chain(environment.virtual_env.clone())
}

fn prefix_of(program: &Path) -> Option<PathBuf> {
    program.parent()?.parent().map(Path::to_path_buf)
}

fn on_path(environment: &Environment) -> Option<PathBuf> {
    which::which_in("python3", Some(&environment.path), &environment.directory).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn newer_pythons_come_first() {
        let prefix = tempfile::tempdir().unwrap();
        for name in ["python3.9", "python3.11", "python3", "other"] {
            fs::create_dir_all(prefix.path().join("lib").join(name)).unwrap();
        }
        let found = site_packages(prefix.path());
        let names: Vec<_> = found
            .iter()
            .map(|path| path.strip_prefix(prefix.path().join("lib")).unwrap().to_str().unwrap())
            .collect();
        assert_eq!(
            names,
            [
                "python3.11/site-packages",
                "python3.11/dist-packages",
                "python3.9/site-packages",
                "python3.9/dist-packages",
                "python3/site-packages",
                "python3/dist-packages",
            ]
        );
    }
}
