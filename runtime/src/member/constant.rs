//! Constants of classes.

use pyo3::prelude::*;
use pyo3::types::PyType;

use super::constant_error;

/// A constant of a class: read through class and objects, never assigned.
#[pyclass(frozen, module = "cppyy_rs.types")]
#[derive(Debug)]
pub(crate) struct ConstantMember(Py<PyAny>);

impl ConstantMember {
    /// Makes the descriptor of a constant.
    pub(crate) fn new(value: Bound<'_, PyAny>) -> Self {
        Self(value.unbind())
    }
}

#[pymethods]
impl ConstantMember {
    fn __get__<'py>(
        &self,
        object: &Bound<'py, PyAny>,
        _class: Option<&Bound<'py, PyType>>,
    ) -> Bound<'py, PyAny> {
        self.0.bind(object.py()).clone()
    }

    fn __set__(&self, _object: &Bound<'_, PyAny>, _value: &Bound<'_, PyAny>) -> PyResult<()> {
        Err(constant_error())
    }

    fn __delete__(&self, _object: &Bound<'_, PyAny>) -> PyResult<()> {
        Err(constant_error())
    }
}
