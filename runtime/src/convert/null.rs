//! `nullptr`, `default` and `std.nullopt`: the values that C++ has and Python has not.
//!
//! May not know: what types they convert to.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyInt, PyTuple, PyType};

/// C++'s null pointer: falsy, equal to itself and to null proxies.
#[pyclass(name = "nullptr_t", module = "cppyy_rs.types", frozen)]
#[derive(Debug)]
pub struct NullPointer;

#[pymethods]
impl NullPointer {
    fn __bool__(&self) -> bool {
        false
    }

    /// Its address, as views have one.
    fn __int__(&self) -> usize {
        0
    }

    /// A function pointer may be null: calling it raises what calling an empty `std::function` throws.
    #[pyo3(signature = (*_arguments, **_keywords))]
    fn __call__(
        slf: &Bound<'_, Self>,
        _arguments: &Bound<'_, PyTuple>,
        _keywords: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<()> {
        let std = slf.py().import("cppyy_rs")?.getattr("gbl")?.getattr("std")?;
        let class = std.getattr("bad_function_call")?.cast_into::<PyType>()?;
        Err(PyErr::from_type(class, "a null function pointer is called"))
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

/// What an optional without a value is made of; an object, and true, as all objects are to C++. To optionals it is None.
#[pyclass(name = "nullopt_t", module = "cppyy_rs.gbl.std", frozen)]
#[derive(Debug)]
pub struct NullOption;

#[pymethods]
impl NullOption {
    /// What it is to comparisons with optionals, which see what these contain.
    #[pyo3(name = "__cpp_value__")]
    fn plain(&self) {}

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> PyResult<bool> {
        // An empty optional equals None.
        if other.is_exact_instance_of::<Self>() { Ok(true) } else { other.eq(other.py().None()) }
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        py.None().bind(py).hash()
    }

    fn __repr__(&self) -> &'static str {
        "std::nullopt"
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("cppyy_rs._pickling")?.call_method1("reduce_constant", ("nullopt",))
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

/// The one `std.nullopt`.
pub fn nullopt(py: Python<'_>) -> PyResult<&Bound<'_, NullOption>> {
    static NULLOPT: PyOnceLock<Py<NullOption>> = PyOnceLock::new();
    NULLOPT.get_or_try_init(py, || Py::new(py, NullOption)).map(|value| value.bind(py))
}

/// Whether a value stands for an optional that contains nothing.
pub fn is_nothing(value: &Bound<'_, PyAny>) -> bool {
    value.is_none() || value.is_exact_instance_of::<NullOption>()
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
