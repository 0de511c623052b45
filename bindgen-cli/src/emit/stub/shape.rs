//! How a C++ type travels through a stub's C signature.

use cppbind_abi::codes::Carrier;

use crate::analysis::{StringType, string_type};
use crate::ir::{Builtin, EnumId, Ir, Parameter, RecordId, TypeId, TypeKind};

/// How C++ takes or gives what travels by value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::emit) enum Through {
    /// `T`.
    Value,
    /// `const T&`.
    ConstReference,
    /// `T&&`.
    RValue,
}

/// What a type is to a stub.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::emit) enum Shape {
    /// Nothing.
    Void,
    /// `std::nullptr_t`.
    Null,
    /// A number, character or bool.
    Scalar(Builtin, Through),
    /// An enumeration, as its underlying type.
    Enum(EnumId, TypeId, Through),
    /// A pointer: the type, without reference.
    Pointer(TypeId, Through),
    /// A string class.
    Text(StringType, Through),
    /// A class by value or by rvalue reference: the type, without reference.
    Class(RecordId, TypeId, Through),
    /// An address of something that stays where it is: the referent.
    Reference(TypeId),
}

impl Shape {
    /// The shape of a type.
    pub(in crate::emit) fn of(ir: &Ir, ty: TypeId) -> Self {
        match ir[ty].kind {
            TypeKind::LValueReference(inner) => {
                let qualifiers = ir[inner].qualifiers;
                match Self::by_value(ir, inner, Through::ConstReference) {
                    Some(Self::Class(..)) | None => Self::Reference(inner),
                    Some(shape) if qualifiers.is_const && !qualifiers.is_volatile => shape,
                    Some(_) => Self::Reference(inner),
                }
            }
            TypeKind::RValueReference(inner) => {
                Self::by_value(ir, inner, Through::RValue).unwrap_or(Self::Reference(inner))
            }
            _ => Self::by_value(ir, ty, Through::Value).unwrap_or(Self::Reference(ty)),
        }
    }

    /// The shape of a parameter.
    pub(super) fn of_parameter(ir: &Ir, parameter: &Parameter) -> Self {
        match ir[parameter.ty].kind {
            TypeKind::LValueReference(referent) if parameter.lasting => Self::Reference(referent),
            _ => Self::of(ir, parameter.ty),
        }
    }

    fn by_value(ir: &Ir, ty: TypeId, through: Through) -> Option<Self> {
        match ir[ty].kind {
            TypeKind::Builtin(Builtin::Void) => Some(Self::Void),
            TypeKind::Builtin(Builtin::NullPtr) => Some(Self::Null),
            TypeKind::Builtin(builtin) => Some(Self::Scalar(builtin, through)),
            TypeKind::Enum(enumeration) => Some(Self::Enum(enumeration, ty, through)),
            TypeKind::Pointer(_) => Some(Self::Pointer(ty, through)),
            TypeKind::Record(record) => Some(match string_type(ir, ty) {
                Some(string) => Self::Text(string, through),
                None => Self::Class(record, ty, through),
            }),
            _ => None,
        }
    }
}

/// The carrier of a parameter.
pub(in crate::emit) fn parameter_carrier(ir: &Ir, parameter: &Parameter) -> Carrier {
    carrier(ir, Shape::of_parameter(ir, parameter))
}

fn carrier(ir: &Ir, shape: Shape) -> Carrier {
    match shape {
        Shape::Void => Carrier::Void,
        Shape::Scalar(builtin, _) => scalar_carrier(builtin),
        Shape::Enum(enumeration, ..) => carrier(ir, Shape::of(ir, ir[enumeration].underlying)),
        Shape::Text(..) => Carrier::Text,
        Shape::Null | Shape::Pointer(..) | Shape::Class(..) | Shape::Reference(_) => Carrier::Pointer,
    }
}

/// The carrier of a result, and of a value of this type.
pub(in crate::emit) fn result_carrier(ir: &Ir, ty: TypeId) -> Carrier {
    match Shape::of(ir, ty) {
        Shape::Class(..) => Carrier::Object,
        shape => carrier(ir, shape),
    }
}

fn scalar_carrier(builtin: Builtin) -> Carrier {
    match builtin {
        Builtin::Void => Carrier::Void,
        Builtin::Bool => Carrier::Bool,
        Builtin::Char | Builtin::SChar | Builtin::Int8 => Carrier::I8,
        Builtin::UChar | Builtin::UInt8 | Builtin::Char8 => Carrier::U8,
        Builtin::Char16 | Builtin::UShort => Carrier::U16,
        Builtin::Short => Carrier::I16,
        Builtin::WChar | Builtin::Int => Carrier::I32,
        Builtin::Char32 | Builtin::UInt => Carrier::U32,
        Builtin::Long | Builtin::LongLong => Carrier::I64,
        Builtin::ULong | Builtin::ULongLong => Carrier::U64,
        Builtin::Float => Carrier::F32,
        Builtin::Double | Builtin::LongDouble => Carrier::F64,
        Builtin::NullPtr => Carrier::Pointer,
    }
}

/// A type as a declaration's specifier, whatever its declarator looks like, without its own qualifiers.
pub(super) fn specifier(ir: &Ir, ty: TypeId) -> String {
    let cpp = unqualified(ir, ty);
    if is_plain(ir, ty) { cpp } else { format!("::cppbind::Type<{cpp}>") }
}

/// A pointer to a type, its qualifiers kept.
pub(super) fn pointer_to(ir: &Ir, ty: TypeId) -> String {
    let cpp = &ir[ty].cpp;
    if is_plain(ir, ty) { format!("{cpp}*") } else { format!("::cppbind::Type<{cpp}>*") }
}

/// A type without its own qualifiers.
pub(super) fn unqualified(ir: &Ir, ty: TypeId) -> String {
    let (this, qualifiers) = (&ir[ty], ir[ty].qualifiers);
    match this.kind {
        _ if !qualifiers.is_const && !qualifiers.is_volatile => this.cpp.clone(),
        TypeKind::Record(record) => ir[record].cpp.clone(),
        TypeKind::Builtin(builtin) => builtin.cpp_name().to_owned(),
        _ => format!("std::remove_cv_t<{}>", this.cpp),
    }
}

/// Whether a name can simply follow the type.
fn is_plain(ir: &Ir, ty: TypeId) -> bool {
    match ir[ty].kind {
        TypeKind::Pointer(inner) => is_plain(ir, inner),
        TypeKind::Builtin(_) | TypeKind::Record(_) | TypeKind::Enum(_) => true,
        _ => false,
    }
}
