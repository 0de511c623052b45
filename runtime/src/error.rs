//! What the layers below Python report, as Python exceptions; and the wall that
//! panics do not pass.

use std::panic::{AssertUnwindSafe, catch_unwind};

use pyo3::exceptions::{PyFileNotFoundError, PyImportError, PyOSError, PyRuntimeError};
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
/// PyO3 hears of the attachment, too: a `Py` that is dropped while it does not know
/// lives on until somebody tells it, and with it the C++ object behind a proxy.
pub(crate) fn guarded<T>(py: Python<'_>, failure: T, body: impl FnOnce() -> PyResult<T>) -> T {
    let mut body = Some(body);
    let mut run = || match body.take() {
        Some(body) => body(),
        None => Err(PyRuntimeError::new_err("the body of a slot has run")),
    };
    // While the interpreter shuts down there is no attaching, and no need to.
    let outcome = catch_unwind(AssertUnwindSafe(|| match Python::try_attach(|_| run()) {
        Some(outcome) => outcome,
        None => run(),
    }));
    match outcome {
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
