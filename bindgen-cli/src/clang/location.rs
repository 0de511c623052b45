//! Places in files.

use std::marker::PhantomData;
use std::ptr;

use clang_sys as sys;
use clang_sys::{CXFile, CXSourceLocation};

use super::{TranslationUnit, text};

/// A file of a translation unit.
#[derive(Clone, Copy, Debug)]
pub struct File<'tu> {
    raw: CXFile,
    unit: PhantomData<&'tu TranslationUnit>,
}

impl File<'_> {
    pub(super) fn from_raw(raw: CXFile) -> Option<Self> {
        (!raw.is_null()).then_some(Self { raw, unit: PhantomData })
    }

    /// The file's name, as the compiler found it.
    pub fn name(self) -> String {
        // SAFETY: the file belongs to a living unit.
        text::take(unsafe { sys::clang_getFileName(self.raw) })
    }

    /// A number that tells files of one unit apart, cheaper than the name.
    pub fn id(self) -> usize {
        self.raw as usize
    }
}

/// A place: file, line and column from 1, offset in bytes.
#[derive(Clone, Copy, Debug)]
pub struct Position<'tu> {
    /// `None` for what stands in no file, such as the command line.
    pub file: Option<File<'tu>>,
    /// Line.
    pub line: u32,
    /// Column in bytes.
    pub column: u32,
    /// Offset in the file.
    pub offset: u32,
}

impl Position<'_> {
    /// Where the text stands; what a macro's body holds stands where the macro is used.
    pub(super) fn of(location: CXSourceLocation) -> Self {
        let mut file: CXFile = ptr::null_mut();
        let (mut line, mut column, mut offset) = (0, 0, 0);
        // SAFETY: the location comes from a living unit, the four pointers from the variables above.
        unsafe { sys::clang_getFileLocation(location, &mut file, &mut line, &mut column, &mut offset) };
        Self { file: File::from_raw(file), line, column, offset }
    }

    /// Whether a location's text comes from the body of a macro.
    pub(super) fn in_macro_body(location: CXSourceLocation) -> bool {
        let mut place = [(0u32, ptr::null_mut()), (0u32, ptr::null_mut())];
        let [spelling, expansion] = &mut place;
        let null = ptr::null_mut;
        // SAFETY: as above; null pointers are allowed for what is not asked for.
        unsafe {
            sys::clang_getSpellingLocation(location, &mut spelling.1, null(), null(), &mut spelling.0);
            sys::clang_getExpansionLocation(location, &mut expansion.1, null(), null(), &mut expansion.0);
        }
        spelling != expansion
    }
}
