//! Explanations from headers.

use super::{carried, is_meant, python_name};
use crate::analysis::{Entity, Facts, MemberKind, Name, signature};
use crate::emit::carriers;
use crate::ir::{FunctionId, Ir, Location, Skipped, TemplateKind};

/// What the headers say of a name, and every name that they declare.
pub(super) fn explain(ir: &Ir, facts: &Facts, wanted: &str) -> (Vec<String>, Vec<String>) {
    let mut search = Search { ir, facts, wanted, answers: Vec::new(), names: Vec::new() };
    for namespace in &facts.namespaces {
        search.scope(&ir[namespace.id].qualified, &namespace.names);
    }
    for class in &facts.classes {
        search.scope(&ir[class.id].qualified, &class.names);
    }
    for skipped in &facts.skipped {
        let qualified = qualify(&skipped.scope, &skipped.name);
        search.offer(&qualified, |_| skip(skipped));
    }
    search.answers.dedup();
    (search.answers, search.names)
}

struct Search<'a> {
    ir: &'a Ir,
    facts: &'a Facts,
    wanted: &'a str,
    answers: Vec<String>,
    names: Vec<String>,
}

impl Search<'_> {
    fn offer(&mut self, qualified: &str, answer: impl FnOnce(&Self) -> String) {
        if is_meant(qualified, self.wanted) {
            let answer = answer(self);
            self.answers.push(answer);
        }
        self.names.push(qualified.to_owned());
    }

    fn scope(&mut self, scope: &str, names: &[Name]) {
        for name in names {
            let qualified = qualify(scope, &name.name);
            if !matches!(name.entity, Entity::Skipped(_)) {
                self.offer(&qualified, |search| search.entity(name.entity, &qualified));
            }
        }
    }

    fn entity(&self, entity: Entity, qualified: &str) -> String {
        let (ir, facts) = (self.ir, self.facts);
        let (what, location) = match entity {
            Entity::Namespace(_) => (format!("namespace {qualified}"), None),
            Entity::Class(index) => return self.class(index),
            Entity::Enum(index) => (format!("enum {qualified}"), Some(&ir[facts.enums[index]].location)),
            Entity::Typedef(index) => {
                let typedef = &ir[facts.typedefs[index]];
                (format!("typedef {qualified} = {}", ir[typedef.target].spelling), Some(&typedef.location))
            }
            Entity::ClassTemplate(index) => return self.template(index, qualified),
            Entity::OverloadSet(set) => return self.set(set, qualified),
            Entity::DataMember(index) => {
                let member = &facts.members[index];
                let location = match member.kind {
                    MemberKind::Field(record, field) => &ir[record].fields[field].location,
                    MemberKind::Variable(variable) => &ir[variable].location,
                };
                let constant = if member.constant { "read-only " } else { "" };
                (format!("{constant}variable {qualified} of type {}", ir[member.ty].spelling), Some(location))
            }
            Entity::Enumerator(index, _) => {
                (format!("enumerator of {}", ir[facts.enums[index]].qualified), None)
            }
            Entity::Constant(index) => {
                (format!("constant {qualified} = {:?}", facts.constants[index].value), None)
            }
            Entity::Skipped(index) => return skip(&facts.skipped[index]),
        };
        format!("{what}\n{}  in Python {}\n", at(location), python_name(qualified))
    }

    fn class(&self, index: usize) -> String {
        let class = &self.facts.classes[index];
        let record = &self.ir[class.id];
        let mut text = format!(
            "class {}\n{}  in Python {}\n",
            record.qualified,
            at(Some(&record.location)),
            python_name(&record.qualified)
        );
        for base in &class.bases {
            text += &format!("  derives from {}\n", self.ir[base.record].qualified);
        }
        match class.constructors {
            Some(set) => {
                for function in &self.facts.sets[set].functions {
                    text += &self.function(*function);
                }
            }
            None => text += "  has no constructor that can be called\n",
        }
        text
    }

    fn template(&self, index: usize, qualified: &str) -> String {
        let fact = &self.facts.templates[index];
        let template = &self.ir[fact.id];
        let mut text = format!(
            "template<{}> {} {qualified}\n{}",
            template.parameters,
            template.kind.keyword(),
            at(Some(&template.location))
        );
        if fact.instantiations.is_empty() && template.kind == TemplateKind::Class {
            text += "  has no specialisation here (--instantiate makes one)\n";
        }
        for (arguments, _) in &fact.instantiations {
            text += &format!("  in Python {}\n", python_name(&format!("{qualified}<{arguments}>")));
        }
        text
    }

    fn set(&self, set: usize, qualified: &str) -> String {
        let set = &self.facts.sets[set];
        let first = format!("{qualified}\n  in Python {}\n", python_name(qualified));
        let functions = set.functions.iter().fold(first, |text, function| text + &self.function(*function));
        set.templates.iter().fold(functions, |text, template| {
            let template = &self.ir[*template];
            text + &format!("  {}\n  {}", template.declaration, at(Some(&template.location)))
        })
    }

    fn function(&self, id: FunctionId) -> String {
        let function = &self.ir[id];
        let carriers = carriers::of_function(self.ir, function);
        let mut text = format!("  {}\n", signature(self.ir, function));
        if self.facts.implicit.contains_key(&id) {
            text += "    is implicit\n";
        } else {
            text += &format!("  {}", at(Some(&function.location)));
        }
        for (parameter, carrier) in function.parameters.iter().zip(&carriers.parameters) {
            let spelling = &self.ir[parameter.ty].spelling;
            text += &format!(
                "    {} travels as {}\n",
                format!("{spelling} {}", parameter.name).trim_end(),
                carried(*carrier)
            );
        }
        text += &format!("    the result travels as {}\n", carried(carriers.result));
        let optional = function.parameters.iter().filter(|parameter| parameter.default.is_some()).count();
        if optional > 0 {
            text += &format!("    has {} stubs, one for each number of arguments\n", optional + 1);
        }
        text
    }
}

fn skip(skipped: &Skipped) -> String {
    format!("{}\n{}  is not bound: {}\n", skipped.declaration, at(Some(&skipped.location)), skipped.reason)
}

fn at(location: Option<&Location>) -> String {
    location.map_or(String::new(), |location| {
        format!("  at {}:{}:{}\n", location.file.display(), location.line, location.column)
    })
}

fn qualify(scope: &str, name: &str) -> String {
    if scope.is_empty() { name.to_owned() } else { format!("{scope}::{name}") }
}
