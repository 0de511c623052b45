//! The whole-file check: every string, id, range and code of every record, and the order of sorted tables.

use cppbind_abi::NONE;
use cppbind_abi::codes::{
    Carrier, DefaultKind, FunctionFlags, NameKind, RebuildKind, TableKind, TemplateKind, TypeKind,
};

use super::{Dictionary, Record};

/// What a field refers to.
#[derive(Clone, Copy, Debug)]
enum Refers {
    /// A string.
    Text,
    /// A string, or nothing.
    MaybeText,
    /// A record.
    To(TableKind),
    /// A record, or nothing.
    Maybe(TableKind),
    /// The first of a range whose length is the named field.
    Range(TableKind, &'static str),
    /// A code.
    Code(fn(u8) -> bool),
    /// A value without reference, or one that [`beyond_fields`] judges.
    Value,
}

use Refers::{Code, Maybe, MaybeText, Range, Text, To, Value};
use TableKind as T;

/// What the fields of a table's records refer to; each field is listed.
fn rules(table: TableKind) -> &'static [(&'static str, Refers)] {
    match table {
        T::Strings => &[],
        T::Types => &[
            ("count", Value),
            ("spelling", Text),
            ("element", Maybe(T::Types)),
            ("declaration", Value),
            ("kind", Code(|raw| TypeKind::from_raw(raw).is_some())),
            ("qualifiers", Value),
            ("carrier", CARRIER),
            ("reserved", Value),
        ],
        T::TypeLists => &[("ty", To(T::Types))],
        T::Namespaces => &[
            ("name", Text),
            ("qualified", Text),
            ("names_first", Range(T::Names, "names_count")),
            ("names_count", Value),
            ("usings_first", Range(T::Usings, "usings_count")),
            ("usings_count", Value),
            ("doc", MaybeText),
            ("flags", Value),
        ],
        T::Usings => &[("namespace", Text)],
        T::Classes => CLASSES,
        T::Bases => &[
            ("offset", Value),
            ("ty", To(T::Types)),
            ("flags", Value),
            ("cast", Maybe(T::Stubs)),
            ("reserved", Value),
        ],
        T::OverloadSets => &[
            ("name", Text),
            ("qualified", Text),
            ("functions_first", Range(T::Functions, "functions_count")),
            ("functions_count", Value),
        ],
        T::Functions => &[
            ("name", Text),
            ("signature", Text),
            ("doc", MaybeText),
            ("template_arguments", MaybeText),
            ("result", Maybe(T::Types)),
            ("parameters_first", Value),
            ("parameters_count", Value),
            ("required", Value),
            ("stubs", Value),
            ("direct_stubs", Value),
            ("flags", Value),
            ("result_carrier", CARRIER),
            ("reserved", Value),
        ],
        T::Parameters => &[
            ("default_bits", Value),
            ("name", MaybeText),
            ("ty", To(T::Types)),
            ("default_text", MaybeText),
            ("default_stub", Maybe(T::Stubs)),
            ("flags", Value),
            ("carrier", CARRIER),
            ("default_kind", Code(|raw| DefaultKind::from_raw(raw).is_some())),
            ("reserved", Value),
        ],
        T::DataMembers => &[
            ("offset", Value),
            ("name", Text),
            ("ty", To(T::Types)),
            ("doc", MaybeText),
            ("flags", Value),
            ("address", Maybe(T::Stubs)),
            ("getter", Maybe(T::Stubs)),
            ("setter", Maybe(T::Stubs)),
            ("bit_width", Value),
        ],
        T::Enums => &[
            ("name", Text),
            ("qualified", Text),
            ("scope", Text),
            ("doc", MaybeText),
            ("underlying", To(T::Types)),
            ("enumerators_first", Range(T::Enumerators, "enumerators_count")),
            ("enumerators_count", Value),
            ("flags", Value),
        ],
        T::Enumerators => &[
            ("value", Value),
            ("name", Text),
            ("doc", MaybeText),
            ("enumeration", To(T::Enums)),
            ("reserved", Value),
        ],
        T::Constants => {
            &[("bits", Value), ("name", Text), ("ty", To(T::Types)), ("text", MaybeText), ("doc", MaybeText)]
        }
        T::Typedefs => &[("name", Text), ("qualified", Text), ("target", To(T::Types)), ("doc", MaybeText)],
        T::ClassTemplates => &[
            ("name", Text),
            ("qualified", Text),
            ("parameters", Text),
            ("doc", MaybeText),
            ("instantiations_first", Range(T::Instantiations, "instantiations_count")),
            ("instantiations_count", Value),
            ("kind", Code(|raw| TemplateKind::from_raw(raw).is_some())),
            ("reserved", Value),
        ],
        T::Instantiations => &[("arguments", Text), ("class", To(T::Classes))],
        T::Names => &[
            ("name", Text),
            ("index", Value),
            ("kind", Code(|raw| NameKind::from_raw(raw).is_some())),
            ("reserved", Value),
        ],
        T::Operators => {
            &[("operand", Text), ("name", Text), ("set", To(T::OverloadSets)), ("side", Code(|raw| raw < 2))]
        }
        T::Skipped => {
            &[("scope", Text), ("name", Text), ("location", Text), ("declaration", Text), ("reason", Text)]
        }
        T::HeaderFiles => &[("hash", Value), ("length", Value), ("path", Text), ("reserved", Value)],
        T::Rebuild => &[("text", Text), ("kind", Code(|raw| RebuildKind::from_raw(raw).is_some()))],
        T::Stubs | T::TypeInfos => &[("address", Value)],
        T::Directors => &[
            ("class", To(T::Classes)),
            ("half", Maybe(T::Stubs)),
            ("virtuals_first", Range(T::Virtuals, "virtuals_count")),
            ("virtuals_count", Value),
        ],
        T::Virtuals => &[
            ("function", To(T::Functions)),
            ("make_result", Maybe(T::Stubs)),
            ("flags", Value),
            ("reserved", Value),
        ],
        T::Deprecations => {
            &[("table", Code(|raw| TableKind::from_raw(raw).is_some())), ("index", Value), ("text", Text)]
        }
    }
}

const CARRIER: Refers = Code(|raw| Carrier::from_raw(raw).is_some());

const CLASSES: &[(&str, Refers)] = &[
    ("size", Value),
    ("alignment", Value),
    ("name", Text),
    ("qualified", Text),
    ("scope", Text),
    ("doc", MaybeText),
    ("flags", Value),
    ("bases_first", Range(T::Bases, "bases_count")),
    ("bases_count", Value),
    ("names_first", Range(T::Names, "names_count")),
    ("names_count", Value),
    ("constructors", Maybe(T::OverloadSets)),
    ("destroy", Maybe(T::Stubs)),
    ("destruct", Maybe(T::Stubs)),
    ("copy", Maybe(T::Stubs)),
    ("relocate", Maybe(T::Stubs)),
    ("allocate", Maybe(T::Stubs)),
    ("print", Maybe(T::Stubs)),
    ("type_info", Maybe(T::TypeInfos)),
    ("template_name", MaybeText),
    ("template_arguments", MaybeText),
    ("container", Maybe(T::Stubs)),
    ("equal", Maybe(T::Stubs)),
    ("smart_pointer", Maybe(T::Stubs)),
    ("callback", Maybe(T::Stubs)),
    ("value", Maybe(T::Stubs)),
    ("matrix", Maybe(T::Stubs)),
    ("director", Maybe(T::Directors)),
];

/// Everything that is wrong, one sentence each; empty for a sound dictionary.
pub fn validate(dictionary: &Dictionary) -> Vec<String> {
    let mut problems = Vec::new();
    if dictionary.string(0) != Some("") {
        problems.push("Strings: offset 0 is not the empty string".to_owned());
    }
    for &table in TableKind::ALL.iter().filter(|table| **table != T::Strings) {
        for record in dictionary.records(table) {
            let fields = rules(table)
                .iter()
                .filter_map(|(field, refers)| Some((*field, judge(&record, field, *refers)?)));
            let told = |(field, problem)| format!("{}[{}].{field}: {problem}", table.name(), record.index);
            problems.extend(fields.chain(beyond_fields(&record)).map(told));
        }
    }
    for table in [T::Classes, T::Enums, T::Typedefs, T::ClassTemplates] {
        let names: Vec<_> = dictionary.records(table).map(|record| record.text("qualified")).collect();
        problems.extend(
            unsorted(&names).map(|name| format!("{} are not sorted: {name} comes too late", table.name())),
        );
    }
    problems
}

fn judge(record: &Record<'_>, field: &str, refers: Refers) -> Option<String> {
    let dictionary = record.dictionary;
    let outside = |table: TableKind, index: u64| {
        format!("{index} is beyond the {} records of {}", dictionary.count(table), table.name())
    };
    match refers {
        Value => None,
        MaybeText if record.id(field) == NONE => None,
        Text | MaybeText => {
            let offset = record.id(field);
            dictionary.string(offset).is_none().then(|| format!("no string begins at {offset}"))
        }
        Maybe(_) if record.id(field) == NONE => None,
        To(table) | Maybe(table) => {
            let index = record.get(field);
            (index >= u64::from(dictionary.count(table))).then(|| outside(table, index))
        }
        Range(table, count) => range(record, field, table, record.get(count)),
        Code(known) => {
            let raw = record.get(field);
            let is_known = u8::try_from(raw).is_ok_and(known);
            (!is_known).then(|| format!("the code {raw} is unknown"))
        }
    }
}

fn range(record: &Record<'_>, field: &str, table: TableKind, count: u64) -> Option<String> {
    let (first, all) = (record.get(field), u64::from(record.dictionary.count(table)));
    (count > 0 && first + count > all)
        .then(|| format!("{first} and the next {count} go beyond the {all} records of {}", table.name()))
}

/// Rules that depend on more than one field.
fn beyond_fields(record: &Record<'_>) -> Vec<(&'static str, String)> {
    let mut problems = Vec::new();
    match record.table {
        T::Types => {
            let kind = u8::try_from(record.get("kind")).ok().and_then(TypeKind::from_raw);
            let problem = match kind {
                Some(TypeKind::Class) => judge(record, "declaration", Maybe(T::Classes)),
                Some(TypeKind::Enum) => judge(record, "declaration", Maybe(T::Enums)),
                Some(TypeKind::Function) => range(record, "declaration", T::TypeLists, record.get("count")),
                _ => None,
            };
            problems.extend(problem.map(|problem| ("declaration", problem)));
        }
        T::Functions => {
            let (all, required) = (record.get("parameters_count"), record.get("required"));
            if required > all {
                problems.push(("required", format!("{required} of {all} parameters are required")));
                return problems;
            }
            let is_template = FunctionFlags(record.id("flags")).has(FunctionFlags::TEMPLATE);
            if record.id("result") == NONE && !is_template {
                problems.push(("result", "only templates have no result".to_owned()));
            }
            if !is_template {
                let problem = range(record, "parameters_first", T::Parameters, all);
                problems.extend(problem.map(|problem| ("parameters_first", problem)));
            }
            for field in ["stubs", "direct_stubs"] {
                if record.id(field) != NONE {
                    problems.extend(
                        range(record, field, T::Stubs, all - required + 1).map(|problem| (field, problem)),
                    );
                }
            }
        }
        T::Names => {
            let kind = u8::try_from(record.get("kind")).ok().and_then(NameKind::from_raw);
            let problem = kind.and_then(|kind| judge(record, "index", To(table_of(kind))));
            problems.extend(problem.map(|problem| ("index", problem)));
        }
        T::Namespaces | T::Classes => {
            let names: Vec<_> =
                record.range(T::Names, "names_first", "names_count").map(|name| name.text("name")).collect();
            let late = unsorted(&names)
                .map(|name| ("names_first", format!("the names are not sorted: {name} comes too late")));
            problems.extend(late);
        }
        _ => {}
    }
    problems
}

/// The table that a name's kind speaks of.
pub(super) fn table_of(kind: NameKind) -> TableKind {
    match kind {
        NameKind::Namespace => T::Namespaces,
        NameKind::Class => T::Classes,
        NameKind::Enum => T::Enums,
        NameKind::Typedef => T::Typedefs,
        NameKind::ClassTemplate => T::ClassTemplates,
        NameKind::OverloadSet => T::OverloadSets,
        NameKind::DataMember => T::DataMembers,
        NameKind::Enumerator => T::Enumerators,
        NameKind::Constant => T::Constants,
        NameKind::Skipped => T::Skipped,
    }
}

/// The names that are smaller than the one before.
fn unsorted<'a>(names: &'a [&'a str]) -> impl Iterator<Item = &'a str> {
    names.windows(2).filter(|pair| pair[0].as_bytes() > pair[1].as_bytes()).map(|pair| pair[1])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::layouts;

    #[test]
    fn every_field_has_a_rule() {
        for &table in TableKind::ALL.iter().filter(|table| **table != T::Strings) {
            let fields: Vec<_> = layouts::of(table).fields.iter().map(|(field, ..)| *field).collect();
            let ruled: Vec<_> = rules(table).iter().map(|(field, _)| *field).collect();
            assert_eq!(ruled, fields, "{}", table.name());
        }
    }

    #[test]
    fn fields_have_no_padding_between() {
        for &table in TableKind::ALL.iter().filter(|table| **table != T::Strings) {
            for (field, _, width) in &layouts::of(table).fields {
                assert!(matches!(width, 1 | 2 | 3 | 4 | 8), "{}.{field} has {width} bytes", table.name());
            }
        }
    }

    #[test]
    fn disorder_is_found() {
        assert_eq!(unsorted(&["a", "b", "b", "a"]).collect::<Vec<_>>(), ["a"]);
    }
}
