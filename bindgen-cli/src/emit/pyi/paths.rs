//! Where in the stub each class, enumeration and namespace is declared: `gbl.ns.C`.

use std::collections::{HashMap, HashSet, VecDeque};

use crate::analysis::{Entity, Exposed, Facts, Name, is_identifier};
use crate::ir::{EnumId, Ir, RecordId};

/// The one class of a dictionary's stub.
pub(super) const ROOT: &str = "gbl";

/// What the stubs of a package call the package, so that no class body takes the name for one of its own.
pub(super) const PACKAGE: &str = "_package";

/// The class in a package's stub of all that the package does not show.
pub(super) const ELSEWHERE: &str = "_package._elsewhere";

/// Paths of what annotations can name.
#[derive(Default)]
pub(super) struct Paths {
    namespaces: HashMap<usize, String>,
    classes: HashMap<usize, String>,
    enums: HashMap<usize, String>,
    records: HashMap<RecordId, String>,
    enumerations: HashMap<EnumId, String>,
    /// Namespaces that are modules.
    modules: HashSet<usize>,
    /// The class with what is in no module.
    root: &'static str,
}

impl Paths {
    /// Walks the scopes from the global namespace; what is found twice (inline namespaces, using-declarations)
    /// stays where it was found first.
    pub(super) fn assign(ir: &Ir, facts: &Facts) -> Self {
        let mut paths = Self { root: ROOT, ..Self::default() };
        if let Some(global) = facts.namespaces.first() {
            paths.namespaces.insert(0, ROOT.to_owned());
            paths.walk(ir, facts, ROOT, &global.names);
        }
        paths
    }

    /// The same for a package: what it shows stands in modules, all else in a class of its own.
    pub(super) fn assign_package(ir: &Ir, facts: &Facts, exposed: &Exposed) -> Self {
        let mut paths = Self { root: ELSEWHERE, ..Self::default() };
        for (index, below) in &exposed.modules {
            let path = if below.is_empty() { PACKAGE.to_owned() } else { format!("{PACKAGE}.{below}") };
            paths.namespaces.insert(*index, path);
            paths.modules.insert(*index);
        }
        let mut modules: Vec<_> = exposed.modules.iter().collect();
        // What inline namespaces share with those around them stands in the outer ones.
        modules
            .sort_by_key(|(_, below)| (below.matches('.').count() + usize::from(!below.is_empty()), *below));
        for (index, _) in modules {
            let names: Vec<_> = exposed.shown(facts, *index).cloned().collect();
            let path = paths.namespaces[index].clone();
            paths.walk(ir, facts, &path, &names);
        }
        let rest: Vec<_> = exposed.hidden(facts).cloned().collect();
        paths.walk(ir, facts, ELSEWHERE, &rest);
        paths
    }

    fn walk(&mut self, ir: &Ir, facts: &Facts, scope: &str, names: &[Name]) {
        let mut scopes: VecDeque<(String, &[Name])> = VecDeque::from([(scope.to_owned(), names)]);
        while let Some((scope, names)) = scopes.pop_front() {
            let mut taken: HashSet<String> = names.iter().map(|name| name.name.clone()).collect();
            for name in firsts(names) {
                match name.entity {
                    Entity::Namespace(index)
                        if !self.namespaces.contains_key(&index) && is_identifier(&name.name) =>
                    {
                        let path = format!("{scope}.{}", name.name);
                        self.namespaces.insert(index, path.clone());
                        scopes.push_back((path, &facts.namespaces[index].names));
                    }
                    Entity::Class(index) if !self.classes.contains_key(&index) => {
                        let path = format!("{scope}.{}", declared(&name.name, &mut taken));
                        self.classes.insert(index, path.clone());
                        self.records.insert(facts.classes[index].id, path.clone());
                        scopes.push_back((path, &facts.classes[index].names));
                    }
                    Entity::Enum(index)
                        if !self.enums.contains_key(&index) && !ir[facts.enums[index]].name.is_empty() =>
                    {
                        let path = format!("{scope}.{}", declared(&name.name, &mut taken));
                        self.enums.insert(index, path.clone());
                        self.enumerations.insert(facts.enums[index], path);
                    }
                    _ => {}
                }
            }
        }
    }

    /// Whether a namespace is a module of the package.
    pub(super) fn is_module(&self, namespace: usize) -> bool {
        self.modules.contains(&namespace)
    }

    /// Whether a scope is the C++ library's.
    pub(super) fn is_in_library(&self, path: &str) -> bool {
        let below = path.strip_prefix(self.root).and_then(|below| below.strip_prefix('.'));
        below.is_some_and(|below| below.starts_with("std") || below.starts_with("__"))
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
