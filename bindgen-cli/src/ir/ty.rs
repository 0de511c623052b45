//! Types: canonical, so that equal types have equal ids.

use super::{EnumId, RecordId, TypeId};

/// cv-qualifiers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize)]
pub struct Qualifiers {
    /// `const`.
    pub is_const: bool,
    /// `volatile`.
    pub is_volatile: bool,
}

/// One type.
#[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize)]
pub struct Type {
    /// What it is.
    pub kind: TypeKind,
    /// Its own qualifiers (a pointer's, not its pointee's).
    pub qualifiers: Qualifiers,
    /// Normal spelling, as users read it and as dictionaries store it.
    pub spelling: String,
    /// A spelling that generated C++ code can use.
    pub cpp: String,
}

/// What a type is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize)]
pub enum TypeKind {
    /// `void` and the arithmetic types.
    Builtin(Builtin),
    /// Pointee.
    Pointer(TypeId),
    /// Referent.
    LValueReference(TypeId),
    /// Referent.
    RValueReference(TypeId),
    /// Element and extent.
    Array(TypeId, u64),
    /// Element.
    UnboundedArray(TypeId),
    /// A class.
    Record(RecordId),
    /// An enumeration.
    Enum(EnumId),
    /// A function type.
    Function {
        /// Result.
        result: TypeId,
        /// Parameters.
        parameters: Vec<TypeId>,
        /// C variadic.
        variadic: bool,
    },
    /// A type that dictionaries cannot carry, and why: member pointers, vector extensions, `__int128`, dependent types.
    Unsupported(String),
}

/// `void` and the arithmetic types, the distinct ones of C++.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
pub enum Builtin {
    /// `void`.
    Void,
    /// `bool`.
    Bool,
    /// `char`.
    Char,
    /// `signed char`.
    SChar,
    /// `unsigned char`.
    UChar,
    /// `int8_t`: `signed char` written through that typedef.
    Int8,
    /// `uint8_t`: `unsigned char` written through that typedef; also `std::byte`.
    UInt8,
    /// `wchar_t`.
    WChar,
    /// `char8_t`.
    Char8,
    /// `char16_t`.
    Char16,
    /// `char32_t`.
    Char32,
    /// `short`.
    Short,
    /// `unsigned short`.
    UShort,
    /// `int`.
    Int,
    /// `unsigned int`.
    UInt,
    /// `long`.
    Long,
    /// `unsigned long`.
    ULong,
    /// `long long`.
    LongLong,
    /// `unsigned long long`.
    ULongLong,
    /// `float`.
    Float,
    /// `double`.
    Double,
    /// `long double`.
    LongDouble,
    /// `std::nullptr_t`.
    NullPtr,
}
