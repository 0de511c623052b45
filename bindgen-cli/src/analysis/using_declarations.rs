//! The names that using-declarations bring into namespaces.

use std::collections::HashMap;

use super::facts::Entity;
use super::names::Assembly;
use super::spelling::{qualify, scope_name};
use crate::ir::{NamespaceId, Scope};

impl Assembly<'_> {
    /// `using other::name;` in a namespace: the names there are names here too.
    pub(super) fn resolve_using_declarations(&mut self) {
        let ir = self.ir;
        let mut wanted = Vec::new();
        for (index, namespace) in ir.namespaces.iter().enumerate() {
            let home = Scope::Namespace(NamespaceId(index as u32));
            wanted.extend(namespace.using_declarations.iter().map(|(name, target)| (home, name, target)));
        }
        if wanted.is_empty() {
            return;
        }
        let mut targets: HashMap<String, Vec<Entity>> = HashMap::new();
        for (scope, names) in &self.names {
            for name in names {
                targets.entry(qualify(scope_name(ir, *scope), &name.name)).or_default().push(name.entity);
            }
        }
        for entities in targets.values_mut() {
            entities.sort();
            entities.dedup();
        }
        for (home, name, target) in wanted {
            for entity in targets.get(target.as_str()).into_iter().flatten() {
                self.bring(home, name, *entity);
            }
        }
    }

    /// Adds a name that a using-declaration found; functions join those of the same name.
    fn bring(&mut self, home: Scope, name: &str, entity: Entity) {
        let names = self.names.entry(home).or_default();
        let own = names.iter().find_map(|other| match other.entity {
            Entity::OverloadSet(set) if other.name == name => Some(set),
            _ => None,
        });
        match (own, entity) {
            (Some(own), Entity::OverloadSet(brought)) if own != brought => {
                for function in self.facts.sets[brought].functions.clone() {
                    if !self.facts.sets[own].functions.contains(&function) {
                        self.facts.sets[own].functions.push(function);
                    }
                }
                for template in self.facts.sets[brought].templates.clone() {
                    if !self.facts.sets[own].templates.contains(&template) {
                        self.facts.sets[own].templates.push(template);
                    }
                }
            }
            (Some(_), Entity::OverloadSet(_)) => {}
            _ => self.add(home, name, entity),
        }
    }
}
