//! Python methods whose bodies are Rust closures.

use std::ffi::CStr;

use pyo3::exceptions::PyTypeError;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyCFunction, PyDict, PyTuple, PyType};

unsafe extern "C" {
    /// Part of CPython's public C API; pyo3's bindings leave it out.
    fn PyInstanceMethod_New(function: *mut ffi::PyObject) -> *mut ffi::PyObject;
}

/// Gives a class a method. `arity` counts arguments behind `self`; keywords are refused.
pub(super) fn define<F>(class: &Bound<'_, PyType>, name: &'static CStr, arity: usize, body: F) -> PyResult<()>
where
    F: Fn(&Bound<'_, PyAny>, &[Bound<'_, PyAny>]) -> PyResult<Py<PyAny>> + Send + Sync + 'static,
{
    define_variadic(class, name, move |object, arguments, keywords| {
        if keywords.is_some_and(|keywords| !keywords.is_empty()) || arguments.len() != arity {
            return Err(PyTypeError::new_err(format!(
                "{}() takes {arity} positional arguments ({} given)",
                name.to_string_lossy(),
                arguments.len()
            )));
        }
        body(object, arguments)
    })
}

/// Gives a class a method that takes any arguments.
pub(super) fn define_variadic<F>(class: &Bound<'_, PyType>, name: &'static CStr, body: F) -> PyResult<()>
where
    F: Fn(&Bound<'_, PyAny>, &[Bound<'_, PyAny>], Option<&Bound<'_, PyDict>>) -> PyResult<Py<PyAny>>
        + Send
        + Sync
        + 'static,
{
    let closure = move |arguments: &Bound<'_, PyTuple>, keywords: Option<&Bound<'_, PyDict>>| {
        let arguments: Vec<_> = arguments.iter().collect();
        let Some((object, arguments)) = arguments.split_first() else {
            return Err(PyTypeError::new_err(format!("{}() needs self", name.to_string_lossy())));
        };
        body(object, arguments, keywords)
    };
    let function = PyCFunction::new_closure(class.py(), Some(name), None, closure)?;
    set(class, name, &bound_by_instances(&function)?)
}

/// A method of a function that Python does not bind to objects by itself.
pub(super) fn bound_by_instances<'py>(function: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    // SAFETY: the argument is a live object, the result a new reference or null
    // with an exception set.
    unsafe { Bound::from_owned_ptr_or_err(function.py(), PyInstanceMethod_New(function.as_ptr())) }
}

/// The arguments of a call with `self` in front.
pub(super) fn with_self<'py>(
    object: &Bound<'py, PyAny>,
    arguments: &[Bound<'py, PyAny>],
) -> PyResult<Bound<'py, PyTuple>> {
    let all: Vec<_> = std::iter::once(object).chain(arguments).collect();
    PyTuple::new(object.py(), all)
}

/// Sets an attribute of a class.
///
/// Not by assignment, which is one to static data members where there are any.
pub(super) fn set(class: &Bound<'_, PyType>, name: &CStr, value: &Bound<'_, PyAny>) -> PyResult<()> {
    let name = name.to_str().expect("names of Python methods are ASCII");
    crate::instance::define(class, name, value)
}
