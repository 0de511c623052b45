//! Tuples, variants, optionals, `std::any`, clocks and paths, as Python expects them: methods that are written in
//! Python (`cppyy_rs._values`, `cppyy_rs._chrono`), in terms of the functions here.

use cppbind_abi::codes::ValueKind;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple, PyType};

use super::sets;
use crate::container::value;
use crate::instance;
use crate::registry::Class;

/// Adds this module's functions to the extension module.
pub(super) fn initialise(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(value_kind, module)?)?;
    module.add_function(wrap_pyfunction!(value_types, module)?)?;
    module.add_function(wrap_pyfunction!(value_which, module)?)?;
    module.add_function(wrap_pyfunction!(value_part, module)?)?;
    module.add_function(wrap_pyfunction!(value_assign, module)?)?;
    module.add_function(wrap_pyfunction!(value_ratio, module)?)?;
    module.add_function(wrap_pyfunction!(any_contents, module)?)
}

/// Gives a class the methods of its kind; C++'s own go before them, unless they are templates, as comparisons are, which
/// know less of Python's values.
pub(super) fn install(class: &'static Class, ty: &Bound<'_, PyType>) -> PyResult<()> {
    let py = ty.py();
    let name = match value::of(class)? {
        Some(compound) => name_of(compound.kind()),
        None if class.qualified == "std::filesystem::path" => "Path",
        // A pair's parts are members, which it is made of like other aggregates.
        None if class.qualified.starts_with("std::pair<") => "Pair",
        None => return Ok(()),
    };
    let methods = py.import("cppyy_rs._values")?.getattr("METHODS")?.get_item(name)?.cast_into::<PyDict>()?;
    let own = ty.getattr(pyo3::intern!(py, "__dict__"))?;
    for (name, method) in methods {
        let name: String = name.extract()?;
        let is_template = || match sets::own(class, &name)? {
            Some(set) => Ok::<_, PyErr>(set.functions()?.is_empty()),
            None => Ok(false),
        };
        if name.starts_with("__") || !own.contains(&name)? || is_template()? {
            instance::define(ty, &name, &method)?;
        }
    }
    Ok(())
}

fn name_of(kind: ValueKind) -> &'static str {
    match kind {
        ValueKind::Product => "Tuple",
        ValueKind::Choice => "Variant",
        ValueKind::Optional => "Optional",
        ValueKind::Any => "Any",
        ValueKind::Duration => "Duration",
        ValueKind::TimePoint => "TimePoint",
    }
}

/// What an object or a class is: "Tuple", "Variant", ...; None for all others.
#[pyfunction]
fn value_kind(object: &Bound<'_, PyAny>) -> Option<&'static str> {
    value::of_object(object).ok().map(|compound| name_of(compound.kind()))
}

/// The C++ types of an object's or a class's parts.
#[pyfunction]
fn value_types<'py>(object: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyTuple>> {
    PyTuple::new(object.py(), value::of_object(object)?.spellings()?)
}

/// The index of the part that is in an object; None where there is none.
#[pyfunction]
fn value_which(object: &Bound<'_, PyAny>) -> PyResult<Option<usize>> {
    let compound = value::of_object(object)?;
    Ok(Some(compound.which(object)?).filter(|which| *which < compound.count()))
}

/// A part of an object by its index: IndexError where the class has none of it, ValueError where the object has not.
#[pyfunction]
fn value_part(object: &Bound<'_, PyAny>, index: usize) -> PyResult<Py<PyAny>> {
    value::of_object(object)?.part(object, index)
}

/// Assigns to a part of an object.
#[pyfunction]
fn value_assign(object: &Bound<'_, PyAny>, index: usize, value: &Bound<'_, PyAny>) -> PyResult<()> {
    instance::export::check_unlocked(object)?;
    value::of_object(object)?.assign(object, index, value)
}

/// The length of a clock's tick in seconds, as a fraction, and whether the clock is the calendar's.
#[pyfunction]
fn value_ratio(object: &Bound<'_, PyAny>) -> PyResult<(i64, i64, bool)> {
    let compound = value::of_object(object)?;
    let (numerator, denominator) = compound.ratio();
    Ok((numerator, denominator, compound.is_calendar()))
}

/// What a `std::any` holds, and its C++ type; None where it is empty, or holds what no dictionary knows.
#[pyfunction]
fn any_contents(object: &Bound<'_, PyAny>) -> PyResult<Option<(Py<PyAny>, &'static str)>> {
    value::contents(object)
}
