//! Overload sets: the functions of one name in one scope, in order of declaration.

use super::facts::OverloadSet;
use super::spelling::qualify;
use crate::ir::{FunctionId, Ir};

/// Groups functions by name; names in the order of their first function.
pub(super) fn group(
    ir: &Ir,
    scope: &str,
    functions: impl IntoIterator<Item = FunctionId>,
) -> Vec<OverloadSet> {
    let mut sets: Vec<OverloadSet> = Vec::new();
    let mut places = std::collections::HashMap::new();
    for function in functions {
        let name = &ir[function].name;
        let place = *places.entry(name.as_str()).or_insert_with(|| {
            sets.push(OverloadSet {
                name: name.clone(),
                qualified: qualify(scope, name),
                functions: Vec::new(),
            });
            sets.len() - 1
        });
        if !sets[place].functions.contains(&function) {
            sets[place].functions.push(function);
        }
    }
    sets
}
