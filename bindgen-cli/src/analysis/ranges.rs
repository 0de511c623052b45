//! Pairs of iterators, which stand for what lies between them.

use crate::ir::{Ir, Record, RecordId, TypeKind};

/// Whether a class is a `std::pair` of two iterators of one class, as `equal_range` returns. A pair of pointers may as
/// well be two objects, so it is none.
pub fn is_range(ir: &Ir, record: &Record) -> bool {
    let Some((template, _)) = &record.specialisation_of else { return false };
    let [first, second] = record.template_types[..] else { return false };
    let TypeKind::Record(class) = ir[first].kind else { return false };
    template == "std::pair" && first == second && is_iterator(ir, class)
}

/// Whether `*i` and `++i` are members of a class, or of a base of it.
fn is_iterator(ir: &Ir, class: RecordId) -> bool {
    ["operator*", "operator++"].into_iter().all(|name| has_without_arguments(ir, class, name))
}

fn has_without_arguments(ir: &Ir, class: RecordId, name: &str) -> bool {
    let record = &ir[class];
    let own = record.functions.iter().map(|id| &ir[*id]);
    own.into_iter().any(|function| function.name == name && function.parameters.is_empty())
        || record.bases.iter().any(|base| has_without_arguments(ir, base.record, name))
}
