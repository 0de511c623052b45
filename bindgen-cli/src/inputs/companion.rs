//! What defines the functions of a header, where the user names nothing: a library or source of the same stem.
//!
//! It is looked for beside the header, and for a header of an installed library
//! (`<prefix>/include/box2d/box2d.h`) in `<prefix>/lib`, under the names of the
//! header and of its directory.

use std::path::{Path, PathBuf};

use super::{Header, SOURCE_SUFFIXES};
use crate::toolchain::Toolchain;

/// What goes with a header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Companion {
    /// A source to compile.
    Source(PathBuf),
    /// A library to link.
    Library {
        /// As in `-l`.
        name: String,
        /// Where it lies.
        directory: PathBuf,
        /// The linker looks there anyway.
        in_search_path: bool,
    },
}

/// The companion of a header.
pub(super) fn of(header: &Header, toolchain: &Toolchain) -> Option<Companion> {
    match &header.found_in {
        Some(root) => installed(header, root, toolchain),
        None => beside(header),
    }
}

/// `libMyClass.so`, else `MyClass.cpp` beside `MyClass.h`.
fn beside(header: &Header) -> Option<Companion> {
    let directory = Path::new(&header.spelled).parent()?;
    let home = header.path.parent()?;
    let library = || {
        library_in(home, header.stem()).map(|name| Companion::Library {
            name,
            directory: home.into(),
            in_search_path: false,
        })
    };
    let source = || {
        let names = SOURCE_SUFFIXES.iter().map(|suffix| format!("{}.{suffix}", header.stem()));
        let name = names.into_iter().find(|name| home.join(name).is_file())?;
        Some(Companion::Source(directory.join(name)))
    };
    library().or_else(source)
}

fn installed(header: &Header, root: &Path, toolchain: &Toolchain) -> Option<Companion> {
    // A header of the C++ library or of the compiler itself needs nothing.
    let prefix = root.parent().filter(|_| root.ends_with("include"))?;
    let top = header.spelled.split('/').next().filter(|top| *top != header.spelled);
    // The directory first: `yaml-cpp/yaml.h` belongs to yaml-cpp, not to the library yaml.
    let names = top.into_iter().chain([header.stem()]);
    let directories = [prefix.join("lib").join(&toolchain.target), prefix.join("lib"), prefix.join("lib64")];
    names.flat_map(|name| directories.iter().map(move |directory| (name, directory))).find_map(
        |(name, directory)| {
            let name = library_in(directory, name)?;
            let in_search_path = prefix == Path::new("/usr") || prefix == Path::new("/usr/local");
            Some(Companion::Library { name, directory: directory.clone(), in_search_path })
        },
    )
}

/// The name for `-l`, where `directory` has such a library.
fn library_in(directory: &Path, stem: &str) -> Option<String> {
    let exists = |suffix: &str| directory.join(format!("lib{stem}.{suffix}")).is_file();
    (exists("so") || exists("a")).then(|| stem.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The companion of `header` in a tree of these files, paths relative to the tree.
    fn companion(files: &[&str], header: &str, found_in: Option<&str>) -> Option<Companion> {
        let directory = tempfile::tempdir().unwrap();
        let root = directory.path().canonicalize().unwrap();
        for file in files {
            std::fs::create_dir_all(root.join(file).parent().unwrap()).unwrap();
            std::fs::write(root.join(file), "").unwrap();
        }
        let found_in = found_in.map(|below| root.join(below));
        let path = found_in.clone().unwrap_or_else(|| root.clone()).join(header);
        let header = Header { spelled: header.into(), include: String::new(), path, found_in };
        let toolchain = Toolchain {
            libclang: PathBuf::new(),
            resource_dir: PathBuf::new(),
            compiler: PathBuf::new(),
            compiler_arguments: Vec::new(),
            system_includes: Vec::new(),
            target: "x86_64-linux-gnu".into(),
        };
        let relative = |path: PathBuf| path.strip_prefix(&root).map(Path::to_path_buf).unwrap_or(path);
        of(&header, &toolchain).map(|found| match found {
            Companion::Library { name, directory, in_search_path } => {
                Companion::Library { name, directory: relative(directory), in_search_path }
            }
            source => source,
        })
    }

    fn library(name: &str, directory: &str) -> Option<Companion> {
        Some(Companion::Library { name: name.into(), directory: directory.into(), in_search_path: false })
    }

    #[test]
    fn a_source_beside_the_header() {
        assert_eq!(companion(&["x/A.h", "x/A.cc"], "x/A.h", None), Some(Companion::Source("x/A.cc".into())));
        assert_eq!(companion(&["x/A.h", "x/B.cc"], "x/A.h", None), None);
    }

    #[test]
    fn a_library_comes_first() {
        assert_eq!(companion(&["A.h", "A.cpp", "libA.so"], "A.h", None), library("A", ""));
    }

    #[test]
    fn an_installed_library_is_named_for_the_header_or_its_directory() {
        let files = [
            "include/a.h",
            "include/box/a.h",
            "include/box/box2.h",
            "lib/x86_64-linux-gnu/liba.so",
            "lib/libbox.a",
        ];
        assert_eq!(companion(&files, "a.h", Some("include")), library("a", "lib/x86_64-linux-gnu"));
        assert_eq!(companion(&files, "box/box2.h", Some("include")), library("box", "lib"));
        assert_eq!(companion(&files, "box/a.h", Some("include")), library("box", "lib"));
    }
}
