//! `nullptr` and `default`: the two values that C++ has and Python has not.
//!
//! May not know: what types they convert to.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyInt;

/// C++'s null pointer: falsy, equal to itself and to null proxies.
#[pyclass(name = "nullptr_t", module = "cppyy_rs.types", frozen)]
#[derive(Debug)]
pub struct NullPointer;

#[pymethods]
impl NullPointer {
    fn __bool__(&self) -> bool {
        false
    }

    fn __repr__(&self) -> &'static str {
        "nullptr"
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("cppyy_rs._pickling")?.call_method1("reduce_constant", ("nullptr",))
    }
}

/// Converts to `T{}` for any parameter or data member.
#[pyclass(name = "default_t", module = "cppyy_rs.types", frozen)]
#[derive(Debug)]
pub struct DefaultValue;

#[pymethods]
impl DefaultValue {
    fn __repr__(&self) -> &'static str {
        "default"
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("cppyy_rs._pickling")?.call_method1("reduce_constant", ("default",))
    }
}

static NULL: PyOnceLock<Py<NullPointer>> = PyOnceLock::new();
static DEFAULT: PyOnceLock<Py<DefaultValue>> = PyOnceLock::new();

/// The one `nullptr`.
pub fn nullptr(py: Python<'_>) -> PyResult<&Bound<'_, NullPointer>> {
    NULL.get_or_try_init(py, || Py::new(py, NullPointer)).map(|null| null.bind(py))
}

/// The one `default`.
pub fn default_value(py: Python<'_>) -> PyResult<&Bound<'_, DefaultValue>> {
    DEFAULT.get_or_try_init(py, || Py::new(py, DefaultValue)).map(|value| value.bind(py))
}

/// Whether an argument is `nullptr` or the integer 0, as C++ reads them; `None` is neither.
pub fn is_null(value: &Bound<'_, PyAny>) -> bool {
    value.is_exact_instance_of::<NullPointer>()
        || (value.is_exact_instance_of::<PyInt>() && value.extract::<i64>().is_ok_and(|number| number == 0))
}

/// Whether this is the type of `default`.
pub fn is_default_type(class: *mut pyo3::ffi::PyTypeObject) -> bool {
    // SAFETY: types are converted while the interpreter is attached only.
    let py = unsafe { Python::assume_attached() };
    std::ptr::eq(class, py.get_type::<DefaultValue>().as_type_ptr())
}

/// Whether an argument is `default`.
pub fn is_default(value: &Bound<'_, PyAny>) -> bool {
    value.is_exact_instance_of::<DefaultValue>()
}
