//! What to say of a name that is not there.

use cppbind_abi::codes::NameKind;
use cppbind_abi::records::SkippedRecord;
use pyo3::exceptions::PyAttributeError;
use pyo3::prelude::*;

use super::lookup::{Found, Part};
use crate::dictionary::Damaged;

/// How many near names are told.
const SUGGESTIONS: usize = 3;

/// `module 'cppyy_rs.gbl' has no attribute 'Foo'; did you mean 'foo' or 'Fool'?`
pub(super) fn no_attribute(module: &str, name: &str, near: &[&str]) -> PyErr {
    let mut text = format!("module '{module}' has no attribute '{name}'");
    if !near.is_empty() {
        let quoted: Vec<String> = near.iter().map(|name| format!("'{name}'")).collect();
        text += &format!("; did you mean {}?", quoted.join(" or "));
    }
    PyAttributeError::new_err(text)
}

/// The error for a name that C++ has, or may have, and that could not be compiled.
pub(super) fn not_compiled(module: &str, name: &str, reason: &str) -> PyErr {
    PyAttributeError::new_err(format!("module '{module}' has no attribute '{name}': {}", reason.trim_end()))
}

/// cppyy's error for a class without a definition, which no program has a use for by its name.
pub(super) fn declared_only(module: &str, name: &str) -> PyErr {
    PyAttributeError::new_err(format!(
        "module '{module}' has no attribute '{name}': the class is declared, not defined"
    ))
}

/// The error for a name that none of the parts has.
pub(super) fn attribute_error(module: &str, name: &str, parts: &[Part]) -> Result<PyErr, Damaged> {
    let mut names = Vec::new();
    for part in parts {
        for record in part.names()? {
            if record.kind != NameKind::Skipped as u8 {
                names.push(part.dictionary.name(record.name)?);
            }
        }
    }
    Ok(no_attribute(module, name, &near_names(name, names)))
}

/// The error for a declaration that exists in C++ and was not bound.
pub(super) fn not_bound(found: &Found) -> Result<PyErr, Damaged> {
    let dictionary = found.dictionary;
    let skipped = dictionary.get::<SkippedRecord>(found.record.index)?;
    let (scope, name) = (dictionary.name(skipped.scope)?, dictionary.name(skipped.name)?);
    let separator = if scope.is_empty() { "" } else { "::" };
    Ok(PyAttributeError::new_err(format!(
        "{scope}{separator}{name} exists in C++ but was not bound: {} ({})",
        dictionary.name(skipped.reason)?,
        dictionary.name(skipped.location)?,
    )))
}

/// The names that a mistyped one may have meant, nearest first.
pub(super) fn near_names<'a>(name: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let furthest = (name.chars().count() / 3).clamp(1, 3);
    let mut near: Vec<(usize, &str)> = names
        .into_iter()
        .filter(|other| other.len().abs_diff(name.len()) <= furthest && !other.starts_with("operator"))
        .filter_map(|other| {
            let distance = if other.eq_ignore_ascii_case(name) { 1 } else { distance(name, other) };
            (distance <= furthest).then_some((distance, other))
        })
        .collect();
    near.sort_unstable();
    near.dedup();
    near.into_iter().take(SUGGESTIONS).map(|(_, name)| name).collect()
}

/// Insertions, deletions, substitutions and swaps of neighbours between two words.
fn distance(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let mut before_last = vec![0; other.len() + 1];
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for row in 1..=one.len() {
        let mut current = vec![row; other.len() + 1];
        for column in 1..=other.len() {
            let substitution = last[column - 1] + usize::from(one[row - 1] != other[column - 1]);
            current[column] = substitution.min(last[column] + 1).min(current[column - 1] + 1);
            let swapped = row > 1
                && column > 1
                && one[row - 1] == other[column - 2]
                && one[row - 2] == other[column - 1];
            if swapped {
                current[column] = current[column].min(before_last[column - 2] + 1);
            }
        }
        before_last = std::mem::replace(&mut last, current);
    }
    last[other.len()]
}

#[cfg(test)]
mod tests {
    use super::near_names;

    #[track_caller]
    fn check(name: &str, names: &[&str], expected: &[&str]) {
        assert_eq!(near_names(name, names.iter().copied()), expected);
    }

    #[test]
    fn near_names_are_found() {
        check("MyClas", &["MyClass", "Other", "YourClass"], &["MyClass"]);
        check("Parsre", &["parse", "Parser", "Parts"], &["Parser", "parse"]);
        check("myclass", &["MyClass"], &["MyClass"]);
        check("xy", &["xyz", "abc", "xy1", "x"], &["x", "xy1", "xyz"]);
    }

    #[test]
    fn far_names_are_not() {
        check("Foo", &["Bar", "operator+", "FooBarBaz"], &[]);
        check("a", &[], &[]);
    }
}
