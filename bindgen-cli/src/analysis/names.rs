//! Every scope's names, in the order in which a dictionary lists them.

use std::collections::{BTreeMap, HashMap};

use super::bindable::{self, Verdict};
use super::facts::{
    ClassFact, Constant, Entity, Facts, Member, MemberKind, Name, NamespaceFact, TemplateFact,
};
use super::spelling::{declare, qualify, scope_name};
use super::{Implicit, bases, operators, overloads};
use crate::ir::{
    Access, EnumId, FunctionId, FunctionKind, Ir, Location, NamespaceId, Origin, RecordId, Scope, Skipped,
    TypeId, TypeKind, TypedefId, VariableId,
};

/// States what is bound.
pub(super) fn assemble(ir: &Ir, implicit: BTreeMap<FunctionId, Implicit>) -> Facts {
    let mut assembly = Assembly {
        ir,
        facts: Facts { implicit, skipped: ir.skipped.clone(), ..Facts::default() },
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

struct Assembly<'a> {
    ir: &'a Ir,
    facts: Facts,
    /// The names gathered so far.
    names: HashMap<Scope, Vec<Name>>,
    /// Which classes are bound, and their place in `facts.classes`.
    classes: HashMap<RecordId, usize>,
}

impl Assembly<'_> {
    fn add(&mut self, scope: Scope, name: &str, entity: Entity) {
        for home in homes(self.ir, scope) {
            self.names.entry(home).or_default().push(Name { name: name.to_owned(), entity });
        }
    }

    /// Whether a declaration's scope is there to hold its name, and it is wanted.
    fn reachable(&self, scope: Scope, selected: bool) -> bool {
        match scope {
            Scope::Namespace(_) => selected,
            Scope::Record(record) => self.classes.contains_key(&record),
        }
    }

    fn skip(&mut self, scope: Scope, name: &str, declaration: String, reason: String, location: &Location) {
        let scope = scope_name(self.ir, scope).to_owned();
        let skipped =
            Skipped { scope, name: name.to_owned(), declaration, reason, location: location.clone() };
        self.facts.skipped.push(skipped);
    }

    fn list_classes(&mut self) {
        let ir = self.ir;
        let mut bound = Vec::new();
        for (index, record) in ir.records.iter().enumerate() {
            match bindable::record(ir, record) {
                Verdict::Bound => bound.push(RecordId(index as u32)),
                Verdict::Absent => {}
                Verdict::Skipped(reason) => {
                    self.skip(
                        record.scope,
                        &record.name,
                        format!("class {}", record.qualified),
                        reason,
                        &record.location,
                    );
                }
            }
        }
        bound.sort_by(|left, right| ir[*left].qualified.as_bytes().cmp(ir[*right].qualified.as_bytes()));
        self.classes = bound.iter().enumerate().map(|(index, id)| (*id, index)).collect();
        let free =
            (0..ir.functions.len() as u32).map(FunctionId).filter(|id| ir[*id].kind == FunctionKind::Free);
        let printed = operators::printed(ir, free);
        for (index, id) in bound.into_iter().enumerate() {
            let record = &ir[id];
            self.facts.classes.push(ClassFact {
                id,
                names: Vec::new(),
                constructors: None,
                bases: bases::direct(ir, id),
                virtual_bases: bases::has_virtual(ir, id),
                inheritable: !record.is_final
                    && record.complete
                    && !record.destructor.deleted
                    && record.destructor.access != Access::Private,
                printed: printed.contains_key(&id),
            });
            if record.access == Access::Public {
                self.add(record.scope, &record.name, Entity::Class(index));
            }
        }
    }

    fn list_enums(&mut self) {
        let ir = self.ir;
        let bound =
            |id: &EnumId| ir[*id].access == Access::Public && self.reachable(ir[*id].scope, ir[*id].selected);
        let mut enums: Vec<EnumId> = (0..ir.enums.len() as u32).map(EnumId).filter(bound).collect();
        enums.sort_by(|left, right| ir[*left].qualified.as_bytes().cmp(ir[*right].qualified.as_bytes()));
        for (index, id) in enums.iter().enumerate() {
            let enumeration = &ir[*id];
            if !enumeration.name.is_empty() {
                self.add(enumeration.scope, &enumeration.name, Entity::Enum(index));
            }
            if !enumeration.scoped {
                for (place, enumerator) in enumeration.enumerators.iter().enumerate() {
                    self.add(enumeration.scope, &enumerator.name, Entity::Enumerator(index, place));
                }
            }
        }
        self.facts.enums = enums;
    }

    fn list_typedefs(&mut self) {
        let ir = self.ir;
        let mut bound = Vec::new();
        for (index, typedef) in ir.typedefs.iter().enumerate() {
            if !self.reachable(typedef.scope, typedef.selected)
                || names_itself(ir, typedef.target, &typedef.qualified)
            {
                continue;
            }
            match bindable::typedef(ir, typedef) {
                Verdict::Bound => bound.push(TypedefId(index as u32)),
                Verdict::Absent => {}
                Verdict::Skipped(reason) => {
                    let declaration =
                        format!("typedef {}", declare(&ir[typedef.target].spelling, &typedef.qualified));
                    self.skip(typedef.scope, &typedef.name, declaration, reason, &typedef.location);
                }
            }
        }
        bound.sort_by(|left, right| ir[*left].qualified.as_bytes().cmp(ir[*right].qualified.as_bytes()));
        for (index, id) in bound.iter().enumerate() {
            self.add(ir[*id].scope, &ir[*id].name, Entity::Typedef(index));
        }
        self.facts.typedefs = bound;
    }

    fn list_templates(&mut self) {
        let ir = self.ir;
        let mut templates = Vec::new();
        for (index, template) in ir.class_templates.iter().enumerate() {
            let bound = |record: &RecordId| self.classes.get(record).copied();
            let mut instantiations: Vec<(String, usize)> = template
                .instantiations
                .iter()
                .filter_map(|instantiation| {
                    Some((instantiation.arguments.join(","), bound(&instantiation.record)?))
                })
                .collect();
            instantiations.sort();
            if !instantiations.is_empty() || self.reachable(template.scope, template.selected) {
                templates.push(TemplateFact { id: crate::ir::ClassTemplateId(index as u32), instantiations });
            }
        }
        templates
            .sort_by(|left, right| ir[left.id].qualified.as_bytes().cmp(ir[right.id].qualified.as_bytes()));
        for (index, template) in templates.iter().enumerate() {
            self.add(ir[template.id].scope, &ir[template.id].name, Entity::ClassTemplate(index));
        }
        self.facts.templates = templates;
    }

    fn list_functions(&mut self) {
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
    fn push_set(&mut self, home: Scope, set: super::OverloadSet) {
        let entity = Entity::OverloadSet(self.facts.sets.len());
        self.names.entry(home).or_default().push(Name { name: set.name.clone(), entity });
        self.facts.sets.push(set);
    }

    fn list_variables(&mut self) {
        let ir = self.ir;
        for (index, variable) in ir.variables.iter().enumerate() {
            if !self.reachable(variable.scope, variable.selected) {
                continue;
            }
            let ty = ir.referent(variable.ty);
            let constant = ir[ty].qualifiers.is_const;
            match bindable::variable(ir, variable) {
                Verdict::Absent => {}
                Verdict::Skipped(reason) => {
                    let declaration = declare(&ir[variable.ty].spelling, &variable.qualified);
                    self.skip(variable.scope, &variable.name, declaration, reason, &variable.location);
                }
                Verdict::Bound => {
                    let entity = match &variable.value {
                        Some(value) if constant && !variable.defined => {
                            let (name, doc, value) =
                                (variable.name.clone(), variable.doc.clone(), value.clone());
                            self.facts.constants.push(Constant { name, ty, value, doc });
                            Entity::Constant(self.facts.constants.len() - 1)
                        }
                        _ => {
                            let kind = MemberKind::Variable(VariableId(index as u32));
                            let (name, doc) = (variable.name.clone(), variable.doc.clone());
                            self.facts.members.push(Member { name, ty, constant, doc, kind });
                            Entity::DataMember(self.facts.members.len() - 1)
                        }
                    };
                    self.add(variable.scope, &variable.name, entity);
                }
            }
        }
    }

    fn list_fields(&mut self) {
        let ir = self.ir;
        for class in 0..self.facts.classes.len() {
            let id = self.facts.classes[class].id;
            for (index, field) in ir[id].fields.iter().enumerate() {
                if field.access != Access::Public || field.name.is_empty() {
                    continue;
                }
                if let Some(reason) = bindable::unsupported(ir, field.ty) {
                    let declaration =
                        declare(&ir[field.ty].spelling, &qualify(&ir[id].qualified, &field.name));
                    self.skip(Scope::Record(id), &field.name, declaration, reason, &field.location);
                    continue;
                }
                let constant = ir[ir.referent(field.ty)].qualifiers.is_const;
                let entity = Entity::DataMember(self.facts.members.len());
                let (name, doc, kind) = (field.name.clone(), field.doc.clone(), MemberKind::Field(id, index));
                self.facts.members.push(Member { name, ty: field.ty, constant, doc, kind });
                self.add(Scope::Record(id), &field.name, entity);
            }
        }
    }

    fn list_macros(&mut self) {
        for definition in &self.ir.macros {
            let entity = Entity::Constant(self.facts.constants.len());
            let (name, value) = (definition.name.clone(), definition.value.clone());
            self.facts.constants.push(Constant { name, ty: definition.ty, value, doc: None });
            self.add(Scope::Namespace(NamespaceId::GLOBAL), &definition.name, entity);
        }
    }

    /// `using other::name;` in a namespace: the names there are names here too.
    fn resolve_using_declarations(&mut self) {
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
            }
            (Some(_), Entity::OverloadSet(_)) => {}
            _ => self.add(home, name, entity),
        }
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
                || !namespace.usings.is_empty();
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
fn homes(ir: &Ir, scope: Scope) -> Vec<Scope> {
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

/// `typedef struct C { } C;`
fn names_itself(ir: &Ir, target: TypeId, qualified: &str) -> bool {
    match ir[target].kind {
        TypeKind::Record(record) => ir[record].qualified == qualified && ir[record].origin != Origin::Foreign,
        TypeKind::Enum(enumeration) => ir[enumeration].qualified == qualified,
        _ => false,
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
