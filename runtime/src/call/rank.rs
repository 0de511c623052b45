//! The order in which overloads are tried: cppyy's scores, so that programs find
//! the same overload here.
//!
//! May not know: arguments.

use cppbind_abi::codes::{ClassFlags, FunctionFlags};
use cppbind_abi::records::FunctionRecord;

use super::signature::Parameter;
use crate::convert::kind::Kind;
use crate::convert::scalar::Scalar;
use crate::convert::smart;
use crate::dictionary::{Damaged, Dictionary};
use crate::registry::{Class, Type, class_of};

/// A function's score, the sum of its parameters': narrow and specific types
/// first, fewer defaults first, derived classes before their bases.
pub(super) fn priority(
    dictionary: &'static Dictionary,
    record: &FunctionRecord,
    parameters: &[Parameter],
) -> Result<i32, Damaged> {
    let mut score = 0;
    for parameter in parameters {
        score += parameter_score(parameter.argument.ty)?;
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

fn parameter_score(ty: Type) -> Result<i32, Damaged> {
    let mut inner = ty;
    let (mut rvalue, mut lvalue, mut pointer) = (false, false, false);
    loop {
        inner = match Kind::of(inner)? {
            Kind::Reference(referent, double) => {
                rvalue |= double;
                lvalue |= !double;
                referent
            }
            Kind::Pointer(pointee) => {
                pointer = true;
                pointee
            }
            Kind::Array(element, _) => element,
            _ => break,
        };
    }
    Ok(match Kind::of(inner)? {
        // `void*` takes everything.
        Kind::Void if pointer => -1000,
        Kind::Scalar(scalar) => scalar_score(inner, scalar)?,
        Kind::Enumeration(_) => -100,
        Kind::Class => {
            let class = class_of(inner)?;
            let defined = class.filter(|class| !class.flags().has(ClassFlags::INCOMPLETE));
            let depth = match defined.map_or(Ok(None), smart::of)? {
                // Whoever takes the object itself goes before those who want it held.
                Some(pointer) => depth(pointer.element(), 0)? - 1,
                None => defined.map_or(Ok(0), |class| depth(class, 0))?,
            };
            let moves = if rvalue { 100 } else { 0 };
            let list = if inner.spelling()?.contains("initializer_list") { 150 } else { 0 };
            let incomplete = match defined {
                Some(_) => 0,
                None if lvalue => -5000,
                None => -2000,
            };
            depth + moves + list + incomplete
        }
        _ => 0,
    })
}

fn scalar_score(ty: Type, scalar: Scalar) -> Result<i32, Damaged> {
    Ok(match scalar {
        Scalar::Bool => 1,
        Scalar::Char
        | Scalar::SChar
        | Scalar::UChar
        | Scalar::WChar
        | Scalar::Char8
        | Scalar::Char16
        | Scalar::Char32 => -60,
        Scalar::I16 | Scalar::U16 => -50,
        Scalar::I32 | Scalar::U32 | Scalar::I8 | Scalar::U8 => 0,
        Scalar::I64 | Scalar::U64 if ty.spelling()?.contains("long long") => -5,
        Scalar::I64 | Scalar::U64 => -10,
        Scalar::F64 => -80,
        Scalar::F80 => -90,
        Scalar::F32 => -100,
    })
}

/// The length of the longest way up a class's hierarchy.
fn depth(class: &Class, below: u32) -> Result<i32, Damaged> {
    // Damaged dictionaries may have circles.
    if below > 64 {
        return Ok(0);
    }
    let mut longest = 0;
    for base in class.bases()? {
        longest = longest.max(1 + depth(base.class, below + 1)?);
    }
    Ok(longest)
}
