//! What makes C++ feel like Python.
//!
//! * [`operators`], [`comparison`]: on the base class of all proxies, looked up per operand.
//! * [`special`], [`indexing`], [`conversions`], [`containers`], [`printing`]: on the classes that have them.
//! * [`hashing`]: what `std::hash` says of objects.
//! * [`named`]: C++ functions with names of Python's special methods.
//! * [`text`]: `std::string` proxies as strings.
//! * [`values`]: tuples, variants, optionals, times, paths.
//! * [`exceptions`]: thrown objects and their classes; [`thrown`]: which class is whose;
//!   [`rtti`] knows those that no dictionary binds.
//! * [`smart_pointers`]: what holds an object, and what makes held ones.
//! * [`callbacks`]: what Python programs add.
//! * [`sets`], [`method`]: where overload sets are found, how methods are defined.
//!
//! May not know: how classes are made or calls are performed.

mod callbacks;
mod comparison;
mod containers;
mod conversions;
mod exceptions;
mod hashing;
mod indexing;
mod method;
mod named;
mod operators;
mod pointers;
mod printing;
mod rtti;
mod sets;
mod smart_pointers;
mod special;
mod text;
mod thrown;
mod values;

pub(crate) use operators::special_method;

use cppbind_abi::codes::ClassFlags;
use pyo3::prelude::*;
use pyo3::types::PyType;

use crate::registry::Class;
use crate::{container, instance};

pub(crate) use exceptions::{raise, standard_class, visible_class};
pub(crate) use operators::free_operators;
pub(crate) use smart_pointers::maker;

/// Prepares the base class of all proxies, and adds this module's functions to
/// the extension module; once, at import.
pub(crate) fn initialise(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let base = instance::base_type(module.py())?;
    operators::install(base)?;
    printing::install_for_templates(base)?;
    comparison::install(base)?;
    special::dispatch(base)?;
    smart_pointers::install(base)?;
    values::initialise(module)?;
    module.add_function(wrap_pyfunction!(smart_pointers::hold, module)?)?;
    module.add_function(wrap_pyfunction!(smart_pointers::keep, module)?)?;
    module.add_function(wrap_pyfunction!(callbacks::on_class, module)?)?;
    module.add_function(wrap_pyfunction!(text::string_bytes, module)?)?;
    module.add_function(wrap_pyfunction!(text::wide_text, module)?)
}

/// A function template of namespace `std` that is written in Python.
pub(crate) fn standard_function<'py>(py: Python<'py>, name: &str) -> PyResult<Option<Bound<'py, PyAny>>> {
    let found = py.import("cppyy_rs._standard")?.call_method1("function", (name,))?;
    if found.is_none() { Ok(None) } else { found.get_item(0).map(Some) }
}

/// Adapts a class that was just made; its members are in place.
pub(crate) fn class(class: &'static Class, python: &Bound<'_, PyType>) -> PyResult<()> {
    let operators = sets::operators(class)?;
    conversions::install(python, &operators)?;
    comparison::of_class(python, &operators)?;
    special::install(class, python, &operators)?;
    // Containers whose elements are known to the dictionary have all that from their base.
    if container::of(class)?.is_none() {
        indexing::install(class, python, &operators)?;
        containers::install(class, python)?;
    } else {
        containers::lookup(python)?;
    }
    printing::install(class, python)?;
    named::install(class, python)?;
    text::install(class, python)?;
    values::install(class, python)?;
    hashing::install(class, python)?;
    // Users see another class of an exception, and adapt that one when it is made.
    if class.flags().has(ClassFlags::EXCEPTION) {
        return Ok(());
    }
    callbacks::run(class, python)
}
