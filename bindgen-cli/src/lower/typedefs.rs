//! Typedefs and alias declarations.

use super::context::Lowering;
use super::{access, docs};
use crate::clang::{Cursor, Type};
use crate::ir::{Access, RecordId, Scope, TypeKind, Typedef, TypedefId};
use crate::selection::ItemKind;

impl<'tu> Lowering<'tu> {
    /// A typedef of a namespace of a selected file.
    pub(super) fn namespace_typedef(&mut self, cursor: Cursor<'tu>) {
        let Some(target) = cursor.typedef_target() else { return };
        let scope = self.scope_of(cursor);
        let qualified = self.qualify(scope, &cursor.spelling());
        let selected = self.wants(ItemKind::Type, &qualified, cursor);
        let distance = self.distance.filter(|_| selected);
        self.at_distance(distance, |lowering| lowering.typedef(cursor, scope, target, selected));
    }

    /// A typedef that is a member of a bound class. For an instance, `cursor` is the template's and `target` the instance's.
    pub(super) fn member_typedef(&mut self, cursor: Cursor<'tu>, record: RecordId, target: Type<'tu>) {
        self.typedef(cursor, Scope::Record(record), target, true);
    }

    fn typedef(&mut self, cursor: Cursor<'tu>, scope: Scope, target: Type<'tu>, selected: bool) {
        // An instance's typedefs are known by the template's cursors, which all instances share.
        let is_instance = matches!(scope, Scope::Record(record) if self.record_cursors[record.0 as usize].template().is_some());
        let key = cursor.canonical();
        if !is_instance && self.typedefs.contains_key(&key) {
            return;
        }
        let target = self.ty(target);
        let name = cursor.spelling();
        let qualified = self.qualify(scope, &name);
        let access = if matches!(scope, Scope::Record(_)) { access::of(cursor) } else { Access::Public };
        let same = match self.ir[target].kind {
            // `typedef struct { } S;` and `typedef struct S { } S;` name the class itself.
            TypeKind::Record(record) => self.ir[record].qualified == qualified,
            TypeKind::Enum(id) => self.ir[id].qualified == qualified,
            _ => false,
        };
        if same {
            return;
        }
        if selected && access == Access::Public && (is_instance || access::has_nameable_scope(cursor)) {
            self.publish(target, &qualified);
        }
        let id = TypedefId(self.ir.typedefs.len() as u32);
        self.typedefs.insert(key, id);
        self.ir.typedefs.push(Typedef {
            name,
            qualified,
            scope,
            access,
            selected,
            target,
            doc: docs::plain(&cursor.raw_comment()),
            location: self.location(cursor),
        });
    }

    /// A class that cannot be named by itself can by its alias `qualified`.
    fn publish(&mut self, target: crate::ir::TypeId, qualified: &str) {
        let TypeKind::Record(record) = self.ir[target].kind else { return };
        if self.ir[target].qualifiers != crate::ir::Qualifiers::default() || self.ir[record].nameable {
            return;
        }
        self.ir[record].nameable = true;
        self.ir[record].cpp = format!("::{qualified}");
        let cursor = self.record_cursors[record.0 as usize];
        if self.files.selects(cursor) {
            self.fill_selected(record);
        }
    }
}
