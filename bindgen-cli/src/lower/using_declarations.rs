//! `using Base::f;` and `using Base::Base;` in classes: what they bring in is copied into the class.

use super::access;
use super::context::Lowering;
use super::deduced_templates::Met;
use crate::clang::{Cursor, CursorKind};
use crate::ir::{Access, FunctionId, FunctionKind, RecordId, Scope};

impl<'tu> Lowering<'tu> {
    /// The using-declarations among a class's members, after its own members.
    pub(super) fn class_usings(&mut self, record: RecordId, cursors: &[Cursor<'tu>]) {
        for &using in cursors.iter().filter(|cursor| cursor.kind() == CursorKind::UsingDeclaration) {
            let targets = using.referenced().map(Cursor::overloads).unwrap_or_default();
            for target in targets {
                self.introduce(record, target, access::of(using));
            }
        }
    }

    fn introduce(&mut self, record: RecordId, target: Cursor<'tu>, access: Access) {
        let Some(declares) = target.semantic_parent().filter(|parent| parent.kind() != CursorKind::Namespace)
        else {
            return;
        };
        let kind = match target.kind() {
            // Constructors that copy, move or take nothing are not inherited; access is the constructor's own.
            CursorKind::Constructor => {
                let inherited = !target.is_copy_constructor()
                    && !target.is_move_constructor()
                    && !target.arguments().is_empty();
                if !inherited || access::of(target) != Access::Public {
                    return;
                }
                FunctionKind::Constructor
            }
            CursorKind::Method if target.is_static_method() => FunctionKind::Static,
            CursorKind::Method => FunctionKind::Method,
            CursorKind::Conversion => FunctionKind::Conversion,
            CursorKind::Field if access::of(target) != Access::Public => {
                self.field(record, target, access, false);
                return;
            }
            CursorKind::FunctionTemplate if access == Access::Public => {
                self.function_template_of(Met { record: Some(record), template: target });
                return;
            }
            _ => return,
        };
        let access = if kind == FunctionKind::Constructor { Access::Public } else { access };
        let base = self.record(declares);
        let distance = self.distance.filter(|_| access != Access::Private);
        let id = self.at_distance(distance, |lowering| {
            lowering.function(target, kind, Scope::Record(record), access, true)
        });
        if self.is_hidden(record, id) {
            self.ir.functions.pop();
            return;
        }
        self.ir[id].introduced_from = Some(base);
        self.ir[record].functions.push(id);
    }

    /// A member of the class itself hides what a using-declaration brings in with the same parameters.
    fn is_hidden(&self, record: RecordId, introduced: FunctionId) -> bool {
        let new = &self.ir[introduced];
        self.ir[record].functions.iter().map(|id| &self.ir[*id]).any(|own| {
            own.name == new.name
                && own.is_const == new.is_const
                && own.ref_qualifier == new.ref_qualifier
                && own
                    .parameters
                    .iter()
                    .map(|parameter| parameter.ty)
                    .eq(new.parameters.iter().map(|parameter| parameter.ty))
        })
    }
}
