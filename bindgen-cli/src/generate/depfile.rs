//! The files that were read, as a rule for Make.

use std::collections::HashSet;
use std::path::Path;

use super::front::Front;
use crate::error::{Error, Result};

/// Writes `target: file file ...`, and an empty rule for each file, so that a deleted header does not stop Make.
pub(super) fn write(path: &Path, target: &Path, front: &Front) -> Result<()> {
    let inputs = &front.inputs;
    let files = front.ir.files.iter().chain(&inputs.sources).chain(&inputs.read);
    let mut seen = HashSet::new();
    let files: Vec<_> = files.filter(|file| seen.insert(*file)).map(|file| escape(file)).collect();
    std::fs::write(path, text(&escape(target), &files)).map_err(Error::file(path))
}

fn text(target: &str, files: &[String]) -> String {
    let rules: Vec<_> = files.iter().map(|file| format!("\n{file}:\n")).collect();
    format!("{target}: \\\n  {}\n{}", files.join(" \\\n  "), rules.concat())
}

/// Make's own characters.
fn escape(path: &Path) -> String {
    let path = path.display().to_string();
    path.replace('$', "$$").replace(' ', "\\ ").replace('#', "\\#")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_names_every_file() {
        assert_eq!(
            text("a.so", &["x.h".into(), "y.h".into()]),
            "a.so: \\\n  x.h \\\n  y.h\n\nx.h:\n\ny.h:\n"
        );
    }

    #[test]
    fn makes_characters_are_escaped() {
        assert_eq!(escape(Path::new("/a b/$c#d")), "/a\\ b/$$c\\#d");
    }
}
