//! The report: every declaration of the selected headers, bound or skipped, with its place and reason.
//!
//! May not know: clang, how the dictionary is written.

use std::collections::HashSet;

use crate::analysis::{Entity, Facts, MemberKind, Name, signature};
use crate::ir::{Ir, Location, Skipped};

/// One line a declaration: what became of it, what it is, where it stands.
pub fn report(ir: &Ir, facts: &Facts, rejected: &[Skipped]) -> String {
    let report =
        Report { ir, facts, rejected: rejected.iter().map(|skipped| skipped.declaration.as_str()).collect() };
    let mut lines: Vec<String> = Vec::new();
    for namespace in &facts.namespaces {
        lines.extend(report.scope(&ir[namespace.id].qualified, &namespace.names));
    }
    for class in &facts.classes {
        let record = &ir[class.id];
        lines.push(line("class", &record.qualified, Some(&record.location)));
        if let Some(set) = class.constructors {
            lines.extend(report.set(set));
        }
        lines.extend(report.scope(&record.qualified, &class.names));
    }
    let skipped = facts.skipped.iter().chain(rejected).map(|skipped| {
        format!("skipped  {}: {}: {}\n", place(&skipped.location), skipped.declaration, skipped.reason)
    });
    let mut seen = HashSet::new();
    lines.into_iter().chain(skipped).filter(|line| seen.insert(line.clone())).collect()
}

struct Report<'a> {
    ir: &'a Ir,
    facts: &'a Facts,
    rejected: HashSet<&'a str>,
}

impl Report<'_> {
    fn scope(&self, scope: &str, names: &[Name]) -> Vec<String> {
        names.iter().flat_map(|name| self.entity(scope, name)).collect()
    }

    fn entity(&self, scope: &str, name: &Name) -> Vec<String> {
        let qualified = if scope.is_empty() { name.name.clone() } else { format!("{scope}::{}", name.name) };
        match name.entity {
            Entity::OverloadSet(set) => self.set(set),
            Entity::Enum(index) => {
                vec![line("enum", &qualified, Some(&self.ir[self.facts.enums[index]].location))]
            }
            Entity::Typedef(index) => {
                vec![line("typedef", &qualified, Some(&self.ir[self.facts.typedefs[index]].location))]
            }
            Entity::ClassTemplate(index) => {
                vec![line("template", &qualified, Some(&self.ir[self.facts.templates[index].id].location))]
            }
            Entity::DataMember(index) => {
                let location = match self.facts.members[index].kind {
                    MemberKind::Field(record, field) => &self.ir[record].fields[field].location,
                    MemberKind::Variable(variable) => &self.ir[variable].location,
                };
                vec![line("variable", &qualified, Some(location))]
            }
            Entity::Constant(_) => vec![line("constant", &qualified, None)],
            // Classes and namespaces have their own lines, enumerators stand for their enumeration.
            Entity::Namespace(_) | Entity::Class(_) | Entity::Enumerator(..) | Entity::Skipped(_) => {
                Vec::new()
            }
        }
    }

    fn set(&self, set: usize) -> Vec<String> {
        let functions = &self.facts.sets[set].functions;
        let declared =
            functions.iter().filter(|id| !self.facts.implicit.contains_key(id)).map(|id| &self.ir[*id]);
        let declared = declared.map(|function| (signature(self.ir, function), &function.location));
        let bound = declared.filter(|(signature, _)| !self.rejected.contains(signature.as_str()));
        let templates = self.facts.sets[set].templates.iter().map(|id| &self.ir[*id]);
        bound
            .map(|(signature, location)| line("function", &signature, Some(location)))
            .chain(
                templates.map(|template| line("function", &template.declaration, Some(&template.location))),
            )
            .collect()
    }
}

fn line(kind: &str, declaration: &str, location: Option<&Location>) -> String {
    let place = location.map(place).map_or(String::new(), |place| format!("{place}: "));
    format!("bound    {place}{kind} {declaration}\n")
}

fn place(location: &Location) -> String {
    format!("{}:{}:{}", location.file.display(), location.line, location.column)
}
