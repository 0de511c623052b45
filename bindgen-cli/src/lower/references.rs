//! Classes whose objects hold references, or the address of constant characters.
//!
//! Such an object refers to what the call that made it was given, and in C++ seldom outlives the statement. Expression
//! templates are made of the first, views of text are the second.

use std::collections::HashMap;

use super::context::Lowering;
use crate::clang::{Type, TypeKind};
use crate::ir::Origin;

/// What is known of types, by clang's identity.
type Known = HashMap<(usize, usize), bool>;

impl Lowering<'_> {
    /// Finds them among the classes that are bound.
    pub(super) fn find_references(&mut self) {
        let (mut references, mut texts) = (Known::new(), Known::new());
        for (record, cursor) in self.ir.records.iter_mut().zip(&self.record_cursors) {
            if record.origin != Origin::Foreign && record.complete {
                let Some(ty) = cursor.ty().map(Type::canonical) else { continue };
                record.holds_references = has_member(ty, is_reference, &mut references);
                record.views_text = has_member(ty, is_constant_text, &mut texts);
            }
        }
    }
}

fn is_reference(member: Type<'_>) -> bool {
    member.kind() == TypeKind::LValueReference
}

fn is_constant_text(member: Type<'_>) -> bool {
    let pointee = member.pointee().filter(|_| member.kind() == TypeKind::Pointer);
    pointee.is_some_and(|pointee| {
        use TypeKind::{Char, Char16, Char32, WChar};
        pointee.is_const() && matches!(pointee.kind(), Char | WChar | Char16 | Char32)
    })
}

/// Whether a member, private and inherited ones and those of members included, is of such a type.
fn has_member(ty: Type<'_>, is_such: fn(Type<'_>) -> bool, known: &mut Known) -> bool {
    if let Some(known) = known.get(&ty.identity()) {
        return *known;
    }
    // No class holds itself; damaged code may.
    known.insert(ty.identity(), false);
    let members = ty.fields().into_iter().chain(ty.bases());
    let mut types = members.filter_map(|member| member.ty().map(Type::canonical));
    let found = types.any(|member| {
        is_such(member) || member.kind() == TypeKind::Record && has_member(member, is_such, known)
    });
    known.insert(ty.identity(), found);
    found
}
