//! The functions that code compiled by others calls, by their addresses.
//!
//! None of them unwinds or lets an exception out. The first ones may be called by any thread, attached to the interpreter or
//! not; the others by threads that are attached.

use std::ffi::c_void;
use std::ptr;

use pyo3::ffi;
use pyo3::prelude::*;

use crate::error::guarded;
use crate::instance::{self, Ownership};
use crate::registry::Class;
use crate::state;

/// Names and addresses.
pub(super) fn all() -> [(&'static str, *const c_void); 6] {
    [
        ("pending", state::pending_address()),
        ("hold_thrown", hold_thrown as *const c_void),
        ("end_object", end_object as *const c_void),
        ("cast", cast as *const c_void),
        ("address_of", address_of as *const c_void),
        ("show", show as *const c_void),
    ]
}

/// `bool ()`: sets the exception that this thread's last call has left aside; false where there is none.
extern "C" fn hold_thrown() -> bool {
    state::hold_thrown()
}

/// `void (void** owner, std::size_t, void*)`: the end of counted memory that owns an object. Its first word is the stub that
/// ends one, null where there is none, the second the object's address. What a destructor throws is reported.
///
/// # Safety
///
/// `owner` must be two words of which the first is null or a stub `void (T*)`, and the second then a live `T` that nobody else
/// ends.
unsafe extern "C" fn end_object(owner: *const [*mut c_void; 2], _size: usize, _info: *mut c_void) {
    // SAFETY: the caller's promise; null is `None`.
    unsafe {
        let [stub, object] = *owner;
        let stub = std::mem::transmute::<*mut c_void, Option<unsafe extern "C" fn(*mut c_void)>>(stub);
        let Some(stub) = stub else { return };
        stub(object);
    }
    // Where the interpreter has ended there is nobody to report to.
    if state::pending() && Python::try_attach(|_| instance::report_pending()).is_none() {
        drop(state::take_thrown());
    }
}

/// `void* (void* object, const Class* from, const Class* to)`: the part of an object that is a base; null of null.
///
/// # Safety
///
/// `object` must be null or that of a live object of `from`, which derives from `to`; both are of `_class_record`.
unsafe extern "C" fn cast(object: *mut c_void, from: *const Class, to: *const Class) -> *mut c_void {
    // SAFETY: the caller's promise; classes live as long as the process.
    unsafe { (*from).upcast(object, &*to).unwrap_or(ptr::null_mut()) }
}

/// `void* (PyObject* object, const Class* class)`: where an object from C++ has its part that is of this class; null with
/// Python's error set where it has none.
///
/// # Safety
///
/// The thread is attached; a live object, and a class of `_class_record`.
unsafe extern "C" fn address_of(object: *mut ffi::PyObject, class: *const Class) -> *mut c_void {
    // SAFETY: the caller's promise.
    let (py, object, class) = unsafe {
        let py = Python::assume_attached();
        (py, Bound::from_borrowed_ptr(py, object), &*class)
    };
    guarded(py, ptr::null_mut(), || instance::address_as(&object, class))
}

/// `PyObject* (void* object, const Class* class, PyObject* owner)`: a new reference to what shows an object to Python, and
/// keeps its owner alive where there is one; null with Python's error set where that fails.
///
/// # Safety
///
/// The thread is attached. `object` must be null or that of a live object of a class of `_class_record`, which lives as
/// long as `owner`, or as C++ says where that is null.
unsafe extern "C" fn show(
    object: *mut c_void,
    class: *const Class,
    owner: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    // SAFETY: the caller's promise.
    let (py, class, owner) = unsafe {
        let py = Python::assume_attached();
        (py, &*class, Bound::from_borrowed_ptr_or_opt(py, owner))
    };
    guarded(py, ptr::null_mut(), || {
        // SAFETY: the caller's promise.
        let shown = unsafe {
            if object.is_null() {
                instance::wrap(py, class, object, Ownership::Cpp)?
            } else {
                instance::wrap_cast(py, class, object, Ownership::Cpp)?
            }
        };
        if let Some(owner) = owner {
            instance::set_lifeline(shown.bind(py), &owner)?;
        }
        Ok(shown.into_ptr())
    })
}
