//! NUL-terminated strings: `const char*` and the wide ones.
//!
//! May not know: `std::string`.

use std::ffi::{CStr, c_char, c_void};

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

use super::buffer::Buffer;
use super::scalar::Scalar;
use super::temporaries::Temporaries;
use super::{null, text, view};
use crate::instance;

/// Whether a pointer to this scalar is shown as a string.
pub(super) const fn is_character(scalar: Scalar) -> bool {
    matches!(scalar, Scalar::Char | Scalar::WChar | Scalar::Char8 | Scalar::Char16 | Scalar::Char32)
}

/// The text behind a pointer; `''` for null.
///
/// # Safety
///
/// `address` is null or points at a NUL-terminated string.
pub(super) unsafe fn to_python(
    py: Python<'_>,
    scalar: Scalar,
    address: *const c_void,
) -> PyResult<Py<PyAny>> {
    if address.is_null() {
        return Ok(PyString::new(py, "").into_any().unbind());
    }
    // SAFETY: the caller's promise.
    unsafe {
        let length = match scalar.size() {
            1 => CStr::from_ptr(address.cast()).to_bytes().len(),
            2 => (0..).take_while(|index| *address.cast::<u16>().add(*index) != 0).count(),
            _ => (0..).take_while(|index| *address.cast::<u32>().add(*index) != 0).count(),
        };
        decode(py, scalar, address.cast(), length)
    }
}

/// The text of so many characters.
///
/// # Safety
///
/// They are there.
pub unsafe fn decode(
    py: Python<'_>,
    scalar: Scalar,
    address: *const c_char,
    length: usize,
) -> PyResult<Py<PyAny>> {
    let length_in_bytes = (length * scalar.size()) as ffi::Py_ssize_t;
    // The byte order of this machine, and no byte order mark.
    let mut order = -1;
    // SAFETY: the caller's promise; results are new references or null with an error set.
    unsafe {
        let decoded = match scalar.size() {
            1 => return text::decode(py, std::slice::from_raw_parts(address.cast(), length)),
            2 => ffi::PyUnicode_DecodeUTF16(
                address,
                length_in_bytes,
                c"surrogatepass".as_ptr(),
                &raw mut order,
            ),
            _ => ffi::PyUnicode_DecodeUTF32(
                address,
                length_in_bytes,
                c"surrogatepass".as_ptr(),
                &raw mut order,
            ),
        };
        Bound::from_owned_ptr_or_err(py, decoded).map(Bound::unbind)
    }
}

/// The address for a string parameter; `None` where the value is no string.
///
/// Text with a NUL inside would arrive cut: ValueError. Where C++ may write, it
/// gets a copy (Python's strings never change), or a writable buffer itself.
pub(super) fn argument(
    scalar: Scalar,
    constant: bool,
    value: &Bound<'_, PyAny>,
    temporaries: &mut Temporaries,
) -> PyResult<Option<u64>> {
    if null::is_null(value) {
        return Ok(Some(0));
    }
    if value.is_instance_of::<PyString>() && scalar.size() > 1 {
        return wide(scalar, value, temporaries).map(Some);
    }
    if value.is_instance_of::<PyString>() || (value.is_instance_of::<PyBytes>() && scalar.size() == 1) {
        let Some(bytes) = text::bytes_of(value, temporaries)? else { return Ok(None) };
        // Python's `bytes` may be data with a length beside it; text ends at a NUL.
        if bytes.contains(&0) && value.is_instance_of::<PyString>() {
            return Err(embedded_nul());
        }
        if constant {
            // Both `str`'s UTF-8 and `bytes` are followed by a NUL.
            return Ok(Some(bytes.as_ptr() as u64));
        }
        let copy = temporaries.words(bytes.len() / 8 + 1);
        // SAFETY: room for the bytes and at least one NUL.
        unsafe { std::ptr::copy_nonoverlapping(bytes.as_ptr(), copy.cast(), bytes.len()) };
        return Ok(Some(copy as u64));
    }
    if let Some(address) = view::address_of(value, scalar)? {
        return Ok(Some(address as u64));
    }
    if scalar.size() == 1
        && let Some(class) = text::string_class()?
        && instance::class_of(value).is_some_and(|actual| actual.depth_to(class).is_some())
    {
        let string = instance::address_as(value, class)?;
        // SAFETY: a live `std::string`; C++ sees it as `c_str()` shows it.
        let bytes = unsafe { text::contents(class.dictionary, string)? };
        return Ok(Some(bytes.as_ptr() as u64));
    }
    let Some(buffer) = Buffer::of(value) else { return Ok(None) };
    if matches!(buffer.format().trim_start_matches(['<', '@', '=']), "z" | "Z")
        || buffer.holds_pointers_to(scalar)
    {
        let address = buffer.first_pointer() as u64;
        temporaries.keep_buffer(buffer);
        return Ok(Some(address));
    }
    if !buffer.holds(scalar) {
        return Ok(None);
    }
    if !constant && buffer.is_read_only() {
        return Err(PyTypeError::new_err("the buffer is read-only"));
    }
    Ok(Some(temporaries.keep_buffer(buffer)))
}

/// A `str` in the units of a string of such characters.
pub fn encode<'py>(scalar: Scalar, value: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyBytes>> {
    let (codec, errors) = match scalar.size() {
        1 => (c"utf-8", c"surrogateescape"),
        2 => (c"utf-16-le", c"surrogatepass"),
        _ => (c"utf-32-le", c"surrogatepass"),
    };
    // SAFETY: a live object and NUL-terminated names; what is no `str` gives an error, encoding gives bytes.
    unsafe {
        let encoded = ffi::PyUnicode_AsEncodedString(value.as_ptr(), codec.as_ptr(), errors.as_ptr());
        Ok(Bound::from_owned_ptr_or_err(value.py(), encoded)?.cast_into_unchecked::<PyBytes>())
    }
}

/// A copy of a `str` in the units of a wide string.
fn wide(scalar: Scalar, value: &Bound<'_, PyAny>, temporaries: &mut Temporaries) -> PyResult<u64> {
    let encoded = encode(scalar, value)?;
    let bytes = encoded.as_bytes();
    if bytes.chunks(scalar.size()).any(|unit| unit.iter().all(|byte| *byte == 0)) {
        return Err(embedded_nul());
    }
    let copy = temporaries.words(bytes.len() / 8 + 1);
    // SAFETY: room for the bytes and a NUL of any width.
    unsafe { std::ptr::copy_nonoverlapping(bytes.as_ptr(), copy.cast(), bytes.len()) };
    Ok(copy as u64)
}

fn embedded_nul() -> PyErr {
    PyValueError::new_err("embedded null character")
}
