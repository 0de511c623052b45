//! The C++ types of Python values, as a call of a function template has them.
//!
//! Each value has some, best first: an object of a class is passed as itself, else by its address, else moved from. What
//! only Python knows, as the elements of lists and the annotations of functions, is asked of the package's Python.
//!
//! May not know: templates.

use pyo3::exceptions::PyOverflowError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyFloat, PyInt, PyString};

use super::callable::Callable;
use super::director_type;
use super::function::Function;
use crate::convert::view::View;
use crate::dictionary::Damaged;
use crate::instance::Instance;

/// How many combinations of types are tried.
const MOST: usize = 24;

/// How many combinations are put in order.
const MOST_PRODUCT: usize = 4096;

/// What the generator takes for a value that converts to anything: nothing is known of its type.
const ANY: &str = "cppbind_any";

/// The types that a value may have.
pub(crate) fn of(value: &Bound<'_, PyAny>) -> PyResult<Vec<String>> {
    let py = value.py();
    let one = |text: &str| Ok(vec![text.to_owned()]);
    if value.is_instance_of::<PyBool>() {
        return one("bool");
    }
    if value.is_exact_instance_of::<PyInt>() {
        return one(integer(value)?);
    }
    if value.is_exact_instance_of::<PyFloat>() {
        return one("double");
    }
    if value.is_instance_of::<PyString>() {
        return Ok(vec!["std::string".to_owned(), "const char*".to_owned()]);
    }
    if value.is_none() {
        return one("std::nullptr_t");
    }
    if let Some(instance) = Instance::from(value)
        && let Some(class) = instance.class()
    {
        // Without its director, an object is one of the class that it derives from.
        let base = || class.directs().map_or(class, |director| director.base).qualified;
        let name = director_type::name(py, class)?.unwrap_or_else(|_| base());
        if instance.is_rvalue() {
            return Ok(vec![format!("{name}&&")]);
        }
        let mut types = vec![format!("{name}&")];
        types.extend(instance.holder().map(|holder| format!("{}&", holder.class.qualified)));
        types.extend([format!("{name}*"), format!("{name}&&")]);
        return Ok(types);
    }
    if let Some(callable) = Callable::from(value) {
        if let [function] = callable.set.functions()?[..]
            && callable.receiver.is_none()
        {
            return Ok(vec![pointer_to(function)?]);
        }
        return one(ANY);
    }
    if let Ok(view) = value.cast::<View>()
        && let Some(pointer) = view.try_borrow()?.pointer_spelling()?
    {
        return Ok(vec![pointer, ANY.to_owned()]);
    }
    let types: Vec<String> = py
        .import(pyo3::intern!(py, "cppyy_rs.run_time.argument_types"))?
        .call_method1("of", (value,))?
        .extract()?;
    if types.is_empty() { one(ANY) } else { Ok(types) }
}

/// Whether every value of a value's Python type has the same C++ types.
pub(super) fn is_told_by_type(value: &Bound<'_, PyAny>) -> bool {
    if let Some(instance) = Instance::from(value) {
        return !instance.is_rvalue() && instance.holder().is_none();
    }
    // Larger integers are refused by what takes an `int`.
    value.is_exact_instance_of::<PyInt>() && value.extract::<i32>().is_ok()
        || value.is_exact_instance_of::<PyBool>()
        || value.is_exact_instance_of::<PyFloat>()
        || value.is_exact_instance_of::<PyString>()
}

/// The type that a literal has in C++: the first that holds it.
fn integer(value: &Bound<'_, PyAny>) -> PyResult<&'static str> {
    if value.extract::<i32>().is_ok() {
        return Ok("int");
    }
    if value.extract::<i64>().is_ok() {
        return Ok("long");
    }
    if value.extract::<u64>().is_ok() {
        return Ok("unsigned long");
    }
    Err(PyOverflowError::new_err("int too large for every integer type of C++"))
}

/// The type of a pointer to a function.
fn pointer_to(function: &Function) -> Result<String, Damaged> {
    let signature = function.signature()?;
    let mut parameters = Vec::new();
    for parameter in &signature.parameters {
        parameters.push(parameter.argument.ty.spelling()?);
    }
    Ok(format!("{}(*)({})", signature.result.ty().spelling()?, parameters.join(",")))
}

/// The combinations of the types of several values, best first: those in which few values have other types than their first.
pub(super) fn combinations(types: &[Vec<String>]) -> Vec<String> {
    let longest = types.iter().map(Vec::len).max().unwrap_or(1);
    let mut chosen: Vec<Vec<usize>> = vec![Vec::new()];
    if types.iter().map(Vec::len).product::<usize>() <= MOST_PRODUCT {
        for of_one in types {
            chosen = chosen
                .iter()
                .flat_map(|before| (0..of_one.len()).map(|next| [before.as_slice(), &[next]].concat()))
                .collect();
        }
        chosen.sort_by_key(|places| places.iter().sum::<usize>());
        let last = chosen.last().cloned();
        // What results are written to comes last, and often all of it by address.
        let addresses = |from: usize| -> Vec<usize> {
            let place = |(index, of_one): (usize, &Vec<String>)| {
                if index < from { 0 } else { of_one.iter().position(|ty| ty.ends_with('*')).unwrap_or(0) }
            };
            types.iter().enumerate().map(place).collect()
        };
        let by_address: Vec<Vec<usize>> = (0..types.len().min(MOST / 2)).rev().map(addresses).collect();
        for places in by_address.into_iter().rev() {
            if let Some(place @ 1..) = chosen.iter().position(|other| *other == places) {
                chosen[1..=place].rotate_right(1);
            }
        }
        if chosen.len() > MOST {
            chosen.truncate(MOST - 1);
            chosen.extend(last);
        }
    } else {
        chosen = (0..longest)
            .map(|place| types.iter().map(|of_one| place.min(of_one.len() - 1)).collect())
            .collect();
    }
    let spelled = |places: Vec<usize>| -> String {
        let parts: Vec<&str> =
            types.iter().zip(places).map(|(of_one, place)| of_one[place].as_str()).collect();
        parts.join(",")
    };
    chosen.into_iter().map(spelled).collect()
}

#[cfg(test)]
mod tests {
    use super::combinations;

    #[test]
    fn the_best_types_come_first() {
        let types = |all: &[&str]| -> Vec<String> { all.iter().map(|ty| (*ty).to_owned()).collect() };
        assert_eq!(combinations(&[]), [""]);
        assert_eq!(combinations(&[types(&["A&", "A*"]), types(&["int"])]), ["A&,int", "A*,int"]);
        assert_eq!(
            combinations(&[types(&["A&", "A*"]), types(&["B&", "B*"])]),
            ["A&,B&", "A&,B*", "A*,B*", "A*,B&"]
        );
        let many = vec![types(&["A&", "A*", "A&&"]); 20];
        assert_eq!(combinations(&many).len(), 3);
    }
}
