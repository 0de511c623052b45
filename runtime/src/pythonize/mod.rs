//! What makes C++ feel like Python; stands in until the real thing is merged.

use pyo3::prelude::*;
use pyo3::types::PyType;

use crate::registry::Class;

/// Called when a class was made.
pub fn class(_py: Python<'_>, _class: &'static Class, _made: &Bound<'_, PyType>) -> PyResult<()> {
    Ok(())
}
