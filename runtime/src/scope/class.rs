//! Classes, made at first use.

use std::sync::Mutex;

use cppbind_abi::NONE;
use cppbind_abi::codes::{ClassFlags, NameKind};
use cppbind_abi::records::{FunctionRecord, NameRecord, OverloadSetRecord};
use cppbind_abi::spelling::split_scope;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple, PyType};

use super::entry;
use super::enumeration::python_place;
use super::lazy::LazyMember;
use super::lookup::{self, Found};
use crate::dictionary::{Damaged, Dictionary};
use crate::member::ConstantMember;
use crate::registry::Class;
use crate::{call, container, instance, pythonize};

/// Classes made while no dictionary had their definition.
static DECLARED: Mutex<Vec<&'static Class>> = Mutex::new(Vec::new());

/// The Python class of a C++ class.
pub fn python_class<'py>(py: Python<'py>, class: &'static Class) -> PyResult<Bound<'py, PyType>> {
    if let Some(made) = class.proxy() {
        // SAFETY: the class is immortal: `make` gave one reference away.
        return Ok(unsafe { PyType::from_borrowed_type_ptr(py, made.as_ptr()) });
    }
    class.check_hierarchy()?;
    make(py, class)
}

/// The class that users see under a C++ class's name: of exceptions, one that Python can raise.
pub fn shown_class<'py>(py: Python<'py>, class: &'static Class) -> PyResult<Bound<'py, PyType>> {
    if class.flags().has(ClassFlags::EXCEPTION) {
        return pythonize::visible_class(py, class);
    }
    python_class(py, class)
}

fn make<'py>(py: Python<'py>, class: &'static Class) -> PyResult<Bound<'py, PyType>> {
    let bases = python_bases(py, class)?;
    // Making a base may have run a pythonization that asked for this class.
    if class.proxy().is_some() {
        return python_class(py, class);
    }
    let dict = class_dict(py, class)?;
    let own = Own::of(class)?;
    for (name, member) in own.members(py, class)? {
        dict.set_item(name, member)?;
    }
    dict.set_item("__init__", constructor(py, class)?)?;
    let name = class.name()?;
    let made = match instance::make_class(name, &bases, &dict) {
        Ok(made) => made,
        // Python has no linearisation for this hierarchy; the first base stays,
        // casts still know the others.
        Err(error) if error.is_instance_of::<PyTypeError>(py) && bases.len() > 1 => {
            instance::make_class(name, &PyTuple::new(py, [bases.get_item(0)?])?, &dict)?
        }
        Err(error) => return Err(error),
    };
    instance::bind(&made, class)?;
    class.set_proxy(made.clone().into_ptr().cast());
    call::shift_bases(class)?;
    own.define_functions(&made, class)?;
    call::install_constructor(&made, class)?;
    if class.flags().has(ClassFlags::INCOMPLETE) {
        DECLARED.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).push(class);
    }
    pythonize::class(class, &made)?;
    instance::untrack_members(&made);
    Ok(made)
}

/// The Python classes of the bases. Python refuses a base that comes before its
/// own subclass; such a base is inherited anyway.
fn python_bases<'py>(py: Python<'py>, class: &'static Class) -> PyResult<Bound<'py, PyTuple>> {
    let mut bases: Vec<Bound<'py, PyType>> = Vec::new();
    for base in class.bases()? {
        let base = python_class(py, base.class)?;
        if !bases.iter().any(|known| known.is(&base)) {
            bases.push(base);
        }
    }
    let mut kept = Vec::new();
    if let Some(container) = container::of(class)? {
        bases.push(container::base_of(py, container)?.clone());
    }
    if container::matrix::of(class)?.is_some() {
        bases.push(container::matrix::base_type(py)?.clone());
    }
    for base in &bases {
        let mut inherited = false;
        for other in &bases {
            inherited |= !other.is(base) && other.is_subclass(base)?;
        }
        if !inherited {
            kept.push(base.clone());
        }
    }
    if kept.is_empty() {
        kept.push(instance::base_type(py)?.clone());
    }
    PyTuple::new(py, kept)
}

/// What the class has from the start: no instance dict of its own, names, documentation.
fn class_dict<'py>(py: Python<'py>, class: &'static Class) -> PyResult<Bound<'py, PyDict>> {
    let dictionary = class.dictionary;
    let (module, path) = python_place(split_scope(class.qualified).0)?;
    let dict = PyDict::new(py);
    dict.set_item("__slots__", ())?;
    dict.set_item("__module__", module)?;
    dict.set_item("__qualname__", format!("{path}{}", class.name()?))?;
    dict.set_item("__cpp_name__", class.qualified)?;
    dict.set_item("__doc__", documentation(class)?)?;
    if let Some(template) = dictionary.text(class.record.template_name)? {
        dict.set_item("__cpp_template__", super::Template::object(py, template)?)?;
    }
    Ok(dict)
}

/// What `__init__` is: the constructors, which carry their documentation and
/// policies; where there are none, the base type's, which says so.
fn constructor<'py>(py: Python<'py>, class: &'static Class) -> PyResult<Bound<'py, PyAny>> {
    if class.record.constructors == NONE {
        return instance::base_type(py)?.getattr(pyo3::intern!(py, "__init__"));
    }
    call::overload_set(py, class.dictionary, class.record.constructors, Some(class))
}

/// The header's comment, then how objects are made.
fn documentation(class: &Class) -> Result<String, Damaged> {
    let dictionary = class.dictionary;
    let mut text = dictionary.text(class.record.doc)?.unwrap_or_default().to_owned();
    if class.record.constructors == NONE {
        return Ok(text);
    }
    let set = dictionary.get::<OverloadSetRecord>(class.record.constructors)?;
    for function in dictionary.range::<FunctionRecord>(set.functions_first, set.functions_count)? {
        if !text.is_empty() {
            text.push('\n');
        }
        text += dictionary.name(function.signature)?;
    }
    Ok(text)
}

/// What of a name's meanings counts.
fn meaning(dictionary: &'static Dictionary, group: &'static [NameRecord]) -> Result<Option<Found>, Damaged> {
    if let [record] = group {
        return Ok(Some(Found { dictionary, record, kind: dictionary.kind(record)? }));
    }
    lookup::first_meaning(&lookup::all(dictionary, group)?)
}

/// The class's own names, told apart.
struct Own {
    dictionary: &'static Dictionary,
    /// Those that are no functions, and what they are in the class's dict.
    members: Vec<Found>,
    /// Its overload sets, by their indices.
    sets: Vec<u32>,
}

impl Own {
    fn of(class: &'static Class) -> Result<Self, Damaged> {
        let (dictionary, names) = (class.dictionary, class.names()?);
        let mut own = Self { dictionary, members: Vec::new(), sets: Vec::with_capacity(names.len()) };
        // Names are sorted by name, then kind, and equal names are one string of the dictionary.
        for group in names.chunk_by(|one, other| one.name == other.name) {
            match meaning(dictionary, group)? {
                Some(found) if found.kind == NameKind::OverloadSet => own.sets.push(found.record.index),
                Some(found) => own.members.push(found),
                None => {}
            }
        }
        Ok(own)
    }

    /// What is no function, as it is in the class's dict.
    fn members<'py>(
        &self,
        py: Python<'py>,
        class: &'static Class,
    ) -> PyResult<Vec<(&'static str, Bound<'py, PyAny>)>> {
        let mut members: Vec<(&'static str, Bound<'py, PyAny>)> = Vec::new();
        for found in &self.members {
            let name = self.dictionary.name(found.record.name)?;
            let value = match found.kind {
                NameKind::DataMember => entry::value(py, &[*found], Some(class))?,
                NameKind::Constant => match entry::value(py, &[*found], Some(class))? {
                    Some(value) => Some(
                        Bound::new(py, ConstantMember::new(value, entry::deprecation(found)?))?.into_any(),
                    ),
                    None => None,
                },
                _ => Some(Bound::new(py, LazyMember::new(class, name, *found))?.into_any()),
            };
            members.extend(value.map(|value| (name, value)));
        }
        Ok(members)
    }

    /// Puts the overload sets into the dict of the class, which they are made for.
    fn define_functions(&self, python: &Bound<'_, PyType>, class: &'static Class) -> PyResult<()> {
        instance::define_all(python, &call::members(python, class, self.dictionary, &self.sets)?)
    }
}

/// Gives the classes that were only declared the members of their definitions,
/// where a dictionary loaded since then has one.
pub(super) fn complete_declared(py: Python<'_>) -> PyResult<()> {
    let declared = std::mem::take(&mut *DECLARED.lock().unwrap_or_else(|poisoned| poisoned.into_inner()));
    for class in declared {
        class.complete()?;
        if class.flags().has(ClassFlags::INCOMPLETE) {
            DECLARED.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).push(class);
            continue;
        }
        let made = python_class(py, class)?;
        let own = Own::of(class)?;
        for (name, member) in own.members(py, class)? {
            instance::define(&made, name, &member)?;
        }
        own.define_functions(&made, class)?;
        instance::define(&made, "__init__", &constructor(py, class)?)?;
        call::install_constructor(&made, class)?;
        pythonize::class(class, &made)?;
    }
    Ok(())
}
