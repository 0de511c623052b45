//! Variables of namespaces and static data members.

use super::context::Lowering;
use super::enums::is_member;
use super::{access, docs};
use crate::clang::{Cursor, Value};
use crate::ir::{Access, Builtin, ConstantValue, RecordId, Scope, TypeId, TypeKind, Variable, VariableId};
use crate::selection::ItemKind;

impl<'tu> Lowering<'tu> {
    /// A variable of a namespace of a selected file.
    pub(super) fn namespace_variable(&mut self, cursor: Cursor<'tu>) {
        if is_member(cursor) {
            return;
        }
        let scope = self.scope_of(cursor);
        let qualified = self.qualify(scope, &cursor.spelling());
        let selected = self.wants(ItemKind::Variable, &qualified, cursor);
        let distance = self.distance.filter(|_| selected);
        self.at_distance(distance, |lowering| lowering.variable(cursor, scope, selected));
    }

    /// A static data member of a bound class.
    pub(super) fn static_member(&mut self, cursor: Cursor<'tu>, record: RecordId) {
        if let Some(id) = self.variable(cursor, Scope::Record(record), true)
            && !self.ir[record].static_members.contains(&id)
        {
            self.ir[record].static_members.push(id);
        }
    }

    fn variable(&mut self, cursor: Cursor<'tu>, scope: Scope, selected: bool) -> Option<VariableId> {
        let key = cursor.canonical();
        if let Some(&id) = self.variables.get(&key) {
            self.redeclared_variable(id, cursor);
            return Some(id);
        }
        let declared = cursor.ty()?;
        let ty = self.ty(declared);
        self.name_after_variable(ty, scope, &cursor.spelling());
        if selected && (!is_member(cursor) || access::of(cursor) == Access::Public) {
            self.closure_of_variable(ty, scope, &cursor.spelling());
        }
        let name = cursor.spelling();
        let qualified = self.qualify(scope, &name);
        let constant = self.is_constant_scalar(ty);
        let defined = cursor.definition().is_some() || cursor.is_static() && !is_member(cursor);
        let variable = Variable {
            name,
            qualified,
            scope,
            access: if is_member(cursor) { access::of(cursor) } else { Access::Public },
            selected,
            ty,
            value: if constant { cursor.evaluate().map(constant_value) } else { None },
            defined,
            symbol: cursor
                .has_external_linkage()
                .then(|| cursor.mangling())
                .filter(|symbol| !symbol.is_empty()),
            deprecated: cursor.deprecation(),
            doc: docs::plain(&cursor.raw_comment()),
            location: self.location(cursor),
        };
        let id = VariableId(self.ir.variables.len() as u32);
        self.variables.insert(key, id);
        self.ir.variables.push(variable);
        Some(id)
    }

    fn redeclared_variable(&mut self, id: VariableId, cursor: Cursor<'tu>) {
        let value = if self.is_constant_scalar(self.ir[id].ty) {
            cursor.evaluate().map(constant_value)
        } else {
            None
        };
        let variable = &mut self.ir[id];
        variable.value = variable.value.take().or(value);
        variable.deprecated = variable.deprecated.take().or_else(|| cursor.deprecation());
        variable.doc = variable.doc.take().or_else(|| docs::plain(&cursor.raw_comment()));
    }

    /// Whether a variable of this type, where clang knows its value, always has it.
    fn is_constant_scalar(&self, ty: TypeId) -> bool {
        let scalar = match self.ir[ty].kind {
            TypeKind::Builtin(_) | TypeKind::Enum(_) => true,
            // `const char* const`.
            TypeKind::Pointer(text) => {
                self.ir[text].kind == TypeKind::Builtin(Builtin::Char) && self.ir[text].qualifiers.is_const
            }
            _ => false,
        };
        scalar && self.ir[ty].qualifiers.is_const && !self.ir[ty].qualifiers.is_volatile
    }
}

/// A value as the IR has it.
pub(super) fn constant_value(value: Value) -> ConstantValue {
    match value {
        Value::Signed(value) => ConstantValue::Signed(value),
        Value::Unsigned(value) => ConstantValue::Unsigned(value),
        Value::Float(value) => ConstantValue::Float(value),
        Value::Text(value) => ConstantValue::Text(value),
    }
}
