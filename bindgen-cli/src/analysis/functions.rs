//! The names of functions: overload sets of namespaces and classes, constructors, operators.

use std::collections::BTreeMap;

use super::bindable::{self, Verdict};
use super::facts::{Entity, Name, OverloadSet};
use super::names::{Assembly, homes};
use super::{operators, overloads};
use crate::ir::{FunctionId, FunctionKind, NamespaceId, Scope};

impl Assembly<'_> {
    pub(super) fn list_functions(&mut self) {
        let ir = self.ir;
        let mut free: BTreeMap<NamespaceId, Vec<FunctionId>> = BTreeMap::new();
        let mut methods: BTreeMap<usize, Vec<FunctionId>> = BTreeMap::new();
        for (index, function) in ir.functions.iter().enumerate() {
            let id = FunctionId(index as u32);
            let class = match function.scope {
                Scope::Namespace(_) => None,
                Scope::Record(record) => match self.classes.get(&record) {
                    Some(class) => Some(*class),
                    None => continue,
                },
            };
            match (bindable::function(ir, function), class) {
                (Verdict::Absent, _) => {}
                (Verdict::Skipped(reason), _) if !self.facts.implicit.contains_key(&id) => {
                    self.facts.skipped.push(bindable::skipped_function(ir, function, reason));
                }
                (Verdict::Skipped(_), _) => {}
                (Verdict::Bound, Some(class)) => methods.entry(class).or_default().push(id),
                (Verdict::Bound, None) => {
                    for home in homes(ir, function.scope) {
                        if let Scope::Namespace(namespace) = home {
                            free.entry(namespace).or_default().push(id);
                        }
                    }
                }
            }
        }
        for (namespace, functions) in free {
            for set in overloads::group(ir, &ir[namespace].qualified, functions) {
                self.push_set(Scope::Namespace(namespace), set);
            }
        }
        let operators: Vec<(usize, &[FunctionId])> = (self.facts.sets.iter().enumerate())
            .filter(|(_, set)| set.name.starts_with("operator"))
            .map(|(index, set)| (index, set.functions.as_slice()))
            .collect();
        self.facts.operators = operators::by_operand(ir, &operators);
        for (class, functions) in methods {
            let record = self.facts.classes[class].id;
            let (constructors, others): (Vec<_>, Vec<_>) =
                functions.into_iter().partition(|id| ir[*id].kind == FunctionKind::Constructor);
            if let Some(mut set) = overloads::group(ir, &ir[record].qualified, constructors)
                .into_iter()
                .reduce(|mut all, next| {
                    all.functions.extend(next.functions);
                    all
                })
            {
                set.functions.sort();
                self.facts.classes[class].constructors = Some(self.facts.sets.len());
                self.facts.sets.push(set);
            }
            for set in overloads::group(ir, &ir[record].qualified, others) {
                self.push_set(Scope::Record(record), set);
            }
        }
    }

    /// Names a set in one scope only: `homes` has been asked before.
    pub(super) fn push_set(&mut self, home: Scope, set: OverloadSet) {
        let entity = Entity::OverloadSet(self.facts.sets.len());
        self.names.entry(home).or_default().push(Name { name: set.name.clone(), entity });
        self.facts.sets.push(set);
    }
}
