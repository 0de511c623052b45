//! Iteration over what `begin()` and `end()` delimit as pointers.
//!
//! Numbers are seen through a view of all of them, as `begin()` itself is. Of other elements only the addresses are asked
//! for: nothing lies where `end()` points.

use std::ffi::c_void;
use std::sync::atomic::{AtomicUsize, Ordering};

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use crate::call;
use crate::convert;
use crate::convert::kind::{Kind, size_of_type};
use crate::convert::scalar::{Family, Scalar};
use crate::convert::view::View;
use crate::registry::Type;

/// The number that a type points to, where Python sees such pointers as views: characters are text.
pub(super) fn number(result: Type) -> PyResult<Option<Scalar>> {
    let Kind::Pointer(pointee) = Kind::of(result)? else { return Ok(None) };
    Ok(match Kind::of(pointee)? {
        Kind::Scalar(scalar) if scalar.family() != Family::Character && !scalar.is_text() => Some(scalar),
        _ => None,
    })
}

/// A Python iterator over the numbers.
#[pyclass(module = "cppyy_rs.types")]
struct Numbers {
    /// Keeps what the pointers point into.
    #[expect(dead_code, reason = "held for its destructor")]
    container: Py<PyAny>,
    elements: Py<PyAny>,
}

#[pymethods]
impl Numbers {
    fn __iter__(iterator: PyRef<'_, Self>) -> PyRef<'_, Self> {
        iterator
    }

    fn __next__<'py>(&self, py: Python<'py>) -> Option<PyResult<Bound<'py, PyAny>>> {
        self.elements.bind(py).cast::<pyo3::types::PyIterator>().ok()?.clone().next()
    }
}

/// Iterates over the numbers of a container.
pub(super) fn iterate(container: &Bound<'_, PyAny>, number: Scalar) -> PyResult<Py<PyAny>> {
    let py = container.py();
    let (first, last) = (container.call_method0("begin")?, container.call_method0("end")?);
    let address = |pointer: &Bound<'_, PyAny>| {
        pointer.cast::<View>().ok().map_or(0, |view| view.borrow().address() as usize)
    };
    let (from, to) = (address(&first), address(&last));
    let bytes = to.checked_sub(from).filter(|bytes| bytes % number.size() == 0 && (from != 0 || to == 0));
    let Some(bytes) = bytes else {
        let class = container.get_type().name()?.to_string();
        return Err(PyValueError::new_err(format!("{class}: its end() does not come behind its begin()")));
    };
    if bytes == 0 {
        return Ok(PyTuple::empty(py).try_iter()?.into_any().unbind());
    }
    let view =
        first.cast::<View>().map_err(|_| PyTypeError::new_err("begin() gives no pointer to numbers"))?;
    view.borrow_mut().set_length(bytes / number.size());
    let elements = view.try_iter()?.into_any().unbind();
    Ok(Py::new(py, Numbers { container: container.clone().unbind(), elements })?.into_any())
}

/// What a type points to, where that are elements one behind the other: objects, enumerators, pointers.
pub(super) fn element(result: Type) -> PyResult<Option<Type>> {
    let Kind::Pointer(pointee) = Kind::of(result)? else { return Ok(None) };
    Ok(match Kind::of(pointee)? {
        Kind::Class | Kind::Enumeration(_) | Kind::Pointer(_) => Some(pointee),
        _ => None,
    })
}

/// A Python iterator over such elements.
#[pyclass(module = "cppyy_rs.types")]
struct Elements {
    /// Keeps what the pointers point into.
    container: Py<PyAny>,
    element: Type,
    size: usize,
    next: AtomicUsize,
    end: usize,
}

#[pymethods]
impl Elements {
    fn __iter__(iterator: PyRef<'_, Self>) -> PyRef<'_, Self> {
        iterator
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Py<PyAny>>> {
        let address = self.next.load(Ordering::Relaxed);
        if address == self.end {
            return Ok(None);
        }
        self.next.store(address + self.size, Ordering::Relaxed);
        let container = Some(self.container.bind(py));
        // SAFETY: C++ says that there are elements of this type from `begin()` to `end()`, which is a multiple of their size
        // behind it; they live as long as the container.
        unsafe { convert::load(py, self.element, address as *mut c_void, container) }.map(Some)
    }
}

/// Iterates over the elements of a container.
pub(super) fn iterate_elements(container: &Bound<'_, PyAny>, element: Type) -> PyResult<Py<PyAny>> {
    let py = container.py();
    let address = |name: &str| call::address_of_result(&container.getattr(name)?);
    let (from, to) = (address("begin")?, address("end")?);
    let class = || container.get_type().name().map(|name| name.to_string());
    let Some(size) = size_of_type(element)? else {
        let text = format!("{}: nothing tells the size of {}", class()?, element.spelling()?);
        return Err(PyTypeError::new_err(text));
    };
    if to.checked_sub(from).is_none_or(|bytes| bytes % size != 0 || (from == 0 && to != 0)) {
        return Err(PyValueError::new_err(format!(
            "{}: its end() does not come behind its begin()",
            class()?
        )));
    }
    let elements = Elements {
        container: container.clone().unbind(),
        element,
        size,
        next: AtomicUsize::new(from),
        end: to,
    };
    Ok(Py::new(py, elements)?.into_any())
}
