//! A Python callable that C++ holds, and calls from any thread.
//!
//! May not know: in which C++ object it is.

use std::cell::UnsafeCell;
use std::ffi::c_void;
use std::ptr;
use std::sync::atomic::{AtomicUsize, Ordering, fence};

use cppbind_abi::link::{PythonCallable, PythonFault};
use pyo3::exceptions::PyRecursionError;
use pyo3::ffi;
use pyo3::prelude::*;

use super::Signature;
use super::answer::Kept;
use super::attach::{Attached, attached, is_attached};
use super::fault::{self, without_disturbing};
use crate::call::stack;
use crate::error::guarded;

/// The flag of a vectorcall whose callee may use the word before its arguments.
const OFFSET: usize = 1 << (usize::BITS - 1);

/// So many arguments need no memory of their own.
const FEW: usize = 8;

/// What C++ refers to.
#[repr(C)]
pub(super) struct Held {
    /// What C++ sees.
    shared: PythonCallable,
    references: AtomicUsize,
    target: Py<PyAny>,
    signature: &'static Signature,
    /// What the address in the latest result hangs on. Touched with the interpreter attached only.
    kept: UnsafeCell<Option<Box<Kept>>>,
}

impl Held {
    /// A callable with one reference, for C++.
    pub(super) fn hand_over(target: Py<PyAny>, signature: &'static Signature) -> *const PythonCallable {
        let shared = PythonCallable {
            call: call as *const c_void,
            retain: retain as *const c_void,
            release: release as *const c_void,
        };
        let references = AtomicUsize::new(1);
        Box::into_raw(Box::new(Self { shared, references, target, signature, kept: UnsafeCell::new(None) }))
            .cast()
    }
}

/// `PythonCallable::retain`.
unsafe extern "C" fn retain(held: *const Held) {
    // SAFETY: the caller has a reference.
    unsafe { (*held).references.fetch_add(1, Ordering::Relaxed) };
}

/// `PythonCallable::release`.
pub(super) unsafe extern "C" fn release(held: *const Held) {
    // SAFETY: the caller has a reference, and gives it up; the last one ends the callable.
    unsafe {
        if (*held).references.fetch_sub(1, Ordering::Release) != 1 {
            return;
        }
        fence(Ordering::Acquire);
        let held = Box::from_raw(held.cast_mut());
        let mut parts = Some((held.target, held.kept));
        attached(|py| without_disturbing(py, || drop(parts.take())));
        // Without an interpreter the memory of Python objects is gone already.
        std::mem::forget(parts);
    }
}

/// `PythonCallable::call`.
unsafe extern "C" fn call(
    held: *const Held,
    arguments: *const *mut c_void,
    result: *mut c_void,
) -> *const PythonFault {
    // SAFETY: the caller's promise, passed on with the interpreter attached.
    unsafe {
        if is_attached() {
            return enter(held, arguments, result);
        }
        let Some(_taken) = Attached::take() else { return fault::interpreter_has_ended() };
        enter(held, arguments, result)
    }
}

/// Calls with the interpreter attached.
///
/// # Safety
///
/// As the ABI says of `PythonCallable::call`.
#[inline]
unsafe fn enter(held: *const Held, arguments: *const *mut c_void, result: *mut c_void) -> *const PythonFault {
    // SAFETY: the interpreter is attached.
    let py = unsafe { Python::assume_attached() };
    if stack::nearly_exhausted() {
        PyRecursionError::new_err("the stack is nearly exhausted in a callback").restore(py);
        return fault::raised(py);
    }
    // SAFETY: the caller's promise; each object is a new reference, given up once. The callable may end the
    // C++ object that holds it: what is needed later is copied before it is called.
    unsafe {
        let signature = (*held).signature;
        let target = (*held).target.as_ptr();
        let count = signature.arguments.len();
        // The first word is the callee's, see OFFSET.
        let mut few = [ptr::null_mut(); FEW + 1];
        let mut many;
        let objects: &mut [*mut ffi::PyObject] = if count <= FEW {
            &mut few
        } else {
            many = vec![ptr::null_mut(); count + 1];
            &mut many
        };
        for (place, argument) in signature.arguments.iter().enumerate() {
            let object = argument.give(*arguments.add(place));
            if object.is_null() {
                give_up(&objects[1..=place]);
                return fault::raised(py);
            }
            objects[place + 1] = object;
        }
        let lasting = signature.answer.lasting;
        if lasting {
            retain(held);
        }
        ffi::Py_INCREF(target);
        let value =
            ffi::PyObject_Vectorcall(target, objects.as_ptr().add(1), count | OFFSET, ptr::null_mut());
        give_up(&objects[1..=count]);
        let answered = !value.is_null()
            && if lasting {
                answer_lastingly(py, held, value, result)
            } else {
                signature.answer.quick(value, result) || answer(py, signature, value, result)
            };
        ffi::Py_XDECREF(value);
        ffi::Py_DECREF(target);
        let fault = if answered { ptr::null() } else { fault::raised(py) };
        if lasting {
            release(held);
        }
        fault
    }
}

/// Gives up references; the word behind the last may be null.
unsafe fn give_up(objects: &[*mut ffi::PyObject]) {
    for object in objects {
        // SAFETY: the caller's references, or null.
        unsafe { ffi::Py_XDECREF(*object) };
    }
}

/// A result that needs a conversion; false with an error set.
#[inline(never)]
unsafe fn answer(
    py: Python<'_>,
    signature: &Signature,
    value: *mut ffi::PyObject,
    result: *mut c_void,
) -> bool {
    guarded(py, false, || {
        // SAFETY: the caller's promise: a live object, room for the result.
        unsafe { signature.answer.convert(&Bound::from_borrowed_ptr(py, value), result)? };
        Ok(true)
    })
}

/// A result that is an address: what it hangs on stays until the next one, or
/// until C++ forgets the callable.
#[inline(never)]
unsafe fn answer_lastingly(
    py: Python<'_>,
    held: *const Held,
    value: *mut ffi::PyObject,
    result: *mut c_void,
) -> bool {
    guarded(py, false, || {
        // SAFETY: the caller's promise; it has a reference to the callable. With the
        // interpreter attached nobody else touches what is kept, and the former goes
        // when that is done, since its end may run any code.
        unsafe {
            let kept = (*held).signature.answer.convert(&Bound::from_borrowed_ptr(py, value), result)?;
            let former = std::mem::replace(&mut *(*held).kept.get(), kept);
            drop(former);
        }
        Ok(true)
    })
}
