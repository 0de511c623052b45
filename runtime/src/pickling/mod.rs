//! What `cppyy_rs._pickling` and `_pickled_objects` ask of the runtime: which declaration an object stands for, which dictionaries have it,
//! and what of a class makes up its objects.
//!
//! May not know: how anything is pickled.

mod parts;

use cppbind_abi::records::{ClassTemplateRecord, EnumRecord};
use pyo3::exceptions::{PyAttributeError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyModule, PyType};

use crate::dictionary::{Damaged, Dictionary};
use crate::loaded::LoadedDictionary;
use crate::registry::{self, Class};
use crate::{call, instance, pythonize, scope, state};

/// Adds the functions to the extension module.
pub(crate) fn initialise(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(stands_for_class, module)?)?;
    module.add_function(wrap_pyfunction!(class_called, module)?)?;
    module.add_function(wrap_pyfunction!(enum_called, module)?)?;
    module.add_function(wrap_pyfunction!(namespace_called, module)?)?;
    module.add_function(wrap_pyfunction!(template_called, module)?)?;
    module.add_function(wrap_pyfunction!(dictionaries_of_class, module)?)?;
    module.add_function(wrap_pyfunction!(dictionaries_of_enum, module)?)?;
    module.add_function(wrap_pyfunction!(dictionaries_of_template, module)?)?;
    module.add_function(wrap_pyfunction!(dictionaries_of_name, module)?)?;
    module.add_function(wrap_pyfunction!(loaded_dictionaries, module)?)?;
    module.add_function(wrap_pyfunction!(standard_dictionary, module)?)?;
    module.add_function(wrap_pyfunction!(function_parts, module)?)?;
    module.add_function(wrap_pyfunction!(select_functions, module)?)?;
    module.add_function(wrap_pyfunction!(free_operators, module)?)?;
    module.add_function(wrap_pyfunction!(is_null, module)?)?;
    module.add_function(wrap_pyfunction!(is_copyable, module)?)?;
    module.add_function(wrap_pyfunction!(is_default_constructible, module)?)?;
    module.add_function(wrap_pyfunction!(parts::elements, module)?)?;
    module.add_function(wrap_pyfunction!(parts::members, module)?)?;
    module.add_function(wrap_pyfunction!(function_types, module)?)
}

/// The class that a Python class stands for or derives from.
fn class_of(python: &Bound<'_, PyType>) -> PyResult<&'static Class> {
    instance::class_of_type(python)
        .ok_or_else(|| PyTypeError::new_err(format!("{python} is no class from C++")))
}

/// The qualified name of the C++ class that a Python class itself is; None for Python's own subclasses.
#[pyfunction]
#[pyo3(name = "_stands_for_class")]
fn stands_for_class(python: &Bound<'_, PyType>) -> Option<&'static str> {
    let class = instance::class_of_type(python)?;
    let itself = class.proxy().is_some_and(|proxy| proxy.as_ptr() == python.as_type_ptr());
    itself.then_some(class.qualified)
}

fn unknown(kind: &str, qualified: &str) -> PyErr {
    PyAttributeError::new_err(format!("no loaded dictionary has a {kind} {qualified}"))
}

/// The class of this qualified name, as users see it.
#[pyfunction]
#[pyo3(name = "_class_called")]
fn class_called<'py>(py: Python<'py>, qualified: &str) -> PyResult<Bound<'py, PyType>> {
    let class = registry::find_class(qualified)?.ok_or_else(|| unknown("class", qualified))?;
    scope::shown_class(py, class)
}

/// The enumeration of this qualified name.
#[pyfunction]
#[pyo3(name = "_enum_called")]
fn enum_called<'py>(py: Python<'py>, qualified: &str) -> PyResult<Bound<'py, PyType>> {
    registry::find_enum(qualified)?.ok_or_else(|| unknown("enum", qualified))?;
    scope::python_enum(py, qualified)
}

/// The namespace of this qualified name; the global one has an empty name.
#[pyfunction]
#[pyo3(name = "_namespace_called")]
fn namespace_called<'py>(py: Python<'py>, qualified: &str) -> PyResult<Bound<'py, PyModule>> {
    let namespace =
        scope::Namespace::find_existing(py, qualified)?.ok_or_else(|| unknown("namespace", qualified))?;
    Ok(namespace.module(py))
}

/// The class template of this qualified name.
#[pyfunction]
#[pyo3(name = "_template_called")]
fn template_called<'py>(py: Python<'py>, qualified: &str) -> PyResult<Bound<'py, scope::Template>> {
    for dictionary in state::dictionaries() {
        if let Some((_, record)) = dictionary.find::<ClassTemplateRecord>(qualified)? {
            return scope::Template::object(py, dictionary.name(record.qualified)?);
        }
    }
    Err(unknown("class template", qualified))
}

type Loaded = Vec<Py<LoadedDictionary>>;

fn shown(py: Python<'_>, dictionaries: Vec<&'static Dictionary>) -> PyResult<Loaded> {
    dictionaries.into_iter().map(|dictionary| LoadedDictionary::object(py, dictionary)).collect()
}

/// The dictionaries that define a class and its bases.
#[pyfunction]
#[pyo3(name = "_dictionaries_of_class")]
fn dictionaries_of_class(py: Python<'_>, qualified: &str) -> PyResult<Loaded> {
    fn collect(class: &'static Class, all: &mut Vec<&'static Dictionary>) -> Result<(), Damaged> {
        if !all.contains(&class.dictionary) {
            all.push(class.dictionary);
        }
        class.bases()?.iter().try_for_each(|base| collect(base.class, all))
    }
    let mut all = Vec::new();
    if let Some(class) = registry::find_class(qualified)? {
        collect(class, &mut all)?;
    }
    shown(py, all)
}

/// The dictionary that defines an enumeration.
#[pyfunction]
#[pyo3(name = "_dictionaries_of_enum")]
fn dictionaries_of_enum(py: Python<'_>, qualified: &str) -> PyResult<Loaded> {
    let found = registry::find_enum(qualified)?;
    shown(py, found.into_iter().map(|(dictionary, _, _): (_, _, &EnumRecord)| dictionary).collect())
}

/// The dictionaries that have specialisations of a class template.
#[pyfunction]
#[pyo3(name = "_dictionaries_of_template")]
fn dictionaries_of_template(py: Python<'_>, qualified: &str) -> PyResult<Loaded> {
    let mut all = Vec::new();
    for dictionary in state::dictionaries() {
        if dictionary.find::<ClassTemplateRecord>(qualified)?.is_some() {
            all.push(dictionary);
        }
    }
    shown(py, all)
}

/// The dictionaries that have a namespace, or a name in it.
#[pyfunction]
#[pyo3(name = "_dictionaries_of_name", signature = (namespace, name=None))]
fn dictionaries_of_name(py: Python<'_>, namespace: &str, name: Option<&str>) -> PyResult<Loaded> {
    shown(py, scope::dictionaries_of(namespace, name)?)
}

/// What is loaded, in load order.
#[pyfunction]
#[pyo3(name = "_loaded_dictionaries")]
fn loaded_dictionaries(py: Python<'_>) -> PyResult<Loaded> {
    shown(py, state::dictionaries())
}

/// The package's own dictionary of the standard library, loaded where need be; None where it was built without.
#[pyfunction]
#[pyo3(name = "_standard_dictionary")]
fn standard_dictionary(py: Python<'_>) -> PyResult<Option<Py<LoadedDictionary>>> {
    if state::load_standard("std")? {
        scope::loaded(py)?;
    }
    state::standard_dictionary().map(|dictionary| LoadedDictionary::object(py, dictionary)).transpose()
}

/// Of a function from C++: the class whose it is, its qualified name, the object that it is bound to, and the
/// declarations of its overloads; None for other objects.
#[pyfunction]
#[pyo3(name = "_function_parts")]
#[expect(clippy::type_complexity, reason = "a tuple for Python, taken apart at once")]
fn function_parts<'py>(
    function: &Bound<'py, PyAny>,
) -> PyResult<Option<(Option<&'static str>, &'static str, Option<Bound<'py, PyAny>>, Vec<&'static str>)>> {
    let Some(parts) = call::parts(function)? else { return Ok(None) };
    Ok(Some((parts.class.map(|class| class.qualified), parts.qualified, parts.receiver, parts.declarations)))
}

/// The overloads with these declarations of a function from C++.
#[pyfunction]
#[pyo3(name = "_select_functions")]
fn select_functions<'py>(
    function: &Bound<'py, PyAny>,
    declarations: Vec<String>,
) -> PyResult<Bound<'py, PyAny>> {
    call::select(function, &declarations)
}

/// The free operators of this name whose right operand is of a class or a base of it.
#[pyfunction]
#[pyo3(name = "_free_operators")]
fn free_operators<'py>(python: &Bound<'py, PyType>, name: &str) -> PyResult<Vec<Bound<'py, PyAny>>> {
    pythonize::free_operators(python.py(), class_of(python)?, name)
}

/// Whether an object is a null pointer; ReferenceError for one that was deleted, or never made.
#[pyfunction]
#[pyo3(name = "_is_null")]
fn is_null(object: &Bound<'_, PyAny>) -> PyResult<bool> {
    let class = instance::class_of(object).ok_or_else(|| PyTypeError::new_err("no object from C++"))?;
    Ok(instance::place_or_null_as(object, class)?.is_null())
}

/// Whether a class has a copy constructor that Python may call.
#[pyfunction]
#[pyo3(name = "_is_copyable")]
fn is_copyable(python: &Bound<'_, PyType>) -> PyResult<bool> {
    let class = class_of(python)?;
    Ok(call::copy_constructible(class)?)
}

/// Whether a class has a constructor that takes no arguments.
#[pyfunction]
#[pyo3(name = "_is_default_constructible")]
fn is_default_constructible(python: &Bound<'_, PyType>) -> PyResult<bool> {
    Ok(call::default_constructible(class_of(python)?)?)
}

/// The types of functions that the runtime itself has, where CPython's cannot serve.
#[pyfunction]
#[pyo3(name = "_function_types")]
fn function_types(py: Python<'_>) -> PyResult<Vec<Bound<'_, PyType>>> {
    Ok(call::own_types(py)?.into_iter().chain([scope::namespace_type(py)?.clone()]).collect())
}
