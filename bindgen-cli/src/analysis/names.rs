//! Every scope's names, in the order in which a dictionary lists them.

use std::collections::{BTreeMap, HashMap};

use super::facts::{Entity, Facts, Name, NamespaceFact};
use super::spelling::scope_name;
use super::{Director, Implicit};
use crate::ir::{FunctionId, Ir, Location, NamespaceId, RecordId, Scope, Skipped};

/// States what is bound.
pub(super) fn assemble(ir: &Ir, implicit: BTreeMap<FunctionId, Implicit>, directors: Vec<Director>) -> Facts {
    let mut assembly = Assembly {
        ir,
        facts: Facts { implicit, directors, skipped: ir.skipped.clone(), ..Facts::default() },
        names: HashMap::new(),
        classes: HashMap::new(),
    };
    assembly.list_classes();
    assembly.list_enums();
    assembly.list_typedefs();
    assembly.list_templates();
    assembly.list_functions();
    assembly.list_variables();
    assembly.list_fields();
    assembly.list_macros();
    assembly.resolve_using_declarations();
    assembly.list_skipped();
    assembly.close_namespaces();
    assembly.close_classes();
    assembly.facts
}

pub(super) struct Assembly<'a> {
    pub(super) ir: &'a Ir,
    pub(super) facts: Facts,
    /// The names gathered so far.
    pub(super) names: HashMap<Scope, Vec<Name>>,
    /// Which classes are bound, and their place in `facts.classes`.
    pub(super) classes: HashMap<RecordId, usize>,
}

impl Assembly<'_> {
    pub(super) fn add(&mut self, scope: Scope, name: &str, entity: Entity) {
        for home in homes(self.ir, scope) {
            self.names.entry(home).or_default().push(Name { name: name.to_owned(), entity });
        }
    }

    /// Whether a declaration's scope is there to hold its name, and it is wanted.
    pub(super) fn reachable(&self, scope: Scope, selected: bool) -> bool {
        match scope {
            Scope::Namespace(_) => selected,
            Scope::Record(record) => self.classes.contains_key(&record),
        }
    }

    pub(super) fn skip(
        &mut self,
        scope: Scope,
        name: &str,
        declaration: String,
        reason: String,
        location: &Location,
    ) {
        let scope = scope_name(self.ir, scope).to_owned();
        let skipped =
            Skipped { scope, name: name.to_owned(), declaration, reason, location: location.clone() };
        self.facts.skipped.push(skipped);
    }
    fn list_skipped(&mut self) {
        let ir = self.ir;
        let mut scopes: HashMap<&str, Scope> = HashMap::new();
        for (index, namespace) in ir.namespaces.iter().enumerate().filter(|(_, namespace)| !namespace.unnamed)
        {
            scopes.entry(&namespace.qualified).or_insert(Scope::Namespace(NamespaceId(index as u32)));
        }
        scopes.extend(
            self.facts.classes.iter().map(|class| (ir[class.id].qualified.as_str(), Scope::Record(class.id))),
        );
        for index in 0..self.facts.skipped.len() {
            let skipped = &self.facts.skipped[index];
            if let Some(scope) = scopes.get(skipped.scope.as_str()) {
                let name = skipped.name.clone();
                self.add(*scope, &name, Entity::Skipped(index));
            }
        }
    }

    /// Numbers the namespaces that hold anything and names them in their parents.
    fn close_namespaces(&mut self) {
        let ir = self.ir;
        let mut kept = vec![false; ir.namespaces.len()];
        for (index, namespace) in ir.namespaces.iter().enumerate() {
            let mut id = Some(NamespaceId(index as u32));
            // One with using-directives only shows the names of others.
            let has_names = self.names.contains_key(&Scope::Namespace(NamespaceId(index as u32)))
                || !namespace.usings.is_empty()
                || namespace.reserved;
            while let Some(namespace) = id.filter(|_| has_names || index == 0) {
                kept[namespace.0 as usize] = true;
                id = ir[namespace].parent;
            }
        }
        let listed: Vec<NamespaceId> = (0..ir.namespaces.len() as u32)
            .map(NamespaceId)
            .filter(|id| kept[id.0 as usize] && !ir[*id].unnamed)
            .collect();
        for (index, id) in listed.iter().enumerate() {
            if let Some(parent) = ir[*id].parent {
                self.add(Scope::Namespace(parent), &ir[*id].name, Entity::Namespace(index));
            }
            for (name, target) in &ir[*id].aliases {
                if let Some(target) = listed.iter().position(|other| ir[*other].qualified == *target) {
                    self.add(Scope::Namespace(*id), name, Entity::Namespace(target));
                }
            }
        }
        for id in listed {
            let names = sorted(self.names.remove(&Scope::Namespace(id)).unwrap_or_default());
            self.facts.namespaces.push(NamespaceFact { id, names });
        }
    }

    fn close_classes(&mut self) {
        for class in &mut self.facts.classes {
            class.names = sorted(self.names.remove(&Scope::Record(class.id)).unwrap_or_default());
        }
    }
}

/// The scopes in which a declaration of `scope` is found by name: an inline namespace's are its parent's
/// too, an unnamed one's its parent's alone.
pub(super) fn homes(ir: &Ir, scope: Scope) -> Vec<Scope> {
    let Scope::Namespace(mut id) = scope else { return vec![scope] };
    let mut homes = Vec::new();
    loop {
        let namespace = &ir[id];
        if !namespace.unnamed {
            homes.push(Scope::Namespace(id));
        }
        match namespace.parent {
            Some(parent) if namespace.inline || namespace.unnamed => id = parent,
            _ => return homes,
        }
    }
}

fn sorted(mut names: Vec<Name>) -> Vec<Name> {
    names.sort_by(|left, right| {
        let key = |name: &Name| (name.entity.kind() as u8, name.entity);
        left.name.as_bytes().cmp(right.name.as_bytes()).then_with(|| key(left).cmp(&key(right)))
    });
    names.dedup();
    names
}
