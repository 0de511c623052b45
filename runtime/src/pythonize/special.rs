//! Operators that Python knows no sign for, under names of their own, and calls.

use std::ffi::CStr;

use pyo3::prelude::*;
use pyo3::types::{PyString, PyType};

use super::method::{define, set};
use super::sets::{self, Set, Side};
use crate::registry::Class;

/// C++ operators whose overload sets serve as Python methods as they are.
///
/// The number of arguments tells apart what one set may hold: `a * b` and `*a`.
const DIRECT: &[(&str, u16, &CStr)] = &[
    ("operator()", ANY, c"__call__"),
    ("operator=", 1, c"__assign__"),
    ("operator++", 0, c"__preinc__"),
    ("operator--", 0, c"__predec__"),
    ("operator*", 0, c"__deref__"),
    ("operator->", 0, c"__follow__"),
    ("operator&&", 1, c"__dand__"),
    ("operator||", 1, c"__dor__"),
    ("operator,", 1, c"__comma__"),
];

/// The postfix forms take an int that says nothing.
const POSTFIX: &[(&str, &CStr)] = &[("operator++", c"__postinc__"), ("operator--", c"__postdec__")];

/// Any number of arguments.
pub(super) const ANY: u16 = u16::MAX;

/// C++ operators, how many arguments they take, and the methods that they are.
pub(super) fn direct() -> impl Iterator<Item = (&'static str, u16, &'static CStr)> {
    DIRECT.iter().copied()
}

/// Gives a class its own operators of these kinds, and the free ones on it.
pub(super) fn install(class: &'static Class, ty: &Bound<'_, PyType>, sets: &[Set]) -> PyResult<()> {
    let free = sets::all_free(class, Side::Left)?;
    if sets.is_empty() && free.is_empty() {
        return Ok(());
    }
    for (operator, arity, name) in DIRECT {
        if let Some(found) = find(sets, &free, operator, *arity)? {
            set(ty, name, &found.callable(ty.py())?)?;
        }
    }
    for (operator, name) in POSTFIX {
        if let Some(found) = find(sets, &free, operator, 1)? {
            let callable = found.callable(ty.py())?.unbind();
            define(ty, name, 0, move |object, _| {
                Ok(callable.bind(object.py()).call1((object, 0))?.unbind())
            })?;
        }
    }
    if sets.iter().any(|set| set.name == "operator->") {
        fall_through(ty)?;
    }
    Ok(())
}

/// `obj.__dispatch__("m", "int")` is the overload of `m` that takes an int.
pub(super) fn dispatch(base: &Bound<'_, PyType>) -> PyResult<()> {
    define(base, c"__dispatch__", 2, |object, arguments| {
        let name = arguments[0].cast::<PyString>()?;
        let signature = arguments[1].cast::<PyString>()?;
        Ok(object.getattr(name)?.call_method1("__overload__", (signature,))?.unbind())
    })
}

fn find(sets: &[Set], free: &[Set], operator: &str, arity: u16) -> PyResult<Option<Set>> {
    for set in sets {
        if set.name == operator && (arity == ANY || set.takes(arity)?) {
            return Ok(Some(*set));
        }
    }
    for set in free {
        // A free operator takes the operand as its first argument.
        if set.name == operator && arity != ANY && set.takes(arity + 1)? {
            return Ok(Some(*set));
        }
    }
    Ok(None)
}

/// Attributes that a class with `operator->` lacks are looked for in what the
/// operator gives. It may give the object itself, which has them no more.
fn fall_through(ty: &Bound<'_, PyType>) -> PyResult<()> {
    define(ty, c"__getattr__", 1, |object, arguments| {
        let name = arguments[0].cast::<PyString>()?;
        let lacking = || {
            pyo3::exceptions::PyAttributeError::new_err(format!(
                "{} has no attribute {}",
                object.repr().map_or_else(|_| "proxy".to_owned(), |text| text.to_string()),
                name.repr().map_or_else(|_| "?".to_owned(), |text| text.to_string()),
            ))
        };
        if name.to_str()?.starts_with("__") {
            return Err(lacking());
        }
        let target = object.call_method0("__follow__")?;
        if target.is(object) || target.get_type().is(object.get_type()) {
            return Err(lacking());
        }
        Ok(target.getattr(name)?.unbind())
    })
}
