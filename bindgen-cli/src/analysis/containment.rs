//! Whether the objects of a class hold any address.
//!
//! One that does may hold its own, and cannot be moved byte by byte then, however trivially it is copied.

use crate::ir::{Ir, RecordId, TypeId, TypeKind};

/// Whether all members, private and inherited ones too, are numbers, enumerators, arrays or classes of such.
///
/// A class about which nothing is known but its name has neither members nor bases here, and counts as one that holds
/// an address; so does an empty class, which nobody minds.
pub(super) fn is_self_contained(ir: &Ir, id: RecordId) -> bool {
    let record = &ir[id];
    let known = record.complete && !(record.fields.is_empty() && record.bases.is_empty());
    known
        && record.bases.iter().all(|base| !base.is_virtual && is_self_contained(ir, base.record))
        && record.fields.iter().all(|field| holds_no_address(ir, field.ty))
}

fn holds_no_address(ir: &Ir, id: TypeId) -> bool {
    match &ir[id].kind {
        TypeKind::Builtin(_) | TypeKind::Enum(_) => true,
        TypeKind::Array(element, _) => holds_no_address(ir, *element),
        TypeKind::Record(record) => is_self_contained(ir, *record),
        TypeKind::Pointer(_)
        | TypeKind::LValueReference(_)
        | TypeKind::RValueReference(_)
        | TypeKind::UnboundedArray(_)
        | TypeKind::Function { .. }
        | TypeKind::Unsupported(_) => false,
    }
}
