//! Python's own words: builtins, docstrings.

use std::collections::HashSet;

use crate::analysis::Facts;

/// Builtins that the stub uses.
const USED: [&str; 10] =
    ["int", "float", "str", "bool", "bytes", "tuple", "object", "property", "staticmethod", "Exception"];

/// The used builtins that some scope declares otherwise.
pub(super) fn shadowed(facts: &Facts) -> HashSet<&'static str> {
    let namespaces = facts.namespaces.iter().flat_map(|namespace| &namespace.names);
    let classes = facts.classes.iter().flat_map(|class| &class.names);
    let names: HashSet<&str> = namespaces.chain(classes).map(|name| name.name.as_str()).collect();
    USED.into_iter().filter(|used| names.contains(used)).collect()
}

/// A docstring's lines, indented; nothing for no text.
pub(in crate::emit) fn push_docstring(text: &mut String, indent: &str, doc: Option<&str>) {
    let Some(doc) = doc.map(str::trim).filter(|doc| !doc.is_empty()) else { return };
    let escaped = doc.replace('\\', "\\\\").replace("\"\"\"", "\\\"\\\"\\\"");
    // A quote at the end would join the closing three.
    let tail = if escaped.ends_with('"') { " " } else { "" };
    let lines: Vec<_> = escaped.lines().map(str::trim_end).collect();
    *text += &format!("{indent}\"\"\"{}", lines[0]);
    for line in &lines[1..] {
        *text += "\n";
        if !line.is_empty() {
            *text += &format!("{indent}{line}");
        }
    }
    *text += &if lines.len() > 1 { format!("{tail}\n{indent}\"\"\"\n") } else { format!("{tail}\"\"\"\n") };
}

/// The decorator of what is deprecated, from [`DEPRECATED_IMPORT`].
pub(super) fn deprecated(warning: &str) -> String {
    let one_line = warning.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("@_deprecated(\"{}\")", one_line.replace('\\', "\\\\").replace('"', "\\\""))
}

/// What a stub with [`deprecated`] in it imports of `typing_extensions` besides.
pub(super) const DEPRECATED_IMPORT: &str = ", deprecated as _deprecated";

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_docstring(doc: &str, expected: &str) {
        let mut text = String::new();
        push_docstring(&mut text, "  ", Some(doc));
        assert_eq!(text, expected);
    }

    #[test]
    fn docstrings_are_escaped_and_indented() {
        check_docstring("One line.", "  \"\"\"One line.\"\"\"\n");
        check_docstring("Two\n\nlines", "  \"\"\"Two\n\n  lines\n  \"\"\"\n");
        check_docstring("a \\n and \"q\"", "  \"\"\"a \\\\n and \"q\" \"\"\"\n");
        check_docstring(" ", "");
    }
}
