//! `[[deprecated]]`: who uses such a declaration gets Python's DeprecationWarning, at the line of the Python code that
//! does, and as often as Python's filters say.
//!
//! May not know: how the declarations are used.

use std::ffi::CString;

use pyo3::exceptions::PyDeprecationWarning;
use pyo3::prelude::*;

use crate::dictionary::{Damaged, Dictionary, Record};

/// The warning of whoever uses the declaration of a record.
pub(crate) fn of<R: Record>(
    dictionary: &'static Dictionary,
    record: &'static R,
) -> Result<Option<&'static str>, Damaged> {
    match dictionary.index_of(record) {
        Some(index) => dictionary.deprecation(R::TABLE, index),
        None => Ok(None),
    }
}

/// Warns; an error where the filters make one of the warning.
pub(crate) fn warn(py: Python<'_>, warning: &str) -> PyResult<()> {
    let text = CString::new(warning)?;
    // Level 1 is the Python code that runs: no frame stands between it and C++.
    PyErr::warn(py, &py.get_type::<PyDeprecationWarning>(), &text, 1)
}

/// Warns where the declaration of a record is deprecated.
pub(crate) fn warn_of<R: Record>(
    py: Python<'_>,
    dictionary: &'static Dictionary,
    record: &'static R,
) -> PyResult<()> {
    match of(dictionary, record)? {
        Some(warning) => warn(py, warning),
        None => Ok(()),
    }
}
