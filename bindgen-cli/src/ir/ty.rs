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

impl Builtin {
    /// As C++ spells it; `int8_t` and `uint8_t`, names of headers, as what they stand for.
    pub const fn cpp_name(self) -> &'static str {
        match self {
            Self::Void => "void",
            Self::Bool => "bool",
            Self::Char => "char",
            Self::SChar | Self::Int8 => "signed char",
            Self::UChar | Self::UInt8 => "unsigned char",
            Self::WChar => "wchar_t",
            Self::Char8 => "char8_t",
            Self::Char16 => "char16_t",
            Self::Char32 => "char32_t",
            Self::Short => "short",
            Self::UShort => "unsigned short",
            Self::Int => "int",
            Self::UInt => "unsigned int",
            Self::Long => "long",
            Self::ULong => "unsigned long",
            Self::LongLong => "long long",
            Self::ULongLong => "unsigned long long",
            Self::Float => "float",
            Self::Double => "double",
            Self::LongDouble => "long double",
            Self::NullPtr => "std::nullptr_t",
        }
    }
}
