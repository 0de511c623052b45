//! Whether a class overrides a virtual function, and by what.

use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyType;

use crate::call;
use crate::instance;
use crate::registry::Director;

unsafe extern "C" {
    /// What a name means in a class; borrowed, null where nothing. CPython's own attribute lookup, exported since 2.x.
    fn _PyType_Lookup(class: *mut ffi::PyTypeObject, name: *mut ffi::PyObject) -> *mut ffi::PyObject;
}

/// What a class has under a name; borrowed from the class, null where nothing.
///
/// # Safety
///
/// The interpreter must be attached, `class` a live type and `name` an interned string.
#[inline(always)]
pub(super) unsafe fn find(class: *mut ffi::PyTypeObject, name: *mut ffi::PyObject) -> *mut ffi::PyObject {
    // SAFETY: the caller's promise.
    unsafe { _PyType_Lookup(class, name) }
}

/// Whether what a class has under a name overrides C++'s function: it is neither what the director has itself, which may be
/// one of CPython's own methods, nor a copy of that.
///
/// # Safety
///
/// The interpreter must be attached, `name` an interned string, and `found` live or null.
pub(super) unsafe fn is_pythons(
    py: Python<'_>,
    director: &Director,
    name: *mut ffi::PyObject,
    found: *mut ffi::PyObject,
) -> bool {
    if found.is_null() {
        return false;
    }
    // SAFETY: the caller's promise; the Python class of a C++ class lives for ever.
    unsafe {
        let inherited =
            director.class.proxy().map_or(std::ptr::null_mut(), |proxy| find(proxy.as_ptr(), name));
        found != inherited && !call::is_function(&Bound::from_borrowed_ptr(py, found))
    }
}

/// Whether a class overrides a function.
///
/// # Safety
///
/// `name` must be an interned string.
pub(super) unsafe fn is_overridden(
    class: &Bound<'_, PyType>,
    director: &Director,
    name: *mut ffi::PyObject,
) -> bool {
    // SAFETY: the caller's promise; what is found is looked at before anything can change the class.
    unsafe { is_pythons(class.py(), director, name, find(class.as_type_ptr(), name)) }
}

/// Whether nothing that a class inherits can change unheard: all of it comes from classes whose metaclass is ours.
pub(super) fn is_closed(class: &Bound<'_, PyType>) -> bool {
    let object = class.py().get_type::<PyAny>();
    class.mro().iter().all(|base| {
        base.is(&object)
            || base
                .cast::<PyType>()
                .is_ok_and(|base| instance::class_of_type(base).is_some() || instance::base_type_is(base))
    })
}
