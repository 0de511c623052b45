//! `std::string` and `std::string_view`.
//!
//! Python's `str` crosses as UTF-8; bytes that are no UTF-8 become lone
//! surrogates in Python (`surrogateescape`) and come back as they were.
//!
//! May not know: overloads, data members.

use std::ffi::{c_char, c_void};
use std::sync::OnceLock;

use cppbind_abi::codes::{TEXT_IS_STRING, TEXT_IS_VIEW};
use cppbind_abi::link::TextResult;
use pyo3::exceptions::{PyMemoryError, PyTypeError};
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyByteArray, PyBytes, PyString};

use super::temporaries::Temporaries;
use crate::dictionary::{Damaged, Dictionary};
use crate::instance::{self, Ownership};
use crate::registry::{self, Class};
use crate::state::{self, StringPolicy};

type StringNew = unsafe extern "C" fn(*const c_char, usize) -> *mut c_void;
type StringDelete = unsafe extern "C" fn(*mut c_void);

/// The bound class `std::string`, if some dictionary has it.
pub fn string_class() -> Result<Option<&'static Class>, Damaged> {
    static CLASS: OnceLock<&'static Class> = OnceLock::new();
    found(&CLASS, "std::string")
}

/// The bound class `std::string_view`, if some dictionary has it.
pub fn view_class() -> Result<Option<&'static Class>, Damaged> {
    static CLASS: OnceLock<&'static Class> = OnceLock::new();
    found(&CLASS, "std::string_view")
}

/// Whether objects of a class are strings or views of them.
pub fn is_text(class: &Class) -> Result<bool, Damaged> {
    let is = |text: Option<&'static Class>| text.is_some_and(|text| class.depth_to(text).is_some());
    Ok(is(string_class()?) || is(view_class()?))
}

fn found(known: &OnceLock<&'static Class>, name: &str) -> Result<Option<&'static Class>, Damaged> {
    if let Some(class) = known.get() {
        return Ok(Some(class));
    }
    Ok(registry::find_class(name)?.map(|class| *known.get_or_init(|| class)))
}

/// The UTF-8 of a `str`, or the bytes of a `bytes` or `bytearray`; `None` for other types.
///
/// The bytes belong to the object, or to one that is kept with the temporaries.
pub fn bytes_of<'a>(
    value: &'a Bound<'_, PyAny>,
    temporaries: &mut Temporaries,
) -> PyResult<Option<&'a [u8]>> {
    let (mut data, mut length) = (std::ptr::null_mut(), 0);
    if value.is_instance_of::<PyString>() {
        // SAFETY: a str; it owns the UTF-8.
        let utf8 = unsafe { ffi::PyUnicode_AsUTF8AndSize(value.as_ptr(), &raw mut length) };
        if !utf8.is_null() {
            // SAFETY: `length` bytes that live as long as the str.
            return Ok(Some(unsafe { std::slice::from_raw_parts(utf8.cast(), length.unsigned_abs()) }));
        }
        let _lone_surrogates = PyErr::take(value.py());
        // SAFETY: a str and NUL-terminated names.
        let encoded = unsafe {
            let encoded = ffi::PyUnicode_AsEncodedString(
                value.as_ptr(),
                c"utf-8".as_ptr(),
                c"surrogateescape".as_ptr(),
            );
            Bound::from_owned_ptr_or_err(value.py(), encoded)?
        };
        // SAFETY: encoding gives bytes.
        unsafe { ffi::PyBytes_AsStringAndSize(encoded.as_ptr(), &raw mut data, &raw mut length) };
        temporaries.keep(encoded.unbind());
    } else if value.is_instance_of::<PyBytes>() {
        // SAFETY: a bytes object, which owns its bytes.
        unsafe { ffi::PyBytes_AsStringAndSize(value.as_ptr(), &raw mut data, &raw mut length) };
    } else if value.is_instance_of::<PyByteArray>() {
        // SAFETY: a bytearray; the call that reads it copies first.
        unsafe {
            data = ffi::PyByteArray_AsString(value.as_ptr());
            length = ffi::PyByteArray_Size(value.as_ptr());
        }
    } else {
        return Ok(None);
    }
    // SAFETY: the object, or the kept one, owns `length` bytes at `data`.
    Ok(Some(unsafe { std::slice::from_raw_parts(data.cast(), length.unsigned_abs()) }))
}

/// A `Text` argument as its two words; `None` where the value is no text.
///
/// With `lasting`, the bytes must live as long as the result: C++ gets a
/// `std::string` that is kept with the temporaries.
pub fn argument(
    value: &Bound<'_, PyAny>,
    dictionary: &'static Dictionary,
    lasting: bool,
    temporaries: &mut Temporaries,
) -> PyResult<Option<(u64, u64)>> {
    if let Some(bytes) = bytes_of(value, temporaries)? {
        if !lasting {
            return Ok(Some((bytes.as_ptr() as u64, bytes.len() as u64)));
        }
        let string = new_string(dictionary, bytes)?;
        // SAFETY: the string was just made for this call.
        unsafe { temporaries.defer(delete_string(dictionary), string) };
        return Ok(Some((string as u64, TEXT_IS_STRING as u64)));
    }
    for (class, length) in [(string_class()?, TEXT_IS_STRING), (view_class()?, TEXT_IS_VIEW)] {
        if let Some(class) = class
            && let Some(actual) = instance::class_of(value)
            && actual.depth_to(class).is_some()
        {
            return Ok(Some((instance::address_as(value, class)? as u64, length as u64)));
        }
    }
    Ok(None)
}

/// The words of an empty string, for `default`.
pub fn empty() -> (u64, u64) {
    (c"".as_ptr() as u64, 0)
}

/// A new `std::string` on the C++ heap.
pub fn new_string(dictionary: &'static Dictionary, bytes: &[u8]) -> PyResult<*mut c_void> {
    if dictionary.header().string_new.is_null() {
        return Err(PyTypeError::new_err("the dictionary has no functions for std::string"));
    }
    // SAFETY: the header's docs give `string_new` this type.
    let new: StringNew = unsafe { std::mem::transmute(dictionary.header().string_new) };
    // SAFETY: the bytes live during the call.
    let string = unsafe { new(bytes.as_ptr().cast(), bytes.len()) };
    if string.is_null() { Err(PyMemoryError::new_err("std::string")) } else { Ok(string) }
}

/// The function that ends a string of [`new_string`].
pub fn delete_string(dictionary: &'static Dictionary) -> StringDelete {
    // SAFETY: the header's docs give `string_delete` this type.
    unsafe { std::mem::transmute(dictionary.header().string_delete) }
}

/// The Python object for a text result, which is released.
pub fn result(py: Python<'_>, dictionary: &'static Dictionary, text: &mut TextResult) -> PyResult<Py<PyAny>> {
    let bytes = if text.size == 0 {
        &[][..]
    } else {
        // SAFETY: the stub says that `size` bytes lie there until the release.
        unsafe { std::slice::from_raw_parts(text.data.cast::<u8>(), text.size) }
    };
    let value = from_bytes(py, dictionary, bytes);
    // SAFETY: the stub has filled it, and nobody has released it.
    unsafe { release(text) };
    value
}

/// Ends what holds the bytes of a text result.
///
/// # Safety
///
/// A stub has filled `text`; it is released once.
pub unsafe fn release(text: &mut TextResult) {
    if !text.release.is_null() {
        // SAFETY: the record's docs give `release` this type.
        unsafe {
            let release: unsafe extern "C" fn(*mut TextResult) = std::mem::transmute(text.release);
            release(text);
        }
    }
}

/// The Python object for the bytes of a string, as the policy says.
pub fn from_bytes(py: Python<'_>, dictionary: &'static Dictionary, bytes: &[u8]) -> PyResult<Py<PyAny>> {
    if state::string_policy() == StringPolicy::Proxy
        && let Some(class) = string_class()?
    {
        let string = new_string(dictionary, bytes)?;
        // SAFETY: the string was just made, for Python to delete.
        return unsafe { instance::wrap(py, class, string, Ownership::Python) };
    }
    decode(py, bytes)
}

/// A Python `str` of UTF-8, undecodable bytes escaped.
pub fn decode(py: Python<'_>, bytes: &[u8]) -> PyResult<Py<PyAny>> {
    // SAFETY: the bytes live during the call.
    let text = unsafe {
        ffi::PyUnicode_DecodeUTF8(
            bytes.as_ptr().cast(),
            bytes.len() as ffi::Py_ssize_t,
            c"surrogateescape".as_ptr(),
        )
    };
    // SAFETY: a new reference, or null with an error set.
    unsafe { Bound::from_owned_ptr_or_err(py, text) }.map(Bound::unbind)
}

/// The bytes of a live `std::string`.
///
/// Its layout is used only after a string of this very
/// dictionary has shown it: pointer first, then length.
///
/// # Safety
///
/// `string` points to a live `std::string`, which nothing changes while the
/// bytes are used.
pub unsafe fn contents<'a>(dictionary: &'static Dictionary, string: *const c_void) -> PyResult<&'a [u8]> {
    static LAYOUT_IS_KNOWN: OnceLock<bool> = OnceLock::new();
    if LAYOUT_IS_KNOWN.get().is_none() {
        let probe = new_string(dictionary, b"cppbind")?;
        // SAFETY: no implementation's `std::string` is smaller than two words.
        let [data, size] = unsafe { probe.cast::<[usize; 2]>().read() };
        let expected = size == 7
            // SAFETY: where the size is ours, the first word is the address of the bytes.
            && unsafe { std::slice::from_raw_parts(data as *const u8, 7) } == b"cppbind";
        // SAFETY: made above.
        unsafe { delete_string(dictionary)(probe) };
        LAYOUT_IS_KNOWN.get_or_init(|| expected);
    }
    if LAYOUT_IS_KNOWN.get() != Some(&true) {
        return Err(PyTypeError::new_err(
            "the layout of this C++ library's std::string is unknown; bind std::string to reach it",
        ));
    }
    // SAFETY: the caller's promise, and the layout was shown by the probe.
    unsafe {
        let [data, size] = string.cast::<[usize; 2]>().read();
        Ok(std::slice::from_raw_parts(data as *const u8, size))
    }
}
