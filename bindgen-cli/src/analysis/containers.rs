//! Which classes Python shall see as its own kinds of containers.

use crate::ir::{Record, RecordKind};

/// The class templates of the standard library whose specialisations hold elements ([containers]), those that show
/// the elements of others, and `std::bitset`. Adaptors (`std::stack`) show no elements.
///
/// [containers]: https://eel.is/c++draft/containers
const TEMPLATES: [&str; 16] = [
    "std::array",
    "std::bitset",
    "std::deque",
    "std::forward_list",
    "std::initializer_list",
    "std::list",
    "std::map",
    "std::multimap",
    "std::multiset",
    "std::set",
    "std::span",
    "std::unordered_map",
    "std::unordered_multimap",
    "std::unordered_multiset",
    "std::unordered_set",
    "std::vector",
];

/// Whether Python's protocols reach the elements of the class.
pub fn is_container(record: &Record) -> bool {
    let template = record.specialisation_of.as_ref().map(|(template, _)| template.as_str());
    record.complete
        && record.kind != RecordKind::Union
        && (template.is_some_and(|template| TEMPLATES.contains(&template)) || is_wide_string(record))
}

/// Whether the class is a `std::basic_string` of other characters than `char`. `std::string` crosses as text, by stubs
/// of its own; what the others hold, the runtime reaches as the elements that they are.
pub fn is_wide_string(record: &Record) -> bool {
    record.specialisation_of.as_ref().is_some_and(|(template, arguments)| {
        template == "std::basic_string" && arguments.first().is_some_and(|character| character != "char")
    })
}

/// What Python sees a container as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// Elements in an order.
    Sequence,
    /// Keys.
    Set,
    /// Keys, and what belongs to them.
    Map,
}

/// Python's protocol of a container; `None` for classes that are none, and for texts, which are `str`.
pub fn container_protocol(record: &Record) -> Option<Protocol> {
    if !is_container(record) || is_wide_string(record) {
        return None;
    }
    let (template, _) = record.specialisation_of.as_ref()?;
    Some(match template.rsplit("::").next()? {
        "map" | "multimap" | "unordered_map" | "unordered_multimap" => Protocol::Map,
        "set" | "multiset" | "unordered_set" | "unordered_multiset" => Protocol::Set,
        _ => Protocol::Sequence,
    })
}
