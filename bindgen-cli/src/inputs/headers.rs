//! The search for a header: a file, else a name as after `#include`.

use std::path::{Path, PathBuf};

use super::Flags;
use crate::error::{Error, Result};
use crate::options::Environment;
use crate::toolchain::Toolchain;

/// Suffixes that a name may lack.
const SUFFIXES: [&str; 4] = ["h", "hpp", "hh", "hxx"];

/// A header that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// As named on the command line.
    pub spelled: String,
    /// As in an `#include` directive, quotes or angle brackets included.
    pub include: String,
    /// The file, canonical.
    pub path: PathBuf,
    /// The directory of the search list where it was found; `None` where a file was named.
    pub found_in: Option<PathBuf>,
}

impl Header {
    /// The header beside this one that is called as a class, as it would be named; nothing where there is none.
    pub fn beside(&self, class: &str) -> Option<String> {
        let directory = self.path.parent()?;
        let suffix = SUFFIXES.iter().find(|suffix| directory.join(format!("{class}.{suffix}")).is_file())?;
        let named = match self.spelled.rsplit_once('/') {
            Some((folder, _)) => format!("{folder}/{class}.{suffix}"),
            None => format!("{class}.{suffix}"),
        };
        Some(named)
    }

    /// The file's name without its suffix.
    pub fn stem(&self) -> &str {
        let name = self.spelled.rsplit('/').next().unwrap_or(&self.spelled);
        name.rsplit_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem })
    }
}

/// Where headers are looked for.
#[derive(Clone, Debug)]
pub struct Search {
    directory: PathBuf,
    /// Include directories in order, canonical.
    roots: Vec<PathBuf>,
}

impl Search {
    pub(super) fn new(environment: &Environment, flags: &Flags, toolchain: &Toolchain) -> Self {
        let directory = environment.directory.clone();
        let named = flags.include_directories().into_iter().map(|named| directory.join(named));
        let roots = named.chain(toolchain.system_includes.iter().cloned());
        // A directory that does not exist is searched in vain, as compilers do.
        let roots = roots.filter_map(|root| root.canonicalize().ok()).collect();
        Self { directory, roots }
    }

    /// In these directories, then in the compiler's.
    pub fn of(environment: &Environment, directories: &[PathBuf], toolchain: &Toolchain) -> Self {
        let roots = directories.iter().chain(&toolchain.system_includes);
        let roots = roots.filter_map(|root| root.canonicalize().ok()).collect();
        Self { directory: environment.directory.clone(), roots }
    }

    /// Include directories in order, canonical.
    pub fn roots(&self) -> &[PathBuf] {
        &self.roots
    }

    /// The header of this name.
    ///
    /// # Errors
    /// There is none.
    pub fn find(&self, spelled: &str) -> Result<Header> {
        let name = spelled.trim_start_matches('<').trim_end_matches('>');
        if name == spelled && self.directory.join(name).is_file() {
            let path = self.directory.join(name).canonicalize().map_err(Error::file(name))?;
            return Ok(Header {
                spelled: name.to_owned(),
                include: format!("\"{name}\""),
                path,
                found_in: None,
            });
        }
        for root in &self.roots {
            if let Some(path) = Some(root.join(name)).filter(|path| path.is_file()) {
                let path = path.canonicalize().map_err(Error::file(path))?;
                let found_in = Some(root.clone());
                return Ok(Header { spelled: name.to_owned(), include: format!("<{name}>"), path, found_in });
            }
        }
        Err(Error::HeaderNotFound { header: name.to_owned(), hint: self.hint(name) })
    }

    fn hint(&self, name: &str) -> String {
        let places = || std::iter::once(&self.directory).chain(&self.roots);
        let longer = SUFFIXES.iter().map(|suffix| format!("{name}.{suffix}"));
        if let Some(longer) =
            longer.into_iter().find(|longer| places().any(|place| place.join(longer).is_file()))
        {
            return format!("; did you mean {longer}?");
        }
        let base = Path::new(name).file_name().unwrap_or_default();
        let below = places().flat_map(|place| std::fs::read_dir(place).into_iter().flatten().flatten());
        let mut below: Vec<_> =
            below.map(|entry| entry.path()).filter(|path| path.join(base).is_file()).collect();
        below.sort();
        if let Some(directory) = below.first() {
            return format!("; {} exists (add -I {})", directory.join(base).display(), directory.display());
        }
        let searched: Vec<_> = places().map(|place| format!("\n  {}", place.display())).collect();
        format!("; searched in{}", searched.concat())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree() -> (tempfile::TempDir, Search) {
        let directory = tempfile::tempdir().unwrap();
        let root = directory.path().canonicalize().unwrap();
        for file in ["work/mine.h", "inc/lib/thing.hpp", "inc/Bare", "inc/mine.h"] {
            std::fs::create_dir_all(root.join(file).parent().unwrap()).unwrap();
            std::fs::write(root.join(file), "").unwrap();
        }
        let search = Search { directory: root.join("work"), roots: vec![root.join("inc")] };
        (directory, search)
    }

    #[track_caller]
    fn check(name: &str, include: &str, stem: &str) {
        let (_directory, search) = tree();
        let header = search.find(name).unwrap();
        assert_eq!((header.include.as_str(), header.stem()), (include, stem));
    }

    #[track_caller]
    fn check_missing(name: &str, expected: &str) {
        let (_directory, search) = tree();
        let error = search.find(name).unwrap_err();
        assert_eq!(error.exit_code(), 1);
        assert!(error.to_string().contains(expected), "{error}");
    }

    #[test]
    fn a_file_comes_before_a_name() {
        check("mine.h", "\"mine.h\"", "mine");
        check("<mine.h>", "<mine.h>", "mine");
        check("lib/thing.hpp", "<lib/thing.hpp>", "thing");
        check("Bare", "<Bare>", "Bare");
    }

    #[test]
    fn a_missing_header_gets_a_hint() {
        check_missing("lib/thing", "header not found: lib/thing; did you mean lib/thing.hpp?");
        check_missing("thing.hpp", "lib/thing.hpp exists (add -I ");
        check_missing("none.h", "header not found: none.h; searched in\n  ");
    }
}
