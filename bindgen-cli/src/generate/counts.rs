//! The closing line's numbers.

use std::collections::BTreeSet;

use crate::analysis::Facts;
use crate::ir::Skipped;
use crate::reporter::Counts;

/// What is bound, less what the compiler has rejected. Constructors that no header declares are not counted.
pub(super) fn bound(facts: &Facts, rejected: &[Skipped]) -> Counts {
    let functions: BTreeSet<_> = facts.sets.iter().flat_map(|set| &set.functions).collect();
    let declared = functions.iter().filter(|id| !facts.implicit.contains_key(id)).count();
    let lost = rejected.iter().filter(|skipped| skipped.declaration.contains('(')).count();
    Counts {
        classes: facts.classes.len(),
        functions: declared.saturating_sub(lost),
        variables: facts.members.len(),
        enums: facts.enums.len(),
        names: facts.typedefs.len() + facts.constants.len(),
    }
}
