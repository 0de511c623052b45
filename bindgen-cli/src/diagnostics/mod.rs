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
