//! The tokens of a declaration.

use std::ptr;

use clang_sys as sys;

use super::{Cursor, Position, text};

/// A token: its text and where it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Text.
    pub text: String,
    /// Whether white space stands in front of it.
    pub spaced: bool,
    /// Where it begins in its file, in bytes.
    pub offset: u32,
}

impl Cursor<'_> {
    /// From where to where it reaches in its file, in bytes; what comes from a macro stands where the macro is used.
    pub fn extent(self) -> std::ops::Range<usize> {
        // SAFETY: the cursor belongs to a living unit.
        let extent = unsafe { sys::clang_getCursorExtent(self.raw) };
        // SAFETY: as above.
        let (start, end) = unsafe { (sys::clang_getRangeStart(extent), sys::clang_getRangeEnd(extent)) };
        Position::of(start).offset as usize..Position::of(end).offset as usize
    }

    /// The declaration's tokens; `None` where it comes from a macro, whose tokens stand elsewhere.
    pub fn tokens(self) -> Option<Vec<Token>> {
        // SAFETY: the cursor belongs to a living unit.
        let extent = unsafe { sys::clang_getCursorExtent(self.raw) };
        // SAFETY: as above.
        let (start, end) = unsafe { (sys::clang_getRangeStart(extent), sys::clang_getRangeEnd(extent)) };
        if Position::in_macro_body(start) || Position::in_macro_body(end) {
            return None;
        }
        let mut raw = ptr::null_mut();
        let mut count = 0;
        // SAFETY: the range belongs to the unit; libclang fills both variables.
        let unit = unsafe { sys::clang_Cursor_getTranslationUnit(self.raw) };
        // SAFETY: as above.
        unsafe { sys::clang_tokenize(unit, extent, &mut raw, &mut count) };
        if raw.is_null() {
            return Some(Vec::new());
        }
        // SAFETY: libclang returned `count` tokens at `raw`, which live until disposed of below.
        let slice = unsafe { std::slice::from_raw_parts(raw, count as usize) };
        let mut tokens = Vec::with_capacity(slice.len());
        let mut previous_end = u32::MAX;
        for &token in slice {
            // SAFETY: the token belongs to the unit.
            let (text, range) = unsafe {
                (text::take(sys::clang_getTokenSpelling(unit, token)), sys::clang_getTokenExtent(unit, token))
            };
            // SAFETY: as above.
            let start = Position::of(unsafe { sys::clang_getRangeStart(range) }).offset;
            let spaced = start > previous_end;
            previous_end = start + text.len() as u32;
            tokens.push(Token { text, spaced, offset: start });
        }
        // SAFETY: allocated by clang_tokenize above, freed once.
        unsafe { sys::clang_disposeTokens(unit, raw, count) };
        Some(tokens)
    }
}
