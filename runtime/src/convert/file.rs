//! Python's files where C wants a `FILE*`.
//!
//! C gets a stream of its own for the call, on a duplicate of the file's descriptor: both share the position, and
//! what C has written is out when the call returns. A function that keeps the stream longer must open it itself.
//!
//! May not know: calls.

use std::ffi::{CStr, c_int, c_void};
use std::io;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

use super::scalar::wrong_type;
use super::temporaries::Temporaries;

/// Whether a class of this name is that of C's streams.
pub(super) fn is_stream(spelling: &str) -> bool {
    matches!(spelling.trim_start_matches("const "), "_IO_FILE" | "FILE" | "__sFILE")
}

/// The word for a parameter `FILE*`.
pub(super) fn argument(value: &Bound<'_, PyAny>, temporaries: &mut Temporaries) -> PyResult<u64> {
    let py = value.py();
    let Some(fileno) = value.getattr_opt(pyo3::intern!(py, "fileno"))? else {
        return Err(wrong_type(value, "FILE*", "an open file"));
    };
    // A closed file and one without a descriptor say so themselves.
    let descriptor: c_int = fileno.call0()?.extract()?;
    let can = |question: &str| value.call_method0(question)?.is_truthy();
    let mode: &CStr = match (can("readable")?, can("writable")?) {
        (true, true) => c"r+",
        (true, false) => c"r",
        (false, true) => c"w",
        (false, false) => {
            return Err(PyTypeError::new_err("FILE*: the file is neither readable nor writable"));
        }
    };
    // What Python has not written yet comes first.
    value.call_method0(pyo3::intern!(py, "flush"))?;
    if can("seekable")? {
        // What Python has read ahead, C shall read: a buffer is dropped only where a seek leaves it.
        let position = value.call_method0(pyo3::intern!(py, "tell"))?;
        value.call_method1(pyo3::intern!(py, "seek"), (0, libc::SEEK_END))?;
        value.call_method1(pyo3::intern!(py, "seek"), (position,))?;
    }
    // SAFETY: `fdopen` takes the descriptor over, or leaves it where it fails; the stream is closed once, after the call.
    unsafe {
        let copy = libc::dup(descriptor);
        if copy < 0 {
            return Err(io::Error::last_os_error().into());
        }
        let stream = libc::fdopen(copy, mode.as_ptr());
        if stream.is_null() {
            let error = io::Error::last_os_error();
            libc::close(copy);
            return Err(error.into());
        }
        temporaries.defer(close, stream.cast());
        Ok(stream as u64)
    }
}

/// Ends a stream of [`argument`].
unsafe extern "C" fn close(stream: *mut c_void) {
    // SAFETY: `argument` has opened it, for one call. Flushing an input stream moves the descriptor back to where
    // C has read to; glibc's `fclose` alone does not.
    unsafe {
        libc::fflush(stream.cast());
        libc::fclose(stream.cast());
    }
}
