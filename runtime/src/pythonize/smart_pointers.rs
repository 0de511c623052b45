//! Smart pointers by name: `obj.__smartptr__()`, `std.make_shared`.

use std::ffi::CStr;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyType;

use super::method::define;
use crate::convert::smart;
use crate::instance;

/// Function templates of any arguments, and the class templates of what they make.
const MAKERS: [(&str, &str); 2] = [("make_shared", "shared_ptr"), ("make_unique", "unique_ptr")];

const SMARTPTR: &CStr = c"__smartptr__";

/// `obj.__smartptr__()` is the smart pointer that holds the object, or `None`.
pub(super) fn install(base: &Bound<'_, PyType>) -> PyResult<()> {
    define(
        base,
        SMARTPTR,
        0,
        |object, _| Ok(smart::pointer_of(object)?.unwrap_or_else(|| object.py().None())),
    )
}

/// What Python has in the place of a function template of namespace `std`; `None` for all other names.
pub(crate) fn maker<'py>(std: &Bound<'py, PyModule>, name: &str) -> PyResult<Option<Bound<'py, PyAny>>> {
    let Some((_, pointer)) = MAKERS.iter().find(|(maker, _)| *maker == name) else { return Ok(None) };
    let make = std.py().import("cppyy_rs._smart_pointers")?.getattr("Make")?;
    make.call1((name, std.getattr(*pointer)?)).map(Some)
}

/// Whether a smart pointer holds the object: from now on that is one of Python's own.
#[pyfunction]
pub(super) fn keep(object: &Bound<'_, PyAny>) -> PyResult<bool> {
    smart::keep(object)
}

/// Has a new pointer of a class hold an object that Python owns; returns the object.
#[pyfunction]
pub(super) fn hold<'py>(
    object: &Bound<'py, PyAny>,
    pointer: &Bound<'py, PyType>,
) -> PyResult<Bound<'py, PyAny>> {
    let found = match instance::class_of_type(pointer) {
        Some(class) => smart::of(class)?,
        None => None,
    };
    let Some(found) = found else {
        return Err(PyTypeError::new_err(format!("{} is no smart pointer to objects", pointer.name()?)));
    };
    smart::hold(found, object)?;
    Ok(object.clone())
}
