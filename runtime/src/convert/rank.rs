//! How specific a type is, for those who try several: cppyy's scores, so that programs find the same overload here.
//!
//! May not know: functions.

use cppbind_abi::codes::ClassFlags;

use super::kind::Kind;
use super::scalar::Scalar;
use super::smart;
use crate::dictionary::Damaged;
use crate::registry::{Class, Type, class_of};

/// A type's score: narrow and specific types first, derived classes before their bases.
pub fn of(ty: Type) -> Result<i32, Damaged> {
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
        // A text of one character is a text first.
        Kind::Scalar(Scalar::Char | Scalar::WChar | Scalar::Char8 | Scalar::Char16 | Scalar::Char32)
            if pointer =>
        {
            -55
        }
        Kind::Scalar(scalar) => scalar_score(inner, scalar)?,
        // Exact for its own values only, and behind all numbers for these.
        Kind::Enumeration(_) => -110,
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
