//! C++ functions with the names of Python's special methods: `__eq__`, `__repr__`.
//!
//! They are members like all others, and Python calls them. Two things are for us to do: a static one gets the
//! object that Python calls it on as its first argument, and text that is a C++ object becomes Python's.

use std::ffi::CStr;

use pyo3::prelude::*;
use pyo3::types::PyType;

use super::method::{bound_by_instances, define, set};
use super::sets;
use crate::registry::Class;

/// What Python wants a `str` of.
const TEXTS: &[&CStr] = &[c"__repr__", c"__str__"];

/// Adapts the functions of these names that a class itself declares.
pub(super) fn install(class: &'static Class, ty: &Bound<'_, PyType>) -> PyResult<()> {
    for found in sets::special(class)? {
        if found.name.starts_with("__cppyy_") {
            continue;
        }
        if found.is_static()? {
            let name = std::ffi::CString::new(found.name)?;
            set(ty, &name, &bound_by_instances(&found.callable(ty.py())?)?)?;
        } else if let Some(name) = TEXTS.iter().find(|name| name.to_bytes() == found.name.as_bytes())
            && found.takes(0)?
        {
            let callable = found.callable(ty.py())?.unbind();
            define(ty, name, 0, move |object, _| {
                Ok(callable.bind(object.py()).call1((object,))?.str()?.into_any().unbind())
            })?;
        }
    }
    Ok(())
}
