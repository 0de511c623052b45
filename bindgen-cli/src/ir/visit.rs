//! Walks over types.

use super::{Ir, RecordId, TypeId, TypeKind};

impl Ir {
    /// The type behind pointers, references and arrays.
    pub fn innermost(&self, ty: TypeId) -> TypeId {
        match self[ty].kind {
            TypeKind::Pointer(inner)
            | TypeKind::LValueReference(inner)
            | TypeKind::RValueReference(inner)
            | TypeKind::Array(inner, _)
            | TypeKind::UnboundedArray(inner) => self.innermost(inner),
            _ => ty,
        }
    }

    /// What a reference refers to; any other type itself.
    pub fn referent(&self, ty: TypeId) -> TypeId {
        match self[ty].kind {
            TypeKind::LValueReference(inner) | TypeKind::RValueReference(inner) => inner,
            _ => ty,
        }
    }

    /// The class itself, where `ty` is one by value.
    pub fn as_record(&self, ty: TypeId) -> Option<RecordId> {
        match self[ty].kind {
            TypeKind::Record(record) => Some(record),
            _ => None,
        }
    }

    /// The first reason, going inwards, why a dictionary cannot carry this type.
    pub fn unsupported(&self, ty: TypeId) -> Option<&str> {
        match &self[ty].kind {
            TypeKind::Unsupported(reason) => Some(reason),
            TypeKind::Pointer(inner)
            | TypeKind::LValueReference(inner)
            | TypeKind::RValueReference(inner)
            | TypeKind::Array(inner, _)
            | TypeKind::UnboundedArray(inner) => self.unsupported(*inner),
            TypeKind::Function { result, parameters, .. } => self
                .unsupported(*result)
                .or_else(|| parameters.iter().find_map(|parameter| self.unsupported(*parameter))),
            TypeKind::Builtin(_) | TypeKind::Record(_) | TypeKind::Enum(_) => None,
        }
    }
}
