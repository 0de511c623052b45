//! Construction: `Cls(...)` through the class's own vectorcall, which makes C++
//! object and proxy at once.
//!
//! `type.__call__` with `__new__` and `__init__` remains for Python subclasses, for
//! classes whose `__init__` was replaced, and for calls that no plan serves.
//!
//! May not know: overloads.

use std::ptr;

use pyo3::exceptions::PyTypeError;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple, PyType};

use super::context::Context;
use super::general::Passed;
use crate::error::guarded;
use crate::instance;
use crate::registry::Class;

/// The flag of a vectorcall's argument count.
const OFFSET: usize = 1 << (usize::BITS - 1);

/// Lets a class be called without a detour.
pub(crate) fn install(python: &Bound<'_, PyType>, class: &'static Class) -> PyResult<()> {
    let Some(set) = super::constructors(class)? else { return Ok(()) };
    let context = Context::of_constructors(class.dictionary, class.record.constructors, class, set);
    // SAFETY: a live class from C++, whose constructors the context knows.
    unsafe {
        instance::class_slots(python.as_type_ptr()).constructor.set(ptr::from_ref(context).cast());
        (*python.as_type_ptr()).tp_vectorcall = Some(call);
    }
    Ok(())
}

/// `Cls(...)`.
unsafe extern "C" fn call(
    class: *mut ffi::PyObject,
    arguments: *const *mut ffi::PyObject,
    count: usize,
    names: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    // SAFETY: CPython passes the class on which this was installed, with its
    // context, and live arguments.
    unsafe {
        let context = instance::class_slots(class.cast()).constructor.get().cast::<Context>();
        let (target, plan) = (*context).target();
        target(class, arguments as usize, count & !OFFSET, names as usize, plan)
    }
}

/// `type.__call__`.
pub(super) fn in_general<'py>(
    py: Python<'py>,
    class: *mut ffi::PyObject,
    passed: &Passed<'_, 'py>,
) -> *mut ffi::PyObject {
    guarded(py, ptr::null_mut(), || {
        let arguments = passed.arguments();
        let positional = PyTuple::new(py, arguments.positional)?;
        let keywords = PyDict::new(py);
        for (name, value) in arguments.keywords.iter().flat_map(|(names, values)| names.iter().zip(*values)) {
            keywords.set_item(name, value)?;
        }
        // SAFETY: `type` always has `tp_call`; live objects.
        unsafe {
            let keywords = if keywords.is_empty() { ptr::null_mut() } else { keywords.as_ptr() };
            let python_type = &raw const ffi::PyType_Type;
            let call = (*python_type).tp_call.ok_or_else(|| PyTypeError::new_err("type has no tp_call"))?;
            Bound::from_owned_ptr_or_err(py, call(class, positional.as_ptr(), keywords)).map(Bound::into_ptr)
        }
    })
}
