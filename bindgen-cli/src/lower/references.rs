//! Classes whose objects hold references.
//!
//! Such an object refers to what the call that made it was given, and in C++ seldom outlives the statement. Expression
//! templates are made of them.

use std::collections::HashMap;

use super::context::Lowering;
use crate::clang::{Type, TypeKind};
use crate::ir::Origin;

/// What is known of types, by clang's identity.
type Known = HashMap<(usize, usize), bool>;

impl Lowering<'_> {
    /// Finds them among the classes that are bound.
    pub(super) fn find_references(&mut self) {
        let mut known = Known::new();
        for (record, cursor) in self.ir.records.iter_mut().zip(&self.record_cursors) {
            if record.origin != Origin::Foreign && record.complete {
                record.holds_references =
                    cursor.ty().is_some_and(|ty| holds_references(ty.canonical(), &mut known));
            }
        }
    }
}

/// Whether a member, private and inherited ones and those of members included, is an lvalue reference.
fn holds_references(ty: Type<'_>, known: &mut Known) -> bool {
    if let Some(known) = known.get(&ty.identity()) {
        return *known;
    }
    // No class holds itself; damaged code may.
    known.insert(ty.identity(), false);
    let members = ty.fields().into_iter().chain(ty.bases());
    let mut types = members.filter_map(|member| member.ty().map(Type::canonical));
    let found = types.any(|member| match member.kind() {
        TypeKind::LValueReference => true,
        TypeKind::Record => holds_references(member, known),
        _ => false,
    });
    known.insert(ty.identity(), found);
    found
}
