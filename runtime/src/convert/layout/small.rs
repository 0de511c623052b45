//! The `int` objects that CPython makes once: -5 to 256.
//!
//! They are looked up by value in a table of our own rather than computed from
//! the first one's address, because before 3.11 they do not lie in a row.

use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering};

use pyo3::ffi;
use pyo3::prelude::*;

/// The smallest of them, negated.
const BELOW: i64 = 5;
/// How many there are.
const COUNT: usize = 262;

/// Filled once by [`fill`]. The objects live as long as the interpreter.
static OBJECTS: [AtomicPtr<ffi::PyObject>; COUNT] = [const { AtomicPtr::new(ptr::null_mut()) }; COUNT];

/// Fills the table. Where CPython makes a new object for a value, ours serves as well.
pub(super) fn fill(py: Python<'_>) -> PyResult<()> {
    for (value, slot) in (-BELOW..).zip(&OBJECTS) {
        if !slot.load(Ordering::Relaxed).is_null() {
            continue;
        }
        // SAFETY: a new reference or null with an error set; it is kept for ever.
        let object = unsafe { Bound::from_owned_ptr_or_err(py, ffi::PyLong_FromLongLong(value))? };
        slot.store(object.into_ptr(), Ordering::Relaxed);
    }
    Ok(())
}

/// The object of a value in the table, borrowed.
///
/// # Safety
///
/// [`fill`] must have succeeded.
#[inline(always)]
pub(super) unsafe fn get(value: i64) -> Option<*mut ffi::PyObject> {
    let slot = OBJECTS.get(value.wrapping_add(BELOW) as usize)?;
    Some(slot.load(Ordering::Relaxed))
}
