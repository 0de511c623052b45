//! Explicit template arguments: `f[int](x)`, `f['double, int'](x)`.
//!
//! May not know: how specialisations are called.

use std::rc::Rc;

use cppbind_abi::spelling;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

use super::overload::{self, Overload};
use crate::names;

/// The specialisations whose template arguments are, or begin with, those given.
pub(super) fn select<'py>(object: &Bound<'py, PyAny>, key: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let py = object.py();
    let overload =
        Overload::from(object).ok_or_else(|| PyTypeError::new_err("no function from C++"))?;
    let set = overload.set();
    let wanted = names::template_arguments(key)?;
    let wanted_parts = spelling::split_arguments(&wanted);
    let (mut exact, mut partial, mut known) = (Vec::new(), Vec::new(), Vec::new());
    for function in set.unranked().iter().copied() {
        let Some(arguments) = function.template_arguments()? else { continue };
        let parts = spelling::split_arguments(arguments);
        if parts == wanted_parts {
            exact.push(function);
        } else if parts.starts_with(&wanted_parts) {
            partial.push(function);
        }
        known.push(arguments);
    }
    let chosen = if exact.is_empty() { partial } else { exact };
    if known.is_empty() {
        return Err(PyTypeError::new_err(format!("{} is no function template", set.qualified)));
    }
    if chosen.is_empty() {
        known.dedup();
        return Err(PyTypeError::new_err(format!(
            "Template method resolution failed: {}<{wanted}> is not in a loaded dictionary; there are <{}>; \
             generate it with --instantiate '{}<{wanted}>'",
            set.qualified,
            known.join(">, <"),
            set.qualified
        )));
    }
    let receiver = overload.receiver(py);
    overload::make(py, Rc::new(set.selected(chosen)), receiver.as_ref())
}
