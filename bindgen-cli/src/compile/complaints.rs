//! What the compiler complains about: its errors, each brought home to the line of the generated file that
//! caused it, through chains of template instantiations.

use std::collections::BTreeMap;

use crate::emit::dictionary::{Item, SourceFile};

/// The complaints of one run that could be brought home.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Complaints {
    /// What they are about, with the first message of each.
    pub(super) items: BTreeMap<Item, String>,
    /// Whether there are errors that no item can be blamed for: of the headers before them.
    pub(super) elsewhere: bool,
}

/// One line of a compiler's output that has a place.
struct Line<'a> {
    file: &'a str,
    number: u32,
    /// What stands behind the place.
    text: &'a str,
}

/// Reads the output of gcc, which tells first where an instantiation was required, and clang, which tells last.
pub(super) fn of(output: &str, file: &SourceFile) -> Complaints {
    let mut complaints = Complaints::default();
    // Where the instantiation that gcc speaks of was required; the same context is not told twice.
    let mut required: Option<Item> = None;
    // An error elsewhere that clang's next notes may bring home.
    let mut waiting: Option<String> = None;
    for text in output.lines() {
        if text.starts_with("In file included from ") || text.contains(": In instantiation of ") {
            required = None;
        }
        let Some(line) = place(text) else { continue };
        let here = is_file(line.file, &file.name).then(|| file.item(line.number)).flatten();
        if let Some(message) = message(line.text) {
            complaints.elsewhere |= waiting.take().is_some();
            match here.or(required) {
                Some(item) => drop(complaints.items.entry(item).or_insert(message)),
                None => waiting = Some(message),
            }
        } else if let Some(item) = here {
            if line.text.contains("required from") {
                required = Some(item);
            } else if let Some(message) = waiting.take() {
                complaints.items.entry(item).or_insert(message);
            }
        }
    }
    complaints.elsewhere |= waiting.is_some();
    complaints
}

/// The first error, wherever it is.
pub(super) fn first(output: &str) -> String {
    let message = output.lines().filter_map(place).find_map(|line| message(line.text));
    message.unwrap_or_else(|| "it fails without a message".to_owned())
}

/// `file:line:column: text` or `file:line: text`.
fn place(text: &str) -> Option<Line<'_>> {
    for (position, _) in text.match_indices(':') {
        let rest = &text[position + 1..];
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 || !rest[digits..].starts_with(':') {
            continue;
        }
        let number = rest[..digits].parse().ok()?;
        let behind = &rest[digits + 1..];
        let column = behind.bytes().take_while(u8::is_ascii_digit).count();
        let behind = if column > 0 { behind[column..].strip_prefix(':')? } else { behind };
        return Some(Line { file: &text[..position], number, text: behind });
    }
    None
}

fn message(text: &str) -> Option<String> {
    let text = text.trim_start();
    let message = text.strip_prefix("error: ").or_else(|| text.strip_prefix("fatal error: "))?;
    Some(message.trim().to_owned())
}

fn is_file(path: &str, name: &str) -> bool {
    path.trim_start().rsplit('/').next() == Some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(output: &str, items: &[(u32, &str)]) {
        let numbered = (1..20).map(|line| (line, Item::Stub(line))).collect();
        let file = SourceFile { name: "X.stubs0.cpp".into(), text: String::new(), items: numbered };
        let items =
            items.iter().map(|(number, message)| (Item::Stub(*number), (*message).to_owned())).collect();
        assert_eq!(of(output, &file).items, items);
    }

    #[test]
    fn an_error_on_a_line_of_its_own() {
        let output = "/tmp/X.stubs0.cpp: In function 'void cppbind_stub_7()':\n\
                      /tmp/X.stubs0.cpp:7:12: error: 'f' is private\n\
                      x.hpp:3:8: note: declared private here\n";
        check(output, &[(7, "'f' is private")]);
    }

    #[test]
    fn gcc_tells_first_where_an_instantiation_was_required() {
        let output = "/usr/include/c++/12/memory: In instantiation of 'void f() [with T = A]':\n\
                      /usr/include/c++/12/vector:5:3:   required from 'g'\n\
                      /tmp/X.stubs0.cpp:9:20:   required from here\n\
                      /usr/include/c++/12/memory:119:7: error: use of deleted function\n\
                      /usr/include/c++/12/memory:120:7: error: and again\n\
                      /tmp/X.stubs0.cpp:3:1: error: another\n";
        check(output, &[(3, "another"), (9, "use of deleted function")]);
    }

    #[test]
    fn clang_tells_last() {
        let output = "/usr/include/c++/12/memory:119:7: error: call to deleted constructor\n\
                      /tmp/X.stubs0.cpp:9:20: note: in instantiation of function template specialization 'f<A>' requested here\n";
        check(output, &[(9, "call to deleted constructor")]);
    }

    #[test]
    fn errors_that_nothing_can_be_blamed_for_are_elsewhere() {
        let file = SourceFile { name: "X.cpp".into(), text: String::new(), items: vec![(9, Item::Stub(9))] };
        let (header, stub) = ("x.hpp:3:8: error: no such name\n", "/tmp/X.cpp:9:2: error: private\n");
        let blamed = "/tmp/X.cpp:9:20: note: in instantiation of 'f<A>' requested here\n";
        assert!(!of(stub, &file).elsewhere);
        assert!(!of(&format!("{header}{blamed}"), &file).elsewhere);
        assert!(of(header, &file).elsewhere && of(&format!("{header}{stub}"), &file).elsewhere);
    }

    #[test]
    fn an_error_of_the_headers_is_nobody_s() {
        let output = "In file included from /tmp/X.stubs0.cpp:2:\n\
                      x.hpp:3:8: error: 'foo' does not name a type\n";
        check(output, &[]);
        check("/tmp/X.stubs0.cpp:40:8: fatal error: no such file\n", &[]);
    }
}
