//! The names of functions: overload sets of namespaces and classes, constructors, operators.

use std::collections::BTreeMap;

use super::bindable::{self, Verdict};
use super::facts::{Entity, Name, OverloadSet};
use super::names::{Assembly, homes};
use super::{directors, operators, overloads};
use crate::ir::{Access, FunctionId, FunctionKind, FunctionTemplateId, Ir, NamespaceId, RecordId, Scope};

impl Assembly<'_> {
    pub(super) fn list_functions(&mut self) {
        let ir = self.ir;
        let mut free: BTreeMap<NamespaceId, Members> = BTreeMap::new();
        let mut methods: BTreeMap<usize, Members> = BTreeMap::new();
        // Specialisations of templates of classes that another dictionary binds.
        let mut elsewhere: BTreeMap<RecordId, Members> = BTreeMap::new();
        for (index, function) in ir.functions.iter().enumerate() {
            let id = FunctionId(index as u32);
            let class = match function.scope {
                Scope::Namespace(_) => None,
                Scope::Record(record) => match self.classes.get(&record) {
                    Some(class) => Some(*class),
                    None => {
                        match bindable::function(ir, function) {
                            Verdict::Bound if ir.called.contains(&id) => {
                                elsewhere.entry(record).or_default().functions.push(id);
                            }
                            Verdict::Skipped(reason) if ir.called.contains(&id) => {
                                self.facts.skipped.push(bindable::skipped_function(ir, function, reason));
                            }
                            _ => {}
                        }
                        continue;
                    }
                },
            };
            match (bindable::function(ir, function), class) {
                (Verdict::Absent, Some(_)) if self.is_constructor_in_vain(id) => {
                    let Scope::Record(class) = function.scope else { continue };
                    let reason = directors::without_director(ir, class);
                    self.facts.skipped.push(bindable::skipped_function(ir, function, reason));
                }
                (Verdict::Absent, _) => {}
                (Verdict::Skipped(reason), _) if !self.facts.implicit.contains_key(&id) => {
                    self.facts.skipped.push(bindable::skipped_function(ir, function, reason));
                }
                (Verdict::Skipped(_), _) => {}
                (Verdict::Bound, Some(class)) => methods.entry(class).or_default().functions.push(id),
                (Verdict::Bound, None) => {
                    for home in homes(ir, function.scope) {
                        if let Scope::Namespace(namespace) = home {
                            free.entry(namespace).or_default().functions.push(id);
                        }
                    }
                }
            }
        }
        for (index, template) in ir.function_templates.iter().enumerate() {
            let id = FunctionTemplateId(index as u32);
            match template.scope {
                Scope::Record(record) => {
                    if let Some(class) = self.classes.get(&record) {
                        methods.entry(*class).or_default().templates.push(id);
                    }
                }
                Scope::Namespace(_) => {
                    for home in homes(ir, template.scope) {
                        if let Scope::Namespace(namespace) = home {
                            free.entry(namespace).or_default().templates.push(id);
                        }
                    }
                }
            }
        }
        for (namespace, Members { functions, templates }) in free {
            for set in overloads::group(ir, &ir[namespace].qualified, functions, templates) {
                self.push_set(Scope::Namespace(namespace), set);
            }
        }
        let operators: Vec<(usize, &[FunctionId])> = (self.facts.sets.iter().enumerate())
            .filter(|(_, set)| set.name.starts_with("operator"))
            .map(|(index, set)| (index, set.functions.as_slice()))
            .collect();
        self.facts.operators = operators::by_operand(ir, &operators);
        for (class, members) in methods {
            let record = self.facts.classes[class].id;
            let (constructors, others) = members.divide(ir);
            if let Some(set) = constructors.into_set(ir, record) {
                self.facts.classes[class].constructors = Some(self.facts.sets.len());
                self.facts.sets.push(set);
            }
            for set in overloads::group(ir, &ir[record].qualified, others.functions, others.templates) {
                self.push_set(Scope::Record(record), set);
            }
        }
        for (record, members) in elsewhere {
            let (constructors, others) = members.divide(ir);
            self.facts.sets.extend(constructors.into_set(ir, record));
            let named = overloads::group(ir, &ir[record].qualified, others.functions, others.templates);
            self.facts.sets.extend(named);
        }
    }

    /// Whether a function is a public constructor of an abstract class that no director derives from: nobody can call it.
    fn is_constructor_in_vain(&self, id: FunctionId) -> bool {
        let function = &self.ir[id];
        let Scope::Record(class) = function.scope else { return false };
        function.kind == FunctionKind::Constructor
            && function.access == Access::Public
            && !function.deleted
            && !self.facts.implicit.contains_key(&id)
            && self.ir[class].is_abstract
            && !self.facts.directors.iter().any(|director| director.base == class)
    }

    /// Names a set in one scope only: `homes` has been asked before.
    pub(super) fn push_set(&mut self, home: Scope, set: OverloadSet) {
        let entity = Entity::OverloadSet(self.facts.sets.len());
        self.names.entry(home).or_default().push(Name { name: set.name.clone(), entity });
        self.facts.sets.push(set);
    }
}

/// The functions of one scope.
#[derive(Default)]
struct Members {
    functions: Vec<FunctionId>,
    templates: Vec<FunctionTemplateId>,
}

impl Members {
    /// Constructors, and what has a name.
    fn divide(self, ir: &Ir) -> (Self, Self) {
        let (constructors, functions) =
            self.functions.into_iter().partition(|id| ir[*id].kind == FunctionKind::Constructor);
        let (templates, others) =
            self.templates.into_iter().partition(|id| ir[*id].kind == FunctionKind::Constructor);
        (Self { functions: constructors, templates }, Self { functions, templates: others })
    }

    /// All as one set, whatever their names are.
    fn into_set(self, ir: &Ir, record: RecordId) -> Option<OverloadSet> {
        let sets = overloads::group(ir, &ir[record].qualified, self.functions, self.templates);
        let mut set = sets.into_iter().reduce(|mut all, next| {
            all.functions.extend(next.functions);
            all.templates.extend(next.templates);
            all
        })?;
        set.functions.sort();
        set.templates.sort();
        Some(set)
    }
}
