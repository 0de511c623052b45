//! Diagnostics as data, and how people and programs read them.
//!
//! A leaf: may not know any other module.

mod human;
mod json;

use std::path::{Path, PathBuf};

pub use human::render as render_human;
pub use json::render as render_json;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Context of another diagnostic.
    Note,
    /// Suspicious, generation goes on.
    Warning,
    /// Generation fails.
    Error,
}

/// One diagnostic, in clang's shape.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Diagnostic {
    /// How bad.
    pub severity: Severity,
    /// The sentence.
    pub message: String,
    /// Where; `None` for the tool itself.
    pub place: Option<Place>,
    /// Notes that belong to it.
    pub notes: Vec<Diagnostic>,
}

impl Diagnostic {
    /// A diagnostic of the tool itself, without a place.
    pub fn new(severity: Severity, message: impl Into<String>) -> Self {
        Self { severity, message: message.into(), place: None, notes: Vec::new() }
    }
}

/// A place in a source file.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Place {
    /// The file as the compiler names it.
    pub file: PathBuf,
    /// Line, from 1.
    pub line: u32,
    /// Column in bytes, from 1.
    pub column: u32,
    /// The text of the line, where the file could be read.
    pub source: Option<String>,
}

impl Place {
    /// The place of a byte of a file's text.
    pub fn at(file: &Path, text: &str, offset: usize) -> Self {
        let before = &text[..offset.min(text.len())];
        let start = before.rfind('\n').map_or(0, |position| position + 1);
        Self {
            file: file.to_path_buf(),
            line: u32::try_from(before.matches('\n').count() + 1).unwrap_or(u32::MAX),
            column: u32::try_from(before.len() - start + 1).unwrap_or(u32::MAX),
            source: text[start..].lines().next().map(str::to_owned),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(offset: usize, line: u32, column: u32, source: Option<&str>) {
        let place = Place::at(Path::new("a.toml"), "x = 1\n\tyä = 2\n", offset);
        assert_eq!((place.line, place.column, place.source.as_deref()), (line, column, source));
    }

    #[test]
    fn bytes_have_lines_and_columns() {
        check(0, 1, 1, Some("x = 1"));
        check(7, 2, 2, Some("\tyä = 2"));
        check(12, 2, 7, Some("\tyä = 2"));
        check(99, 3, 1, None);
    }
}
