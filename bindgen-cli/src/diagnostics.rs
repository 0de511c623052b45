//! Diagnostics as data, and how people and programs read them.

use std::path::PathBuf;

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
