//! Signals that would end the process, as Python exceptions: by request only.
//!
//! A call that asks for it is made by [`guard`], which keeps the registers of its caller; the handler of the signal
//! lets the thread go on there, as if the stub had returned. What is skipped are frames of C++ alone: wherever C++
//! comes back to this runtime, a [`Barrier`] takes the guard away for as long as frames of Rust and Python lie above it.
//!
//! * [`guard`]: where a thread goes on; [`mod@handler`]: what sends it there; [`stack`]: where the handler runs.
//!
//! May not know: functions, overloads.

mod guard;
mod handler;
mod stack;

use std::ffi::c_int;
use std::sync::atomic::{AtomicBool, Ordering};

use pyo3::exceptions::PyOSError;
use pyo3::prelude::*;

pub(crate) use guard::Barrier;
pub(super) use guard::call;

/// A signal that a guarded call has met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Signal(c_int);

/// Whether all calls are guarded, not only those of functions that ask for it.
static EVERYWHERE: AtomicBool = AtomicBool::new(false);

/// Whether all calls are guarded.
pub(super) fn everywhere() -> bool {
    EVERYWHERE.load(Ordering::Relaxed)
}

/// Guards all calls from now on, or none but those that ask for it; returns what was the case before.
pub fn guard_everywhere(guard: bool) -> PyResult<bool> {
    if guard {
        prepare()?;
    }
    let before = EVERYWHERE.swap(guard, Ordering::Relaxed);
    // What calls have bound may pass the guard by.
    super::unbind_all();
    Ok(before)
}

/// Installs the handlers, where they are not, or not any more.
pub(super) fn prepare() -> PyResult<()> {
    handler::install().map_err(PyOSError::new_err)
}

impl Signal {
    /// The exception of `cppyy_rs.ll`.
    pub(super) fn exception(self, py: Python<'_>) -> PyErr {
        let (class, what) = match self.0 {
            libc::SIGBUS => ("BusError", "bus error"),
            libc::SIGILL => ("IllegalInstruction", "illegal instruction"),
            libc::SIGABRT => ("AbortSignal", "abort"),
            _ => ("SegmentationViolation", "segfault"),
        };
        let class = py.import("cppyy_rs.ll").and_then(|module| module.getattr(class));
        match class.and_then(|class| class.call1((format!("{what} in C++; program state was reset"),))) {
            Ok(error) => PyErr::from_value(error),
            Err(error) => error,
        }
    }
}
