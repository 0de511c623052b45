//! One interpreter per process.
//!
//! Classes, functions and what the fast ways remember are the process's, and
//! Python objects of one interpreter must not reach another. PyO3's own check runs
//! for modules of single-phase initialisation only.

use std::sync::atomic::{AtomicI64, Ordering};

use pyo3::exceptions::PyImportError;
use pyo3::ffi;
use pyo3::prelude::*;

/// No interpreter has this number.
const NOBODY: i64 = -1;

/// Takes the process for this interpreter; ImportError where another has it.
pub(crate) fn claim(_py: Python<'_>) -> PyResult<()> {
    static OWNER: AtomicI64 = AtomicI64::new(NOBODY);
    // SAFETY: the interpreter is attached, so it has a state.
    let own = unsafe { ffi::PyInterpreterState_GetID(ffi::PyInterpreterState_Get()) };
    match OWNER.compare_exchange(NOBODY, own, Ordering::AcqRel, Ordering::Acquire) {
        Ok(_) => Ok(()),
        Err(owner) if owner == own => Ok(()),
        Err(_) => Err(PyImportError::new_err(
            "cppyy_rs is in use by another interpreter of this process: sub-interpreters cannot share C++ objects",
        )),
    }
}
