//! Which declarations a Python function object stands for, and which constructors a class has: what finds a function
//! again in another process, and whether objects can be made there.
//!
//! May not know: how functions are called.

use std::rc::Rc;

use cppbind_abi::NONE;
use cppbind_abi::codes::{Qualifiers, TypeKind};
use cppbind_abi::records::{FunctionRecord, OverloadSetRecord, ParameterRecord};
use pyo3::exceptions::PyLookupError;
use pyo3::prelude::*;
use pyo3::types::PyType;

use super::callable::Callable;
use super::overload;
use crate::dictionary::Damaged;
use crate::registry::{self, Class, Type};

/// What a function object stands for.
pub struct Parts<'py> {
    /// The class in which it was found.
    pub class: Option<&'static Class>,
    /// Its C++ name.
    pub qualified: &'static str,
    /// The object that it is bound to.
    pub receiver: Option<Bound<'py, PyAny>>,
    /// Its overloads.
    pub declarations: Vec<&'static str>,
}

/// What a function object stands for; `None` where it is not from C++.
pub fn parts<'py>(function: &Bound<'py, PyAny>) -> PyResult<Option<Parts<'py>>> {
    let Some(Callable { set, receiver }) = Callable::from(function) else { return Ok(None) };
    let mut declarations = Vec::new();
    for function in set.unranked().iter() {
        declarations.push(function.declaration()?);
    }
    declarations.sort_unstable();
    Ok(Some(Parts { class: set.owner, qualified: set.qualified, receiver, declarations }))
}

/// The overloads of a function that have these declarations.
pub fn select<'py>(function: &Bound<'py, PyAny>, declarations: &[String]) -> PyResult<Bound<'py, PyAny>> {
    let missing = |what: &str| PyLookupError::new_err(format!("there is no function {what}"));
    let Callable { set, receiver } = Callable::from(function).ok_or_else(|| missing("from C++"))?;
    let mut chosen = Vec::new();
    for wanted in declarations {
        let mut found = None;
        for function in set.unranked().iter() {
            if function.declaration()? == wanted {
                found = Some(*function);
            }
        }
        chosen.push(found.ok_or_else(|| missing(wanted))?);
    }
    overload::make(function.py(), Rc::new(set.selected(chosen)), receiver.as_ref())
}

/// The types of functions that are not CPython's own.
pub fn own_types(py: Python<'_>) -> PyResult<[Bound<'_, PyType>; 2]> {
    Ok([overload::function_type(py)?.clone(), overload::method_type(py)?.clone()])
}

/// Whether some constructor can be called without arguments.
pub fn default_constructible(class: &Class) -> Result<bool, Damaged> {
    any_constructor(class, |function| has_stub(class, function, 0))
}

/// Whether some constructor takes an object of the class itself that it may not change.
pub fn copy_constructible(class: &'static Class) -> Result<bool, Damaged> {
    any_constructor(class, |function| Ok(copies(class, function)? && has_stub(class, function, 1)?))
}

fn any_constructor(
    class: &Class,
    mut accepts: impl FnMut(&FunctionRecord) -> Result<bool, Damaged>,
) -> Result<bool, Damaged> {
    if class.record.constructors == NONE {
        return Ok(false);
    }
    let set = class.dictionary.get::<OverloadSetRecord>(class.record.constructors)?;
    for function in class.dictionary.range::<FunctionRecord>(set.functions_first, set.functions_count)? {
        if accepts(function)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether a function can be called with so many arguments; the C++ compiler may have rejected the call.
fn has_stub(class: &Class, function: &FunctionRecord, arguments: u16) -> Result<bool, Damaged> {
    if !(function.required..=function.parameters_count).contains(&arguments) || function.stubs == NONE {
        return Ok(false);
    }
    let stub = function.stubs.saturating_add(u32::from(arguments - function.required));
    Ok(class.dictionary.stub(stub)?.is_some())
}

/// Whether a constructor's first parameter is a `const C&`.
fn copies(class: &'static Class, function: &FunctionRecord) -> Result<bool, Damaged> {
    if function.parameters_count == 0 {
        return Ok(false);
    }
    let parameter = class.dictionary.get::<ParameterRecord>(function.parameters_first)?;
    let ty = Type::new(class.dictionary, parameter.ty)?;
    if TypeKind::from_raw(ty.record.kind) != Some(TypeKind::LValueReference) {
        return Ok(false);
    }
    let referent = ty.element()?;
    // Objects of directors are made of what they are for.
    let class = class.directs().map_or(class, |director| director.base);
    Ok(Qualifiers(u32::from(referent.record.qualifiers)).has(Qualifiers::CONST)
        && registry::class_of(referent)? == Some(class))
}
