//! The elements of a view: where each is, and how it is read.
//!
//! May not know: Python's protocols.

use std::ffi::c_void;

use pyo3::exceptions::{PyIndexError, PyReferenceError, PyTypeError};
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyList, PySlice};

use super::{Shape, View};
use crate::convert::kind::{Kind, size_of_type};
use crate::convert::scalar::Scalar;
use crate::convert::{format, lend, lvalue, pointer};

impl View {
    pub(super) fn size(&self) -> PyResult<usize> {
        if self.is_untyped()? {
            return Ok(size_of::<*mut c_void>());
        }
        size_of_type(self.element)?.ok_or_else(|| {
            let spelling = self.element.spelling().unwrap_or("?");
            PyTypeError::new_err(format!("the size of {spelling} is unknown"))
        })
    }

    /// Whether nobody knows what is there. Who asks for elements all the same gets addresses: what else would lie behind
    /// a pointer that has lost its type, and be of use without one?
    pub(super) fn is_untyped(&self) -> PyResult<bool> {
        Ok(matches!(Kind::of(self.element)?, Kind::Void))
    }

    pub(super) fn scalar(&self) -> PyResult<Option<Scalar>> {
        Ok(Kind::of(self.element)?.scalar())
    }

    pub(super) fn live_address(&self) -> PyResult<*mut c_void> {
        let address = self.address();
        if address.is_null() {
            Err(PyReferenceError::new_err("a null pointer has no elements"))
        } else {
            Ok(address)
        }
    }

    /// The address of the element (or row) at an index, negative ones from the end.
    pub(super) fn at(&self, index: isize) -> PyResult<*mut c_void> {
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

    pub(super) fn load(
        &self,
        slf: &Bound<'_, PyAny>,
        address: *mut c_void,
        shape: Option<Shape>,
    ) -> PyResult<Py<PyAny>> {
        let py = slf.py();
        let owner = self.owner.as_ref().map_or(slf, |owner| owner.bind(py));
        if let Some(shape) = shape {
            let mut row = Self::new(self.element, shape, address, Some(owner));
            row.pointees.clone_from(&self.pointees);
            return row.into_python(py);
        }
        match Kind::of(self.element)? {
            Kind::Scalar(scalar) => {
                let scalar = scalar.as_element();
                // SAFETY: an element inside the view, whose memory C++ vouched for.
                scalar.to_python(py, unsafe { scalar.read(address) })
            }
            Kind::Void => {
                // SAFETY: as above.
                let address = unsafe { address.cast::<*mut c_void>().read_unaligned() };
                // SAFETY: nothing is read through a `void*` before the user says what there is.
                unsafe { pointer::to_python(py, self.element, address, Some(owner)) }
            }
            _ => {
                // SAFETY: as above.
                let element = unsafe { lvalue::load(py, self.element, address, Some(owner))? };
                if !self.pointees.is_empty()
                    && let Ok(row) = element.bind(py).cast::<Self>()
                {
                    row.borrow_mut().set_extents(&self.pointees);
                }
                Ok(element)
            }
        }
    }

    /// Answers `PyObject_GetBuffer`.
    ///
    /// # Safety
    ///
    /// `buffer` points at a `Py_buffer` to fill.
    pub(super) unsafe fn lend(
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

    pub(super) fn slice(&self, slf: &Bound<'_, PyAny>, slice: &Bound<'_, PySlice>) -> PyResult<Py<PyAny>> {
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
