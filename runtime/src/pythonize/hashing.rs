//! `hash(obj)` of classes that C++ hashes: what `std::hash` says.
//!
//! May not know: where else objects get their hashes from.

use std::sync::OnceLock;

use pyo3::prelude::*;
use pyo3::types::PyType;

use super::method::define;
use super::sets;
use crate::instance;
use crate::registry::{self, Class};

/// Gives a class whose `std::hash` a dictionary has that as its hash, so that equal objects are one key of a dict as they are
/// one of a `std::unordered_map`. Classes whose objects equal values of Python hash as those do, and keep it.
pub(super) fn install(class: &'static Class, python: &Bound<'_, PyType>) -> PyResult<()> {
    let py = python.py();
    let name = pyo3::intern!(py, "__hash__");
    if !python.getattr(name)?.is(&instance::base_type(py)?.getattr(name)?) {
        return Ok(());
    }
    let Some(hash) = registry::find_class(&format!("std::hash<{}>", class.qualified))? else { return Ok(()) };
    if sets::own(hash, "operator()")?.is_none() {
        return Ok(());
    }
    // It has no state: one object serves all.
    let hasher: OnceLock<Py<PyAny>> = OnceLock::new();
    define(python, c"__hash__", 0, move |object, _| {
        let py = object.py();
        let hasher = match hasher.get() {
            Some(made) => made.bind(py).clone(),
            None => {
                let made = registry::source().python_class(py, hash)?.call0()?;
                hasher.get_or_init(|| made.clone().unbind());
                made
            }
        };
        hasher.call1((object,)).map(Bound::unbind)
    })
}
