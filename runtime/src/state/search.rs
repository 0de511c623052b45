//! Where `load_lib` looks for a library, and nowhere else:
//!
//! 1. A name with a slash is a path, taken as it is.
//! 2. Otherwise the directories given to `add_library_path`, in order, then the
//!    current directory, each with the names below.
//! 3. Then the dynamic linker's own places (`LD_LIBRARY_PATH`, `ld.so.cache`,
//!    the system's directories).
//!
//! The names tried for `MyClass` are `MyClass`, `MyClass.so`, `libMyClass.so`.

use std::ffi::{CStr, CString};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::RwLock;

static DIRECTORIES: RwLock<Vec<PathBuf>> = RwLock::new(Vec::new());

/// No library of that name.
#[derive(Debug, thiserror::Error)]
#[error("{name}: no such library; looked for {} in {}", names.join(", "), places.join(", "))]
pub struct NotFound {
    /// What was asked for.
    pub name: String,
    /// The file names tried.
    pub names: Vec<String>,
    /// Where.
    pub places: Vec<String>,
}

/// Adds a directory to the search.
pub fn add_library_path(directory: &Path) -> std::io::Result<()> {
    let directory = std::fs::canonicalize(directory)?;
    if !directory.is_dir() {
        return Err(std::io::Error::new(std::io::ErrorKind::NotADirectory, "not a directory"));
    }
    let mut all = DIRECTORIES.write().unwrap_or_else(|poisoned| poisoned.into_inner());
    if !all.contains(&directory) {
        all.push(directory);
    }
    Ok(())
}

/// The directories added so far, in order.
pub fn library_paths() -> Vec<PathBuf> {
    DIRECTORIES.read().unwrap_or_else(|poisoned| poisoned.into_inner()).clone()
}

/// The file that a name given to `load_lib` means.
pub fn find_library(name: &str) -> Result<PathBuf, NotFound> {
    let names = file_names(name);
    if name.contains('/') {
        return names.iter().map(PathBuf::from).find(|path| path.is_file()).ok_or_else(|| NotFound {
            name: name.to_owned(),
            names,
            places: vec!["that place".to_owned()],
        });
    }
    let mut directories = DIRECTORIES.read().unwrap_or_else(|poisoned| poisoned.into_inner()).clone();
    directories.push(PathBuf::from("."));
    for directory in &directories {
        if let Some(path) = names.iter().map(|name| directory.join(name)).find(|path| path.is_file()) {
            return Ok(path);
        }
    }
    names.iter().find_map(|name| linker_path(name)).ok_or_else(|| NotFound {
        name: name.to_owned(),
        names,
        places: directories
            .iter()
            .map(|directory| directory.display().to_string())
            .chain(["the dynamic linker's directories".to_owned()])
            .collect(),
    })
}

/// With and without prefix and suffix, the name as given first.
fn file_names(name: &str) -> Vec<String> {
    let (directory, base) = match name.rfind('/') {
        Some(slash) => name.split_at(slash + 1),
        None => ("", name),
    };
    let mut names = vec![name.to_owned()];
    let suffixed = if base.contains(".so") { base.to_owned() } else { format!("{base}.so") };
    names.push(format!("{directory}{suffixed}"));
    if !base.starts_with("lib") {
        names.push(format!("{directory}lib{suffixed}"));
    }
    names.dedup();
    names
}

/// Where the dynamic linker would find the file.
///
/// It is asked by loading: only it knows its cache, and `load_lib` is going to
/// load what it finds.
fn linker_path(name: &str) -> Option<PathBuf> {
    let name = CString::new(name).ok()?;
    // SAFETY: loading runs the library's initialisers, as `load_lib` was asked to.
    let handle = unsafe { libc::dlopen(name.as_ptr(), libc::RTLD_NOW | libc::RTLD_GLOBAL) };
    if handle.is_null() {
        return None;
    }
    // SAFETY: `dlopen` has just given the handle, and the library stays loaded.
    unsafe { file_of_handle(handle) }
}

/// The file of a loaded library.
///
/// # Safety
///
/// `handle` is what `dlopen` gave for a library that stays loaded.
pub unsafe fn file_of_handle(handle: *mut libc::c_void) -> Option<PathBuf> {
    let mut map = std::ptr::null_mut::<LinkMap>();
    // SAFETY: RTLD_DI_LINKMAP stores a `struct link_map*`, whose first members
    // are those of `LinkMap`, and the library stays loaded.
    let found = unsafe { libc::dlinfo(handle, libc::RTLD_DI_LINKMAP, (&raw mut map).cast()) } == 0;
    if !found || map.is_null() {
        return None;
    }
    // SAFETY: as above; `l_name` is a NUL-terminated path.
    let path = unsafe { CStr::from_ptr((*map).name) };
    Some(PathBuf::from(std::ffi::OsStr::from_bytes(path.to_bytes())))
}

#[repr(C)]
struct LinkMap {
    address: usize,
    name: *const libc::c_char,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, expected: &[&str]) {
        assert_eq!(file_names(name), expected);
    }

    #[test]
    fn prefix_and_suffix_may_be_left_out() {
        check("MyClass", &["MyClass", "MyClass.so", "libMyClass.so"]);
        check("libMyClassDict.so", &["libMyClassDict.so"]);
        check("MyClassDict.so", &["MyClassDict.so", "libMyClassDict.so"]);
        check("./sub/a", &["./sub/a", "./sub/a.so", "./sub/liba.so"]);
        check("libm.so.6", &["libm.so.6"]);
    }

    #[test]
    fn a_missing_library_tells_where_it_was_looked_for() {
        let error = find_library("no_such_library_at_all").unwrap_err().to_string();
        assert!(error.contains("libno_such_library_at_all.so"), "{error}");
        assert!(error.contains("dynamic linker"), "{error}");
    }

    #[test]
    fn the_linker_knows_its_own_places() {
        let path = find_library("libm.so.6").unwrap();
        assert!(path.is_absolute() && path.ends_with("libm.so.6"), "{}", path.display());
    }
}
