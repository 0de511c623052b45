//! Finding out whether a file is a usable libclang, and loading it.

use std::cell::RefCell;
use std::marker::PhantomData;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use clang_sys::{CXClientData, CXFieldVisitor, CXType, SharedLibrary};

use super::text;
use crate::error::{Error, Result};

/// The oldest libclang whose cursor kinds agree with ours.
const OLDEST: u32 = 15;

type VisitMethods = unsafe extern "C" fn(CXType, CXFieldVisitor, CXClientData) -> u32;

/// Functions of libclang that clang-sys does not know.
struct Extra {
    path: PathBuf,
    /// `clang_visitCXXMethods`, LLVM 21.
    visit_methods: Option<VisitMethods>,
    /// Keeps the functions above loaded.
    _library: libloading::Library,
}

thread_local!(static EXTRA: RefCell<Option<Extra>> = const { RefCell::new(None) });

/// A libclang, loaded in this thread.
#[derive(Clone, Debug)]
pub struct Clang {
    version: String,
    major: u32,
    /// libclang's functions are found through thread-local tables.
    thread: PhantomData<*const ()>,
}

impl Clang {
    /// Loads the library at `path` for this thread.
    pub fn load(path: &Path) -> Result<Self> {
        if !path.is_file() {
            return Err(Error::Libclang(format!("libclang not found: {} is not a file", path.display())));
        }
        let loaded_already = EXTRA.with_borrow(|extra| extra.as_ref().map(|extra| extra.path.clone()));
        match loaded_already {
            Some(other) if other != path => {
                return Err(Error::Libclang(format!(
                    "libclang {} cannot be loaded: this thread uses {}",
                    path.display(),
                    other.display()
                )));
            }
            Some(_) => {}
            None => {
                let library = shared_library(path)?;
                clang_sys::set_library(Some(library));
                let extra = Extra::load(path)?;
                EXTRA.set(Some(extra));
            }
        }
        Self::of_this_thread(path)
    }

    fn of_this_thread(path: &Path) -> Result<Self> {
        if !clang_sys::clang_getClangVersion::is_loaded() {
            return Err(Error::Libclang(format!(
                "{} is not libclang: it has no clang_getClangVersion",
                path.display()
            )));
        }
        // SAFETY: the function is loaded and takes nothing.
        let version = text::take(unsafe { clang_sys::clang_getClangVersion() });
        let major = major_version(&version).ok_or_else(|| {
            Error::Libclang(format!("{} does not tell its version: `{version}`", path.display()))
        })?;
        if major < OLDEST {
            return Err(Error::Libclang(format!(
                "{} is libclang {major}; cppbind needs {OLDEST} or later (`pip install libclang-ng` has one)",
                path.display()
            )));
        }
        Ok(Self { version, major, thread: PhantomData })
    }

    /// What the library says of itself: `clang version 22.1.4 (...)`.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The major version.
    pub fn major(&self) -> u32 {
        self.major
    }

    /// Whether the members of implicitly instantiated classes can be listed (LLVM 21 and later).
    pub fn lists_instantiated_members(&self) -> bool {
        visit_methods().is_some() && clang_sys::clang_visitCXXBaseClasses::is_loaded()
    }
}

/// `clang_visitCXXMethods` of this thread's library.
pub(super) fn visit_methods() -> Option<VisitMethods> {
    EXTRA.with_borrow(|extra| extra.as_ref().and_then(|extra| extra.visit_methods))
}

impl Extra {
    fn load(path: &Path) -> Result<Self> {
        // SAFETY: the library was loaded a moment ago; a second handle runs no further initialiser.
        let library = unsafe { libloading::Library::new(path) }
            .map_err(|error| Error::Libclang(format!("{} cannot be loaded: {error}", path.display())))?;
        // SAFETY: the type is the declaration of clang-c/Index.h.
        let visit_methods =
            unsafe { library.get::<VisitMethods>(b"clang_visitCXXMethods") }.ok().map(|symbol| *symbol);
        Ok(Self { path: path.to_owned(), visit_methods, _library: library })
    }
}

/// Loads through clang-sys, once per process and path.
fn shared_library(path: &Path) -> Result<Arc<SharedLibrary>> {
    static LOADED: Mutex<Vec<Arc<SharedLibrary>>> = Mutex::new(Vec::new());
    let mut loaded = LOADED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(library) = loaded.iter().find(|library| library.path() == path) {
        return Ok(library.clone());
    }
    if std::env::var_os("LIBCLANG_PATH").as_deref() != Some(path.as_os_str()) {
        // SAFETY: clang-sys takes the path from the environment only. Rust code reads the environment under the
        // standard library's lock, and the C code of this process that reads it is libclang, which is not loaded
        // yet; a second, different library is loaded only after an error with the first.
        unsafe { std::env::set_var("LIBCLANG_PATH", path) };
    }
    let library = clang_sys::load_manually()
        .map_err(|error| Error::Libclang(format!("{} cannot be loaded: {error}", path.display())))?;
    if library.path() != path {
        // clang-sys looks elsewhere for what it does not take for a libclang.
        return Err(Error::Libclang(format!(
            "{} is not a libclang that this program can load",
            path.display()
        )));
    }
    let library = Arc::new(library);
    loaded.push(library.clone());
    Ok(library)
}

/// `Debian clang version 14.0.6` -> 14.
fn major_version(text: &str) -> Option<u32> {
    let behind = text.split("version ").nth(1)?;
    behind.split(|character: char| !character.is_ascii_digit()).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read() {
        assert_eq!(
            major_version("clang version 22.1.4 (https://github.com/llvm/llvm-project 1234)"),
            Some(22)
        );
        assert_eq!(major_version("Debian clang version 14.0.6"), Some(14));
        assert_eq!(major_version("clang"), None);
    }

    #[test]
    fn a_missing_library_is_told_by_its_path() {
        let error = Clang::load(Path::new("/nowhere/libclang.so")).unwrap_err();
        assert_eq!(error.to_string(), "libclang not found: /nowhere/libclang.so is not a file");
    }
}
