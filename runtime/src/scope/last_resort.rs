//! What the package's Python modules are asked where nothing loaded has a name:
//! rootmaps, which know libraries by names, and the compiler.
//!
//! May not know: what they do about it.

use std::sync::Mutex;

use pyo3::prelude::*;
use pyo3::types::PyString;

/// A function of Python that may not be there.
#[derive(Debug)]
pub(super) struct Callback(Mutex<Option<Py<PyAny>>>);

/// Loads the dictionary that a rootmap names for a qualified name; whether it has loaded one.
pub(super) static AUTOLOAD: Callback = Callback(Mutex::new(None));

/// Compiles the declaration of a qualified name; whether there is one, or why it cannot be compiled.
pub(super) static FIND: Callback = Callback(Mutex::new(None));

/// Compiles a specialisation of a class or alias template; what the type is called, or `None`, and why it cannot.
pub(super) static INSTANTIATE: Callback = Callback(Mutex::new(None));

/// An answer that may tell why it is no.
#[derive(Debug)]
pub(super) enum Answer {
    /// There is something now.
    Yes,
    /// There is nothing.
    No,
    /// Why there is nothing.
    Reason(String),
}

impl Callback {
    /// Calls it with a name; nothing where it is not there.
    pub(super) fn ask<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Option<Bound<'py, PyAny>>> {
        // It is called without the lock: it may load a dictionary, and that may ask again.
        let callback = {
            let callback = self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
            callback.as_ref().map(|callback| callback.clone_ref(py))
        };
        callback.map(|callback| callback.bind(py).call1((name,))).transpose()
    }

    /// Whether it answers a name with something true.
    pub(super) fn agrees(&self, py: Python<'_>, name: &str) -> PyResult<bool> {
        self.ask(py, name)?.map_or(Ok(false), |answer| answer.is_truthy())
    }

    /// What it answers a name with: a truth, or a reason as text.
    pub(super) fn answer(&self, py: Python<'_>, name: &str) -> PyResult<Answer> {
        let Some(answer) = self.ask(py, name)? else { return Ok(Answer::No) };
        if let Ok(reason) = answer.cast::<PyString>() {
            return Ok(Answer::Reason(reason.to_str()?.to_owned()));
        }
        Ok(if answer.is_truthy()? { Answer::Yes } else { Answer::No })
    }

    fn set(&self, callback: Option<Py<PyAny>>) {
        *self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner()) = callback;
    }
}

/// Asks `callback(qualified)` for names that no dictionary has; where it answers
/// true, it has loaded one that may.
pub fn set_autoload(callback: Option<Py<PyAny>>) {
    AUTOLOAD.set(callback);
}

/// Asks `find(qualified)` for names that nothing else has, which answers with a text where it knows why it has none, and `instantiate(specialisation)`
/// for specialisations of class templates.
pub fn set_compiler(find: Py<PyAny>, instantiate: Py<PyAny>) {
    FIND.set(Some(find));
    INSTANTIATE.set(Some(instantiate));
}
