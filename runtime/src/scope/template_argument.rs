//! What stands between a template's brackets, in C++'s words.
//!
//! May not know: what templates there are.

use cppbind_abi::spelling::split_arguments;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyFloat, PyInt, PyString, PyTuple, PyType};

use super::{Template, enumeration, shown_class};
use crate::call::director_type;
use crate::instance;

/// What template parameters are declared with that stand for types and templates.
const TYPE_KEYWORDS: [&str; 3] = ["typename", "class", "template"];

/// The arguments, separated by commas; an error says which one is none.
pub(super) fn list(template: &str, arguments: &Bound<'_, PyAny>) -> PyResult<String> {
    let py = arguments.py();
    let arguments = match arguments.cast::<PyTuple>() {
        Ok(several) => several.clone(),
        Err(_) => PyTuple::new(py, [arguments])?,
    };
    let mut texts = Vec::new();
    for (index, argument) in arguments.iter().enumerate() {
        let text = text(&argument).map_err(|error| {
            let told = format!("argument {} of template {template}: {}", index + 1, error.value(py));
            let named = PyTypeError::new_err(told);
            named.set_cause(py, error.cause(py));
            named
        })?;
        texts.push(text);
    }
    Ok(texts.join(","))
}

/// How C++ spells a template argument given from Python.
fn text(argument: &Bound<'_, PyAny>) -> PyResult<String> {
    let py = argument.py();
    // Enumerators first: they are strings or numbers as well.
    if let Some(name) = enumeration::cpp_name(argument)? {
        return Ok(name);
    }
    if let Ok(text) = argument.cast::<PyString>() {
        return Ok(text.to_str()?.trim().to_owned());
    }
    if let Ok(class) = argument.cast::<PyType>() {
        if let Some(found) = instance::class_of_type(class) {
            if found.directs().is_none() && !shown_class(py, found)?.is(class) {
                let told = format!(
                    "{} is a Python class, and {}, which it derives from, has no virtual functions by which C++ would know of it",
                    class.name()?,
                    found.qualified
                );
                return Err(PyTypeError::new_err(told));
            }
            return director_type::name(py, found)?.map(str::to_owned).map_err(|reason| {
                PyTypeError::new_err(format!("{}, a class of Python: {reason}", found.qualified))
            });
        }
        let builtin = [
            (py.get_type::<PyInt>(), "int"),
            (py.get_type::<PyFloat>(), "float"),
            (py.get_type::<PyBool>(), "bool"),
            (py.get_type::<PyString>(), "std::string"),
            (py.get_type::<pyo3::types::PyComplex>(), "std::complex<double>"),
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
    if let Some(name) = argument.getattr_opt(pyo3::intern!(py, "__cpp_name__"))? {
        return name.extract();
    }
    // Types of numpy, ctypes and the like, which cost an import.
    py.import("cppyy_rs._cpp_types")?.call_method1("of_type", (argument,))?.extract()
}

/// Whether all of them may be arguments of a template with these parameters, as they are declared: types for types,
/// values for values. Where the parameters are not known, whatever has a name in C++ may.
pub(super) fn may_be(parameters: &str, arguments: &Bound<'_, PyTuple>) -> bool {
    let parameters = split_arguments(parameters);
    arguments.iter().enumerate().all(|(index, argument)| {
        // A pack comes last.
        let parameter = parameters.get(index).or(parameters.last()).copied().unwrap_or_default();
        let of_types = TYPE_KEYWORDS.iter().any(|keyword| parameter.starts_with(keyword));
        let is_value = argument.is_instance_of::<PyInt>() || argument.is_instance_of::<PyBool>();
        if is_value || enumeration::cpp_name(&argument).is_ok_and(|name| name.is_some()) {
            return !of_types;
        }
        argument.is_instance_of::<PyString>()
            || argument.is_instance_of::<PyType>()
            || argument.is_instance_of::<Template>()
    })
}
