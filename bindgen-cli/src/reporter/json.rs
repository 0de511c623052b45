//! For programs: one JSON object a line on standard error.

use std::io::Write;

use super::{Progress, Reporter, Summary};
use crate::diagnostics::{Diagnostic, render_json};

/// Writes for programs.
pub struct JsonReporter {
    verbose: bool,
}

impl JsonReporter {
    /// Writes to standard error.
    pub fn new(verbose: bool) -> Self {
        Self { verbose }
    }
}

/// A line that is no diagnostic.
#[derive(serde::Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Line<'a> {
    Stage { name: &'a str },
    Detail { text: &'a str },
    Summary(&'a Summary),
}

fn write(line: &str) {
    // There is nobody left to tell when standard error is closed.
    std::io::stderr().write_all(line.as_bytes()).unwrap_or_default();
}

fn write_line(line: &Line<'_>) {
    // Only maps with keys that are no strings, or foreign Serialize impls, can fail.
    write(&(serde_json::to_string(line).expect("lines are plain data") + "\n"));
}

impl Reporter for JsonReporter {
    fn diagnostic(&mut self, diagnostic: &Diagnostic) {
        write(&render_json(diagnostic));
    }

    fn stage(&mut self, name: &str) {
        if self.verbose {
            write_line(&Line::Stage { name });
        }
    }

    fn progress(&self) -> Progress {
        Box::new(|_, _| {})
    }

    fn detail(&mut self, text: &str) {
        if self.verbose {
            write_line(&Line::Detail { text });
        }
    }

    fn summary(&mut self, summary: &Summary) {
        write_line(&Line::Summary(summary));
    }
}
