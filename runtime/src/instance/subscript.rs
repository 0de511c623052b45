//! `p[i]` of a pointer to objects: what lies behind the object that a proxy stands for.
//!
//! C++ gives out arrays as pointers to their first elements, and nothing tells these from other pointers. So every
//! object that is C++'s own may be indexed, as every pointer may, and as there nobody knows how far.

use std::ptr;

use pyo3::exceptions::{PyIndexError, PyReferenceError, PyTypeError};
use pyo3::ffi;
use pyo3::prelude::*;

use super::ownership::{Ownership, set_lifeline, wrap};
use super::{Instance, compare};
use crate::error::guarded;

/// `mp_subscript` of classes without an `operator[]`.
pub(super) unsafe extern "C" fn subscript(
    object: *mut ffi::PyObject,
    key: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    // SAFETY: slots are called with the interpreter attached, on a live proxy.
    let (py, object, key) = unsafe {
        let py = Python::assume_attached();
        (py, Bound::from_borrowed_ptr(py, object), Bound::from_borrowed_ptr(py, key))
    };
    guarded(py, ptr::null_mut(), || element(&object, &key).map(Bound::into_ptr))
}

fn element<'py>(object: &Bound<'py, PyAny>, key: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let class = Instance::from(object).and_then(|proxy| Some((proxy, proxy.class()?)));
    let Some((proxy, class)) = class.filter(|(proxy, class)| !proxy.owned() && class.record.size > 0) else {
        let name = compare::class_name(object);
        return Err(PyTypeError::new_err(format!("'{name}' object is not subscriptable")));
    };
    let index: isize = key.extract()?;
    if index < 0 {
        return Err(PyIndexError::new_err("what lies in front of a pointer is not known"));
    }
    let address = proxy.address();
    if address.is_null() {
        return Err(PyReferenceError::new_err(format!("this {} object is a null pointer", class.qualified)));
    }
    if index == 0 {
        return Ok(object.clone());
    }
    let offset = usize::try_from(class.record.size)
        .ok()
        .and_then(|size| size.checked_mul(index.unsigned_abs()))
        .ok_or_else(|| PyIndexError::new_err("the index is too large"))?;
    // SAFETY: as of a pointer in C++, the caller says that there are so many objects.
    let made = unsafe { wrap(object.py(), class, address.wrapping_byte_add(offset), Ownership::Cpp)? };
    let made = made.into_bound(object.py());
    set_lifeline(&made, object)?;
    Ok(made)
}
