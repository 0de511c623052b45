//! What a type record says, checked once, in a form to match on.
//!
//! May not know: values.

use cppbind_abi::codes::{Qualifiers, TableKind, TypeKind};

use super::scalar::Scalar;
use crate::dictionary::Damaged;
use crate::registry::{Class, Type, class_of};

/// A type by what it takes to convert its values.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// `void`.
    Void,
    /// `std::nullptr_t`.
    Null,
    /// A builtin number, character or boolean.
    Scalar(Scalar),
    /// An enumeration, as its underlying type.
    Enumeration(Scalar),
    /// A pointer to the type.
    Pointer(Type),
    /// A reference to the type; `true` for `&&`.
    Reference(Type, bool),
    /// An array of so many elements of the type; `None` where the bound is unknown.
    Array(Type, Option<u64>),
    /// A class, struct or union.
    Class,
    /// A function.
    Function,
    /// What dictionaries cannot carry.
    Opaque,
}

impl Kind {
    /// What a type is.
    pub fn of(ty: Type) -> Result<Self, Damaged> {
        let damaged = || ty.dictionary.damaged(TableKind::Types, ty.index);
        let kind = TypeKind::from_raw(ty.record.kind).ok_or_else(damaged)?;
        if let Some(scalar) = Scalar::of(kind) {
            return Ok(Self::Scalar(scalar));
        }
        Ok(match kind {
            TypeKind::Void => Self::Void,
            TypeKind::NullPtr => Self::Null,
            TypeKind::Pointer => Self::Pointer(ty.element()?),
            TypeKind::LValueReference => Self::Reference(ty.element()?, false),
            TypeKind::RValueReference => Self::Reference(ty.element()?, true),
            TypeKind::Array => Self::Array(ty.element()?, Some(ty.record.count)),
            TypeKind::UnboundedArray => Self::Array(ty.element()?, None),
            TypeKind::Class => Self::Class,
            TypeKind::Enum => {
                let underlying = ty.element()?;
                let scalar = TypeKind::from_raw(underlying.record.kind).and_then(Scalar::of);
                Self::Enumeration(scalar.ok_or_else(damaged)?)
            }
            TypeKind::Function => Self::Function,
            _ => Self::Opaque,
        })
    }

    /// The scalar that memory of this type holds, for numbers and enumerations.
    pub fn scalar(self) -> Option<Scalar> {
        match self {
            Self::Scalar(scalar) | Self::Enumeration(scalar) => Some(scalar),
            _ => None,
        }
    }
}

/// Whether a type is `const`; an array is where its elements are.
pub fn is_const(ty: Type) -> bool {
    if Qualifiers(u32::from(ty.record.qualifiers)).has(Qualifiers::CONST) {
        return true;
    }
    matches!(Kind::of(ty), Ok(Kind::Array(element, _)) if is_const(element))
}

/// Whether the type is CPython's `PyObject`, whatever its qualifiers.
pub fn is_python_object(ty: Type) -> Result<bool, Damaged> {
    is_class_named(ty, "_object")
}

/// `sizeof`; `None` where no loaded dictionary knows it.
pub fn size_of_type(ty: Type) -> Result<Option<usize>, Damaged> {
    Ok(match Kind::of(ty)? {
        Kind::Scalar(scalar) | Kind::Enumeration(scalar) => Some(scalar.size()),
        Kind::Pointer(_) | Kind::Reference(..) | Kind::Null => Some(size_of::<usize>()),
        Kind::Array(element, Some(count)) => {
            size_of_type(element)?.and_then(|size| size.checked_mul(usize::try_from(count).ok()?))
        }
        Kind::Class => class_of(ty)?.and_then(size_of_class),
        Kind::Void | Kind::Array(_, None) | Kind::Function | Kind::Opaque => None,
    })
}

fn size_of_class(class: &Class) -> Option<usize> {
    usize::try_from(class.record.size).ok().filter(|size| *size > 0)
}

/// Whether the type is the class of this qualified name, whatever its qualifiers.
pub fn is_class_named(ty: Type, qualified: &str) -> Result<bool, Damaged> {
    if TypeKind::from_raw(ty.record.kind) != Some(TypeKind::Class) {
        return Ok(false);
    }
    let spelling = ty.spelling()?;
    Ok(spelling.trim_start_matches("const ").trim_start_matches("volatile ") == qualified)
}
