//! `operator[]` and `operator()` as `obj[i]` and `obj[i, j]`, also to assign to.

use pyo3::exceptions::{PyIndexError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyInt, PyTuple, PyType};

use super::method::{define, with_self};
use super::sets::{self, Set};
use crate::call;
use crate::registry::Class;

/// What indexing a class means.
struct Subscript {
    /// `operator[]`.
    brackets: Option<Py<PyAny>>,
    /// `operator()`, where a result of it can be assigned to.
    parentheses: Option<Py<PyAny>>,
    /// Whether `size()` bounds the index, as it does for sequences but not for maps.
    bounded: bool,
}

/// Gives a class `__getitem__` and `__setitem__` where it has operators for them.
pub(super) fn install(class: &'static Class, ty: &Bound<'_, PyType>, sets: &[Set]) -> PyResult<()> {
    let py = ty.py();
    let (mut brackets, mut parentheses) = (None, None);
    let mut assignable = false;
    for set in sets {
        match set.name {
            "operator[]" => {
                assignable |= set.assignable(1)?;
                brackets = Some(set.callable(py)?.unbind());
            }
            "operator()" if set.assignable(1)? => {
                assignable = true;
                parentheses = Some(set.callable(py)?.unbind());
            }
            _ => {}
        }
    }
    if brackets.is_none() && parentheses.is_none() {
        return Ok(());
    }
    let bounded = brackets.is_some()
        && sets::member(class, "size")?.is_some_and(|size| {
            size.takes(0).unwrap_or(false) || size.is_called_statically().unwrap_or(false)
        })
        && !sets::has_name(class, "key_type")?;
    let subscript = std::sync::Arc::new(Subscript { brackets, parentheses, bounded });
    if assignable {
        let subscript = subscript.clone();
        define(ty, c"__setitem__", 2, move |object, arguments| {
            let (operator, indices) = subscript.choose(object, &arguments[0])?;
            call::assign_to_result(&operator, &with_self(object, &indices)?, &arguments[1])?;
            Ok(object.py().None())
        })?;
    }
    define(ty, c"__getitem__", 1, move |object, arguments| {
        let (operator, indices) = subscript.choose(object, &arguments[0])?;
        Ok(operator.call1(with_self(object, &indices)?)?.unbind())
    })
}

impl Subscript {
    /// The operator to call and its arguments behind the object.
    fn choose<'py>(
        &self,
        object: &Bound<'py, PyAny>,
        index: &Bound<'py, PyAny>,
    ) -> PyResult<(Bound<'py, PyAny>, Vec<Bound<'py, PyAny>>)> {
        let py = object.py();
        if let Ok(indices) = index.cast_exact::<PyTuple>()
            && let Some(operator) = self.parentheses.as_ref().filter(|_| indices.len() != 1)
        {
            return Ok((operator.bind(py).clone(), indices.iter().collect()));
        }
        let operator = self.brackets.as_ref().or(self.parentheses.as_ref());
        let operator = operator.ok_or_else(|| PyTypeError::new_err("object is not subscriptable"))?;
        let index = if self.bounded { within(object, index)? } else { index.clone() };
        Ok((operator.bind(py).clone(), vec![index]))
    }
}

/// A sequence's index, counted from the end where negative; IndexError outside.
fn within<'py>(object: &Bound<'py, PyAny>, index: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let Ok(number) = index.cast::<PyInt>() else { return Ok(index.clone()) };
    let size: i64 = object.call_method0("size")?.extract()?;
    let outside = || PyIndexError::new_err(format!("index {number} is out of range for size {size}"));
    let position: i64 = number.extract().map_err(|_| outside())?;
    let position = if position < 0 { position + size } else { position };
    if !(0..size).contains(&position) {
        return Err(outside());
    }
    Ok(position.into_pyobject(object.py())?.into_any())
}
