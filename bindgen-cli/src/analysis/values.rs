//! Classes whose values travel as text.

use crate::ir::{Ir, TypeId};

/// `std::string` or `std::string_view`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StringType {
    /// `std::string`.
    String,
    /// `std::string_view`.
    View,
}

/// Which string class `ty` is, by value and whatever its qualifiers.
pub fn string_type(ir: &Ir, ty: TypeId) -> Option<StringType> {
    match ir[ir.as_record(ty)?].qualified.as_str() {
        "std::string" => Some(StringType::String),
        "std::string_view" => Some(StringType::View),
        _ => None,
    }
}
