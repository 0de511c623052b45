//! Explicit template arguments: `f[int](x)`, `f['double, int'](x)`.
//!
//! May not know: how specialisations are called.

use std::rc::Rc;

use cppbind_abi::spelling;
use pyo3::exceptions::PyTypeError;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyInt, PyModule, PyString, PyTuple, PyType};

use super::callable::Callable;
use super::set::{Chosen, OverloadSet};
use super::{attributes, overload};
use crate::{instance, names};

/// The specialisations whose template arguments are, or begin with, those given.
pub(super) fn select<'py>(
    object: &Bound<'py, PyAny>,
    key: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyAny>> {
    let py = object.py();
    let Callable { set, receiver } =
        Callable::from(object).ok_or_else(|| PyTypeError::new_err("no function from C++"))?;
    let written = written_arguments(key)?.join(",");
    let name = format!("{}<{written}>", set.name);
    if set.templates().is_some()
        && let Some(known) = named(py, &set, &name)?
    {
        return match (Callable::from(&known), receiver) {
            (Some(known), Some(receiver)) => overload::make(py, known.set, Some(&receiver)),
            _ => Ok(known),
        };
    }
    let wanted = canonical_arguments(&written, spelling::split_scope(set.qualified).0)?;
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
    if set.templates().is_some() {
        let is_there = !chosen.is_empty();
        let lasting = set.lasting();
        let by = Chosen { origin: Some(Rc::clone(&set)), lasting, name, arguments: wanted };
        let specialised = Rc::new(set.specialised(chosen, by));
        if is_there {
            publish(py, &specialised)?;
        }
        return overload::make(py, specialised, receiver.as_ref());
    }
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

/// Gives a set that was chosen by template arguments its name in the class or namespace (`f<int>`), where `dir()` shows it, and
/// brackets find it the next time.
pub(super) fn publish(py: Python<'_>, set: &Rc<OverloadSet>) -> PyResult<()> {
    let Some(chosen) = &set.chosen else { return Ok(()) };
    set.lasts_as_its_origin();
    let shown = || overload::make(py, Rc::clone(set), None);
    match home(py, set)? {
        Some(Home::Class(class)) => instance::define(&class, &chosen.name, &shown()?),
        Some(Home::Module(dict)) => dict.set_item(&chosen.name, shown()?),
        None => Ok(()),
    }
}

/// What the scope of a set has under a name.
fn named<'py>(py: Python<'py>, set: &OverloadSet, name: &str) -> PyResult<Option<Bound<'py, PyAny>>> {
    match home(py, set)? {
        Some(Home::Class(class)) => {
            let dict = class.getattr(pyo3::intern!(py, "__dict__"))?;
            if dict.contains(name)? { dict.get_item(name).map(Some) } else { Ok(None) }
        }
        Some(Home::Module(dict)) => dict.get_item(name),
        None => Ok(None),
    }
}

/// Where Python looks a set up.
enum Home<'py> {
    Class(Bound<'py, PyType>),
    Module(Bound<'py, PyDict>),
}

fn home<'py>(py: Python<'py>, set: &OverloadSet) -> PyResult<Option<Home<'py>>> {
    if let Some(owner) = set.owner {
        // SAFETY: the proxies of C++ classes are live, immortal types.
        let class = owner.proxy().map(|class| unsafe { PyType::from_borrowed_type_ptr(py, class.as_ptr()) });
        return Ok(class.map(Home::Class));
    }
    // SAFETY: the interpreter is attached, and the dict of modules lives as long as it.
    let modules = unsafe { Bound::from_borrowed_ptr(py, ffi::PyImport_GetModuleDict()) };
    let module = modules.cast_into::<PyDict>()?.get_item(attributes::module_name(set))?;
    Ok(match module {
        Some(module) => Some(Home::Module(module.cast_into::<PyModule>()?.dict())),
        None => None,
    })
}

/// What stands between the brackets, as C++ spells it.
fn written_arguments(key: &Bound<'_, PyAny>) -> PyResult<Vec<String>> {
    match key.cast::<PyTuple>() {
        Ok(several) => several.iter().map(|argument| template_argument(&argument)).collect(),
        Err(_) => Ok(vec![template_argument(key)?]),
    }
}

/// The same with typedefs resolved, names looked up from the function's scope outwards.
fn canonical_arguments(written: &str, scope: &str) -> PyResult<String> {
    let mut canonical = Vec::new();
    for text in spelling::split_arguments(written) {
        canonical.push(names::canonical(text, scope)?);
    }
    Ok(canonical.join(","))
}

fn template_argument(argument: &Bound<'_, PyAny>) -> PyResult<String> {
    let py = argument.py();
    if argument.is_instance_of::<PyInt>() && !argument.is_instance_of::<PyBool>() {
        let number = argument.call_method0(pyo3::intern!(py, "__int__"))?.str()?;
        return Ok(match argument.get_type().getattr_opt(pyo3::intern!(py, "__cpp_name__"))? {
            // An enumerator.
            Some(name) => format!("({}){}", name.extract::<String>()?, number.to_str()?),
            None => number.to_str()?.to_owned(),
        });
    }
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
        let module = py.import(pyo3::intern!(py, "cppyy_rs.run_time.argument_types"))?;
        if let Some(name) = module.call_method1("of_class", (class,))?.extract()? {
            return Ok(name);
        }
    }
    if let Ok(truth) = argument.cast::<PyBool>() {
        return Ok(if truth.is_true() { "true" } else { "false" }.to_owned());
    }
    Err(PyTypeError::new_err(format!(
        "a template argument is a type, a C++ name or a number, not {}",
        argument.get_type().name()?
    )))
}
