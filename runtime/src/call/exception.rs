//! C++ exceptions on their way to Python.
//!
//! May not know: how exception classes are made; `ClassSource` does that.

use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple};

use super::function::Function;
use crate::registry;
use crate::state::OwnedThrown;

/// The Python exception for what a function has thrown; its text names the function.
pub(crate) fn raise(py: Python<'_>, function: &Function, thrown: OwnedThrown) -> PyErr {
    let error = registry::source().exception(py, thrown);
    match named(py, function, &error) {
        Ok(()) => error,
        Err(other) => {
            error.set_cause(py, Some(other));
            error
        }
    }
}

fn named(py: Python<'_>, function: &Function, error: &PyErr) -> PyResult<()> {
    let value = error.value(py);
    let arguments = value.getattr(pyo3::intern!(py, "args"))?.cast_into::<PyTuple>()?;
    let what = match arguments.len() {
        0 => PyString::new(py, ""),
        1 => arguments.get_item(0)?.str()?,
        // An exception with its own idea of arguments is left as it is.
        _ => return Ok(()),
    };
    let text = format!("{} =>\n    {}: {what}", function.declaration()?, value.get_type().name()?);
    value.setattr(pyo3::intern!(py, "args"), (text,))
}
