//! Why a call did not happen, in the words of its candidates.
//!
//! May not know: how candidates are tried.

use pyo3::exceptions::{PyException, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::PyType;

use super::function::Function;

/// What became of trying one function.
pub(crate) enum Failure {
    /// It was not called: the arguments do not fit.
    Refused(Refusal),
    /// It was called, and raised; or something else must not be hidden.
    Raised(PyErr),
}

/// Why arguments do not fit. Of an overload set's functions most are tried in vain, so that the words are put together only
/// where somebody reads them.
pub(crate) enum Refusal {
    /// The argument at a position does not convert.
    Argument(usize, PyErr),
    /// So many are taken at most, and so many were given.
    TooMany(usize, usize),
    /// So many are taken at least, and so many were given.
    TooFew(usize, usize),
    /// Something else.
    Other(PyErr),
}

impl Refusal {
    /// The error: where an argument does not convert, it has the type of what the conversion has raised.
    pub(crate) fn into_error(self, py: Python<'_>) -> PyErr {
        match self {
            Self::Argument(position, error) => {
                let text = format!("could not convert argument {} ({})", position + 1, error.value(py));
                same_type(py, error, text)
            }
            Self::TooMany(most, given) => {
                PyTypeError::new_err(format!("takes at most {most} arguments ({given} given)"))
            }
            Self::TooFew(least, given) => {
                PyTypeError::new_err(format!("takes at least {least} arguments ({given} given)"))
            }
            Self::Other(error) => error,
        }
    }
}

impl From<PyErr> for Refusal {
    fn from(error: PyErr) -> Self {
        Self::Other(error)
    }
}

impl From<crate::dictionary::Damaged> for Refusal {
    fn from(damaged: crate::dictionary::Damaged) -> Self {
        PyErr::from(damaged).into()
    }
}

impl From<crate::dictionary::Damaged> for Failure {
    fn from(damaged: crate::dictionary::Damaged) -> Self {
        Self::Raised(damaged.into())
    }
}

/// The error for arguments that do not fit a function whose out-parameters are left out: the same type, with their names.
pub(crate) fn without_outs(py: Python<'_>, refusal: Refusal, outs: &[String]) -> PyErr {
    let error = refusal.into_error(py);
    let text = format!("{}; returned where not passed: {}", error.value(py), outs.join(", "));
    same_type(py, error, text)
}

/// The error for what a Python callable returned and C++ cannot take: the same type.
pub(crate) fn answer(py: Python<'_>, error: PyErr) -> PyErr {
    let text = format!("could not convert the result of the Python callable ({})", error.value(py));
    same_type(py, error, text)
}

/// The error for a set of one function.
pub(crate) fn single(py: Python<'_>, function: &Function, refusal: Refusal) -> PyErr {
    let error = refusal.into_error(py);
    match describe(py, function, &error) {
        Ok(text) => same_type(py, error, text),
        Err(error) => error,
    }
}

/// The error for a set of several functions, none of which could be called.
pub(crate) fn all(py: Python<'_>, refused: Vec<(&'static Function, Refusal)>) -> PyErr {
    let mut text = format!("none of the {} overloaded methods succeeded. Full details:", refused.len());
    let mut common: Option<Bound<'_, PyType>> = None;
    let mut mixed = false;
    for (function, refusal) in refused {
        let error = refusal.into_error(py);
        match describe(py, function, &error) {
            Ok(line) => {
                text.push_str("\n  ");
                text.push_str(&line.replace('\n', "\n  "));
            }
            Err(error) => return error,
        }
        let class = error.get_type(py);
        mixed |= common.as_ref().is_some_and(|common| !common.is(&class));
        common = Some(class);
    }
    match common.filter(|_| !mixed) {
        Some(class) => of_type(class, text),
        None => PyTypeError::new_err(text),
    }
}

fn describe(py: Python<'_>, function: &Function, error: &PyErr) -> PyResult<String> {
    let class = error.get_type(py).name()?;
    Ok(format!("{} =>\n    {class}: {}", function.declaration()?, error.value(py)))
}

/// An error of the same type with another text, caused by the first where Python
/// code raised that.
fn same_type(py: Python<'_>, error: PyErr, text: String) -> PyErr {
    let made = of_type(error.get_type(py), text);
    if error.traceback(py).is_some() {
        made.set_cause(py, Some(error));
    } else if let Some(cause) = error.cause(py) {
        made.set_cause(py, Some(cause));
    }
    made
}

/// Not every exception can be made of a text; those become TypeErrors.
fn of_type(class: Bound<'_, PyType>, text: String) -> PyErr {
    let simple = class.is_subclass_of::<PyException>().unwrap_or(false);
    match class.call1((text.as_str(),)) {
        Ok(value) if simple => PyErr::from_value(value),
        _ => PyTypeError::new_err(text),
    }
}
