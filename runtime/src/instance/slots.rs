//! The words that a class of proxies has behind `type`'s own fields.
//!
//! They lie at a fixed offset, so that finding the C++ class of an object is two
//! loads. CPython's `type` grows with each version; [`check`] says at import
//! whether it still ends before them.

use std::cell::Cell;
use std::ffi::c_void;

use pyo3::exceptions::PyImportError;
use pyo3::ffi;
use pyo3::prelude::*;

use super::fields::Fields;
use super::overrides::Overrides;
use crate::registry::Class;

/// Where the words begin; `type` ended at 928 in CPython 3.13.
pub(super) const OFFSET: usize = 1024;

/// What a class of proxies knows. All zeros are a class that knows nothing.
#[repr(C)]
#[derive(Debug)]
pub struct ClassSlots {
    /// The C++ class that it, or the base of a Python subclass, stands for.
    pub class: Cell<Option<&'static Class>>,
    /// What the class's `tp_vectorcall` constructs with; null in Python subclasses.
    pub constructor: Cell<*const c_void>,
    /// How Python's protocols reach the elements of its objects; null until they are first asked for.
    pub container: Cell<*const c_void>,
    /// What overrides virtual functions, where its objects have directors; null until there is one.
    pub(super) overrides: Cell<*const Overrides>,
    /// How attributes of its own objects are stored; null until the first store.
    pub(super) fields: Cell<*const Fields>,
    /// Whether one of its objects has, or had, a dict of its own.
    pub(super) has_dicts: Cell<bool>,
}

/// The words of a class.
///
/// # Safety
///
/// `class` must be a live instance of the metaclass or of a subclass of it, and
/// the interpreter attached as long as the reference is used.
#[inline(always)]
pub unsafe fn class_slots<'a>(class: *mut ffi::PyTypeObject) -> &'a ClassSlots {
    // SAFETY: instances of the metaclass have its basic size, which counts the
    // words, and are zeroed when they are allocated.
    unsafe { &*class.cast::<u8>().add(OFFSET).cast::<ClassSlots>() }
}

/// The basic size of the metaclass.
pub(super) fn metaclass_size() -> usize {
    OFFSET + size_of::<ClassSlots>()
}

/// Fails where `type`'s own fields reach into the words.
pub(super) fn check() -> PyResult<()> {
    let python_type = &raw const ffi::PyType_Type;
    // SAFETY: `type` is a static type, initialised before any extension is loaded.
    let end = unsafe { (*python_type).tp_basicsize } as usize;
    if end > OFFSET {
        return Err(PyImportError::new_err(format!(
            "this CPython's type objects have {end} bytes, more than the {OFFSET} that cppyy_rs expects"
        )));
    }
    Ok(())
}
