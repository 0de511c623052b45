//! The order in which overloads are tried: cppyy's scores, so that programs find
//! the same overload here.
//!
//! May not know: arguments.

use cppbind_abi::codes::FunctionFlags;
use cppbind_abi::records::FunctionRecord;

use super::signature::Parameter;
use crate::convert::rank;
use crate::dictionary::{Damaged, Dictionary};

/// A function's score, the sum of its parameters': narrow and specific types
/// first, fewer defaults first, derived classes before their bases.
pub(super) fn priority(
    dictionary: &'static Dictionary,
    record: &FunctionRecord,
    parameters: &[Parameter],
) -> Result<i32, Damaged> {
    let mut score = 0;
    for parameter in parameters {
        score += rank::of(parameter.argument.ty)?;
    }
    score -= i32::from(record.parameters_count) - i32::from(record.required);
    let flags = FunctionFlags(record.flags);
    if flags.has(FunctionFlags::CONST) && dictionary.text(record.name)? == Some("operator[]") {
        score -= 10;
    }
    // Moving is preferred only by parameters; a specialisation comes after the
    // ordinary functions that fit as well.
    if flags.has(FunctionFlags::SPECIALISATION) {
        score -= 1;
    }
    Ok(score)
}
