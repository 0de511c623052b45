//! What C++ knows of the overrides of a Python class: a byte for each virtual function, which threads of C++ read
//! without the interpreter.
//!
//! May not know: how overrides are found.

use std::ffi::c_void;
use std::ptr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use pyo3::ffi;

use super::slots;

/// The virtual functions of the objects of one Python class.
#[derive(Debug)]
pub struct Overrides {
    asked: Box<[AtomicU8]>,
}

impl Overrides {
    /// Of so many functions, all of which C++ asks for.
    pub fn new(functions: usize) -> Self {
        Self { asked: (0..functions).map(|_| AtomicU8::new(1)).collect() }
    }

    /// What C++ reads.
    pub fn bytes(&self) -> *const c_void {
        self.asked.as_ptr().cast()
    }

    /// C++ need not ask for a function, until the class changes.
    pub fn spare(&self, function: usize) {
        if let Some(asked) = self.asked.get(function) {
            asked.store(0, Ordering::Relaxed);
        }
    }

    /// C++ asks for every function again.
    pub fn forget(&self) {
        self.asked.iter().for_each(|asked| asked.store(1, Ordering::Relaxed));
    }
}

/// What C++ knows of a class; `None` where it knows nothing yet.
///
/// # Safety
///
/// `class` must be a live class of proxies and the interpreter attached.
pub unsafe fn overrides(class: *mut ffi::PyTypeObject) -> Option<Arc<Overrides>> {
    // SAFETY: the caller's promise; the word is null or a counted pointer, see `set_overrides`.
    unsafe {
        let known = slots::class_slots(class).overrides.get();
        if known.is_null() {
            return None;
        }
        Arc::increment_strong_count(known);
        Some(Arc::from_raw(known))
    }
}

/// Says what C++ is to know of a class, once.
///
/// # Safety
///
/// As [`overrides`].
pub unsafe fn set_overrides(class: *mut ffi::PyTypeObject, overrides: Arc<Overrides>) {
    // SAFETY: the caller's promise; the former pointer, if any, was counted.
    unsafe {
        let former = slots::class_slots(class).overrides.replace(Arc::into_raw(overrides));
        if !former.is_null() {
            drop(Arc::from_raw(former));
        }
    }
}

/// Lets go of what a class at its end has; objects that C++ still has keep their own count.
///
/// # Safety
///
/// As [`overrides`].
pub(super) unsafe fn end(class: *mut ffi::PyTypeObject) {
    // SAFETY: the caller's promise; the pointer is given up once.
    unsafe {
        let known = slots::class_slots(class).overrides.replace(ptr::null());
        if !known.is_null() {
            drop(Arc::from_raw(known));
        }
    }
}
