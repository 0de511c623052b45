//! C arrays as variables: `T[N]`, `T[N][M]`.
//!
//! May not know: how views index.

use std::ffi::c_void;

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;

use super::buffer::Buffer;
use super::kind::{Kind, size_of_type};
use super::scalar::Scalar;
use super::view::{Shape, View};
use super::{cstring, lvalue};
use crate::registry::Type;

/// An array as Python sees it: text for `char[N]`, else a view that knows its shape.
///
/// # Safety
///
/// As [`lvalue::load`].
pub(super) unsafe fn load(
    py: Python<'_>,
    element: Type,
    count: Option<u64>,
    address: *mut c_void,
    owner: Option<&Bound<'_, PyAny>>,
) -> PyResult<Py<PyAny>> {
    if let Kind::Scalar(scalar @ (Scalar::Char | Scalar::Char16 | Scalar::Char32 | Scalar::WChar)) =
        Kind::of(element)?
    {
        // SAFETY: the caller's promise; text in an array of unknown length ends with a NUL.
        return unsafe {
            match count {
                Some(count) => lvalue::load_characters(py, scalar, count as usize, address),
                None => cstring::to_python(py, scalar, address),
            }
        };
    }
    View::of_array(element, count, address, owner)?.into_python(py)
}

/// Copies a buffer or a sequence into an array; its length must be the array's.
///
/// # Safety
///
/// As [`lvalue::store`].
pub(super) unsafe fn store(
    py: Python<'_>,
    element: Type,
    count: Option<u64>,
    address: *mut c_void,
    value: &Bound<'_, PyAny>,
    owner: Option<&Bound<'_, PyAny>>,
) -> PyResult<()> {
    let count = count
        .and_then(|count| usize::try_from(count).ok())
        .ok_or_else(|| PyTypeError::new_err("an array of unknown length cannot be assigned"))?;
    let size = size_of_type(element)?
        .ok_or_else(|| PyTypeError::new_err("an array of unknown elements cannot be assigned"))?;
    let kind = Kind::of(element)?;
    if let Kind::Scalar(Scalar::Char) = kind
        // SAFETY: the caller's promise.
        && unsafe { lvalue::store_characters(count, address, value)? }
    {
        return Ok(());
    }
    if let Some(scalar) = kind.scalar()
        && let Some(buffer) = Buffer::of(value)
        && buffer.holds(scalar)
    {
        if buffer.bytes() > count * size {
            return Err(too_long(buffer.bytes() / size, count));
        }
        // SAFETY: the buffer is contiguous and no longer than the array; they may be the same memory.
        unsafe { std::ptr::copy(buffer.address().cast::<u8>(), address.cast::<u8>(), buffer.bytes()) };
        return Ok(());
    }
    let length = value.len()?;
    if length > count {
        return Err(too_long(length, count));
    }
    for (index, item) in value.try_iter()?.enumerate().take(count) {
        // SAFETY: an element inside the array.
        unsafe { lvalue::store(py, element, address.wrapping_byte_add(index * size), &item?, owner)? };
    }
    Ok(())
}

fn too_long(length: usize, count: usize) -> PyErr {
    PyValueError::new_err(format!("{length} elements are too many for an array of {count}"))
}

impl View {
    /// The view of an array, whose elements may be arrays themselves.
    pub(super) fn of_array(
        mut element: Type,
        count: Option<u64>,
        address: *mut c_void,
        owner: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let mut shape = match count {
            Some(count) => Shape::known(extent(count)?),
            None => Shape::unknown(),
        };
        while let Kind::Array(inner, Some(count)) = Kind::of(element)? {
            shape = shape.with_inner(extent(count)?);
            element = inner;
        }
        Ok(Self::new(element, shape, address, owner))
    }
}

fn extent(count: u64) -> PyResult<isize> {
    isize::try_from(count).map_err(|_| PyValueError::new_err("this array is too large"))
}
