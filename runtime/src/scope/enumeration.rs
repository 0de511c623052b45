//! Enums: Python's own enum machinery, driven from `cppyy_rs._enum`, which is
//! imported with the first of them.

use std::collections::HashMap;
use std::sync::RwLock;

use cppbind_abi::codes::{Carrier, EnumFlags};
use cppbind_abi::records::{EnumRecord, EnumeratorRecord};
use cppbind_abi::spelling::split_scope;
use pyo3::IntoPyObjectExt;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyType};

use super::constant;
use super::namespace::module_name;
use crate::deprecation;
use crate::dictionary::{Damaged, Dictionary};
use crate::registry::{self, Type};
use crate::state::{self, Package};

static ENUMS: RwLock<Option<HashMap<String, Py<PyType>>>> = RwLock::new(None);

/// The Python enum of this qualified name, made at first use.
pub fn python_enum<'py>(py: Python<'py>, qualified: &str) -> PyResult<Bound<'py, PyType>> {
    if let Some(known) = known(py, qualified) {
        return Ok(known);
    }
    match registry::find_enum(qualified)? {
        Some((dictionary, index, _)) => of_record(py, dictionary, index),
        None => Err(PyTypeError::new_err(format!("no loaded dictionary has an enum {qualified}"))),
    }
}

/// The Python enum of a dictionary's record; one per name.
pub(super) fn of_record<'py>(
    py: Python<'py>,
    dictionary: &'static Dictionary,
    index: u32,
) -> PyResult<Bound<'py, PyType>> {
    let record = dictionary.get::<EnumRecord>(index)?;
    let qualified = dictionary.name(record.qualified)?;
    if let Some(known) = known(py, qualified) {
        return Ok(known);
    }
    let made = make(py, dictionary, record)?;
    let mut all = ENUMS.write().unwrap_or_else(|poisoned| poisoned.into_inner());
    all.get_or_insert_default().insert(qualified.to_owned(), made.clone().unbind());
    Ok(made)
}

fn known<'py>(py: Python<'py>, qualified: &str) -> Option<Bound<'py, PyType>> {
    let all = ENUMS.read().unwrap_or_else(|poisoned| poisoned.into_inner());
    Some(all.as_ref()?.get(qualified)?.bind(py).clone())
}

fn make<'py>(
    py: Python<'py>,
    dictionary: &'static Dictionary,
    record: &EnumRecord,
) -> PyResult<Bound<'py, PyType>> {
    let qualified = dictionary.name(record.qualified)?;
    let underlying = Type::new(dictionary, record.underlying)?;
    let members = PyDict::new(py);
    let deprecated = PyDict::new(py);
    for enumerator in enumerators(dictionary, record)? {
        let value = integer(py, underlying, enumerator)?;
        let name = dictionary.name(enumerator.name)?;
        members.set_item(name, value)?;
        if let Some(warning) = deprecation::of(dictionary, enumerator)? {
            deprecated.set_item(name, warning)?;
        }
    }
    let (module, path) = python_place(split_scope(qualified).0)?;
    let name = dictionary.name(record.name)?;
    let attributes = PyDict::new(py);
    attributes.set_item("__module__", module)?;
    attributes.set_item("__qualname__", format!("{path}{name}"))?;
    attributes.set_item("__cpp_name__", qualified)?;
    attributes.set_item("__doc__", dictionary.text(record.doc)?)?;
    let make = py.import("cppyy_rs._enum")?.getattr("make")?;
    let (bits, signed) = layout(underlying);
    let made = make.call1((name, attributes, members, underlying.spelling()?, bits, signed, deprecated))?;
    Ok(made.cast_into::<PyType>()?)
}

/// The module and the classes around a declaration: `cppyy_rs.gbl.ns` and `Outer.`. cppyy makes no difference between
/// the two.
pub(super) fn python_place(scope: &str) -> Result<(String, String), Damaged> {
    if state::package() == Package::Cppyy {
        return Ok((module_name(scope), String::new()));
    }
    let mut path = String::new();
    let mut outer = scope;
    // Innermost first, while the scope is a class.
    while !outer.is_empty() && registry::find_class(outer)?.is_some() {
        let (rest, last) = split_scope(outer);
        path = format!("{last}.{path}");
        outer = rest;
    }
    Ok((module_name(outer), path))
}

fn enumerators(
    dictionary: &'static Dictionary,
    record: &EnumRecord,
) -> Result<&'static [EnumeratorRecord], Damaged> {
    dictionary.range(record.enumerators_first, record.enumerators_count)
}

/// The enumerator of a Python enum by its C++ name, whatever Python thinks of the name.
pub(super) fn member<'py>(class: &Bound<'py, PyType>, name: &str) -> PyResult<Bound<'py, PyAny>> {
    class.getattr(pyo3::intern!(class.py(), "_member_map_"))?.get_item(name)
}

/// How C++ spells an enumerator, for template arguments: `(ns::E)2`.
pub(super) fn cpp_name(value: &Bound<'_, PyAny>) -> PyResult<Option<String>> {
    let class = value.get_type();
    let known = ENUMS.read().unwrap_or_else(|poisoned| poisoned.into_inner());
    let is_enum = known.iter().flat_map(HashMap::values).any(|known| known.is(&class));
    drop(known);
    if !is_enum {
        return Ok(None);
    }
    let name: String = class.getattr(pyo3::intern!(value.py(), "__cpp_name__"))?.extract()?;
    let number = value.call_method0(pyo3::intern!(value.py(), "__int__"))?;
    Ok(Some(format!("({name}){number}")))
}

/// An enumerator of an enum without a name: a constant of its underlying type.
pub(super) fn plain_value<'py>(
    py: Python<'py>,
    dictionary: &'static Dictionary,
    of: &EnumRecord,
    enumerator: &EnumeratorRecord,
) -> PyResult<Bound<'py, PyAny>> {
    debug_assert!(EnumFlags(of.flags).has(EnumFlags::ANONYMOUS));
    constant::of_bits(py, dictionary.get(of.underlying)?, enumerator.value)
}

fn integer<'py>(
    py: Python<'py>,
    underlying: Type,
    enumerator: &EnumeratorRecord,
) -> PyResult<Bound<'py, PyAny>> {
    if layout(underlying).1 {
        (enumerator.value as i64).into_bound_py_any(py)
    } else {
        enumerator.value.into_bound_py_any(py)
    }
}

/// Bits of an underlying type, and whether it is signed.
fn layout(ty: Type) -> (u32, bool) {
    match Carrier::from_raw(ty.record.carrier) {
        Some(Carrier::Bool) => (1, false),
        Some(Carrier::I8) => (8, true),
        Some(Carrier::U8) => (8, false),
        Some(Carrier::I16) => (16, true),
        Some(Carrier::U16) => (16, false),
        Some(Carrier::U32) => (32, false),
        Some(Carrier::I64) => (64, true),
        Some(Carrier::U64) => (64, false),
        _ => (32, true),
    }
}
