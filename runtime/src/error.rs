//! What the layers below Python report, as Python exceptions; and the wall that
//! panics do not pass.

use std::panic::{AssertUnwindSafe, catch_unwind};

use pyo3::exceptions::{PyFileNotFoundError, PyImportError, PyOSError};
use pyo3::panic::PanicException;
use pyo3::prelude::*;

use crate::dictionary::{Damaged, LoadError};
use crate::state::NotFound;

impl From<Damaged> for PyErr {
    fn from(damaged: Damaged) -> Self {
        PyImportError::new_err(damaged.to_string())
    }
}

impl From<LoadError> for PyErr {
    fn from(error: LoadError) -> Self {
        let text = error.to_string();
        match error {
            LoadError::File { source, .. } if source.kind() == std::io::ErrorKind::NotFound => {
                PyFileNotFoundError::new_err(text)
            }
            LoadError::File { .. } => PyOSError::new_err(text),
            _ => PyImportError::new_err(text),
        }
    }
}

impl From<NotFound> for PyErr {
    fn from(error: NotFound) -> Self {
        PyFileNotFoundError::new_err(error.to_string())
    }
}

/// Runs the body of a C slot: an error is set and `failure` returned, and so is a
/// panic, which must not unwind into the interpreter.
///
/// PyO3 is told that the thread is attached. It would keep each `Py<T>` that is
/// dropped for later otherwise, and temporaries would outlive their call.
pub(crate) fn guarded<T>(py: Python<'_>, failure: T, body: impl FnOnce() -> PyResult<T>) -> T {
    let mut body = Some(body);
    let mut caught = None;
    let mut run = || caught = body.take().map(|body| catch_unwind(AssertUnwindSafe(body)));
    // PyO3 refuses while the interpreter ends; slots still run then.
    if Python::try_attach(|_| run()).is_none() {
        run();
    }
    let Some(caught) = caught else { return failure };
    match caught {
        Ok(Ok(value)) => value,
        Ok(Err(error)) => {
            error.restore(py);
            failure
        }
        Err(panic) => {
            let text = panic
                .downcast_ref::<&str>()
                .map(|text| (*text).to_owned())
                .or_else(|| panic.downcast_ref::<String>().cloned())
                .unwrap_or_else(|| "a panic without a message".to_owned());
            PanicException::new_err(text).restore(py);
            failure
        }
    }
}
