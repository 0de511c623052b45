//! Which classes Python shall not see: it sees the objects that they hold.

use crate::ir::{Ir, Record, RecordId};

const WEAK: &str = "std::weak_ptr";
const TEMPLATES: [&str; 3] = ["std::shared_ptr", "std::unique_ptr", WEAK];

/// What a smart pointer points to.
#[derive(Clone, Copy, Debug)]
pub struct Held {
    /// Its class.
    pub class: RecordId,
    /// Whether the pointer keeps it alive: Python then sees it in the pointer's place.
    pub is_owned: bool,
}

/// Whether the class is one of the standard library's smart pointers; the C++ compiler finds out whether it holds an object.
pub fn is_smart_pointer(record: &Record) -> bool {
    record.complete && template_of(record).is_some_and(|template| TEMPLATES.contains(&template))
}

/// What the pointers of a class point to; `None` for other classes, and for pointers to what is no class.
pub fn held_class(ir: &Ir, record: RecordId) -> Option<Held> {
    let record = &ir[record];
    let (template, arguments) = record.specialisation_of.as_ref().filter(|_| is_smart_pointer(record))?;
    let name = arguments.first()?;
    let name = name.strip_prefix("const ").unwrap_or(name);
    let place = ir.records.iter().position(|other| other.qualified == name)?;
    Some(Held { class: RecordId(u32::try_from(place).ok()?), is_owned: template != WEAK })
}

fn template_of(record: &Record) -> Option<&str> {
    record.specialisation_of.as_ref().map(|(template, _)| template.as_str())
}
