//! What callers of the stubs that are not Python's calls, compiled functions of Numba, ask of a function object: its
//! overloads with their types and addresses, and which specialisation of a template arguments of certain types mean.
//!
//! May not know: who asks.

use std::ffi::c_void;
use std::ptr::NonNull;
use std::rc::Rc;

use cppbind_abi::codes::{Carrier, FunctionFlags};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use super::arguments::Arguments;
use super::callable::Callable;
use super::deduced;
use super::invoke::Wanted;
use super::overload;
use super::resolve::Call;
use super::templates::Meaning;
use crate::registry::reflex::{self, Request};
use crate::registry::{Class, Type};

/// One function, as its stubs are called.
#[derive(Debug)]
pub struct Reflected {
    /// The declaration as users read it.
    pub declaration: &'static str,
    /// Its properties.
    pub flags: FunctionFlags,
    /// The class whose address the stub's object parameter is.
    pub class: Option<&'static Class>,
    /// What it returns, and how.
    pub result: (Type, Carrier),
    /// What it takes, and how.
    pub parameters: Vec<(Type, Carrier)>,
    /// The stubs for each number of arguments, from the least up; `None` where C++ refused one.
    pub stubs: Vec<Option<NonNull<c_void>>>,
}

/// The overloads of a function object, best ranked first; `None` where it is not from C++.
pub fn functions(function: &Bound<'_, PyAny>) -> PyResult<Option<Vec<Reflected>>> {
    let Some(Callable { set, .. }) = Callable::from(function) else { return Ok(None) };
    let mut all = Vec::new();
    for function in set.functions()?.iter() {
        let signature = function.signature()?;
        let parameters =
            signature.parameters.iter().map(|parameter| (parameter.argument.ty, parameter.argument.carrier));
        all.push(Reflected {
            declaration: function.declaration()?,
            flags: function.flags,
            class: function.class,
            result: (signature.result.ty(), signature.result.carrier()),
            parameters: parameters.collect(),
            stubs: (signature.required..=signature.parameters.len())
                .map(|count| signature.stub(count, false))
                .collect(),
        });
    }
    Ok(Some(all))
}

/// Whether a function object has templates, of which calls make functions.
pub fn has_templates(function: &Bound<'_, PyAny>) -> bool {
    Callable::from(function).is_some_and(|callable| callable.set.templates().is_some())
}

/// The function that a call with arguments of these types means, by C++'s rules of deduction; TypeError where there is
/// none.
pub fn deduced<'py>(function: &Bound<'py, PyAny>, types: Vec<String>) -> PyResult<Bound<'py, PyAny>> {
    let py = function.py();
    let refused =
        |reason: String| PyTypeError::new_err(format!("Template method resolution failed: {reason}"));
    let Callable { set, receiver } =
        Callable::from(function).ok_or_else(|| PyTypeError::new_err("no function from C++"))?;
    let Some(templates) = set.templates() else {
        return Err(refused(format!("{} is no function template", set.qualified)));
    };
    let call = Call {
        set: &set,
        receiver: receiver.as_ref(),
        arguments: Arguments::positional(&[]),
        wanted: Wanted::Value,
    };
    let types: Vec<Vec<String>> = types.into_iter().map(|ty| vec![ty]).collect();
    let (key, meaning) = call.deduce_for(py, &templates, &types)?;
    match meaning {
        Meaning::Function(function) => {
            overload::make(py, Rc::new(set.selected(vec![function])), receiver.as_ref())
        }
        Meaning::Refused(reason) if reason.is_empty() => Err(refused(deduced::without_compiler(&key))),
        Meaning::Refused(reason) => Err(refused(format!("{key} has no specialisation: {reason}"))),
    }
}

/// `__cpp_reflex__(request, format)` of a function object: what its overloads return.
pub(super) fn reflex<'py>(
    callable: &Callable<'py>,
    py: Python<'py>,
    arguments: &Bound<'py, PyTuple>,
) -> PyResult<Bound<'py, PyAny>> {
    let (request, format) = Request::of(arguments)?;
    let set = &callable.set;
    if request != Request::ReturnType {
        return Err(request.refused(set.qualified));
    }
    let functions = set.functions()?;
    let Some((first, rest)) = functions.split_first() else {
        return Err(PyTypeError::new_err(format!(
            "{} is a template: choose a specialisation",
            set.qualified
        )));
    };
    if first.is(FunctionFlags::CONSTRUCTOR)
        && let Some(owner) = set.owner
    {
        return reflex::class_in(py, owner, format);
    }
    let result = first.signature()?.result.ty();
    for other in rest {
        if other.signature()?.result.ty().spelling()? != result.spelling()? {
            return Err(PyTypeError::new_err(format!(
                "the overloads of {} return different types: choose one by __overload__",
                set.qualified
            )));
        }
    }
    reflex::type_in(py, result, format)
}
