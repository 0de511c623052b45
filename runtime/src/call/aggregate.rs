//! Aggregates initialised by member names: `Pod(1, ratio=2.5)`.
//!
//! Members in front of the first gap go to the constructor stub; those behind it
//! are assigned afterwards, so that the members in the gap have the values that
//! the header gives them.
//!
//! May not know: how members are converted.

use cppbind_abi::codes::FunctionFlags;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyString;

use super::arguments::Arguments;
use super::function::Function;
use super::signature::Parameter;
use crate::convert::kind::Kind;
use crate::convert::null;
use crate::dictionary::Damaged;
use crate::instance;

/// Members to assign, by name.
type Later<'py> = Vec<(Bound<'py, PyString>, Bound<'py, PyAny>)>;

/// The arguments for the stub and the members to assign afterwards; `None`
/// instead of the first where the arguments are right as they are.
pub(super) fn split<'py>(
    function: &Function,
    arguments: Arguments<'_, 'py>,
    qualified: &str,
) -> PyResult<(Option<Vec<Bound<'py, PyAny>>>, Later<'py>)> {
    let Some((names, values)) = arguments.keywords.filter(|_| function.is(FunctionFlags::AGGREGATE)) else {
        return Ok((None, Vec::new()));
    };
    let members = &function.signature()?.parameters;
    let mut given: Vec<Option<(Bound<'py, PyString>, Bound<'py, PyAny>)>> = vec![None; members.len()];
    for (name, value) in names.iter().zip(values) {
        let name = name.cast_into::<PyString>()?;
        let text = name.to_str()?;
        let Some(position) = members.iter().position(|member| member.name == text) else {
            return Err(PyTypeError::new_err(format!(
                "{qualified} got an unexpected keyword argument '{text}'"
            )));
        };
        if position < arguments.positional.len() {
            return Err(PyTypeError::new_err(format!(
                "{qualified} got multiple values for argument '{text}'"
            )));
        }
        given[position] = Some((name, value.clone()));
    }
    let mut leading = arguments.positional.to_vec();
    let mut rest = given.into_iter().skip(leading.len());
    let mut later = Vec::new();
    for member in rest.by_ref() {
        match member {
            Some((_, value)) => leading.push(value),
            None => break,
        }
    }
    later.extend(rest.flatten());
    Ok((Some(leading), later))
}

/// Keeps what members of a new object point to, as an assignment to them does.
pub(super) fn keep(
    function: &Function,
    object: &Bound<'_, PyAny>,
    arguments: &[Bound<'_, PyAny>],
) -> PyResult<()> {
    if !function.is(FunctionFlags::AGGREGATE) {
        return Ok(());
    }
    for (member, value) in function.signature()?.parameters.iter().zip(arguments) {
        if is_pointer(member)? && !null::is_null(value) {
            instance::keep_for(object, value)?;
        }
    }
    Ok(())
}

/// Whether [`keep`] may have something to keep.
pub(super) fn keeps_some(function: &Function) -> Result<bool, Damaged> {
    if !function.is(FunctionFlags::AGGREGATE) {
        return Ok(false);
    }
    for member in &function.signature()?.parameters {
        if is_pointer(member)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn is_pointer(member: &Parameter) -> Result<bool, Damaged> {
    Ok(matches!(Kind::of(member.argument.ty)?, Kind::Pointer(_)))
}

/// Assigns members of a new object, which ends where one does not fit.
pub(super) fn assign(object: &Bound<'_, PyAny>, later: &Later<'_>) -> PyResult<()> {
    for (name, value) in later {
        if let Err(error) = object.setattr(name, value) {
            instance::destroy(object)?;
            return Err(error);
        }
    }
    Ok(())
}
