//! Python exceptions on their way through C++.
//!
//! C++ sees a `cppbind::PythonError`, which holds a reference to what is made here;
//! where that comes out of a stub, the very exception is raised again.
//!
//! May not know: what was called.

use std::ffi::{CStr, CString, c_void};
use std::sync::atomic::{AtomicUsize, Ordering, fence};

use cppbind_abi::link::PythonFault;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;

use super::attach::attached;
use crate::call::signals::Barrier;
use crate::error::guarded;

/// The mangled name of `cppbind::PythonError`.
pub(crate) const CLASS: &CStr = c"N7cppbind11PythonErrorE";

/// An exception that C++ holds.
#[repr(C)]
struct Fault {
    /// What C++ sees; its first field is the address of `what`.
    shared: PythonFault,
    references: AtomicUsize,
    what: CString,
    /// `None` where there was no interpreter to make one.
    error: Option<PyErr>,
}

impl Fault {
    fn hand_over(what: CString, error: Option<PyErr>) -> *const PythonFault {
        let shared = PythonFault {
            what: what.as_ptr(),
            retain: retain as *const c_void,
            release: release as *const c_void,
        };
        Box::into_raw(Box::new(Self { shared, references: AtomicUsize::new(1), what, error })).cast()
    }
}

/// The error that is set, for C++ to throw.
#[cold]
pub(super) fn raised(py: Python<'_>) -> *const PythonFault {
    let mut fault = std::ptr::null();
    guarded(py, (), || {
        let error = PyErr::fetch(py);
        fault = Fault::hand_over(message(py, &error), Some(error));
        Ok(())
    });
    if fault.is_null() { Fault::hand_over(c"a Python callable has failed".to_owned(), None) } else { fault }
}

/// What C++ throws where Python can no longer be called.
#[cold]
pub(super) fn interpreter_has_ended() -> *const PythonFault {
    Fault::hand_over(c"the Python interpreter of the callable has ended".to_owned(), None)
}

/// What `str()` says of an error; its class's name where that raises in turn.
fn message(py: Python<'_>, error: &PyErr) -> CString {
    let text = match error.value(py).str() {
        Ok(text) => text.to_string_lossy().into_owned(),
        Err(_) => error.get_type(py).name().map_or_else(|_| String::new(), |name| name.to_string()),
    };
    // C++ reads up to the first NUL.
    CString::new(text.replace('\0', "\u{fffd}")).unwrap_or_default()
}

/// The Python exception behind a caught `cppbind::PythonError`.
///
/// # Safety
///
/// `object` points to a live object of that class.
pub(crate) unsafe fn behind(py: Python<'_>, object: *const c_void) -> PyErr {
    // SAFETY: the second word is the address of what `hand_over` gave, to which the object has a reference.
    let fault = unsafe { &**object.cast::<*const Fault>().add(1) };
    match &fault.error {
        Some(error) => error.clone_ref(py),
        None => PyRuntimeError::new_err(fault.what.to_string_lossy().into_owned()),
    }
}

/// `PythonFault::retain`.
unsafe extern "C" fn retain(fault: *const Fault) {
    // SAFETY: the caller has a reference.
    unsafe { (*fault).references.fetch_add(1, Ordering::Relaxed) };
}

/// `PythonFault::release`.
unsafe extern "C" fn release(fault: *const Fault) {
    // SAFETY: the caller has a reference, and gives it up; the last one ends the fault.
    unsafe {
        if (*fault).references.fetch_sub(1, Ordering::Release) != 1 {
            return;
        }
        fence(Ordering::Acquire);
        let _barrier = Barrier::raise();
        let mut fault = Box::from_raw(fault.cast_mut());
        let Some(error) = fault.error.take() else { return };
        let mut error = Some(error);
        attached(|py| without_disturbing(py, || drop(error.take())));
        // Without an interpreter its memory is gone already.
        std::mem::forget(error);
    }
}

/// Ends Python objects, whose destructors must not meet an error that is set, nor leave one.
pub(super) fn without_disturbing(py: Python<'_>, ending: impl FnOnce()) {
    let pending = PyErr::take(py);
    guarded(py, (), || {
        ending();
        Ok(())
    });
    if let Some(pending) = pending {
        pending.restore(py);
    }
}
