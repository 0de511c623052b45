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
use crate::state::{self, Package};

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
pub(crate) fn raised(py: Python<'_>) -> *const PythonFault {
    let mut fault = std::ptr::null();
    guarded(py, (), || {
        let error = PyErr::fetch(py);
        fault = Fault::hand_over(message(py, &error), Some(error));
        Ok(())
    });
    if fault.is_null() { Fault::hand_over(c"a Python callable has failed".to_owned(), None) } else { fault }
}

/// Tells of an exception that C++ must not throw; the fault ends.
///
/// # Safety
///
/// `fault` is one of [`raised`], and the caller's; `object` is live.
#[cold]
pub(crate) unsafe fn report(py: Python<'_>, fault: *const PythonFault, object: *mut pyo3::ffi::PyObject) {
    // SAFETY: the caller's promise.
    unsafe {
        let fault: *const Fault = fault.cast();
        let object = Bound::from_borrowed_ptr(py, object);
        if let Some(error) = &(*fault).error {
            error.clone_ref(py).write_unraisable(py, Some(&object));
        }
        release(fault);
    }
}

/// What C++ throws where Python can no longer be called.
#[cold]
pub(crate) fn interpreter_has_ended() -> *const PythonFault {
    Fault::hand_over(c"the Python interpreter of the callable has ended".to_owned(), None)
}

/// What `str()` says of an error; its class's name where that raises in turn. cppyy's programs are told the class and the
/// place as well.
fn message(py: Python<'_>, error: &PyErr) -> CString {
    let class = || error.get_type(py).name().map_or_else(|_| String::new(), |name| name.to_string());
    let text = match error.value(py).str() {
        Ok(text) if state::package() == Package::Cppyy => {
            format!("{}: {}{}", class(), text.to_string_lossy(), place(py, error).unwrap_or_default())
        }
        Ok(text) => text.to_string_lossy().into_owned(),
        Err(_) => class(),
    };
    // C++ reads up to the first NUL.
    CString::new(text.replace('\0', "\u{fffd}")).unwrap_or_default()
}

/// Where an error was raised.
fn place(py: Python<'_>, error: &PyErr) -> PyResult<String> {
    let Some(first) = error.traceback(py) else { return Ok(String::new()) };
    let mut last = first.into_any();
    loop {
        let next = last.getattr(pyo3::intern!(py, "tb_next"))?;
        if next.is_none() {
            break;
        }
        last = next;
    }
    let line: u32 = last.getattr(pyo3::intern!(py, "tb_lineno"))?.extract()?;
    let code = last.getattr(pyo3::intern!(py, "tb_frame"))?.getattr(pyo3::intern!(py, "f_code"))?;
    let file = code.getattr(pyo3::intern!(py, "co_filename"))?;
    Ok(format!("\n  at {}:{line}", file.str()?.to_string_lossy()))
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
pub(crate) fn without_disturbing(py: Python<'_>, ending: impl FnOnce()) {
    let pending = PyErr::take(py);
    guarded(py, (), || {
        ending();
        Ok(())
    });
    if let Some(pending) = pending {
        pending.restore(py);
    }
}
