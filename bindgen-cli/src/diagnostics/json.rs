//! Diagnostics for programs: one JSON object a line.

use super::Diagnostic;

/// `{"kind":"diagnostic","severity":...}` and a line end.
pub fn render(diagnostic: &Diagnostic) -> String {
    #[derive(serde::Serialize)]
    struct Line<'a> {
        kind: &'static str,
        #[serde(flatten)]
        diagnostic: &'a Diagnostic,
    }
    let line = Line { kind: "diagnostic", diagnostic };
    // Only maps with keys that are no strings, or foreign Serialize impls, can fail.
    serde_json::to_string(&line).expect("diagnostics are plain data") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::{Place, Severity};

    #[test]
    fn an_object_a_line() {
        let mut error = Diagnostic::new(Severity::Error, "two\nlines");
        error.place = Some(Place { file: "a.h".into(), line: 3, column: 1, source: None });
        assert_eq!(
            render(&error),
            "{\"kind\":\"diagnostic\",\"severity\":\"error\",\"message\":\"two\\nlines\",\
             \"place\":{\"file\":\"a.h\",\"line\":3,\"column\":1,\"source\":null},\"notes\":[]}\n"
        );
    }
}
