//! Python classes that override C++ virtual functions.
//!
//! A dictionary has a director for each class that can be derived from: a C++ class of its own, which asks for an override
//! wherever C++ calls a virtual function. Python classes derive from the Python class of the director, which stands
//! between them and the bound one; so all that holds for derived classes of C++ holds for them.
//!
//! * [`half`]: what a C++ object refers to Python by, and the functions that C++ calls.
//! * [`described`]: the virtual functions of one director.
//! * [`lookup`]: whether a class overrides a function.
//!
//! May not know: scopes, and how proxies' own methods are called.

mod described;
mod half;
mod lookup;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use cppbind_abi::codes::{ClassFlags, NameKind};
use pyo3::exceptions::{PyRuntimeWarning, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple, PyType};

use crate::call::attach;
use crate::instance::{self, Overrides};
use crate::registry::{self, Class, Director};
use described::Described;

/// Whether any object has a director: only then do changes of classes matter.
static IN_USE: AtomicBool = AtomicBool::new(false);

/// What a class that Python code derives has for bases, and in its dict; `None` where it stays as it was written.
///
/// The first class from C++ among the bases is the one that objects are of. Its director takes its place.
pub fn deriving<'py>(
    bases: &Bound<'py, PyTuple>,
    dict: &Bound<'py, PyDict>,
) -> PyResult<Option<(Bound<'py, PyTuple>, Bound<'py, PyDict>)>> {
    let py = bases.py();
    let first = bases.iter().enumerate().find_map(|(place, base)| {
        let base = base.cast_into::<PyType>().ok()?;
        let class = instance::class_of_type(&base)?;
        let is_its_own = class.proxy().is_some_and(|proxy| proxy.as_ptr() == base.as_type_ptr());
        Some((place, class)).filter(|_| is_its_own)
    });
    let Some((place, class)) = first else { return Ok(None) };
    if bases.iter().take(place).any(|base| is_directed(&base)) {
        return Ok(None);
    }
    if class.directs().is_none() {
        // A class that was pickled by value names its director: it becomes known by what it is for.
        for base in class.bases()? {
            if base.class.director()?.is_some_and(|director| director.class == class) {
                return Ok(None);
            }
        }
    }
    let director = class.director()?;
    if !class.flags().has(ClassFlags::VIRTUAL_DESTRUCTOR) {
        let text = format!(
            "class \"{}\" has no virtual destructor: where C++ deletes an object, its Python half does not hear of it\0",
            class.qualified
        );
        let text = std::ffi::CStr::from_bytes_with_nul(text.as_bytes()).unwrap_or_default();
        PyErr::warn(py, &py.get_type::<PyRuntimeWarning>(), text, 1)?;
    }
    let Some(director) = director else { return Ok(None) };
    let python = registry::source().python_class(py, director.class)?;
    let mut instead: Vec<Bound<'py, PyAny>> = bases.iter().collect();
    instead[place] = python.clone().into_any();
    Ok(Some((PyTuple::new(py, instead)?, with_protected(&python, director.class, dict)?)))
}

fn is_directed(base: &Bound<'_, PyAny>) -> bool {
    base.cast::<PyType>()
        .ok()
        .and_then(instance::class_of_type)
        .is_some_and(|class| class.directs().is_some())
}

/// A class's dict with the protected data members of the base besides, as if the class itself declared them.
fn with_protected<'py>(
    python: &Bound<'py, PyType>,
    director: &'static Class,
    dict: &Bound<'py, PyDict>,
) -> PyResult<Bound<'py, PyDict>> {
    let own = dict.copy()?;
    for record in director.names()? {
        if director.dictionary.kind(record)? == NameKind::DataMember {
            let name = director.dictionary.name(record.name)?;
            if !own.contains(name)? {
                let members = python.getattr(pyo3::intern!(python.py(), "__dict__"))?;
                own.set_item(name, members.get_item(name)?)?;
            }
        }
    }
    Ok(own)
}

/// TypeError where an object is about to be constructed whose class leaves pure virtual functions without an override.
pub fn check_complete(object: &Bound<'_, PyAny>, director: &'static Director) -> PyResult<()> {
    if !director.base.flags().has(ClassFlags::ABSTRACT) {
        return Ok(());
    }
    let class = object.get_type();
    let mut missing = Vec::new();
    for function in Described::of(director)?.functions.iter().filter(|function| function.pure) {
        // SAFETY: a live class; names of described functions live for ever.
        if unsafe { !lookup::is_overridden(&class, director, function.name) } {
            missing.push(function.declared_name);
        }
    }
    missing.dedup();
    if missing.is_empty() {
        return Ok(());
    }
    Err(PyTypeError::new_err(format!(
        "cannot instantiate abstract class '{}': {} does not override {}",
        director.base.qualified,
        class.name()?,
        missing.join(", ")
    )))
}

/// Gives the C++ object of a proxy what it finds its overrides by.
pub fn direct(object: &Bound<'_, PyAny>, director: &'static Director) -> PyResult<()> {
    IN_USE.store(true, Ordering::Relaxed);
    attach::watch_the_end(object.py())?;
    let described = Described::of(director)?;
    let class = object.get_type();
    // SAFETY: the live class of a proxy, with the interpreter attached.
    let overrides = unsafe {
        match instance::overrides(class.as_type_ptr()) {
            Some(known) => known,
            None => {
                let made = Arc::new(Overrides::new(described.functions.len()));
                instance::set_overrides(class.as_type_ptr(), Arc::clone(&made));
                made
            }
        }
    };
    half::begin(object, director, described, overrides)
}

/// A class is about to change: what C++ knows of it and of its subclasses does not hold any more.
pub fn forget(class: &Bound<'_, PyType>) -> PyResult<()> {
    if !IN_USE.load(Ordering::Relaxed) {
        return Ok(());
    }
    if instance::class_of_type(class).is_some() {
        // SAFETY: a live class of proxies, with the interpreter attached.
        if let Some(known) = unsafe { instance::overrides(class.as_type_ptr()) } {
            known.forget();
        }
    }
    for derived in class.call_method0(pyo3::intern!(class.py(), "__subclasses__"))?.try_iter()? {
        forget(derived?.cast::<PyType>()?)?;
    }
    Ok(())
}
