//! What scopes ask of calls; stands in until the real thing is merged.

use pyo3::exceptions::{PyNotImplementedError, PyRuntimeError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

use crate::dictionary::Dictionary;
use crate::registry::Class;
use crate::state::OwnedThrown;

/// The Python callable of an overload set.
pub fn overload_set<'py>(
    py: Python<'py>,
    dictionary: &'static Dictionary,
    set_index: u32,
    _owner: Option<&'static Class>,
) -> PyResult<Bound<'py, PyAny>> {
    let set = dictionary.get::<cppbind_abi::records::OverloadSetRecord>(set_index)?;
    Ok(pyo3::types::PyString::new(py, dictionary.name(set.name)?).into_any())
}

/// Adds the overloads of another dictionary.
pub fn extend(_overload: &Bound<'_, PyAny>, _dictionary: &'static Dictionary, _set_index: u32) -> PyResult<()> {
    Err(PyNotImplementedError::new_err("overload sets"))
}

/// Runs a constructor and gives the object to the proxy.
pub fn construct(
    _py: Python<'_>,
    _class: &'static Class,
    _object: &Bound<'_, PyAny>,
    _arguments: &Bound<'_, PyTuple>,
    _keywords: Option<&Bound<'_, PyDict>>,
) -> PyResult<()> {
    Err(PyNotImplementedError::new_err("constructors"))
}

/// The Python exception of a C++ one.
pub fn raise(_py: Python<'_>, thrown: OwnedThrown) -> PyErr {
    PyRuntimeError::new_err(thrown.what())
}

/// Calls a function and assigns to what its result refers to.
pub fn assign_to_result(
    _function: &Bound<'_, PyAny>,
    _arguments: &Bound<'_, PyTuple>,
    _value: &Bound<'_, PyAny>,
) -> PyResult<()> {
    Err(PyNotImplementedError::new_err("assignment to results"))
}
