//! The names of types: classes, enumerations with their enumerators, typedefs, class templates.

use super::bindable::{self, Verdict};
use super::facts::{ClassFact, Entity, TemplateFact};
use super::names::Assembly;
use super::spelling::declare;
use super::{bases, containment, operators};
use crate::ir::{
    Access, ClassTemplateId, EnumId, FunctionId, FunctionKind, Ir, Origin, RecordId, TypeId, TypeKind,
    TypedefId,
};

impl Assembly<'_> {
    pub(super) fn list_classes(&mut self) {
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
                self_contained: containment::is_self_contained(ir, id),
                inheritable: !record.is_final
                    && record.complete
                    && !record.destructor.deleted
                    && record.destructor.access != Access::Private,
                printed: printed.contains_key(&id),
            });
            if record.access == Access::Public && self.facts.director_of(id).is_none() {
                self.add(record.scope, &record.name, Entity::Class(index));
            }
        }
    }

    pub(super) fn list_enums(&mut self) {
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

    pub(super) fn list_typedefs(&mut self) {
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

    pub(super) fn list_templates(&mut self) {
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
                templates.push(TemplateFact { id: ClassTemplateId(index as u32), instantiations });
            }
        }
        templates
            .sort_by(|left, right| ir[left.id].qualified.as_bytes().cmp(ir[right.id].qualified.as_bytes()));
        for (index, template) in templates.iter().enumerate() {
            self.add(ir[template.id].scope, &ir[template.id].name, Entity::ClassTemplate(index));
        }
        self.facts.templates = templates;
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
