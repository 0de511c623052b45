//! What Python asks of a view: a sequence, a buffer, a tensor, and an address.
//!
//! May not know: how elements are read.

use pyo3::exceptions::{PyAttributeError, PyIndexError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyInt, PySlice, PyString, PyTuple};
use pyo3::{IntoPyObjectExt, ffi};

use super::View;
use crate::convert::kind::{Kind, is_const};
use crate::convert::{cstring, dlpack, lend, lvalue, null};

#[pymethods]
impl View {
    fn __len__(&self) -> usize {
        if self.address().is_null() { 0 } else { self.shape.length(self.size().unwrap_or(1)) }
    }

    /// The members of the first object, of a view of pointers to objects: `pp->x` where C++ would have `(*pp)->x`.
    fn __getattr__<'py>(slf: &Bound<'py, Self>, name: &Bound<'py, PyString>) -> PyResult<Bound<'py, PyAny>> {
        let view = slf.borrow();
        if let Kind::Pointer(pointee) = Kind::of(view.element)?
            && matches!(Kind::of(pointee)?, Kind::Class)
            && !view.address().is_null()
            && !name.to_str()?.starts_with("__")
        {
            return slf.get_item(0)?.getattr(name);
        }
        let name = name.to_str()?;
        Err(PyAttributeError::new_err(format!(
            "'cppyy_rs.types.LowLevelView' object has no attribute '{name}'"
        )))
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
        if let Ok(number) = other.cast::<PyInt>()
            && self.is_untyped()?
        {
            return number
                .extract::<usize>()
                .is_ok_and(|number| number == self.address() as usize)
                .into_py_any(py);
        }
        Ok(py.NotImplemented())
    }

    /// The address.
    fn __int__(&self) -> usize {
        self.address() as usize
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
    fn reshape(&mut self, py: Python<'_>, shape: &Bound<'_, PyAny>) -> PyResult<()> {
        let extents = match shape.cast::<PyTuple>() {
            Ok(tuple) => tuple.extract::<Vec<isize>>()?,
            Err(_) => return Err(PyTypeError::new_err("the shape must be a tuple of integers")),
        };
        if extents.iter().any(|extent| *extent < 0) {
            return Err(PyValueError::new_err("extents cannot be negative"));
        }
        if !self.set_extents(&extents) {
            let dimensions = self.shape.dimensions() + self.pointees.len();
            return Err(PyValueError::new_err(format!("a shape of {dimensions} dimensions is needed")));
        }
        self.remember(py)
    }

    /// The extents of all dimensions.
    #[getter]
    fn shape<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let mut extents = self.shape.extents(self.size().unwrap_or(1));
        extents.extend(&self.pointees);
        PyTuple::new(py, extents)
    }

    /// The first extent; may be set.
    #[getter(size)]
    fn first_extent(&self) -> usize {
        self.__len__()
    }

    #[setter(size)]
    fn set_first_extent(&mut self, number: &Bound<'_, PyInt>) -> PyResult<()> {
        let extent = number.extract::<isize>()?;
        if extent < 0 {
            return Err(PyValueError::new_err("extents cannot be negative"));
        }
        self.shape.resize(extent);
        self.remember(number.py())
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
