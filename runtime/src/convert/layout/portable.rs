//! The same over the C API: for interpreters whose layouts are not what this
//! crate was built for, and for the values that the fast functions do not take.

use std::ffi::{c_char, c_int};

use pyo3::ffi;

/// The value of an object that is exactly an `int` and fits 64 bits.
///
/// # Safety
///
/// `object` must be live and the interpreter attached.
pub unsafe fn compact_int(object: *mut ffi::PyObject) -> Option<i64> {
    // SAFETY: the caller's promise.
    unsafe { exact_int_slow(object) }
}

/// The value of an object that is exactly an `int` and fits 64 bits, of any number of digits.
///
/// # Safety
///
/// As [`compact_int`].
#[cold]
#[inline(never)]
pub unsafe fn exact_int_slow(object: *mut ffi::PyObject) -> Option<i64> {
    // SAFETY: the caller's promise. An exact int has no `__index__` that could
    // fail: only the overflow remains, which sets no error here.
    unsafe {
        if ffi::PyLong_CheckExact(object) == 0 {
            return None;
        }
        let mut overflow: c_int = 0;
        let value = ffi::PyLong_AsLongLongAndOverflow(object, &raw mut overflow);
        (overflow == 0).then_some(value)
    }
}

/// The value of an object that is exactly an `int`, not negative, and fits 64 bits.
///
/// # Safety
///
/// As [`compact_int`]; no error may be set.
#[cold]
#[inline(never)]
pub unsafe fn exact_unsigned_slow(object: *mut ffi::PyObject) -> Option<u64> {
    // SAFETY: the caller's promise; an error says "out of range" and is taken back.
    unsafe {
        if ffi::PyLong_CheckExact(object) == 0 {
            return None;
        }
        let value = ffi::PyLong_AsUnsignedLongLong(object);
        if value == u64::MAX && !ffi::PyErr_Occurred().is_null() {
            ffi::PyErr_Clear();
            return None;
        }
        Some(value)
    }
}

/// The value of an object that is exactly a `float`.
///
/// # Safety
///
/// As [`compact_int`].
pub unsafe fn exact_float(object: *mut ffi::PyObject) -> Option<f64> {
    // SAFETY: the caller's promise; `PyFloat_AsDouble` of a float cannot fail.
    unsafe { (ffi::PyFloat_CheckExact(object) != 0).then(|| ffi::PyFloat_AsDouble(object)) }
}

/// The bytes of an object that is exactly a `str` and holds ASCII only. A NUL follows them.
///
/// # Safety
///
/// As [`compact_int`]; the bytes live as long as the object.
pub unsafe fn ascii(object: *mut ffi::PyObject) -> Option<(*const u8, usize)> {
    // SAFETY: the caller's promise. A `str` has as many UTF-8 bytes as
    // characters exactly where it is ASCII; an error (surrogates) is taken back.
    unsafe {
        if ffi::PyUnicode_CheckExact(object) == 0 {
            return None;
        }
        let mut size = 0;
        let bytes: *const c_char = ffi::PyUnicode_AsUTF8AndSize(object, &raw mut size);
        if bytes.is_null() {
            ffi::PyErr_Clear();
            return None;
        }
        (ffi::PyUnicode_GetLength(object) == size).then_some((bytes.cast(), size as usize))
    }
}

/// A new `int`; null with an error set where memory is short.
///
/// # Safety
///
/// The interpreter must be attached.
pub unsafe fn small_int(value: i64) -> *mut ffi::PyObject {
    // SAFETY: the caller's promise.
    unsafe { ffi::PyLong_FromLongLong(value) }
}

/// A new reference to `None`.
///
/// # Safety
///
/// As [`small_int`].
pub unsafe fn none() -> *mut ffi::PyObject {
    // SAFETY: the caller's promise.
    unsafe {
        ffi::Py_INCREF(ffi::Py_None());
        ffi::Py_None()
    }
}

/// A new reference to `True` or `False`.
///
/// # Safety
///
/// As [`small_int`].
pub unsafe fn boolean(value: bool) -> *mut ffi::PyObject {
    // SAFETY: the caller's promise.
    unsafe { ffi::PyBool_FromLong(value.into()) }
}

/// A new `float`; null with an error set where memory is short.
///
/// # Safety
///
/// As [`small_int`].
#[inline(always)]
pub unsafe fn new_float(value: f64) -> *mut ffi::PyObject {
    // SAFETY: the caller's promise.
    unsafe { ffi::PyFloat_FromDouble(value) }
}

/// A new `str` of UTF-8, undecodable bytes escaped; null with an error set where memory is short.
///
/// # Safety
///
/// As [`small_int`]; `bytes` must be readable for `length` bytes.
#[cold]
pub unsafe fn new_str(bytes: *const u8, length: usize) -> *mut ffi::PyObject {
    // SAFETY: the caller's promise.
    unsafe { ffi::PyUnicode_DecodeUTF8(bytes.cast(), length as ffi::Py_ssize_t, c"surrogateescape".as_ptr()) }
}
