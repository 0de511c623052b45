//! Types as libclang sees them, sugar included.

use std::marker::PhantomData;

use clang_sys as sys;
use clang_sys::CXType;

use super::{Cursor, TranslationUnit, TypeKind, text};

/// A type.
#[derive(Clone, Copy)]
pub struct Type<'tu> {
    pub(super) raw: CXType,
    unit: PhantomData<&'tu TranslationUnit>,
}

/// `&` or `&&` behind a member function's parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reference {
    /// `&`.
    LValue,
    /// `&&`.
    RValue,
}

impl PartialEq for Type<'_> {
    fn eq(&self, other: &Self) -> bool {
        // SAFETY: both types belong to living units.
        unsafe { sys::clang_equalTypes(self.raw, other.raw) != 0 }
    }
}

/// Functions of the type alone whose result is a type, possibly none.
macro_rules! related {
    ($($(#[$doc:meta])* $name:ident => $function:ident;)*) => {$(
        $(#[$doc])*
        pub fn $name(self) -> Option<Self> {
            // SAFETY: the type belongs to a living unit.
            Self::from_raw(unsafe { sys::$function(self.raw) })
        }
    )*};
}

macro_rules! questions {
    ($($(#[$doc:meta])* $name:ident => $function:ident;)*) => {$(
        $(#[$doc])*
        pub fn $name(self) -> bool {
            // SAFETY: the type belongs to a living unit.
            unsafe { sys::$function(self.raw) != 0 }
        }
    )*};
}

impl<'tu> Type<'tu> {
    pub(super) fn from_raw(raw: CXType) -> Option<Self> {
        (raw.kind != sys::CXType_Invalid).then_some(Self { raw, unit: PhantomData })
    }

    /// Equal for types that clang itself takes for the same, sugar and qualifiers included.
    pub fn identity(self) -> (usize, usize) {
        (self.raw.kind as usize, self.raw.data[0] as usize)
    }

    /// What it is.
    pub fn kind(self) -> TypeKind {
        TypeKind::from_raw(self.raw.kind)
    }

    /// As clang prints it.
    pub fn spelling(self) -> String {
        // SAFETY: the type belongs to a living unit.
        text::take(unsafe { sys::clang_getTypeSpelling(self.raw) })
    }

    /// Without any sugar.
    pub fn canonical(self) -> Self {
        // SAFETY: the type belongs to a living unit.
        Self::from_raw(unsafe { sys::clang_getCanonicalType(self.raw) }).unwrap_or(self)
    }

    related! {
        /// What a pointer or reference refers to.
        pointee => clang_getPointeeType;
        /// The type that an elaborated one names.
        named => clang_Type_getNamedType;
        /// The type behind an attribute.
        modified => clang_Type_getModifiedType;
        /// An array's element.
        element => clang_getArrayElementType;
        /// A function's result.
        result => clang_getResultType;
    }

    questions! {
        /// `const`, at this level of sugar.
        is_const => clang_isConstQualifiedType;
        /// `volatile`.
        is_volatile => clang_isVolatileQualifiedType;
        /// `...` at the end of a function's parameters.
        is_variadic => clang_isFunctionTypeVariadic;
    }

    /// An array's extent.
    pub fn array_size(self) -> Option<u64> {
        // SAFETY: the type belongs to a living unit.
        u64::try_from(unsafe { sys::clang_getArraySize(self.raw) }).ok()
    }

    /// The parameters of a function.
    pub fn parameters(self) -> Vec<Self> {
        // SAFETY: the type belongs to a living unit, and the indices are in range.
        unsafe {
            let count = u32::try_from(sys::clang_getNumArgTypes(self.raw)).unwrap_or(0);
            (0..count).filter_map(|index| Self::from_raw(sys::clang_getArgType(self.raw, index))).collect()
        }
    }

    /// The declaration of a class, enumeration or typedef.
    pub fn declaration(self) -> Option<Cursor<'tu>> {
        // SAFETY: the type belongs to a living unit.
        let raw = unsafe { sys::clang_getTypeDeclaration(self.raw) };
        (raw.kind != sys::CXCursor_NoDeclFound).then(|| Cursor::from_raw(raw)).flatten()
    }

    /// Whether the size is known: the class is defined, and instantiated where it is a specialisation.
    pub fn is_complete(self) -> bool {
        // SAFETY: the type belongs to a living unit.
        unsafe { sys::clang_Type_getSizeOf(self.raw) >= 0 }
    }

    /// The type arguments of a class template's specialisation, packs expanded; `None` stands for arguments that
    /// are no types. Empty for other types.
    pub fn template_arguments(self) -> Vec<Option<Self>> {
        // SAFETY: the type belongs to a living unit, and the indices are in range.
        unsafe {
            let count = u32::try_from(sys::clang_Type_getNumTemplateArguments(self.raw)).unwrap_or(0);
            (0..count)
                .map(|index| Self::from_raw(sys::clang_Type_getTemplateArgumentAsType(self.raw, index)))
                .collect()
        }
    }

    /// A member function's ref-qualifier.
    pub fn ref_qualifier(self) -> Option<Reference> {
        // SAFETY: the type belongs to a living unit.
        match unsafe { sys::clang_Type_getCXXRefQualifier(self.raw) } {
            sys::CXRefQualifier_LValue => Some(Reference::LValue),
            sys::CXRefQualifier_RValue => Some(Reference::RValue),
            _ => None,
        }
    }
}
