//! The declarations of headers, as [`super::recorded`] tells those of a dictionary.

use super::declaration::{Declaration, Declarations, Kind, Unbound};
use crate::analysis::{Entity, Facts, MemberKind, Name, signature};
use crate::ir::{ConstantValue, Ir};

/// What the headers declare.
pub(super) fn declarations(ir: &Ir, facts: &Facts) -> Declarations {
    let mut reader = Reader { ir, facts, bound: Vec::new() };
    for namespace in &facts.namespaces {
        let qualified = &ir[namespace.id].qualified;
        if !qualified.is_empty() {
            reader.bound.push(Declaration::new(Kind::Namespace, qualified, format!("namespace {qualified}")));
        }
        reader.scope(qualified, &namespace.names);
    }
    reader.classes();
    reader.functions();
    reader.enums();
    reader.names();
    let unbound = facts.skipped.iter().map(|skipped| Unbound {
        text: skipped.declaration.clone(),
        reason: skipped.reason.clone(),
        location: Some(skipped.location.clone()),
    });
    Declarations { bound: reader.bound, unbound: unbound.collect() }
}

struct Reader<'a> {
    ir: &'a Ir,
    facts: &'a Facts,
    bound: Vec<Declaration>,
}

impl Reader<'_> {
    fn classes(&mut self) {
        for class in &self.facts.classes {
            let record = &self.ir[class.id];
            let qualified = &record.qualified;
            let bases = class.bases.iter().map(|base| {
                let word = if base.is_virtual { "virtual " } else { "" };
                format!("{word}{}", self.ir[base.record].qualified)
            });
            let bases: Vec<_> = bases.collect();
            let text = format!("class {qualified}");
            let declaration = Declaration::new(Kind::Class, qualified, text).at(Some(&record.location));
            let detail = record.complete.then(|| super::derived(&bases));
            self.bound.push(declaration.with_detail(detail));
            self.scope(qualified, &class.names);
        }
    }

    fn functions(&mut self) {
        let (ir, facts) = (self.ir, self.facts);
        for set in &facts.sets {
            for function in set.functions.iter().map(|id| &ir[*id]) {
                let specifiers = super::specifiers(function.explicit, function.is_virtual, function.pure);
                let declaration = Declaration::new(Kind::Function, &set.qualified, signature(ir, function));
                self.bound.push(declaration.with_detail(specifiers).at(Some(&function.location)));
            }
            for template in set.templates.iter().map(|id| &ir[*id]) {
                let declaration = Declaration::new(Kind::Function, &set.qualified, &template.declaration);
                self.bound.push(declaration.at(Some(&template.location)));
            }
        }
    }

    fn enums(&mut self) {
        for enumeration in self.facts.enums.iter().map(|id| &self.ir[*id]) {
            let (qualified, location) = (&enumeration.qualified, Some(&enumeration.location));
            let underlying = &self.ir[enumeration.underlying].spelling;
            let text = super::enumeration(enumeration.scoped, qualified, underlying);
            self.bound.push(Declaration::new(Kind::Enum, qualified, text).at(location));
            for enumerator in &enumeration.enumerators {
                let name = super::qualify(qualified, &enumerator.name);
                let text = format!("{name} = {}", enumerator.value as i64);
                self.bound.push(Declaration::new(Kind::Enumerator, name, text).at(location));
            }
        }
    }

    /// Typedefs and templates.
    fn names(&mut self) {
        let (ir, facts) = (self.ir, self.facts);
        for typedef in facts.typedefs.iter().map(|id| &ir[*id]) {
            let text = format!("using {} = {}", typedef.qualified, ir[typedef.target].spelling);
            let declaration = Declaration::new(Kind::Typedef, &typedef.qualified, text);
            self.bound.push(declaration.at(Some(&typedef.location)));
        }
        for template in facts.templates.iter().map(|fact| &ir[fact.id]) {
            let text = format!("template<{}> {}", template.parameters, template.qualified);
            let declaration = Declaration::new(Kind::Template, &template.qualified, text);
            self.bound.push(declaration.at(Some(&template.location)));
        }
    }

    /// Data members, variables and constants, whose scopes know their qualified names.
    fn scope(&mut self, scope: &str, names: &[Name]) {
        let (ir, facts) = (self.ir, self.facts);
        for Name { name, entity } in names {
            let qualified = super::qualify(scope, name);
            match *entity {
                Entity::DataMember(index) => {
                    let member = &facts.members[index];
                    let (location, width) = match member.kind {
                        MemberKind::Field(record, field) => {
                            let field = &ir[record].fields[field];
                            (&field.location, field.bit_width.unwrap_or(0))
                        }
                        MemberKind::Variable(variable) => (&ir[variable].location, 0),
                    };
                    let text = super::variable(&ir[member.ty].spelling, &qualified, width);
                    let declaration = Declaration::new(Kind::Variable, qualified, text);
                    self.bound.push(declaration.at(Some(location)));
                }
                Entity::Constant(index) => {
                    let constant = &facts.constants[index];
                    let value = match &constant.value {
                        ConstantValue::Signed(value) => super::constant(*value as u64, None),
                        ConstantValue::Unsigned(value) => super::constant(*value, None),
                        ConstantValue::Float(value) => super::constant(value.to_bits(), Some(*value)),
                        ConstantValue::Text(text) => format!(" = {text:?}"),
                    };
                    let text = super::variable(&ir[constant.ty].spelling, &qualified, 0);
                    self.bound.push(Declaration::new(Kind::Variable, qualified, text).with_detail(value));
                }
                _ => {}
            }
        }
    }
}
