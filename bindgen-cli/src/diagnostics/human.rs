//! Diagnostics as clang prints them: `file:line:column: error: ...`, the source line, a caret.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};

use super::{Diagnostic, Place, Severity};

/// The diagnostic and its notes, with ANSI styles; the stream strips them where they are not wanted.
pub fn render(diagnostic: &Diagnostic) -> String {
    let mut text = String::new();
    push(&mut text, diagnostic);
    text
}

fn push(text: &mut String, diagnostic: &Diagnostic) {
    let bold = Style::new().bold();
    let (label, style) = match diagnostic.severity {
        Severity::Note => ("note", AnsiColor::BrightCyan.on_default()),
        Severity::Warning => ("warning", AnsiColor::BrightMagenta.on_default().bold()),
        Severity::Error => ("error", AnsiColor::BrightRed.on_default().bold()),
    };
    let origin = match &diagnostic.place {
        Some(Place { file, line, column, .. }) => format!("{}:{line}:{column}", file.display()),
        None => "cppbind".to_owned(),
    };
    let message = &diagnostic.message;
    let _ = writeln!(text, "{bold}{origin}:{bold:#} {style}{label}:{style:#} {message}");
    if let Some(Place { column, source: Some(source), .. }) = &diagnostic.place {
        let caret = AnsiColor::BrightGreen.on_default().bold();
        let _ = writeln!(text, "{source}\n{}{caret}^{caret:#}", padding(source, *column));
    }
    for note in &diagnostic.notes {
        push(text, note);
    }
}

/// Blanks up to the column, a byte offset from 1; tabs stay tabs, so that the caret lines up.
fn padding(source: &str, column: u32) -> String {
    let before = (column as usize).saturating_sub(1);
    source
        .char_indices()
        .take_while(|(position, _)| *position < before)
        .map(|(_, character)| if character == '\t' { '\t' } else { ' ' })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(diagnostic: &Diagnostic, expected: &str) {
        assert_eq!(anstream::adapter::strip_str(&render(diagnostic)).to_string(), expected);
    }

    fn at(column: u32, source: &str) -> Option<Place> {
        Some(Place { file: "a.h".into(), line: 3, column, source: Some(source.into()) })
    }

    #[test]
    fn the_caret_stands_below_the_column() {
        let mut error = Diagnostic::new(Severity::Error, "unknown type name 'Foo'");
        error.place = at(5, "    Foo f;");
        check(&error, "a.h:3:5: error: unknown type name 'Foo'\n    Foo f;\n    ^\n");
    }

    #[test]
    fn columns_are_bytes_and_tabs_stay() {
        let mut error = Diagnostic::new(Severity::Warning, "odd");
        error.place = at(5, "\tä x");
        check(&error, "a.h:3:5: warning: odd\n\tä x\n\t  ^\n");
    }

    #[test]
    fn notes_follow() {
        let mut error = Diagnostic::new(Severity::Error, "no");
        error.notes.push(Diagnostic::new(Severity::Note, "because"));
        check(&error, "cppbind: error: no\ncppbind: note: because\n");
    }
}
