//! `LowLevelView`: C++ memory of builtin types, pointers or objects as a Python
//! sequence and buffer.
//!
//! - `shape`: dimensions.
//!
//! May not know: where the memory came from.

mod shape;

use std::ffi::c_void;
use std::sync::atomic::{AtomicUsize, Ordering};

use pyo3::exceptions::{PyIndexError, PyReferenceError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyInt, PyList, PySlice, PyTuple};
use pyo3::{IntoPyObjectExt, ffi};

use super::kind::{Kind, is_const, size_of_type};
use super::scalar::Scalar;
use super::{cstring, dlpack, format, lend, lvalue, null};
use crate::registry::Type;

pub use shape::Shape;

/// A view of C++ memory.
#[pyclass(name = "LowLevelView", module = "cppyy_rs.types", weakref)]
#[derive(Debug)]
pub struct View {
    address: AtomicUsize,
    element: Type,
    shape: Shape,
    owner: Option<Py<PyAny>>,
    #[pyo3(get, set, name = "__python_owns__")]
    python_owns: bool,
    /// Whether the memory is from `new[]` (as against `malloc`), for who frees it.
    #[pyo3(get, name = "__cpp_array__")]
    cpp_array: bool,
    /// What gives the memory back that the view owns; called with its address.
    release: Option<Py<PyAny>>,
}

impl Drop for View {
    fn drop(&mut self) {
        let address = self.address() as usize;
        if !self.python_owns || address == 0 {
            return;
        }
        let Some(release) = self.release.take() else { return };
        Python::attach(|py| {
            if let Err(error) = release.call1(py, (address,)) {
                error.write_unraisable(py, None);
            }
        });
    }
}

impl View {
    /// A view of memory that lives as long as `owner`, or as long as C++ says.
    pub fn new(element: Type, shape: Shape, address: *mut c_void, owner: Option<&Bound<'_, PyAny>>) -> Self {
        Self {
            address: AtomicUsize::new(address as usize),
            element,
            shape,
            owner: owner.map(|owner| owner.clone().unbind()),
            python_owns: false,
            cpp_array: true,
            release: None,
        }
    }

    /// The same for memory that was allocated for it: by `new[]`, or else by `malloc`. With `release`, the view
    /// gives it back by that.
    #[must_use]
    pub fn of_memory(mut self, cpp_array: bool, release: Option<Py<PyAny>>) -> Self {
        self.cpp_array = cpp_array;
        self.python_owns = release.is_some();
        self.release = release;
        self
    }

    /// Says how many elements there are, which the pointer does not know.
    pub fn set_length(&mut self, length: usize) {
        self.shape = Shape::of(vec![length.cast_signed()]);
    }

    /// Makes it a null pointer: its memory was given back.
    pub fn forget(&mut self) {
        self.address.store(0, Ordering::Relaxed);
    }

    /// As a Python object.
    pub fn into_python(self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        self.into_py_any(py)
    }

    /// Where the memory is; null for a null pointer.
    pub fn address(&self) -> *mut c_void {
        self.address.load(Ordering::Relaxed) as *mut c_void
    }

    /// Where the address itself is kept, for `void**` parameters.
    pub fn address_slot(&self) -> *mut c_void {
        self.address.as_ptr().cast()
    }

    /// The type of its elements.
    pub fn element(&self) -> Type {
        self.element
    }

    fn size(&self) -> PyResult<usize> {
        size_of_type(self.element)?.ok_or_else(|| {
            let spelling = self.element.spelling().unwrap_or("?");
            PyTypeError::new_err(format!("the size of {spelling} is unknown"))
        })
    }

    fn scalar(&self) -> PyResult<Option<Scalar>> {
        Ok(Kind::of(self.element)?.scalar())
    }

    fn live_address(&self) -> PyResult<*mut c_void> {
        let address = self.address();
        if address.is_null() {
            Err(PyReferenceError::new_err("a null pointer has no elements"))
        } else {
            Ok(address)
        }
    }

    /// The address of the element (or row) at an index, negative ones from the end.
    fn at(&self, index: isize) -> PyResult<*mut c_void> {
        let address = self.live_address()?;
        let size = self.size()?;
        let length = self.shape.length(size) as isize;
        let position = if index < 0 && self.shape.is_known() { index + length } else { index };
        if position < 0 || position >= length {
            return Err(PyIndexError::new_err(format!(
                "index {index} is out of range for {length} elements"
            )));
        }
        Ok(address.wrapping_byte_add(position.unsigned_abs() * size * self.shape.stride()))
    }

    fn load(
        &self,
        slf: &Bound<'_, PyAny>,
        address: *mut c_void,
        shape: Option<Shape>,
    ) -> PyResult<Py<PyAny>> {
        let py = slf.py();
        let owner = self.owner.as_ref().map_or(slf, |owner| owner.bind(py));
        if let Some(shape) = shape {
            return Self::new(self.element, shape, address, Some(owner)).into_python(py);
        }
        match Kind::of(self.element)? {
            Kind::Scalar(scalar) => {
                let scalar = scalar.as_element();
                // SAFETY: an element inside the view, whose memory C++ vouched for.
                scalar.to_python(py, unsafe { scalar.read(address) })
            }
            // SAFETY: as above.
            _ => unsafe { lvalue::load(py, self.element, address, Some(owner)) },
        }
    }

    /// Answers `PyObject_GetBuffer`.
    ///
    /// # Safety
    ///
    /// `buffer` points at a `Py_buffer` to fill.
    unsafe fn lend(
        slf: &Bound<'_, Self>,
        buffer: *mut ffi::Py_buffer,
        flags: std::ffi::c_int,
    ) -> PyResult<()> {
        let view = slf.borrow();
        let format = format::of(view.element)?;
        let mut extents = view.shape.extents(format.size);
        if view.address().is_null() {
            extents[0] = 0;
        }
        extents.extend(&format.extents);
        let memory = lend::Memory {
            address: view.address(),
            count: extents[0],
            inner: &extents[1..],
            size: format.size,
            format: c"",
            kept: Some(format.text),
            read_only: format.read_only,
        };
        // SAFETY: the caller's promise; the view keeps what it knows to keep the memory.
        unsafe { lend::fill(buffer, flags, memory, slf.as_ptr()) }
    }

    fn slice(&self, slf: &Bound<'_, PyAny>, slice: &Bound<'_, PySlice>) -> PyResult<Py<PyAny>> {
        let py = slf.py();
        let size = self.size()?;
        let indices = slice.indices(self.shape.length(size) as isize)?;
        if indices.step == 1 && self.shape.dimensions() == 1 {
            let address = self.live_address()?.wrapping_byte_offset(indices.start * size as isize);
            let owner = self.owner.as_ref().map_or(slf, |owner| owner.bind(py));
            return Self::new(self.element, Shape::known(indices.slicelength as isize), address, Some(owner))
                .into_python(py);
        }
        let list = PyList::empty(py);
        for step in 0..indices.slicelength as isize {
            let address = self.at(indices.start + step * indices.step)?;
            list.append(self.load(slf, address, self.shape.inner())?)?;
        }
        Ok(list.into_any().unbind())
    }
}

#[pymethods]
impl View {
    fn __len__(&self) -> usize {
        if self.address().is_null() { 0 } else { self.shape.length(self.size().unwrap_or(1)) }
    }

    fn __bool__(&self) -> bool {
        !self.address().is_null() && (!self.shape.is_known() || self.shape.length(1) > 0)
    }

    fn __getitem__(slf: &Bound<'_, Self>, index: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        let view = slf.borrow();
        if let Ok(slice) = index.cast::<PySlice>() {
            return view.slice(slf.as_any(), slice);
        }
        if let Ok(tuple) = index.cast::<PyTuple>() {
            let mut value = slf.clone().into_any();
            for position in tuple {
                value = value.get_item(position)?;
            }
            return Ok(value.unbind());
        }
        let address = view.at(index.extract()?)?;
        view.load(slf.as_any(), address, view.shape.inner())
    }

    fn __setitem__(
        slf: &Bound<'_, Self>,
        index: &Bound<'_, PyAny>,
        value: &Bound<'_, PyAny>,
    ) -> PyResult<()> {
        if let Ok(tuple) = index.cast::<PyTuple>() {
            let Some(last) = tuple.len().checked_sub(1) else {
                return Err(PyIndexError::new_err("an index is needed"));
            };
            let mut target = slf.clone().into_any();
            for position in tuple.iter().take(last) {
                target = target.get_item(position)?;
            }
            return target.set_item(tuple.get_item(last)?, value);
        }
        let py = slf.py();
        if let Ok(slice) = index.cast::<PySlice>() {
            let (start, step, count) = {
                let view = slf.borrow();
                let indices = slice.indices(view.shape.length(view.size()?) as isize)?;
                (indices.start, indices.step, indices.slicelength)
            };
            if value.len()? != count {
                return Err(PyValueError::new_err(format!(
                    "{count} values are needed, not {}",
                    value.len()?
                )));
            }
            for (position, item) in value.try_iter()?.enumerate().take(count) {
                slf.set_item(start + position as isize * step, item?)?;
            }
            return Ok(());
        }
        let view = slf.borrow();
        let address = view.at(index.extract()?)?;
        if view.shape.dimensions() > 1 {
            let row = view.load(slf.as_any(), address, view.shape.inner())?;
            return row.bind(py).set_item(PySlice::full(py), value);
        }
        if is_const(view.element) {
            return Err(PyTypeError::new_err("assignment to const data not allowed"));
        }
        // SAFETY: an element inside the view, whose memory C++ vouched for.
        unsafe { lvalue::store(py, view.element, address, value, None) }
    }

    fn __iter__(slf: &Bound<'_, Self>) -> PyResult<Py<PyAny>> {
        let py = slf.py();
        if slf.borrow().address().is_null() {
            return Ok(PyTuple::empty(py).try_iter()?.into_any().unbind());
        }
        // SAFETY: a live object with a sequence's `__getitem__`.
        unsafe { Bound::from_owned_ptr_or_err(py, ffi::PySeqIter_New(slf.as_ptr())) }.map(Bound::unbind)
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        let py = other.py();
        if let Ok(view) = other.cast::<Self>() {
            return (view.borrow().address() == self.address()).into_py_any(py);
        }
        if other.is_none() || null::is_null(other) {
            return self.address().is_null().into_py_any(py);
        }
        Ok(py.NotImplemented())
    }

    fn __hash__(&self) -> usize {
        self.address() as usize >> 3
    }

    fn __repr__(&self) -> PyResult<String> {
        let spelling = self.element.spelling()?;
        let address = self.address();
        let shape = if self.shape.is_known() {
            self.shape.extents(1).iter().map(|extent| format!("[{extent}]")).collect()
        } else {
            "[]".to_owned()
        };
        if address.is_null() {
            return Ok(format!("<cppyy_rs.LowLevelView '{spelling}{shape}' object at 0x(nil)>"));
        }
        Ok(format!("<cppyy_rs.LowLevelView '{spelling}{shape}' object at {address:p}>"))
    }

    /// Says how many elements there are.
    fn reshape(&mut self, shape: &Bound<'_, PyAny>) -> PyResult<()> {
        let extents = match shape.cast::<PyTuple>() {
            Ok(tuple) => tuple.extract::<Vec<isize>>()?,
            Err(_) => return Err(PyTypeError::new_err("the shape must be a tuple of integers")),
        };
        if extents.len() != self.shape.dimensions() && self.shape.is_known() || extents.is_empty() {
            return Err(PyValueError::new_err(format!(
                "a shape of {} dimensions is needed",
                self.shape.dimensions()
            )));
        }
        if extents.iter().any(|extent| *extent < 0) {
            return Err(PyValueError::new_err("extents cannot be negative"));
        }
        self.shape = Shape::of(extents);
        Ok(())
    }

    /// The extents of all dimensions.
    #[getter]
    fn shape<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.shape.extents(self.size().unwrap_or(1)))
    }

    /// The first extent; may be set.
    #[getter(size)]
    fn first_extent(&self) -> usize {
        self.__len__()
    }

    #[setter(size)]
    fn set_first_extent(&mut self, extent: &Bound<'_, PyInt>) -> PyResult<()> {
        let extent = extent.extract::<isize>()?;
        if extent < 0 {
            return Err(PyValueError::new_err("extents cannot be negative"));
        }
        self.shape.resize(extent);
        Ok(())
    }

    /// The struct module's format of an element.
    #[getter]
    fn format(&self) -> PyResult<&'static str> {
        let Some(scalar) = self.scalar()? else { return Ok("P") };
        Ok(scalar.format().to_str().unwrap_or("B"))
    }

    /// The array module's code of an element.
    #[getter]
    fn typecode(&self) -> PyResult<&'static str> {
        self.format()
    }

    /// The size of an element in bytes.
    #[getter]
    fn itemsize(&self) -> PyResult<usize> {
        self.size()
    }

    /// The text of a view of characters, up to the first NUL or the end.
    fn as_string(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        let Some(scalar) =
            self.scalar()?.filter(|scalar| cstring::is_character(*scalar) || scalar.size() == 1)
        else {
            return Err(PyTypeError::new_err("only views of characters are text"));
        };
        let address = self.live_address()?;
        if self.shape.is_known() {
            // SAFETY: as many characters as the view has.
            unsafe { lvalue::load_characters(py, scalar, self.shape.length(scalar.size()), address) }
        } else {
            // SAFETY: C++ gave a pointer to characters without a length: they end with a NUL.
            unsafe { cstring::to_python(py, scalar, address) }
        }
    }

    /// A NumPy array that shares the memory.
    #[pyo3(signature = (*arguments, **keywords))]
    fn __array__<'py>(
        slf: &Bound<'py, Self>,
        arguments: &Bound<'py, PyTuple>,
        keywords: Option<&Bound<'py, pyo3::types::PyDict>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let py = slf.py();
        // SAFETY: a live object, which exports a buffer.
        let memory = unsafe { Bound::from_owned_ptr_or_err(py, ffi::PyMemoryView_FromObject(slf.as_ptr()))? };
        let array = py.import("numpy")?.call_method1("asarray", (memory,))?;
        if arguments.is_empty() && keywords.is_none_or(|keywords| keywords.is_empty()) {
            return Ok(array);
        }
        py.import("numpy")?.call_method("array", (array, arguments.get_item(0).ok()), keywords)
    }

    /// The memory for other array libraries.
    #[pyo3(signature = (*, stream=None, max_version=None, dl_device=None, copy=None))]
    fn __dlpack__<'py>(
        slf: &Bound<'py, Self>,
        stream: Option<&Bound<'py, PyAny>>,
        max_version: Option<(u32, u32)>,
        dl_device: Option<(i32, i32)>,
        copy: Option<bool>,
    ) -> PyResult<Bound<'py, PyAny>> {
        // The processor has no streams.
        let _: Option<&Bound<'py, PyAny>> = stream;
        dlpack::capsule(slf, max_version, dl_device, copy)
    }

    #[staticmethod]
    fn __dlpack_device__() -> (i32, i32) {
        dlpack::DEVICE
    }

    unsafe fn __getbuffer__(
        slf: Bound<'_, Self>,
        view: *mut ffi::Py_buffer,
        flags: std::ffi::c_int,
    ) -> PyResult<()> {
        // SAFETY: CPython passes room for the answer.
        unsafe { Self::lend(&slf, view, flags) }
    }

    unsafe fn __releasebuffer__(&self, view: *mut ffi::Py_buffer) {
        // SAFETY: CPython passes what `__getbuffer__` filled.
        unsafe { lend::release(view) };
    }
}

/// The address of a view of elements of this type; `None` for other objects and elements.
pub fn address_of(value: &Bound<'_, PyAny>, scalar: Scalar) -> PyResult<Option<*mut c_void>> {
    let Ok(view) = value.cast::<View>() else { return Ok(None) };
    let view = view.borrow();
    let same = view
        .scalar()?
        .is_some_and(|own| own == scalar || (own.size() == scalar.size() && own.family() == scalar.family()));
    Ok(same.then(|| view.address()))
}
