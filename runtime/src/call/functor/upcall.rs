//! One call from C++ to a Python callable: its arguments, the call itself, its result.
//!
//! May not know: who holds the callable, and how the thread got the interpreter.

use std::ffi::c_void;
use std::ptr;

use cppbind_abi::link::PythonFault;
use pyo3::exceptions::PyRecursionError;
use pyo3::ffi;
use pyo3::prelude::*;

use super::Signature;
pub(crate) use super::answer::Kept;
use super::fault;
use crate::call::stack::Seen;
use crate::error::guarded;

/// The flag of a vectorcall whose callee may use the word before its arguments.
const OFFSET: usize = 1 << (usize::BITS - 1);

/// What is called.
#[derive(Clone, Copy)]
pub(crate) struct Target {
    /// The callable.
    pub(crate) callable: *mut ffi::PyObject,
    /// Where it has the address of its vectorcall; null where `PyObject_Vectorcall` is to find out.
    pub(crate) entry: *const ffi::vectorcallfunc,
    /// What is passed before C++'s arguments to methods.
    pub(crate) this: *mut ffi::PyObject,
}

/// Calls, with room for the arguments, one more in front of them, and the target's own. `keep` is given what the address
/// in the result hangs on, and is called with the interpreter attached. `COMMON` is what the signature says, `METHOD`
/// whether the target has a `this`.
///
/// # Safety
///
/// The interpreter is attached; the target is live, `arguments` and `result` are as the ABI says of
/// `PythonCallable::call` for this signature, and `objects` has room for two more than there are arguments. The signature
/// outlives the call.
#[inline(always)]
pub(crate) unsafe fn run<const COMMON: bool, const METHOD: bool>(
    signature: &Signature,
    target: Target,
    stack: &Seen,
    arguments: *const *mut c_void,
    objects: *mut *mut ffi::PyObject,
    result: *mut c_void,
    keep: impl FnOnce(Python<'_>, Box<Kept>) -> PyResult<()>,
) -> *const PythonFault {
    // SAFETY: the caller's promise; each object is a new reference, given up once. The callable may end what
    // holds it: what is needed later is held while it runs.
    unsafe {
        if stack.nearly_exhausted() {
            return too_deep();
        }
        let first = objects.add(1);
        let shown = first.add(usize::from(METHOD));
        for (place, argument) in signature.arguments.iter().enumerate() {
            let object = argument.give(*arguments.add(place));
            *shown.add(place) = object;
            if object.is_null() {
                give_up(shown, place);
                return raised();
            }
        }
        let count = signature.arguments.len();
        if METHOD {
            ffi::Py_INCREF(target.this);
            *first = target.this;
        }
        ffi::Py_INCREF(target.callable);
        let passed = count + usize::from(METHOD);
        let value = if target.entry.is_null() {
            ffi::PyObject_Vectorcall(target.callable, first, passed | OFFSET, ptr::null_mut())
        } else {
            (*target.entry)(target.callable, first, passed | OFFSET, ptr::null_mut())
        };
        if !COMMON {
            take_back(signature, arguments, shown);
        }
        give_up(shown, count);
        let fault = if value.is_null() {
            raised()
        } else {
            let answered = signature.answer.quick(value, result) || answer(signature, value, result, keep);
            ffi::Py_DECREF(value);
            if answered { ptr::null() } else { raised() }
        };
        ffi::Py_DECREF(target.callable);
        if METHOD {
            ffi::Py_DECREF(target.this);
        }
        fault
    }
}

/// Gives C++ what Python has made of the arguments, also where it has raised.
///
/// # Safety
///
/// As [`run`], which has made the objects of the arguments.
#[cold]
unsafe fn take_back(
    signature: &Signature,
    arguments: *const *mut c_void,
    objects: *const *mut ffi::PyObject,
) {
    // SAFETY: the interpreter is attached, as the caller says.
    let py = unsafe { Python::assume_attached() };
    let raised = PyErr::take(py);
    for (place, argument) in signature.arguments.iter().enumerate() {
        // SAFETY: the caller's promise.
        unsafe {
            let object = Bound::from_borrowed_ptr(py, *objects.add(place));
            argument.take_back(&object, *arguments.add(place));
        }
    }
    if let Some(raised) = raised {
        raised.restore(py);
    }
}

/// Gives up the first references.
#[inline(always)]
unsafe fn give_up(objects: *const *mut ffi::PyObject, count: usize) {
    for place in 0..count {
        // SAFETY: the caller's references.
        unsafe { ffi::Py_DECREF(*objects.add(place)) };
    }
}

/// The error that is set.
#[cold]
pub(crate) unsafe fn raised() -> *const PythonFault {
    // SAFETY: the interpreter is attached, as the caller says.
    fault::raised(unsafe { Python::assume_attached() })
}

#[cold]
unsafe fn too_deep() -> *const PythonFault {
    // SAFETY: the interpreter is attached, as the caller says.
    let py = unsafe { Python::assume_attached() };
    PyRecursionError::new_err("the stack is nearly exhausted in a callback").restore(py);
    fault::raised(py)
}

/// A result that needs a conversion; false with an error set.
#[cold]
unsafe fn answer(
    signature: &Signature,
    value: *mut ffi::PyObject,
    result: *mut c_void,
    keep: impl FnOnce(Python<'_>, Box<Kept>) -> PyResult<()>,
) -> bool {
    // SAFETY: the interpreter is attached, as the caller says.
    let py = unsafe { Python::assume_attached() };
    guarded(py, false, || {
        // SAFETY: the caller's promise: a live object, and room for the result.
        unsafe {
            if let Some(kept) = signature.answer.convert(&Bound::from_borrowed_ptr(py, value), result)? {
                keep(py, kept)?;
            }
        }
        Ok(true)
    })
}
