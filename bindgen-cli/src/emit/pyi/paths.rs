//! Where in the stub each class, enumeration and namespace is declared: `gbl.ns.C`.

use std::collections::{HashMap, HashSet, VecDeque};

use super::python::is_identifier;
use crate::analysis::{Entity, Facts, Name};
use crate::ir::{EnumId, Ir, RecordId};

/// The one class of the stub.
pub(super) const ROOT: &str = "gbl";

/// Paths of what annotations can name.
#[derive(Default)]
pub(super) struct Paths {
    namespaces: HashMap<usize, String>,
    classes: HashMap<usize, String>,
    enums: HashMap<usize, String>,
    records: HashMap<RecordId, String>,
    enumerations: HashMap<EnumId, String>,
}

impl Paths {
    /// Walks the scopes from the global namespace; what is found twice (inline namespaces, using-declarations)
    /// stays where it was found first.
    pub(super) fn assign(ir: &Ir, facts: &Facts) -> Self {
        let mut paths = Self::default();
        let mut scopes: VecDeque<(String, &[Name])> = VecDeque::new();
        if let Some(global) = facts.namespaces.first() {
            paths.namespaces.insert(0, ROOT.to_owned());
            scopes.push_back((ROOT.to_owned(), &global.names));
        }
        while let Some((scope, names)) = scopes.pop_front() {
            let mut taken: HashSet<String> = names.iter().map(|name| name.name.clone()).collect();
            for name in firsts(names) {
                match name.entity {
                    Entity::Namespace(index)
                        if !paths.namespaces.contains_key(&index) && is_identifier(&name.name) =>
                    {
                        let path = format!("{scope}.{}", name.name);
                        paths.namespaces.insert(index, path.clone());
                        scopes.push_back((path, &facts.namespaces[index].names));
                    }
                    Entity::Class(index) if !paths.classes.contains_key(&index) => {
                        let path = format!("{scope}.{}", declared(&name.name, &mut taken));
                        paths.classes.insert(index, path.clone());
                        paths.records.insert(facts.classes[index].id, path.clone());
                        scopes.push_back((path, &facts.classes[index].names));
                    }
                    Entity::Enum(index)
                        if !paths.enums.contains_key(&index) && !ir[facts.enums[index]].name.is_empty() =>
                    {
                        let path = format!("{scope}.{}", declared(&name.name, &mut taken));
                        paths.enums.insert(index, path.clone());
                        paths.enumerations.insert(facts.enums[index], path);
                    }
                    _ => {}
                }
            }
        }
        paths
    }

    /// The stub of a class.
    pub(super) fn record(&self, record: RecordId) -> Option<&str> {
        self.records.get(&record).map(String::as_str)
    }

    /// The stub of an enumeration.
    pub(super) fn enumeration(&self, enumeration: EnumId) -> Option<&str> {
        self.enumerations.get(&enumeration).map(String::as_str)
    }

    /// The stub of an entity that has a scope or type of its own.
    pub(super) fn entity(&self, entity: Entity) -> Option<&str> {
        let path = match entity {
            Entity::Namespace(index) => self.namespaces.get(&index),
            Entity::Class(index) => self.classes.get(&index),
            Entity::Enum(index) => self.enums.get(&index),
            _ => None,
        };
        path.map(String::as_str)
    }
}

/// The meaning of each name that Python finds: the first of several.
pub(super) fn firsts(names: &[Name]) -> impl Iterator<Item = &Name> {
    names
        .iter()
        .enumerate()
        .filter(|(index, name)| *index == 0 || names[index - 1].name != name.name)
        .map(|(_, name)| name)
}

/// The name as it is, or one that Python can declare in its place: `vector_int` for `vector<int>`.
fn declared(name: &str, taken: &mut HashSet<String>) -> String {
    if is_identifier(name) {
        return name.to_owned();
    }
    let words: Vec<_> =
        name.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let mut declared = words.join("_");
    while !is_identifier(&declared) || taken.contains(&declared) {
        declared.push('_');
        if declared.starts_with(|first: char| first.is_ascii_digit()) {
            declared.insert(0, '_');
        }
    }
    taken.insert(declared.clone());
    declared
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn specialisations_get_a_name_of_their_own() {
        let mut taken = HashSet::from(["vector_int".to_owned()]);
        assert_eq!(declared("C", &mut taken), "C");
        assert_eq!(declared("vector<int>", &mut taken), "vector_int_");
        assert_eq!(declared("vector<int*>", &mut taken), "vector_int__");
        assert_eq!(declared("is", &mut taken), "is_");
    }
}
