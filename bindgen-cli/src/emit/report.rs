//! The report: every declaration of the selected headers, bound or skipped, with its place and reason.
//!
//! May not know: clang, how the dictionary is written.

use std::collections::HashSet;

use serde::Serialize;

use crate::analysis::{Entity, Facts, MemberKind, Name, scope_name, signature};
use crate::ir::{Function, FunctionId, Ir, Location, Skipped};

/// What became of one declaration.
#[derive(Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(tag = "state", rename_all = "lowercase")]
enum Entry {
    Bound {
        kind: &'static str,
        declaration: String,
        #[serde(flatten)]
        function: Option<Callable>,
        place: Option<Place>,
    },
    Skipped {
        declaration: String,
        reason: String,
        place: Place,
    },
}

/// What a program that calls functions wants to know of them without reading declarations.
#[derive(Debug, PartialEq, Eq, Hash, Serialize)]
struct Callable {
    scope: String,
    name: String,
    /// Types in the spelling by which Python's `__overload__` chooses.
    parameters: Vec<String>,
    #[serde(rename = "const")]
    is_const: bool,
}

#[derive(Debug, PartialEq, Eq, Hash, Serialize)]
struct Place {
    file: String,
    line: u32,
    column: u32,
}

/// One line a declaration: what became of it, what it is, where it stands.
pub fn text(ir: &Ir, facts: &Facts, rejected: &[Skipped]) -> String {
    entries(ir, facts, rejected).iter().map(Entry::line).collect()
}

/// The same as JSON, one object a line.
pub fn json(ir: &Ir, facts: &Facts, rejected: &[Skipped]) -> String {
    let lines = entries(ir, facts, rejected);
    // Strings and numbers under string keys: nothing that JSON cannot hold.
    lines.iter().map(|entry| serde_json::to_string(entry).unwrap_or_default() + "\n").collect()
}

fn entries(ir: &Ir, facts: &Facts, rejected: &[Skipped]) -> Vec<Entry> {
    let report =
        Report { ir, facts, rejected: rejected.iter().map(|skipped| skipped.declaration.as_str()).collect() };
    let mut entries: Vec<Entry> = Vec::new();
    for namespace in &facts.namespaces {
        entries.extend(report.scope(&ir[namespace.id].qualified, &namespace.names));
    }
    for class in &facts.classes {
        let record = &ir[class.id];
        entries.push(bound("class", &record.qualified, Some(&record.location)));
        if let Some(set) = class.constructors {
            entries.extend(report.set(set));
        }
        entries.extend(report.scope(&record.qualified, &class.names));
    }
    entries.extend(facts.skipped.iter().chain(rejected).map(|skipped| Entry::Skipped {
        declaration: skipped.declaration.clone(),
        reason: skipped.reason.clone(),
        place: Place::of(&skipped.location),
    }));
    let mut seen = HashSet::new();
    let first: Vec<bool> = entries.iter().map(|entry| seen.insert(entry)).collect();
    let mut first = first.into_iter();
    entries.retain(|_| first.next() == Some(true));
    entries
}

struct Report<'a> {
    ir: &'a Ir,
    facts: &'a Facts,
    rejected: HashSet<&'a str>,
}

impl Report<'_> {
    fn scope(&self, scope: &str, names: &[Name]) -> Vec<Entry> {
        names.iter().flat_map(|name| self.entity(scope, name)).collect()
    }

    fn entity(&self, scope: &str, name: &Name) -> Vec<Entry> {
        let qualified = if scope.is_empty() { name.name.clone() } else { format!("{scope}::{}", name.name) };
        let one = |kind, location| vec![bound(kind, &qualified, location)];
        match name.entity {
            Entity::OverloadSet(set) => self.set(set),
            Entity::Enum(index) => one("enum", Some(&self.ir[self.facts.enums[index]].location)),
            Entity::Typedef(index) => one("typedef", Some(&self.ir[self.facts.typedefs[index]].location)),
            Entity::ClassTemplate(index) => {
                one("template", Some(&self.ir[self.facts.templates[index].id].location))
            }
            Entity::DataMember(index) => {
                let location = match self.facts.members[index].kind {
                    MemberKind::Field(record, field) => &self.ir[record].fields[field].location,
                    MemberKind::Variable(variable) => &self.ir[variable].location,
                };
                one("variable", Some(location))
            }
            Entity::Constant(_) => one("constant", None),
            // Classes and namespaces have their own lines, enumerators stand for their enumeration.
            Entity::Namespace(_) | Entity::Class(_) | Entity::Enumerator(..) | Entity::Skipped(_) => {
                Vec::new()
            }
        }
    }

    fn set(&self, set: usize) -> Vec<Entry> {
        let functions = self.facts.sets[set].functions.iter();
        let functions = functions.filter_map(|id| self.function(*id));
        let templates = self.facts.sets[set].templates.iter().map(|id| &self.ir[*id]);
        let templates =
            templates.map(|template| bound("function", &template.declaration, Some(&template.location)));
        functions.chain(templates).collect()
    }

    /// A function that somebody has declared and whose stub the compiler takes.
    fn function(&self, id: FunctionId) -> Option<Entry> {
        let function = &self.ir[id];
        let declaration = signature(self.ir, function);
        if self.facts.implicit.contains_key(&id) || self.rejected.contains(declaration.as_str()) {
            return None;
        }
        Some(Entry::Bound {
            kind: "function",
            declaration,
            function: Some(Callable::of(self.ir, function)),
            place: Some(Place::of(&function.location)),
        })
    }
}

fn bound(kind: &'static str, declaration: &str, location: Option<&Location>) -> Entry {
    Entry::Bound { kind, declaration: declaration.to_owned(), function: None, place: location.map(Place::of) }
}

impl Entry {
    fn line(&self) -> String {
        match self {
            Self::Bound { kind, declaration, place, .. } => {
                let place = place.as_ref().map_or(String::new(), |place| format!("{place}: "));
                format!("bound    {place}{kind} {declaration}\n")
            }
            Self::Skipped { declaration, reason, place } => {
                format!("skipped  {place}: {declaration}: {reason}\n")
            }
        }
    }
}

impl Callable {
    fn of(ir: &Ir, function: &Function) -> Self {
        let parameters = function.parameters.iter();
        Self {
            scope: scope_name(ir, function.scope).to_owned(),
            name: function.name.clone(),
            parameters: parameters.map(|parameter| ir[parameter.ty].spelling.clone()).collect(),
            is_const: function.is_const,
        }
    }
}

impl Place {
    fn of(location: &Location) -> Self {
        Self { file: location.file.display().to_string(), line: location.line, column: location.column }
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}
