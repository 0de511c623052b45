//! Which special members a class surely has not, so that no stub need ask the compiler about them.
//!
//! The compiler has the last word on what a class can do; these answers only spare it stubs that would do
//! nothing. Whatever the IR does not tell in full (instances of templates, classes of other libraries) may
//! have anything.

use super::Facts;
use crate::ir::{FunctionId, Ir, Origin, Record, RecordId, RecordKind, TypeId, TypeKind};

/// Whether the class or a base may have an operator new of its own.
pub fn may_allocate(ir: &Ir, id: RecordId) -> bool {
    let record = &ir[id];
    !is_told_in_full(record)
        || record.functions.iter().any(|function| ir[*function].name.starts_with("operator new"))
        || record.bases.iter().any(|base| may_allocate(ir, base.record))
}

/// Whether copying the class is surely copying its bytes, and destroying it nothing.
pub fn is_plainly_trivial(ir: &Ir, facts: &Facts, id: RecordId) -> bool {
    let record = &ir[id];
    let declares = |id: &FunctionId| {
        let function = &ir[*id];
        !facts.implicit.contains_key(id)
            && (function.copy_constructor || function.move_constructor || function.name == "operator=")
    };
    is_told_in_full(record)
        && record.kind != RecordKind::Union
        && !record.polymorphic
        && !record.destructor.declared
        && !record.functions.iter().any(declares)
        && record.bases.iter().all(|base| !base.is_virtual && is_plainly_trivial(ir, facts, base.record))
        && record.fields.iter().all(|field| is_plain_value(ir, facts, field.ty))
}

fn is_told_in_full(record: &Record) -> bool {
    record.complete && record.origin == Origin::Selected && record.specialisation_of.is_none()
}

fn is_plain_value(ir: &Ir, facts: &Facts, ty: TypeId) -> bool {
    !ir[ty].qualifiers.is_volatile
        && match ir[ty].kind {
            TypeKind::Builtin(_) | TypeKind::Enum(_) | TypeKind::Pointer(_) => true,
            TypeKind::Array(element, _) => is_plain_value(ir, facts, element),
            TypeKind::Record(record) => is_plainly_trivial(ir, facts, record),
            _ => false,
        }
}
