//! Values that are known since the dictionary was made.

use cppbind_abi::NONE;
use cppbind_abi::codes::{Carrier, TypeKind};
use cppbind_abi::records::{ConstantRecord, TypeRecord};
use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;

use crate::dictionary::Dictionary;

/// The value of a constant.
pub(super) fn value<'py>(
    py: Python<'py>,
    dictionary: &'static Dictionary,
    constant: &ConstantRecord,
) -> PyResult<Bound<'py, PyAny>> {
    if constant.text != NONE {
        return dictionary.name(constant.text)?.into_bound_py_any(py);
    }
    of_bits(py, dictionary.get(constant.ty)?, constant.bits)
}

/// A scalar of this type from its bits: an integer as the carrier says, or a double.
pub(super) fn of_bits<'py>(py: Python<'py>, ty: &TypeRecord, bits: u64) -> PyResult<Bound<'py, PyAny>> {
    let character = match TypeKind::from_raw(ty.kind) {
        Some(TypeKind::Bool) => return (bits != 0).into_bound_py_any(py),
        Some(TypeKind::Char | TypeKind::SChar | TypeKind::UChar) => char::from_u32(bits as u32 & 0xFF),
        Some(TypeKind::WChar | TypeKind::Char8 | TypeKind::Char16 | TypeKind::Char32) => {
            char::from_u32(bits as u32)
        }
        _ => None,
    };
    if let Some(character) = character {
        return character.into_bound_py_any(py);
    }
    match Carrier::from_raw(ty.carrier) {
        Some(Carrier::F32 | Carrier::F64) => f64::from_bits(bits).into_bound_py_any(py),
        Some(Carrier::I8 | Carrier::I16 | Carrier::I32 | Carrier::I64) => (bits as i64).into_bound_py_any(py),
        _ => bits.into_bound_py_any(py),
    }
}
