//! The names of values: variables, data members, macro constants.

use super::bindable::{self, Verdict};
use super::deprecation::{self, documentation};
use super::facts::{Constant, Entity, Member, MemberKind};
use super::names::Assembly;
use super::spelling::{declare, qualify};
use crate::ir::{Access, NamespaceId, Scope, VariableId};

impl Assembly<'_> {
    pub(super) fn list_variables(&mut self) {
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
                    let doc = documentation(&variable.doc, &variable.deprecated);
                    let reason = variable.deprecated.as_ref();
                    let deprecation = reason.map(|reason| deprecation::warning(&variable.qualified, reason));
                    let entity = match &variable.value {
                        Some(value) if constant && !variable.defined => {
                            let (name, value) = (variable.name.clone(), value.clone());
                            self.facts.constants.push(Constant { name, ty, value, doc, deprecation });
                            Entity::Constant(self.facts.constants.len() - 1)
                        }
                        _ => {
                            let kind = MemberKind::Variable(VariableId(index as u32));
                            let name = variable.name.clone();
                            self.facts.members.push(Member { name, ty, constant, doc, deprecation, kind });
                            Entity::DataMember(self.facts.members.len() - 1)
                        }
                    };
                    self.add(variable.scope, &variable.name, entity);
                }
            }
        }
    }

    pub(super) fn list_fields(&mut self) {
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
                let (name, kind) = (field.name.clone(), MemberKind::Field(id, index));
                let doc = documentation(&field.doc, &field.deprecated);
                let warning =
                    |reason: &String| deprecation::warning(&qualify(&ir[id].qualified, &field.name), reason);
                let deprecation = field.deprecated.as_ref().map(warning);
                self.facts.members.push(Member { name, ty: field.ty, constant, doc, deprecation, kind });
                self.add(Scope::Record(id), &field.name, entity);
            }
        }
    }

    pub(super) fn list_macros(&mut self) {
        for definition in &self.ir.macros {
            let entity = Entity::Constant(self.facts.constants.len());
            let (name, value) = (definition.name.clone(), definition.value.clone());
            self.facts.constants.push(Constant {
                name,
                ty: definition.ty,
                value,
                doc: None,
                deprecation: None,
            });
            self.add(Scope::Namespace(NamespaceId::GLOBAL), &definition.name, entity);
        }
    }
}
