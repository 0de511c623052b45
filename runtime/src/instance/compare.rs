//! What a proxy is to Python where C++ says nothing: equal by address, true
//! unless null or empty, hashable by identity, and printed with class and address.

use std::ffi::c_int;
use std::ptr;

use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyString, PyType};

use super::Instance;
use crate::error::guarded;

/// The C++ name of an object's class, the Python one for other objects.
pub(super) fn class_name(object: &Bound<'_, PyAny>) -> String {
    type_name(&object.get_type())
}

/// The same of the type of an object.
pub(super) fn type_name(class: &Bound<'_, PyType>) -> String {
    match super::class_of_type(class) {
        Some(class) if class.directs().is_none() => class.qualified.to_owned(),
        _ => class.name().map_or_else(|_| "?".to_owned(), |name| name.to_string()),
    }
}

pub(super) unsafe extern "C" fn repr(object: *mut ffi::PyObject) -> *mut ffi::PyObject {
    // SAFETY: slots are called with the interpreter attached, on a live proxy.
    let (py, object) = unsafe {
        let py = Python::assume_attached();
        (py, Bound::from_borrowed_ptr(py, object))
    };
    guarded(py, ptr::null_mut(), || {
        let class = object.get_type();
        let module = class.getattr(pyo3::intern!(py, "__module__"))?;
        let name = class.getattr(pyo3::intern!(py, "__qualname__"))?;
        let address = Instance::from(&object).map_or(ptr::null_mut(), Instance::address);
        let address = if address.is_null() { "0x(nil)".to_owned() } else { format!("{address:p}") };
        let held = Instance::from(&object).and_then(Instance::holder).map_or_else(String::new, |holder| {
            format!(" held by {} at {:p}", holder.class.qualified, holder.pointer)
        });
        let text = format!("<{module}.{name} object at {address}{held}>");
        Ok(PyString::new(py, &text).into_any().into_ptr())
    })
}

pub(super) unsafe extern "C" fn hash(object: *mut ffi::PyObject) -> ffi::Py_hash_t {
    // Proxies are at least 16 bytes apart; -1 is CPython's error value, which no
    // shifted address is.
    (object as usize >> 4) as ffi::Py_hash_t
}

pub(super) unsafe extern "C" fn truth(object: *mut ffi::PyObject) -> c_int {
    // SAFETY: a slot of the base type is called on a live proxy, whose type may
    // have been given a length.
    unsafe {
        if (*object.cast::<Instance>()).place().is_null() {
            return 0;
        }
        match (*ffi::Py_TYPE(object)).tp_as_mapping.as_ref().and_then(|mapping| mapping.mp_length) {
            Some(length) => length(object).signum() as c_int,
            None => 1,
        }
    }
}

pub(super) unsafe extern "C" fn rich_compare(
    left: *mut ffi::PyObject,
    right: *mut ffi::PyObject,
    operation: c_int,
) -> *mut ffi::PyObject {
    // SAFETY: slots are called with the interpreter attached, on live objects.
    let (py, left, right) = unsafe {
        let py = Python::assume_attached();
        (py, Bound::from_borrowed_ptr(py, left), Bound::from_borrowed_ptr(py, right))
    };
    guarded(py, ptr::null_mut(), || {
        let equal = match (operation, same_object(&left, &right)) {
            (ffi::Py_EQ, Some(same)) => same,
            (ffi::Py_NE, Some(same)) => !same,
            _ => return Ok(py.NotImplemented().into_ptr()),
        };
        Ok(equal.into_pyobject(py)?.to_owned().into_any().into_ptr())
    })
}

/// Whether two proxies are of one C++ object, whichever of its classes they
/// show; `None` is equal to null ones. `None` as result: not for us to say.
pub(crate) fn same_object(left: &Bound<'_, PyAny>, right: &Bound<'_, PyAny>) -> Option<bool> {
    let one = Instance::from(left)?;
    if right.is_none() {
        return Some(one.place().is_null());
    }
    let other = Instance::from(right)?;
    let (class, base) = (one.class()?, other.class()?);
    // SAFETY: proxies hold null or the address of a live object of their class.
    let seen = unsafe {
        match (class.upcast(one.place(), base), base.upcast(other.place(), class)) {
            (Some(address), _) => address == other.place(),
            (None, Some(address)) => address == one.place(),
            (None, None) => return Some(false),
        }
    };
    Some(seen)
}
