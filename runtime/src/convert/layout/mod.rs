//! How CPython lays out the values that nearly every call reads and makes: small
//! `int`, `float`, ASCII `str`, `None` and the booleans.
//!
//! One module per minor version says where the fields lie; the functions here
//! read them without a call. None of it is promised by CPython, so [`verify`]
//! compares each rule with the C API when the module is imported. Where a rule
//! fails (or is made to fail by `layout` in the variable `CPPYY_RS_FALLBACK`)
//! [`trusted`] is false, and callers take [`portable`], which has the same
//! functions over the C API.
//!
//! May not know: C++ types.

#[cfg(all(Py_3_10, not(Py_3_11)))]
mod v3_10;
#[cfg(all(Py_3_11, not(Py_3_12)))]
mod v3_11;
#[cfg(all(Py_3_12, not(Py_3_13)))]
mod v3_12;
#[cfg(Py_3_13)]
mod v3_13;
#[cfg(not(Py_3_10))]
mod v3_9;

pub mod portable;
mod small;
#[cfg(test)]
mod tests;
mod verify;

use std::ptr;
use std::sync::atomic::{AtomicBool, Ordering};

use pyo3::ffi;
use pyo3::prelude::*;

#[cfg(not(Py_3_10))]
use v3_9 as version;
#[cfg(all(Py_3_10, not(Py_3_11)))]
use v3_10 as version;
#[cfg(all(Py_3_11, not(Py_3_12)))]
use v3_11 as version;
#[cfg(all(Py_3_12, not(Py_3_13)))]
use v3_12 as version;
// 3.14 and later have no module of their own yet: what changed fails `verify`.
#[cfg(Py_3_13)]
use v3_13 as version;

pub use portable::{exact_int_slow, exact_unsigned_slow, new_float};

static TRUSTED: AtomicBool = AtomicBool::new(false);

/// Whether the functions of this module may be called.
#[inline(always)]
pub fn trusted() -> bool {
    TRUSTED.load(Ordering::Relaxed)
}

/// Decides whether the layouts are trusted; the module's initialisation comes here first.
pub fn initialise(py: Python<'_>) -> PyResult<()> {
    small::fill(py)?;
    let forced = std::env::var("CPPYY_RS_FALLBACK")
        .is_ok_and(|value| value.split(',').any(|name| name.trim() == "layout"));
    TRUSTED.store(!forced && verify::verify(py)?, Ordering::Relaxed);
    Ok(())
}

/// The value of an object that is exactly an `int`, of one digit.
///
/// # Safety
///
/// `object` must be live, and the layouts [`trusted`].
#[inline(always)]
pub unsafe fn compact_int(object: *mut ffi::PyObject) -> Option<i64> {
    // SAFETY: the caller's promise; the type is tested first.
    unsafe { if ffi::PyLong_CheckExact(object) != 0 { version::one_digit(object) } else { None } }
}

/// The value of an object that is exactly a `float`.
///
/// # Safety
///
/// As [`compact_int`].
#[inline(always)]
pub unsafe fn exact_float(object: *mut ffi::PyObject) -> Option<f64> {
    // SAFETY: the caller's promise; the type is tested first.
    unsafe { (ffi::PyFloat_CheckExact(object) != 0).then(|| (*object.cast::<ffi::PyFloatObject>()).ob_fval) }
}

/// The bytes of an object that is exactly a `str` and holds ASCII only. A NUL follows them.
///
/// # Safety
///
/// As [`compact_int`]; the bytes live as long as the object.
#[inline(always)]
pub unsafe fn ascii(object: *mut ffi::PyObject) -> Option<(*const u8, usize)> {
    // SAFETY: the caller's promise; the type is tested first, and the state says
    // that the characters follow the header, a byte each.
    unsafe {
        if ffi::PyUnicode_CheckExact(object) == 0 {
            return None;
        }
        let header = object.cast::<version::AsciiHeader>();
        let compact = (*header).state & version::COMPACT_ASCII == version::COMPACT_ASCII;
        compact.then(|| (header.add(1).cast::<u8>().cast_const(), (*header).length as usize))
    }
}

/// A new reference to an `int`; null with an error set where memory is short.
///
/// # Safety
///
/// As [`none`].
#[inline(always)]
pub unsafe fn small_int(value: i64) -> *mut ffi::PyObject {
    // SAFETY: the caller's promise.
    unsafe {
        match small::get(value) {
            Some(object) => singleton(object),
            None => ffi::PyLong_FromLongLong(value),
        }
    }
}

/// A new reference to `None`.
///
/// # Safety
///
/// The interpreter must be attached, and the layouts [`trusted`].
#[inline(always)]
pub unsafe fn none() -> *mut ffi::PyObject {
    // SAFETY: the caller's promise.
    unsafe { singleton(ffi::Py_None()) }
}

/// A new reference to `True` or `False`.
///
/// # Safety
///
/// As [`none`].
#[inline(always)]
pub unsafe fn boolean(value: bool) -> *mut ffi::PyObject {
    // SAFETY: the caller's promise.
    unsafe { singleton(if value { ffi::Py_True() } else { ffi::Py_False() }) }
}

/// A new reference to an object that lives as long as the interpreter.
#[inline(always)]
unsafe fn singleton(object: *mut ffi::PyObject) -> *mut ffi::PyObject {
    if !version::IMMORTAL_SINGLETONS {
        // SAFETY: the callers pass live objects, with the interpreter attached.
        unsafe { ffi::Py_INCREF(object) };
    }
    object
}

/// A new `str` of UTF-8, undecodable bytes escaped; null with an error set where memory is short.
///
/// # Safety
///
/// As [`none`]; `bytes` must be readable for `length` bytes.
#[inline]
pub unsafe fn new_str(bytes: *const u8, length: usize) -> *mut ffi::PyObject {
    // SAFETY: the caller's promise. The new object is exactly a compact ASCII
    // `str`, with room for its length and a NUL, which `PyUnicode_New` writes;
    // nobody else sees it yet.
    unsafe {
        // CPython shares the strings of no and of one character.
        if length < 2 || !is_ascii(bytes, length) {
            return portable::new_str(bytes, length);
        }
        let made = ffi::PyUnicode_New(length as ffi::Py_ssize_t, 0x7F);
        if !made.is_null() {
            let data = made.cast::<version::AsciiHeader>().add(1).cast::<u8>();
            ptr::copy_nonoverlapping(bytes, data, length);
        }
        made
    }
}

/// Whether all bytes are below 0x80, eight at a time.
///
/// # Safety
///
/// `bytes` must be readable for `length` bytes.
#[inline(always)]
unsafe fn is_ascii(bytes: *const u8, length: usize) -> bool {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    // SAFETY: all reads lie within the length; the last word overlaps the one before.
    unsafe {
        let mut high = 0;
        if (4..8).contains(&length) {
            let half = |at| bytes.add(at).cast::<u32>().read_unaligned();
            return u64::from(half(0) | half(length - 4)) & HIGH == 0;
        }
        if length < 4 {
            for at in 0..length {
                high |= u64::from(*bytes.add(at));
            }
            return high & 0x80 == 0;
        }
        let mut at = 0;
        while at < length - 8 {
            high |= bytes.add(at).cast::<u64>().read_unaligned();
            at += 8;
        }
        high |= bytes.add(length - 8).cast::<u64>().read_unaligned();
        high & HIGH == 0
    }
}
