//! What the layers below Python report, as Python exceptions.

use pyo3::PyErr;
use pyo3::exceptions::{PyFileNotFoundError, PyImportError, PyOSError};

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
