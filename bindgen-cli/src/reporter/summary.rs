//! What a run has made.

use std::fmt;
use std::path::PathBuf;

/// How many declarations of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Counts {
    /// Classes, structs and unions.
    pub classes: usize,
    /// Functions, methods, constructors and operators; each overload counts.
    pub functions: usize,
    /// Data members and variables.
    pub variables: usize,
    /// Enumerations.
    pub enums: usize,
    /// Macros and typedefs.
    pub names: usize,
}

impl fmt::Display for Counts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts = [
            (self.classes, "class", "classes"),
            (self.functions, "function", "functions"),
            (self.variables, "variable", "variables"),
            (self.enums, "enum", "enums"),
            (self.names, "other name", "other names"),
        ];
        let told: Vec<_> = counts
            .iter()
            .filter(|(count, ..)| *count > 0)
            .map(|(count, one, many)| format!("{count} {}", if *count == 1 { one } else { many }))
            .collect();
        formatter.write_str(if told.is_empty() { "nothing" } else { "" })?;
        formatter.write_str(&told.join(", "))
    }
}

/// The result of `cppbind gen`.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Summary {
    /// What Python can reach.
    pub bound: Counts,
    /// How many declarations were left out, each with its reason in the report.
    pub skipped: usize,
    /// The files that were written; empty where the output went to standard output.
    pub written: Vec<PathBuf>,
}

impl fmt::Display for Summary {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "bound {}", self.bound)?;
        if self.skipped > 0 {
            write!(formatter, "; skipped {} (`--emit report` tells why)", self.skipped)?;
        }
        let written: Vec<_> = self.written.iter().map(|path| path.display().to_string()).collect();
        if !written.is_empty() {
            write!(formatter, "; wrote {}", written.join(" and "))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(summary: &Summary, expected: &str) {
        assert_eq!(summary.to_string(), expected);
    }

    #[test]
    fn the_closing_line_counts() {
        let bound = Counts { classes: 1, functions: 12, ..Counts::default() };
        check(
            &Summary { bound, skipped: 2, written: vec!["libADict.so".into(), "ADict.pyi".into()] },
            "bound 1 class, 12 functions; skipped 2 (`--emit report` tells why); wrote libADict.so and ADict.pyi",
        );
        check(&Summary::default(), "bound nothing");
    }
}
