//! Types of declarations that no header writes down.
//!
//! May not know: which declarations.

use std::collections::HashMap;

use crate::ir::{Builtin, Ir, Qualifiers, Record, RecordId, Type, TypeId, TypeKind};

/// Finds types by what they are; a type that no declaration mentions is added.
pub(super) struct Types(HashMap<(TypeKind, Qualifiers), TypeId>);

impl Types {
    pub(super) fn of(ir: &Ir) -> Self {
        let entry = |(index, ty): (usize, &Type)| ((ty.kind.clone(), ty.qualifiers), TypeId(index as u32));
        Self(ir.types.iter().enumerate().rev().map(entry).collect())
    }

    pub(super) fn intern(&mut self, ir: &mut Ir, ty: Type) -> TypeId {
        *self.0.entry((ty.kind.clone(), ty.qualifiers)).or_insert_with(|| {
            ir.types.push(ty);
            TypeId(ir.types.len() as u32 - 1)
        })
    }

    pub(super) fn void(&mut self, ir: &mut Ir) -> TypeId {
        self.builtin(ir, Builtin::Void, "void")
    }

    pub(super) fn bool(&mut self, ir: &mut Ir) -> TypeId {
        self.builtin(ir, Builtin::Bool, "bool")
    }

    fn builtin(&mut self, ir: &mut Ir, builtin: Builtin, name: &str) -> TypeId {
        let (spelling, cpp) = (name.to_owned(), name.to_owned());
        let qualifiers = Qualifiers::default();
        self.intern(ir, Type { kind: TypeKind::Builtin(builtin), qualifiers, spelling, cpp })
    }

    /// `const C&`.
    pub(super) fn const_reference(&mut self, ir: &mut Ir, id: RecordId) -> TypeId {
        let referent = class_type(&ir[id], id, true);
        let (spelling, cpp) = (format!("{}&", referent.spelling), format!("{}&", referent.cpp));
        let kind = TypeKind::LValueReference(self.intern(ir, referent));
        self.intern(ir, Type { kind, qualifiers: Qualifiers::default(), spelling, cpp })
    }

    /// `C&&`.
    pub(super) fn rvalue_reference(&mut self, ir: &mut Ir, id: RecordId) -> TypeId {
        let referent = class_type(&ir[id], id, false);
        let (spelling, cpp) = (format!("{}&&", referent.spelling), format!("{}&&", referent.cpp));
        let kind = TypeKind::RValueReference(self.intern(ir, referent));
        self.intern(ir, Type { kind, qualifiers: Qualifiers::default(), spelling, cpp })
    }
}

/// The type of the class's objects.
pub(super) fn class_type(record: &Record, id: RecordId, is_const: bool) -> Type {
    let word = if is_const { "const " } else { "" };
    Type {
        kind: TypeKind::Record(id),
        qualifiers: Qualifiers { is_const, is_volatile: false },
        spelling: format!("{word}{}", record.qualified),
        cpp: format!("{word}{}", record.cpp),
    }
}
