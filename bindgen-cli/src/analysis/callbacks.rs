//! Which classes hold any callable.

use crate::ir::Record;

/// Whether a Python callable can stand for an object of the class: a `std::function`.
pub fn is_function_wrapper(record: &Record) -> bool {
    let template = record.specialisation_of.as_ref().map(|(template, _)| template.as_str());
    record.complete && template == Some("std::function")
}
