//! Explicit template arguments: `f[int](x)`, `f['double, int'](x)`.
//!
//! May not know: how specialisations are called.

use std::rc::Rc;

use cppbind_abi::spelling;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyFloat, PyInt, PyString, PyTuple, PyType};

use super::callable::Callable;
use super::overload;
use crate::names;

/// The specialisations whose template arguments are, or begin with, those given.
pub(super) fn select<'py>(
    object: &Bound<'py, PyAny>,
    key: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyAny>> {
    let py = object.py();
    let Callable { set, receiver } =
        Callable::from(object).ok_or_else(|| PyTypeError::new_err("no function from C++"))?;
    let wanted = template_arguments(key)?;
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
    overload::make(py, Rc::new(set.selected(chosen)), receiver.as_ref())
}

/// How C++ spells what stands between the brackets, typedefs resolved.
fn template_arguments(key: &Bound<'_, PyAny>) -> PyResult<String> {
    let mut texts = Vec::new();
    match key.cast::<PyTuple>() {
        Ok(several) => {
            for argument in several.iter() {
                texts.push(template_argument(&argument)?);
            }
        }
        Err(_) => texts.push(template_argument(key)?),
    }
    let mut canonical = Vec::new();
    for text in spelling::split_arguments(&texts.join(",")) {
        canonical.push(names::canonical(text, "")?);
    }
    Ok(canonical.join(","))
}

fn template_argument(argument: &Bound<'_, PyAny>) -> PyResult<String> {
    let py = argument.py();
    if let Ok(text) = argument.cast::<PyString>() {
        return Ok(text.to_str()?.to_owned());
    }
    if let Some(name) = argument.getattr_opt(pyo3::intern!(py, "__cpp_name__"))? {
        return name.extract();
    }
    if let Ok(class) = argument.cast::<PyType>() {
        let builtin = [
            (py.get_type::<PyInt>(), "int"),
            (py.get_type::<PyFloat>(), "float"),
            (py.get_type::<PyBool>(), "bool"),
            (py.get_type::<PyString>(), "std::string"),
        ];
        if let Some((_, name)) = builtin.iter().find(|(builtin, _)| builtin.is(class)) {
            return Ok((*name).to_owned());
        }
    }
    if let Ok(truth) = argument.cast::<PyBool>() {
        return Ok(if truth.is_true() { "true" } else { "false" }.to_owned());
    }
    if argument.is_instance_of::<PyInt>() {
        return Ok(argument.str()?.to_str()?.to_owned());
    }
    Err(PyTypeError::new_err(format!(
        "a template argument is a type, a C++ name or a number, not {}",
        argument.get_type().name()?
    )))
}
