//! Text that a user wants to run, divided: declarations persist, statements run.
//!
//! Declarations become a snippet of their own, for later text to see; statements between them
//! become a function, which is called each time and in the order of the text.
//!
//! May not know: ir, requests.

use crate::clang::{Cursor, CursorKind, TranslationUnit};

/// How the function around the text begins; the text follows on a line of its own.
pub(super) const OPEN: &str = "void cppbind_statements() {\n";

/// How it ends. Users may leave out the last semicolon.
pub(super) const CLOSE: &str = "\n;}\n";

/// A run of text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// Whether it declares.
    pub(super) declares: bool,
    /// Where it lies in the text.
    pub(super) range: std::ops::Range<usize>,
}

/// The runs of a text that was parsed between [`OPEN`] and [`CLOSE`].
pub(super) fn runs(unit: &TranslationUnit, text: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for statement in body(unit) {
        let declares = statement.kind() == CursorKind::DeclarationStatement;
        let extent = statement.extent();
        let start = extent.start.saturating_sub(OPEN.len()).min(text.len());
        let end = behind_semicolon(text, extent.end.saturating_sub(OPEN.len()).min(text.len()));
        match runs.last_mut() {
            Some(last) if last.declares == declares => last.range.end = end,
            _ => runs.push(Run { declares, range: start..end }),
        }
    }
    runs.retain(|run| !run.range.is_empty());
    runs
}

/// The statements of the function around the text.
fn body<'tu>(unit: &'tu TranslationUnit) -> Vec<Cursor<'tu>> {
    let top = unit.cursor().map(Cursor::children).unwrap_or_default();
    let function = top.into_iter().rev().find(|cursor| cursor.spelling() == "cppbind_statements");
    let children = function.map(Cursor::children).unwrap_or_default();
    let body = children.into_iter().find(|child| child.kind() == CursorKind::CompoundStatement);
    body.map(Cursor::children).unwrap_or_default()
}

/// An expression's extent ends before its semicolon.
fn behind_semicolon(text: &str, end: usize) -> usize {
    let blank = text[end..].len() - text[end..].trim_start().len();
    if text[end + blank..].starts_with(';') { end + blank + 1 } else { end }
}
