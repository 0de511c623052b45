//! The interpreter for threads of C++: whether they have it, and how they get it.
//!
//! CPython ends threads that ask for the interpreter while it ends, and so unwinds
//! C++ frames that expect no such thing. An exit handler therefore closes the door
//! first, and waits a moment for those that are inside.
//!
//! May not know: what a thread wants of the interpreter.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use pyo3::ffi;
use pyo3::prelude::*;

/// Whether the interpreter has begun to end.
static CLOSED: AtomicBool = AtomicBool::new(false);

/// How many threads have got the interpreter here, or are waiting for it.
static INSIDE: AtomicUsize = AtomicUsize::new(0);

/// How long the interpreter's end waits for callbacks in other threads. One that
/// itself waits for something would keep the process alive otherwise.
const PATIENCE: Duration = Duration::from_secs(1);

/// The interpreter, taken by a thread that did not have it.
pub(crate) struct Attached(ffi::PyGILState_STATE);

impl Attached {
    /// Takes the interpreter; `None` where it has ended or is about to.
    #[cold]
    pub(crate) fn take() -> Option<Self> {
        // Counted before the door is looked at, and the other way round in
        // `close`: one of the two sees the other.
        INSIDE.fetch_add(1, Ordering::SeqCst);
        // SAFETY: may be asked at any time.
        let alive = unsafe { ffi::Py_IsInitialized() } != 0;
        if CLOSED.load(Ordering::SeqCst) || !alive {
            INSIDE.fetch_sub(1, Ordering::SeqCst);
            return None;
        }
        // SAFETY: the interpreter is alive, and waits for this thread before it ends.
        Some(Self(unsafe { ffi::PyGILState_Ensure() }))
    }
}

impl Drop for Attached {
    fn drop(&mut self) {
        // SAFETY: taken by `take`, in this thread: the value never leaves the function that took it.
        unsafe { ffi::PyGILState_Release(self.0) };
        INSIDE.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Whether the calling thread has the interpreter. `PyGILState_Check` says yes to
/// every thread once there has been a second interpreter.
#[inline]
pub(crate) fn is_attached() -> bool {
    // SAFETY: both functions may be called by any thread at any time. Up to
    // CPython 3.11 the first gives the state of whichever thread has the
    // interpreter, from 3.12 on the caller's own while it has it.
    unsafe {
        let current = ffi::compat::PyThreadState_GetUnchecked();
        !current.is_null() && (cfg!(Py_3_12) || current == ffi::PyGILState_GetThisThreadState())
    }
}

/// Runs something with the interpreter; `None` where it has ended or is about to.
pub(crate) fn attached<T>(body: impl FnOnce(Python<'_>) -> T) -> Option<T> {
    let _taken = if is_attached() { None } else { Some(Attached::take()?) };
    // SAFETY: the thread had the interpreter, or has just taken it.
    Some(body(unsafe { Python::assume_attached() }))
}

/// Has the interpreter's end wait for callbacks in other threads.
#[inline]
pub(crate) fn watch_the_end(py: Python<'_>) -> PyResult<()> {
    static WATCHED: AtomicBool = AtomicBool::new(false);
    if WATCHED.swap(true, Ordering::Relaxed) {
        return Ok(());
    }
    py.import("atexit")?.call_method1("register", (wrap_pyfunction!(close, py)?,)).map(drop)
}

/// Lets no thread of C++ in any more, and those that are inside end what they do.
#[pyfunction]
fn close(py: Python<'_>) {
    CLOSED.store(true, Ordering::SeqCst);
    py.detach(|| {
        let begin = Instant::now();
        while INSIDE.load(Ordering::SeqCst) > 0 && begin.elapsed() < PATIENCE {
            std::thread::sleep(Duration::from_micros(100));
        }
    });
}
