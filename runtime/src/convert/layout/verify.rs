//! Compares each rule with the C API, on the values where a wrong one would show.

use pyo3::ffi;
use pyo3::prelude::*;

use super::{portable, version};

/// Whether every rule holds in this interpreter.
pub(super) fn verify(py: Python<'_>) -> PyResult<bool> {
    Ok(ints(py)? && floats(py)? && strings(py)? && singletons())
}

/// A new object, or the error that was set instead.
///
/// # Safety
///
/// `made` must be a new reference, or null with an error set.
unsafe fn owned(py: Python<'_>, made: *mut ffi::PyObject) -> PyResult<Bound<'_, PyAny>> {
    // SAFETY: the caller's promise.
    unsafe { Bound::from_owned_ptr_or_err(py, made) }
}

/// Each power of two with its neighbours, of either sign: one, two and three
/// digits of 30 bits, and the ends of the small ones.
fn ints(py: Python<'_>) -> PyResult<bool> {
    // The fast function takes what fits a digit, and must take no more.
    const DIGIT: u64 = 1 << 30;
    for power in 0..63 {
        for near in [-1, 0, 1, 5] {
            for sign in [1, -1] {
                let value = sign * ((1i64 << power) + near);
                // SAFETY: `PyLong_FromLongLong` gives a new reference.
                let object = unsafe { owned(py, ffi::PyLong_FromLongLong(value))? };
                let expected = (value.unsigned_abs() < DIGIT).then_some(value);
                // SAFETY: the object is live. That the read lies within it is what
                // all layouts so far have in common: an int has at least 28 bytes.
                let (fast, slow) = unsafe {
                    (version::one_digit(object.as_ptr()), portable::exact_int_slow(object.as_ptr()))
                };
                if fast != expected || slow != Some(value) {
                    return Ok(false);
                }
            }
        }
    }
    let truth = pyo3::types::PyBool::new(py, true);
    // SAFETY: a live object.
    Ok(unsafe { super::compact_int(truth.as_ptr()) }.is_none())
}

fn floats(py: Python<'_>) -> PyResult<bool> {
    for value in [0.0, -0.0, 1.5, -2.25e300, f64::MIN_POSITIVE, f64::INFINITY] {
        // SAFETY: a new reference.
        let object = unsafe { owned(py, ffi::PyFloat_FromDouble(value))? };
        // SAFETY: a live float, which is at least as large as `PyFloatObject`.
        let read = unsafe { super::exact_float(object.as_ptr()) };
        if read.map(f64::to_bits) != Some(value.to_bits()) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// ASCII of several lengths, and what must not pass for ASCII: two, three and
/// four bytes a character, and Latin-1, which is one byte a character too.
fn strings(py: Python<'_>) -> PyResult<bool> {
    let long = "abcdefgh".repeat(40);
    for text in
        ["", "a", "ab", "seven 7", "eight 88", "nine  999", &long, "\u{e9}t\u{e9}", "\u{20ac}", "a\u{1f31c}"]
    {
        // SAFETY: the bytes live during the call, which gives a new reference.
        let object = unsafe { owned(py, portable::new_str(text.as_ptr(), text.len()))? };
        // SAFETY: a live `str`; `PyASCIIObject` is the smallest one's header.
        let (fast, slow) = unsafe { (super::ascii(object.as_ptr()), portable::ascii(object.as_ptr())) };
        if fast != slow || fast.is_some() != text.is_ascii() {
            return Ok(false);
        }
        // SAFETY: the rule for reading holds, which is the one for writing too.
        let made = unsafe { owned(py, super::new_str(text.as_ptr(), text.len()))? };
        if !made.eq(&object)? || made.hash()? != object.hash()? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether counting references to them is needless, where the version says so.
fn singletons() -> bool {
    if !version::IMMORTAL_SINGLETONS {
        return true;
    }
    // SAFETY: with the interpreter attached (callers have `py`), all are live,
    // and each reference taken is given back.
    unsafe {
        let small = [-5, 0, 256].map(|value| ffi::PyLong_FromLongLong(value));
        let immortal = |object: *mut ffi::PyObject| {
            let before = ffi::Py_REFCNT(object);
            ffi::Py_INCREF(object);
            let same = ffi::Py_REFCNT(object) == before;
            ffi::Py_DECREF(object);
            same
        };
        let all = small.into_iter().chain([ffi::Py_None(), ffi::Py_True(), ffi::Py_False()]).all(immortal);
        for object in small {
            ffi::Py_DECREF(object);
        }
        all
    }
}
