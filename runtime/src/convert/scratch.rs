//! What one call needs until its result is there, on its stack: buffers that it has locked, containers that it has made.
//!
//! Where nothing but such is needed, [`Temporaries`] are not: most calls with NumPy's arrays, `array`, ctypes' numbers, lists.
//! Views and proxies show their memory otherwise, and are the converter's, as is everything that is refused, which gets its
//! error there.
//!
//! May not know: parameters, calls.

use std::ffi::{CStr, c_void};
use std::mem::MaybeUninit;

use pyo3::prelude::*;
use pyo3::{PyTypeInfo, ffi};

use super::caller::Refused;
use super::scalar::Scalar;
use super::temporaries::{Round, Temporaries};
use super::view::View;
use super::{buffer, object};
use crate::instance;
use crate::registry::Class;

/// How many buffers a call may have; those with more are converted in general.
const MOST: usize = 4;

/// What a call has locked and made.
pub(crate) struct Scratch {
    count: usize,
    views: [MaybeUninit<ffi::Py_buffer>; MOST],
    made: Option<Temporaries>,
}

impl Scratch {
    /// Nothing yet.
    #[inline(always)]
    pub(crate) const fn new() -> Self {
        Self { count: 0, views: [const { MaybeUninit::uninit() }; MOST], made: None }
    }

    /// Where the first of an object's numbers lies; `None` where it has none of this type, or they may not be written to.
    ///
    /// # Safety
    ///
    /// `object` must be a live object, and the interpreter attached until the end.
    pub(crate) unsafe fn elements(
        &mut self,
        scalar: Scalar,
        constant: bool,
        object: *mut ffi::PyObject,
    ) -> Option<*mut c_void> {
        let view = self.views.get_mut(self.count)?.as_mut_ptr();
        // SAFETY: the caller's promise, and room for the answer, which is read where there is one.
        unsafe {
            let class = ffi::Py_TYPE(object);
            let methods = (*class).tp_as_buffer;
            if methods.is_null() || (*methods).bf_getbuffer.is_none() {
                return None;
            }
            let is_view = || class == View::type_object_raw(Python::assume_attached());
            if instance::class_of_raw(class).is_some() || is_view() {
                return None;
            }
            let writable = if constant { 0 } else { ffi::PyBUF_WRITABLE };
            let flags = ffi::PyBUF_FORMAT | ffi::PyBUF_ANY_CONTIGUOUS | writable;
            if ffi::PyObject_GetBuffer(object, view, flags) != 0 {
                ffi::PyErr_Clear();
                return None;
            }
            self.count += 1;
            let view = &*view;
            let format = if view.format.is_null() { c"B" } else { CStr::from_ptr(view.format) };
            let is_filled = view.len.unsigned_abs() >= scalar.size();
            (is_filled && buffer::holds(format, view.itemsize, scalar)).then_some(view.buf)
        }
    }

    /// A container of the class with the items of a collection; `None` where the value is none.
    ///
    /// # Safety
    ///
    /// As [`Scratch::elements`].
    pub(crate) unsafe fn collection(
        &mut self,
        class: &'static Class,
        object: *mut ffi::PyObject,
    ) -> Result<Option<*mut c_void>, Refused> {
        // SAFETY: the caller's promise.
        let value = unsafe { Borrowed::from_ptr(Python::assume_attached(), object) };
        let made = self.made.get_or_insert_with(|| Temporaries::new(Round::Implicit));
        object::collection(class, &value, made)
    }
}

impl Drop for Scratch {
    #[inline(always)]
    fn drop(&mut self) {
        for view in &mut self.views[..self.count] {
            // SAFETY: filled by `PyObject_GetBuffer`, and released once.
            unsafe { ffi::PyBuffer_Release(view.as_mut_ptr()) };
        }
    }
}
