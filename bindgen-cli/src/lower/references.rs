//! Classes whose objects hold references, or the address of constant characters, and what others may keep the address of.
//!
//! Such an object refers to what the call that made it was given, and in C++ seldom outlives the statement. Expression
//! templates are made of the first, views of text are the second.

use std::collections::HashMap;

use super::context::Lowering;
use crate::clang::{Type, TypeKind};
use crate::ir::{Builtin, Function, FunctionKind, Ir, Origin, Parameter, RecordId, Scope, TypeKind as Kind};

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
        self.find_lasting_numbers();
    }

    /// A number that becomes an object by a converting constructor lives in C++ until the end of the statement, and so may
    /// what the object refers to. Whether it does, only the constructor's body tells: any class can that holds an address.
    fn find_lasting_numbers(&mut self) {
        let mut addresses = Known::new();
        let cursors = &self.record_cursors;
        let mut holds_address = |RecordId(record): RecordId| {
            let ty = cursors[record as usize].ty().map(Type::canonical);
            ty.is_some_and(|ty| has_member(ty, is_address, &mut addresses))
        };
        let converting: Vec<usize> = (self.ir.functions.iter().enumerate())
            .filter(|(_, function)| {
                matches!(function.scope, Scope::Record(record) if converts_number(&self.ir, function) && holds_address(record))
            })
            .map(|(position, _)| position)
            .collect();
        for position in converting {
            self.ir.functions[position].parameters[0].lasting = true;
        }
    }
}

/// Whether a function is a constructor that makes an object of one number that it takes by reference.
fn converts_number(ir: &Ir, function: &Function) -> bool {
    let [first, others @ ..] = &function.parameters[..] else { return false };
    function.kind == FunctionKind::Constructor
        && !function.explicit
        && first.default.is_none()
        && others.iter().all(|other| other.default.is_some())
        && is_number_by_reference(ir, first)
}

fn is_number_by_reference(ir: &Ir, parameter: &Parameter) -> bool {
    let Kind::LValueReference(number) = ir[parameter.ty].kind else { return false };
    let qualifiers = ir[number].qualifiers;
    // A `long double` has no place of its own in Python's calls: it comes as a `double`.
    let is_number = matches!(ir[number].kind, Kind::Builtin(builtin) if builtin != Builtin::LongDouble);
    is_number && qualifiers.is_const && !qualifiers.is_volatile
}

fn is_address(member: Type<'_>) -> bool {
    matches!(member.kind(), TypeKind::Pointer | TypeKind::LValueReference)
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
