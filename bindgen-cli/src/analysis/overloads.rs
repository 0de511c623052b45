//! Overload sets: the functions of one name in one scope, in order of declaration.

use super::facts::OverloadSet;
use super::spelling::qualify;
use crate::ir::{FunctionId, FunctionTemplateId, Ir};

/// Groups functions by name, then templates; names in the order of their first function.
pub(super) fn group(
    ir: &Ir,
    scope: &str,
    functions: impl IntoIterator<Item = FunctionId>,
    templates: impl IntoIterator<Item = FunctionTemplateId>,
) -> Vec<OverloadSet> {
    let mut sets: Vec<OverloadSet> = Vec::new();
    let mut places = std::collections::HashMap::<String, usize>::new();
    let mut place_of = |sets: &mut Vec<OverloadSet>, name: &'_ str| {
        *places.entry(name.to_owned()).or_insert_with(|| {
            let qualified = qualify(scope, name);
            sets.push(OverloadSet {
                name: name.to_owned(),
                qualified,
                functions: Vec::new(),
                templates: Vec::new(),
            });
            sets.len() - 1
        })
    };
    for function in functions {
        let place = place_of(&mut sets, &ir[function].name);
        if !sets[place].functions.contains(&function) {
            sets[place].functions.push(function);
        }
    }
    for template in templates {
        let place = place_of(&mut sets, &ir[template].name);
        if !sets[place].templates.contains(&template) {
            sets[place].templates.push(template);
        }
    }
    sets
}
