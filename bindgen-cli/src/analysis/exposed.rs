//! Which names a Python package shows: those of one namespace, with its nested ones as modules inside of it.

use std::collections::{BTreeMap, BTreeSet};

use super::{Entity, Facts, Name, is_identifier};
use crate::ir::{Ir, Origin};

/// The namespace that a package shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exposed {
    /// Its index in [`Facts::namespaces`].
    pub namespace: usize,
    /// Of the global namespace, the names that the library itself declares: others' stand there as well. `None` for
    /// a namespace that is the library's anyway.
    pub names: Option<BTreeSet<String>>,
    /// The namespaces that become modules, and where below the package: nothing for the package itself, `inner.deepest`.
    pub modules: BTreeMap<usize, String>,
}

impl Exposed {
    /// The namespace of this qualified name; an empty one is the global namespace. `None` where the headers declare no such.
    pub fn named(ir: &Ir, facts: &Facts, qualified: &str) -> Option<Self> {
        let index = facts.namespaces.iter().position(|namespace| ir[namespace.id].qualified == qualified)?;
        let names = (index == 0).then(|| own_names(ir, facts));
        let mut exposed = Self { namespace: index, names, modules: BTreeMap::from([(index, String::new())]) };
        exposed.add_modules(ir, facts, index, "");
        Some(exposed)
    }

    /// The one namespace that the headers declare outside of all others, else the global one.
    pub fn by_default(ir: &Ir, facts: &Facts) -> Option<Self> {
        let own = own_names(ir, facts);
        let global = facts.namespaces.first()?;
        let mut namespaces = global.names.iter().filter(|name| own.contains(&name.name)).filter_map(|name| {
            match name.entity {
                Entity::Namespace(index) => Some(index),
                _ => None,
            }
        });
        match (namespaces.next(), namespaces.next()) {
            (Some(only), None) => Self::named(ir, facts, &ir[facts.namespaces[only].id].qualified),
            _ => Self::named(ir, facts, ""),
        }
    }

    /// The names of one of the modules.
    pub fn shown<'a>(&'a self, facts: &'a Facts, module: usize) -> impl Iterator<Item = &'a Name> {
        facts.namespaces[module].names.iter().filter(move |name| self.shows(module, &name.name))
    }

    /// The names of the global namespace that stand in no module.
    pub fn hidden<'a>(&'a self, facts: &'a Facts) -> impl Iterator<Item = &'a Name> {
        let names = facts.namespaces.first().map_or(&[][..], |global| &global.names);
        names.iter().filter(|name| !self.shows(0, &name.name))
    }

    fn shows(&self, namespace: usize, name: &str) -> bool {
        match &self.names {
            Some(names) if namespace == self.namespace => names.contains(name),
            _ => self.modules.contains_key(&namespace),
        }
    }

    /// The classes, functions, variables and enumerations of the library that stand in the global namespace, where that
    /// is not what the package shows.
    pub fn left_out(&self, ir: &Ir, facts: &Facts) -> BTreeSet<String> {
        let Some(global) = facts.namespaces.first().filter(|_| self.namespace != 0) else {
            return BTreeSet::new();
        };
        let counts = |name: &&Name| {
            let is_kind = matches!(
                name.entity,
                Entity::Class(_)
                    | Entity::Enum(_)
                    | Entity::OverloadSet(_)
                    | Entity::DataMember(_)
                    | Entity::ClassTemplate(_)
            );
            is_kind && is_own(ir, facts, name, &mut BTreeSet::new())
        };
        global.names.iter().filter(counts).map(|name| name.name.clone()).collect()
    }

    /// The qualified names of all namespaces that the library declares.
    pub fn candidates(ir: &Ir, facts: &Facts) -> Vec<String> {
        let own = own_names(ir, facts);
        let top = |qualified: &str| qualified.split("::").next().is_some_and(|top| own.contains(top));
        let qualified = facts.namespaces.iter().map(|namespace| ir[namespace.id].qualified.clone());
        qualified.filter(|qualified| top(qualified)).collect()
    }

    fn add_modules(&mut self, ir: &Ir, facts: &Facts, namespace: usize, path: &str) {
        let outer = &facts.namespaces[namespace];
        for name in &outer.names {
            let Entity::Namespace(index) = name.entity else { continue };
            // What is not declared here is another module under a second name.
            let is_alias = ir[outer.id].aliases.iter().any(|(alias, _)| *alias == name.name);
            if is_alias || !self.shows(namespace, &name.name) || !is_identifier(&name.name) {
                continue;
            }
            let below = if path.is_empty() { name.name.clone() } else { format!("{path}.{}", name.name) };
            self.modules.insert(index, below.clone());
            self.add_modules(ir, facts, index, &below);
        }
    }
}

fn own_names(ir: &Ir, facts: &Facts) -> BTreeSet<String> {
    let names = facts.namespaces.first().map_or(&[][..], |global| &global.names);
    let own = names.iter().filter(|name| is_own(ir, facts, name, &mut BTreeSet::new()));
    own.map(|name| name.name.clone()).collect()
}

/// Whether the headers that the user has named declare it. What the C++ library declares they only mention, and what they
/// specialise of it is no part of their own interface.
fn is_own(ir: &Ir, facts: &Facts, name: &Name, seen: &mut BTreeSet<usize>) -> bool {
    match name.entity {
        Entity::Namespace(index) => {
            let inside = &facts.namespaces[index];
            let is_cpp_librarys = ir[inside.id].qualified == "std" || name.name.starts_with("__");
            !is_cpp_librarys
                && seen.insert(index)
                && inside.names.iter().any(|name| is_own(ir, facts, name, seen))
        }
        Entity::Class(index) => ir[facts.classes[index].id].origin == Origin::Selected,
        Entity::ClassTemplate(index) => ir[facts.templates[index].id].selected,
        Entity::Enum(index) => ir[facts.enums[index]].selected,
        Entity::Skipped(_) => false,
        Entity::Typedef(_)
        | Entity::OverloadSet(_)
        | Entity::DataMember(_)
        | Entity::Enumerator(..)
        | Entity::Constant(_) => true,
    }
}
