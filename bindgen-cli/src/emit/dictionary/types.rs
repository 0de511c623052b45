//! The type tables: one record per type of the IR, under the same index.

use cppbind_abi::NONE;
use cppbind_abi::codes::{Qualifiers, TypeKind};

use super::tables::{Tables, row};
use crate::emit::stub::{Shape, result_carrier};
use crate::ir::{self, Builtin, Ir, TypeId};

impl Tables<'_> {
    /// Fills Types and TypeLists.
    pub(super) fn types(&mut self) {
        let ir = self.source.ir;
        for (index, ty) in ir.types.iter().enumerate() {
            let id = TypeId(index as u32);
            let (mut count, mut element, mut declaration) = (0, NONE, NONE);
            let kind = match &ty.kind {
                ir::TypeKind::Builtin(builtin) => builtin_kind(*builtin),
                ir::TypeKind::Pointer(inner) => {
                    element = inner.0;
                    TypeKind::Pointer
                }
                ir::TypeKind::LValueReference(inner) => {
                    element = inner.0;
                    TypeKind::LValueReference
                }
                ir::TypeKind::RValueReference(inner) => {
                    element = inner.0;
                    TypeKind::RValueReference
                }
                ir::TypeKind::Array(inner, extent) => {
                    (element, count) = (inner.0, *extent);
                    TypeKind::Array
                }
                ir::TypeKind::UnboundedArray(inner) => {
                    element = inner.0;
                    TypeKind::UnboundedArray
                }
                ir::TypeKind::Record(record) => {
                    declaration = self.class_indices.get(record).copied().unwrap_or(NONE);
                    TypeKind::Class
                }
                ir::TypeKind::Enum(enumeration) => {
                    element = ir[*enumeration].underlying.0;
                    declaration = self.enum_indices.get(enumeration).copied().unwrap_or(NONE);
                    TypeKind::Enum
                }
                ir::TypeKind::Function { result, parameters, .. } => {
                    (element, declaration, count) =
                        (result.0, self.type_lists.len() as u32, parameters.len() as u64);
                    self.type_lists.extend(parameters.iter().map(|parameter| row!(parameter.0)));
                    TypeKind::Function
                }
                ir::TypeKind::Unsupported(_) => TypeKind::Opaque,
            };
            let spelling = self.strings.add(name(ir, ty));
            let qualifiers = Qualifiers::default()
                .with(Qualifiers::CONST, ty.qualifiers.is_const)
                .with(Qualifiers::VOLATILE, ty.qualifiers.is_volatile);
            let carrier = result_carrier(ir, id) as u8;
            debug_assert!(kind != TypeKind::Void || Shape::of(ir, id) == Shape::Void);
            self.types.push(row!(
                count,
                spelling,
                element,
                declaration,
                kind as u8,
                qualifiers.0,
                carrier,
                0
            ));
        }
    }
}

/// A class's or enum's own name, whatever the type's qualifiers; any other type's spelling.
fn name<'a>(ir: &'a Ir, ty: &'a ir::Type) -> &'a str {
    match ty.kind {
        ir::TypeKind::Record(record) => &ir[record].qualified,
        ir::TypeKind::Enum(enumeration) => &ir[enumeration].qualified,
        _ => &ty.spelling,
    }
}

fn builtin_kind(builtin: Builtin) -> TypeKind {
    match builtin {
        Builtin::Void => TypeKind::Void,
        Builtin::Bool => TypeKind::Bool,
        Builtin::Char => TypeKind::Char,
        Builtin::SChar => TypeKind::SChar,
        Builtin::UChar => TypeKind::UChar,
        Builtin::Int8 => TypeKind::SmallInt,
        Builtin::UInt8 => TypeKind::SmallUInt,
        Builtin::WChar => TypeKind::WChar,
        Builtin::Char8 => TypeKind::Char8,
        Builtin::Char16 => TypeKind::Char16,
        Builtin::Char32 => TypeKind::Char32,
        Builtin::Short => TypeKind::Short,
        Builtin::UShort => TypeKind::UShort,
        Builtin::Int => TypeKind::Int,
        Builtin::UInt => TypeKind::UInt,
        Builtin::Long => TypeKind::Long,
        Builtin::ULong => TypeKind::ULong,
        Builtin::LongLong => TypeKind::LongLong,
        Builtin::ULongLong => TypeKind::ULongLong,
        Builtin::Float => TypeKind::Float,
        Builtin::Double => TypeKind::Double,
        Builtin::LongDouble => TypeKind::LongDouble,
        Builtin::NullPtr => TypeKind::NullPtr,
    }
}
