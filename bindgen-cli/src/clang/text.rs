//! libclang's strings, owned.

use std::ffi::CStr;

use clang_sys::{CXString, clang_disposeString, clang_getCString};

/// Copies and frees a string that libclang returned; null is empty.
pub(super) fn take(string: CXString) -> String {
    // SAFETY: each caller passes a string fresh from libclang, which is disposed of once, here; the C string
    // lives until then.
    unsafe {
        let characters = clang_getCString(string);
        let text = if characters.is_null() {
            String::new()
        } else {
            CStr::from_ptr(characters).to_string_lossy().into_owned()
        };
        clang_disposeString(string);
        text
    }
}
