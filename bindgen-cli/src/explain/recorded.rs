//! Explanations from a dictionary file.

use cppbind_abi::NONE;
use cppbind_abi::codes::{Carrier, TableKind};
use cppbind_abi::spelling::split_scope;

use super::{carried, is_meant, python_name};
use crate::dictionary::{Dictionary, Record};

/// What the dictionary says of a name, and every name that it knows.
pub(super) fn explain(dictionary: &Dictionary, wanted: &str) -> (Vec<String>, Vec<String>) {
    let mut search = Search { wanted, answers: Vec::new(), names: Vec::new() };
    for (table, kind) in [
        (TableKind::Classes, "class"),
        (TableKind::Enums, "enum"),
        (TableKind::Typedefs, "typedef"),
        (TableKind::ClassTemplates, "class template"),
    ] {
        for record in dictionary.records(table) {
            search.offer(record.text("qualified"), |qualified| {
                format!("{kind} {qualified}\n  in Python {}\n", python_name(qualified))
            });
        }
    }
    for set in dictionary.records(TableKind::OverloadSets) {
        search.offer(set.text("qualified"), |qualified| overloads(&set, qualified));
    }
    for skipped in dictionary.records(TableKind::Skipped) {
        let (scope, name) = (skipped.text("scope"), skipped.text("name"));
        let qualified = if scope.is_empty() { name.to_owned() } else { format!("{scope}::{name}") };
        search.offer(&qualified, |_| {
            let (declaration, location, reason) =
                (skipped.text("declaration"), skipped.text("location"), skipped.text("reason"));
            format!("{declaration}\n  at {location}\n  is not bound: {reason}\n")
        });
    }
    search.members(dictionary);
    (search.answers, search.names)
}

struct Search<'a> {
    wanted: &'a str,
    answers: Vec<String>,
    names: Vec<String>,
}

impl Search<'_> {
    fn offer(&mut self, qualified: &str, answer: impl FnOnce(&str) -> String) {
        if is_meant(qualified, self.wanted) {
            self.answers.push(answer(qualified));
        }
        self.names.push(qualified.to_owned());
    }

    /// Data members and variables have no qualified name of their own: their scopes know them.
    fn members(&mut self, dictionary: &Dictionary) {
        for table in [TableKind::Namespaces, TableKind::Classes] {
            for scope in dictionary.records(table) {
                let prefix = scope.text("qualified");
                for name in scope.range(TableKind::Names, "names_first", "names_count") {
                    if name.id("kind") == cppbind_abi::codes::NameKind::DataMember as u32 {
                        let Some(member) = name.follow("index", TableKind::DataMembers) else { continue };
                        let ty = member.follow("ty", TableKind::Types).map_or("", |ty| ty.text("spelling"));
                        let qualified = if prefix.is_empty() {
                            name.text("name").to_owned()
                        } else {
                            format!("{prefix}::{}", name.text("name"))
                        };
                        self.offer(&qualified, |qualified| {
                            format!("{ty} {qualified}\n  in Python {}\n", python_name(qualified))
                        });
                    }
                }
            }
        }
    }
}

fn overloads(set: &Record<'_>, qualified: &str) -> String {
    let (scope, name) = split_scope(qualified);
    // A class's constructors are called by calling the class.
    let is_constructor = split_scope(scope).1 == name;
    let python = python_name(if is_constructor { scope } else { qualified });
    let mut text = format!("{name}\n  in Python {python}\n");
    for function in set.range(TableKind::Functions, "functions_first", "functions_count") {
        text += &format!("  {}\n", function.text("signature"));
        for parameter in function.range(TableKind::Parameters, "parameters_first", "parameters_count") {
            let spelling = parameter.follow("ty", TableKind::Types).map_or("", |ty| ty.text("spelling"));
            text += &format!(
                "    {spelling} {} travels as {}\n",
                parameter.text("name"),
                carrier(&parameter, "carrier")
            );
        }
        text += &format!("    the result travels as {}\n", carrier(&function, "result_carrier"));
        let missing = missing_stubs(&function);
        if missing > 0 {
            text += &format!("    {missing} of its stubs were left out\n");
        }
    }
    text
}

fn carrier(record: &Record<'_>, field: &str) -> &'static str {
    u8::try_from(record.get(field)).ok().and_then(Carrier::from_raw).map_or("something unknown", carried)
}

/// Stubs whose address is null.
fn missing_stubs(function: &Record<'_>) -> usize {
    let first = function.id("stubs");
    if first == NONE {
        return 1;
    }
    let count = function.id("parameters_count").saturating_sub(function.id("required")) + 1;
    let stubs =
        (first..first.saturating_add(count)).filter_map(|index| function.sibling(TableKind::Stubs, index));
    stubs.filter(|stub| stub.get("address") == 0).count()
}
