//! Values of C++ enumerations.
//!
//! May not know: how Python's enums are made.

use pyo3::prelude::*;

use super::scalar::Scalar;
use crate::registry::{self, Type};

/// The member of the Python enum for a value; a plain number where the
/// enumeration is not bound.
pub fn to_python(py: Python<'_>, ty: Type, underlying: Scalar, bits: u64) -> PyResult<Py<PyAny>> {
    // Enumerators are numbers, also where a character holds them.
    let number = underlying.as_number().to_python(py, bits)?;
    let name = ty.spelling()?.trim_start_matches("const ").trim_start_matches("volatile ");
    if registry::find_enum(name)?.is_none() {
        return Ok(number);
    }
    Ok(registry::source().python_enum(py, name)?.call1((number,))?.unbind())
}
