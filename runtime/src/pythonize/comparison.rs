//! `==`, `<` and their kin, on the base class of all proxies.
//!
//! Where C++ has no `==` two proxies are equal when they stand for the same
//! object, and none but a null proxy equals None or nullptr.

use std::ffi::{CStr, c_void};

use pyo3::prelude::*;
use pyo3::types::{PyInt, PyType};

use super::method::define;
use super::operators::{Attempt, attempt, beside, candidates, missing};
use super::sets::{Set, Side};
use crate::convert::null;
use crate::instance::{self, Instance};
use crate::{registry, state};

/// An ordering operator and the one that asks the same with operands swapped.
const ORDERINGS: &[(&str, &str, &CStr)] = &[
    ("operator<", "operator>", c"__lt__"),
    ("operator>", "operator<", c"__gt__"),
    ("operator<=", "operator>=", c"__le__"),
    ("operator>=", "operator<=", c"__ge__"),
];

/// Gives the base class of all proxies its comparisons.
pub(super) fn install(base: &Bound<'_, PyType>) -> PyResult<()> {
    define(base, c"__eq__", 1, |left, arguments| equal(left, &arguments[0]))?;
    define(base, c"__ne__", 1, |left, arguments| unequal(left, &arguments[0]))?;
    for (operator, swapped, name) in ORDERINGS {
        define(base, name, 1, move |left, arguments| {
            let right = &arguments[0];
            for (operand, operator, side, order) in [
                (left, *operator, Side::Left, [left, right]),
                (right, *operator, Side::Right, [left, right]),
                (left, *swapped, Side::Right, [right, left]),
                (right, *swapped, Side::Left, [right, left]),
            ] {
                if let Attempt::Done(result) = attempt(&candidates(operand, operator, side)?, &order) {
                    return result;
                }
            }
            if let Some(result) = by_conversion(operator, left, right)? {
                return Ok(result);
            }
            // Python asks the other operand next, and refuses where that knows no better.
            if instance::class_of(right).is_none() {
                Ok(left.py().NotImplemented())
            } else {
                Err(missing(operator, left, Some(right)))
            }
        })?;
    }
    Ok(())
}

/// Gives a class that declares `==` or `!=` its own methods for them: what Python programs give a base class does not hide it.
pub(super) fn of_class(ty: &Bound<'_, PyType>, sets: &[Set]) -> PyResult<()> {
    if sets.iter().any(|set| set.name == "operator==") {
        define(ty, c"__eq__", 1, |left, arguments| equal(left, &arguments[0]))?;
    }
    if sets.iter().any(|set| set.name == "operator!=") {
        define(ty, c"__ne__", 1, |left, arguments| unequal(left, &arguments[0]))?;
    }
    Ok(())
}

fn equal(left: &Bound<'_, PyAny>, right: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    let py = left.py();
    if let Some(known) = against_null(left, right) {
        return boolean(py, known);
    }
    if let Some(result) = equal_as_they_are(left, right)? {
        return Ok(result);
    }
    if let Some(result) = by_conversion("operator==", left, right)? {
        return Ok(result);
    }
    match instance::same_object(left, right) {
        Some(same) => boolean(py, same),
        None => Ok(py.NotImplemented()),
    }
}

fn unequal(left: &Bound<'_, PyAny>, right: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    let py = left.py();
    if let Some(known) = against_null(left, right) {
        return boolean(py, !known);
    }
    if let Some(result) = through_operator("operator!=", left, right)? {
        return Ok(result);
    }
    // C++20 rewrites a != b as !(a == b).
    if let Some(equal) = equal_as_they_are(left, right)? {
        return boolean(py, !equal.bind(py).is_truthy()?);
    }
    if let Some(result) = by_conversion("operator!=", left, right)? {
        return Ok(result);
    }
    let equal = equal(left, right)?.into_bound(py);
    if equal.is(py.NotImplemented()) { Ok(equal.unbind()) } else { boolean(py, !equal.is_truthy()?) }
}

/// `==` where no operand needs to be converted.
fn equal_as_they_are(left: &Bound<'_, PyAny>, right: &Bound<'_, PyAny>) -> PyResult<Option<Py<PyAny>>> {
    if let Some(result) = through_operator("operator==", left, right)? {
        return Ok(Some(result));
    }
    through_stub(left, right)?.map(|equal| boolean(left.py(), equal)).transpose()
}

/// The result of an operator of an operand's namespace, which takes the operands as something else: so a symbol and a number become
/// an expression each, and `==` of them an equation.
fn by_conversion(
    operator: &'static str,
    left: &Bound<'_, PyAny>,
    right: &Bound<'_, PyAny>,
) -> PyResult<Option<Py<PyAny>>> {
    for operand in [left, right] {
        if let Attempt::Done(result) = attempt(&beside(operand, operator)?, &[left, right]) {
            return result.map(Some);
        }
    }
    Ok(None)
}

/// The result of a C++ operator that takes the operands.
fn through_operator(
    operator: &'static str,
    left: &Bound<'_, PyAny>,
    right: &Bound<'_, PyAny>,
) -> PyResult<Option<Py<PyAny>>> {
    for (operand, side, order) in [
        (left, Side::Left, [left, right]),
        (right, Side::Right, [left, right]),
        (right, Side::Left, [right, left]),
        (left, Side::Right, [right, left]),
    ] {
        if let Attempt::Done(result) = attempt(&candidates(operand, operator, side)?, &order) {
            return result.map(Some);
        }
    }
    Ok(None)
}

/// `==` of two objects of one specialisation, whose operator is a template that no overload set has.
fn through_stub(left: &Bound<'_, PyAny>, right: &Bound<'_, PyAny>) -> PyResult<Option<bool>> {
    let Some(class) = instance::class_of(left).filter(|class| instance::class_of(right) == Some(class))
    else {
        return Ok(None);
    };
    let Some(stub) = class.dictionary.stub(class.record.equal)? else { return Ok(None) };
    let (one, other) = (instance::place_or_null_as(left, class)?, instance::place_or_null_as(right, class)?);
    if one.is_null() || other.is_null() {
        return Ok(None);
    }
    // SAFETY: the record's docs give the stub this type; both are live objects of the class.
    let equal = unsafe {
        let equal: unsafe extern "C" fn(*const c_void, *const c_void) -> bool =
            std::mem::transmute(stub.as_ptr());
        equal(one, other)
    };
    match state::take_thrown() {
        Some(thrown) => Err(registry::source().exception(left.py(), thrown, None)),
        None => Ok(Some(equal)),
    }
}

/// A comparison with None, nullptr or a null proxy, which C++ operators are not asked about.
fn against_null(left: &Bound<'_, PyAny>, right: &Bound<'_, PyAny>) -> Option<bool> {
    // Its place, not its address: that would move small values to the C++ heap.
    let is_null = |proxy: &Instance| proxy.place().is_null();
    let left_is_null = Instance::from(left).is_none_or(is_null);
    if right.is_none() || (instance::class_of(right).is_none() && null::is_null(right)) {
        // To an object zero is a number, which its operators may take.
        let may_be_number = !left_is_null && right.is_exact_instance_of::<PyInt>();
        return (!may_be_number).then_some(left_is_null);
    }
    // A null proxy has no object that an operator could look at.
    let (one, other) = (Instance::from(left)?, Instance::from(right)?);
    (is_null(one) || is_null(other)).then(|| instance::same_object(left, right) == Some(true))
}

fn boolean(py: Python<'_>, value: bool) -> PyResult<Py<PyAny>> {
    Ok(value.into_pyobject(py)?.to_owned().into_any().unbind())
}
