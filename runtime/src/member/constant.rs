//! Constants of classes.

use pyo3::prelude::*;
use pyo3::types::PyType;

use super::constant_error;
use crate::deprecation;

/// A constant of a class: read through class and objects, never assigned.
#[pyclass(frozen, module = "cppyy_rs.types")]
#[derive(Debug)]
pub(crate) struct ConstantMember {
    value: Py<PyAny>,
    /// The warning of whoever reads it, where it is deprecated.
    deprecation: Option<&'static str>,
}

impl ConstantMember {
    /// Makes the descriptor of a constant.
    pub(crate) fn new(value: Bound<'_, PyAny>, deprecation: Option<&'static str>) -> Self {
        Self { value: value.unbind(), deprecation }
    }
}

#[pymethods]
impl ConstantMember {
    fn __get__<'py>(
        &self,
        object: &Bound<'py, PyAny>,
        _class: Option<&Bound<'py, PyType>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        if let Some(warning) = self.deprecation {
            deprecation::warn(object.py(), warning)?;
        }
        Ok(self.value.bind(object.py()).clone())
    }

    fn __set__(&self, _object: &Bound<'_, PyAny>, _value: &Bound<'_, PyAny>) -> PyResult<()> {
        Err(constant_error())
    }

    fn __delete__(&self, _object: &Bound<'_, PyAny>) -> PyResult<()> {
        Err(constant_error())
    }
}
