//! Stubs: the typed `extern "C"` functions by which foreign code calls C++.
//!
//! [`plan`] numbers and writes them all; the tables refer to them by number.
//! The conventions are those of docs/dictionary-format.md.

mod argument;
mod call;
mod default;
mod director;
mod function;
mod member;
mod result;
mod shape;
mod special;
mod value;

use std::collections::BTreeMap;

use crate::analysis::{Entity, Facts};
use crate::ir::{FunctionId, Ir};

pub(super) use argument::flags as parameter_flags;
pub(super) use director::{DirectorStubs, definition as director_definition};
pub(super) use function::{FunctionStubs, required, scalar_default};
pub(super) use member::MemberStubs;
pub(super) use shape::{Shape, parameter_carrier, result_carrier};
pub(super) use special::ClassStubs;

/// What a stub was made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Origin {
    /// A declared function.
    Function(FunctionId),
    /// A member, by its index in the facts.
    Member(usize),
    /// Something that no header declares: nobody misses it where C++ cannot do it.
    Implicit,
}

/// One stub.
#[derive(Clone, Debug)]
pub(super) struct Stub {
    /// Its definition, on one line.
    pub(super) text: String,
    /// What it calls, as a comment says.
    pub(super) comment: String,
    /// A constant expression: where it is false the stub does nothing, and its address is not told.
    pub(super) condition: Option<String>,
    /// What it was made for.
    pub(super) origin: Origin,
    /// The director without whose definition it cannot be compiled, by its place in the facts.
    pub(super) director: Option<usize>,
}

/// Every stub, and who refers to which.
#[derive(Clone, Debug, Default)]
pub(super) struct Plan {
    /// By number.
    pub(super) stubs: Vec<Stub>,
    /// Of functions.
    pub(super) functions: BTreeMap<FunctionId, FunctionStubs>,
    /// Of classes, as in the facts.
    pub(super) classes: Vec<ClassStubs>,
    /// Of members, as in the facts.
    pub(super) members: Vec<MemberStubs>,
    /// Of directors, as in the facts.
    pub(super) directors: Vec<DirectorStubs>,
}

impl Plan {
    /// Adds a stub whose text depends on its own name.
    fn add(
        &mut self,
        origin: Origin,
        comment: &str,
        condition: Option<String>,
        text: impl FnOnce(&str) -> String,
    ) -> u32 {
        let number = self.stubs.len() as u32;
        let text = text(&name(number));
        self.stubs.push(Stub { text, comment: on_one_line(comment), condition, origin, director: None });
        number
    }
}

/// A stub's name.
pub(super) fn name(number: u32) -> String {
    format!("cppbind_stub_{number}")
}

/// Writes every stub. Those of one class are neighbours, so that they share a file and its instantiations.
pub(super) fn plan(ir: &Ir, facts: &Facts) -> Plan {
    let mut plan = Plan {
        members: vec![MemberStubs::default(); facts.members.len()],
        directors: vec![DirectorStubs::default(); facts.directors.len()],
        ..Plan::default()
    };
    let streams = special::knows_streams(ir);
    for class in &facts.classes {
        let first = plan.stubs.len();
        let director = facts.director_of(class.id);
        let stubs = special::stubs(&mut plan, ir, facts, class, streams);
        plan.classes.push(stubs);
        let sets =
            class.constructors.into_iter().chain(class.names.iter().filter_map(|name| match name.entity {
                Entity::OverloadSet(set) => Some(set),
                _ => None,
            }));
        for set in sets {
            for id in &facts.sets[set].functions {
                function::stubs(&mut plan, ir, facts, *id);
            }
        }
        if let Some(director) = director {
            plan.directors[director] = director::stubs(&mut plan, ir, &facts.directors[director]);
            plan.stubs[first..].iter_mut().for_each(|stub| stub.director = Some(director));
        }
    }
    for set in &facts.sets {
        for id in &set.functions {
            function::stubs(&mut plan, ir, facts, *id);
        }
    }
    for (index, member) in facts.members.iter().enumerate() {
        plan.members[index] = member::stubs(&mut plan, ir, index, member);
    }
    plan
}

/// `// comment` must not swallow the next line.
fn on_one_line(comment: &str) -> String {
    comment.replace(['\n', '\r'], " ").trim_end_matches(['\\', ' ']).to_owned()
}

/// A complete stub that catches what its body throws.
fn definition(result: &str, name: &str, parameters: &[String], body: &str, catches: bool) -> String {
    let zero = if result == "void" { "" } else { "{}" };
    let parameters = parameters.join(", ");
    if catches {
        format!("extern \"C\" {result} {name}({parameters}) CPPBIND_TRY {{ {body} }} CPPBIND_CATCH({zero})")
    } else {
        format!("extern \"C\" {result} {name}({parameters}) noexcept {{ {body} }}")
    }
}
