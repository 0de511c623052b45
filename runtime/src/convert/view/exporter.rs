//! The buffer protocol of views.
//!
//! May not know: indexing.

use std::ffi::c_int;

use pyo3::exceptions::PyBufferError;
use pyo3::ffi;
use pyo3::prelude::*;

use super::super::kind::is_const;
use super::View;

/// What a filled buffer refers to until it is released.
struct Dimensions {
    shape: Vec<isize>,
    strides: Vec<isize>,
}

/// Answers `PyObject_GetBuffer`.
///
/// # Safety
///
/// `buffer` points at a `Py_buffer` to fill.
pub(super) unsafe fn fill(slf: &Bound<'_, View>, buffer: *mut ffi::Py_buffer, flags: c_int) -> PyResult<()> {
    let view = slf.borrow();
    // SAFETY: the caller's promise; a failed request leaves no object behind.
    unsafe { (*buffer).obj = std::ptr::null_mut() };
    let Some(scalar) = view.scalar()? else {
        return Err(PyBufferError::new_err("only views of builtin types are buffers"));
    };
    let read_only = is_const(view.element);
    if read_only && flags & ffi::PyBUF_WRITABLE == ffi::PyBUF_WRITABLE {
        return Err(PyBufferError::new_err("the data is const"));
    }
    let size = scalar.size();
    let mut shape = view.shape.extents(size);
    if view.address().is_null() {
        shape[0] = 0;
    }
    let mut strides = vec![size as isize; shape.len()];
    for dimension in (0..shape.len() - 1).rev() {
        strides[dimension] = strides[dimension + 1] * shape[dimension + 1];
    }
    let length = shape.iter().product::<isize>() * size as isize;
    let dimensions = Box::new(Dimensions { shape, strides });
    // SAFETY: the caller's promise; `internal` keeps the arrays until `release`.
    unsafe {
        let buffer = &mut *buffer;
        buffer.buf = view.address();
        buffer.len = length;
        buffer.itemsize = size as isize;
        buffer.readonly = read_only.into();
        buffer.ndim = dimensions.shape.len() as c_int;
        buffer.format = if flags & ffi::PyBUF_FORMAT == ffi::PyBUF_FORMAT {
            scalar.format().as_ptr().cast_mut()
        } else {
            std::ptr::null_mut()
        };
        let wants = |flag| flags & flag == flag;
        buffer.shape =
            if wants(ffi::PyBUF_ND) { dimensions.shape.as_ptr().cast_mut() } else { std::ptr::null_mut() };
        buffer.strides = if wants(ffi::PyBUF_STRIDES) {
            dimensions.strides.as_ptr().cast_mut()
        } else {
            std::ptr::null_mut()
        };
        buffer.suboffsets = std::ptr::null_mut();
        buffer.internal = Box::into_raw(dimensions).cast();
        buffer.obj = slf.clone().into_any().into_ptr();
    }
    Ok(())
}

/// Frees what `fill` made.
///
/// # Safety
///
/// `buffer` was filled by [`fill`] and is released once.
pub(super) unsafe fn release(buffer: *mut ffi::Py_buffer) {
    // SAFETY: the caller's promise.
    drop(unsafe { Box::from_raw((*buffer).internal.cast::<Dimensions>()) });
}
