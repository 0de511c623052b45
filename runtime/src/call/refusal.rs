//! Which functions refuse arguments whatever their values are.
//!
//! May not know: values.

use pyo3::ffi;

use super::function::Function;
use crate::dictionary::Damaged;

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
