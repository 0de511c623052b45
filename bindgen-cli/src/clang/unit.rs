//! Parses.

use std::ffi::{CString, c_char, c_uint, c_void};
use std::path::Path;
use std::ptr;

use clang_sys as sys;
use clang_sys::{CXFile, CXIndex, CXSourceLocation, CXTranslationUnit, CXUnsavedFile};

use super::{Clang, Cursor, File};
use crate::error::{Error, Result};

/// What a parse is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Purpose {
    /// Others build upon it: it is not taken for a whole translation unit.
    pub prefix: bool,
    /// Its own declarations are read alone, without those of the prefix that it builds upon.
    pub own: bool,
    /// Bodies of functions are read over, as far as no type depends on them.
    pub signatures: bool,
}

impl Purpose {
    /// Its declarations are read, and those of the prefix that it builds upon.
    pub const WHOLE: Self = Self { prefix: false, own: false, signatures: false };

    /// It is saved, and others build upon it.
    pub const PREFIX: Self = Self { prefix: true, ..Self::WHOLE };

    /// Its own declarations are read alone.
    pub const OWN: Self = Self { own: true, ..Self::WHOLE };

    fn options(self) -> i32 {
        let prefix = sys::CXTranslationUnit_Incomplete | sys::CXTranslationUnit_ForSerialization;
        let chosen = [(self.prefix, prefix), (self.signatures, sys::CXTranslationUnit_SkipFunctionBodies)];
        chosen.into_iter().filter(|(wanted, _)| *wanted).fold(0, |all, (_, option)| all | option)
    }
}

/// A parse of one main file, which exists in memory only.
#[derive(Debug)]
pub struct TranslationUnit {
    index: CXIndex,
    raw: CXTranslationUnit,
    main: CString,
    /// The library stays loaded, and the unit in its thread.
    _clang: Clang,
}

impl TranslationUnit {
    /// Parses `source` as the file `main`. Errors in the source are diagnostics of the unit.
    pub fn parse(
        clang: &Clang,
        main: &str,
        source: &str,
        arguments: &[String],
        purpose: Purpose,
    ) -> Result<Self> {
        let main = c_string(main)?;
        let arguments = arguments.iter().map(|argument| c_string(argument)).collect::<Result<Vec<_>>>()?;
        let pointers: Vec<*const c_char> = arguments.iter().map(|argument| argument.as_ptr()).collect();
        // SAFETY: all pointers are to living values; the unit takes over the index, which is disposed of after it.
        unsafe {
            let index = sys::clang_createIndex(purpose.own.into(), 0);
            let mut raw = ptr::null_mut();
            let mut file = unsaved(&main, source);
            let code = sys::clang_parseTranslationUnit2(
                index,
                main.as_ptr(),
                pointers.as_ptr(),
                pointers.len() as i32,
                &mut file,
                1,
                purpose.options(),
                &mut raw,
            );
            if code != sys::CXError_Success || raw.is_null() {
                sys::clang_disposeIndex(index);
                return Err(failure("parse the headers", code));
            }
            Ok(Self { index, raw, main, _clang: clang.clone() })
        }
    }

    /// Writes the parse to a file that `-include-pch` reads.
    pub fn save(&self, path: &Path) -> Result<()> {
        let name = path.to_str().ok_or_else(|| Error::Input(format!("{} is not UTF-8", path.display())))?;
        let name = c_string(name)?;
        // SAFETY: the unit is alive and has no errors, and the path is a living C string.
        let code = unsafe {
            let options = sys::clang_defaultSaveOptions(self.raw);
            sys::clang_saveTranslationUnit(self.raw, name.as_ptr(), options)
        };
        if code == sys::CXSaveError_None {
            Ok(())
        } else {
            Err(Error::Libclang(format!("libclang could not write {}", path.display())))
        }
    }

    pub(super) fn raw(&self) -> CXTranslationUnit {
        self.raw
    }

    /// The main file's name.
    pub fn main(&self) -> &str {
        self.main.to_str().unwrap_or_default()
    }

    /// The translation unit itself.
    pub fn cursor(&self) -> Option<Cursor<'_>> {
        // SAFETY: the unit is alive.
        Cursor::from_raw(unsafe { sys::clang_getTranslationUnitCursor(self.raw) })
    }

    /// Every file that was read, the main file included, in order of first inclusion.
    pub fn files(&self) -> Vec<File<'_>> {
        extern "C" fn push(file: CXFile, _: *mut CXSourceLocation, _: c_uint, data: *mut c_void) {
            // SAFETY: `files` passes its own vector, which nothing else uses meanwhile.
            unsafe { &mut *data.cast::<Vec<CXFile>>() }.push(file);
        }
        let mut found: Vec<CXFile> = Vec::new();
        // SAFETY: the unit is alive, and the call-back gets the vector that it expects.
        unsafe { sys::clang_getInclusions(self.raw, push, (&raw mut found).cast()) };
        found.into_iter().filter_map(File::from_raw).collect()
    }
}

impl Drop for TranslationUnit {
    fn drop(&mut self) {
        // SAFETY: both are alive and used no more; the unit goes first.
        unsafe {
            sys::clang_disposeTranslationUnit(self.raw);
            sys::clang_disposeIndex(self.index);
        }
    }
}

/// The main file's contents; `source` must outlive the result.
fn unsaved(main: &CString, source: &str) -> CXUnsavedFile {
    CXUnsavedFile { Filename: main.as_ptr(), Contents: source.as_ptr().cast(), Length: source.len() as _ }
}

fn c_string(text: &str) -> Result<CString> {
    CString::new(text).map_err(|_| Error::Input(format!("an argument holds a NUL character: {text:?}")))
}

fn failure(what: &str, code: sys::CXErrorCode) -> Error {
    let reason = match code {
        sys::CXError_Crashed => "it crashed",
        sys::CXError_InvalidArguments => "it does not accept the arguments",
        _ => "it failed without a diagnostic",
    };
    Error::Libclang(format!("libclang could not {what}: {reason}"))
}
