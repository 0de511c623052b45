//! Base classes: which are public, which are reachable on more than one path.

use std::collections::HashMap;

use super::facts::BaseFact;
use crate::ir::{Access, Ir, RecordId};

/// The direct public bases of a class.
pub(super) fn direct(ir: &Ir, id: RecordId) -> Vec<BaseFact> {
    let occurrences = subobjects(ir, id);
    ir[id]
        .bases
        .iter()
        .filter(|base| base.access == Access::Public)
        .map(|base| BaseFact {
            record: base.record,
            is_virtual: base.is_virtual,
            ambiguous: occurrences.get(&base.record).is_some_and(|count| *count > 1),
        })
        .collect()
}

/// Whether some base, however far above, is inherited virtually.
pub(super) fn has_virtual(ir: &Ir, id: RecordId) -> bool {
    ir[id].bases.iter().any(|base| base.is_virtual || has_virtual(ir, base.record))
}

/// How many subobjects of each base class an object has: a virtual base is one, however often it is named.
fn subobjects(ir: &Ir, id: RecordId) -> HashMap<RecordId, usize> {
    fn walk(ir: &Ir, id: RecordId, shared: &mut Vec<RecordId>, count: &mut HashMap<RecordId, usize>) {
        for base in &ir[id].bases {
            if base.is_virtual {
                if shared.contains(&base.record) {
                    continue;
                }
                shared.push(base.record);
            }
            *count.entry(base.record).or_default() += 1;
            walk(ir, base.record, shared, count);
        }
    }
    let mut count = HashMap::new();
    walk(ir, id, &mut Vec::new(), &mut count);
    count
}
