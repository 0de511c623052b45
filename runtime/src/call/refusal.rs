//! Which functions refuse arguments whatever their values are.
//!
//! May not know: values.

use pyo3::ffi;
use pyo3::prelude::*;

use super::function::Function;
use crate::dictionary::Damaged;

/// The types of a call's arguments, where they are known.
pub(super) struct Types(Option<Vec<*mut ffi::PyTypeObject>>);

impl Types {
    /// Those of arguments by position.
    pub(super) fn of(arguments: &[Bound<'_, PyAny>]) -> Self {
        // SAFETY: live objects.
        Self(Some(arguments.iter().map(|value| unsafe { ffi::Py_TYPE(value.as_ptr()) }).collect()))
    }

    /// Nothing is known.
    pub(super) const fn unknown() -> Self {
        Self(None)
    }

    /// Whether a function is known to refuse such arguments as exact matches.
    pub(super) fn refused_by(&self, function: &Function) -> Result<bool, Damaged> {
        self.0.as_ref().map_or(Ok(false), |types| refuses(function, types))
    }
}

/// Whether a function refuses every call with positional arguments of exactly
/// these types in the round of exact matches. Where that is not sure, it is said
/// not to be so.
pub(super) fn refuses(function: &Function, types: &[*mut ffi::PyTypeObject]) -> Result<bool, Damaged> {
    let signature = function.signature()?;
    if !(signature.required..=signature.parameters.len()).contains(&types.len()) {
        return Ok(true);
    }
    for (parameter, class) in signature.parameters.iter().zip(types) {
        // SAFETY: the types of live arguments.
        if unsafe { parameter.argument.always_refuses(*class)? } {
            return Ok(true);
        }
    }
    Ok(false)
}
