//! Object-like macros whose replacement is a constant.
//!
//! libclang's record of macros slows every parse down, so the selected files are
//! searched for definitions; whether a macro is still defined in the end, and what
//! its value is, the main file asks clang.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::path::PathBuf;

use super::context::Lowering;
use super::plan::Mention;
use super::source_text::logical_lines;
use super::variables::constant_value;
use crate::ir::{Location, Macro, Qualifiers};
use crate::selection::ItemKind;

/// A macro that may be a constant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    /// Name.
    pub(super) name: String,
    /// Its replacement as written.
    pub(super) replacement: String,
    /// Where it is defined.
    pub(super) location: Location,
}

impl Candidate {
    /// Asks for the value; a string literal in parentheses would have none.
    pub(super) fn write(&self, index: usize, text: &mut String) {
        let Self { name, replacement, .. } = self;
        let mention = Mention::Macro(index).name();
        let expression = if replacement.contains('"') { name.clone() } else { format!("({name})") };
        let _ = write!(text, "#ifdef {name}\nconstexpr auto {mention} = {expression};\n#endif\n");
    }
}

impl<'tu> Lowering<'tu> {
    /// Collects the macros of the selected files, and lowers those whose values are known.
    pub(super) fn macros(&mut self, files: &[PathBuf]) {
        for path in files.iter().filter(|path| self.selection.has_file(path)) {
            if let Ok(bytes) = std::fs::read(path) {
                let found = definitions(&String::from_utf8_lossy(&bytes), path);
                let wanted = found
                    .into_iter()
                    .filter(|found| self.selection.wants(ItemKind::Variable, &found.name, path));
                self.plan.macros.extend(wanted);
            }
        }
        keep_expressions(&mut self.plan.macros);
        for (index, candidate) in self.old_plan.macros.iter().enumerate() {
            let Some(&variable) = self.mentions.get(&Mention::Macro(index)) else { continue };
            let (Some(ty), Some(value)) = (variable.ty(), variable.evaluate()) else { continue };
            if variable.is_invalid() {
                continue;
            }
            let ty = self.at_distance(None, |lowering| lowering.ty(ty.canonical()));
            // The variable is constant, the expression is not.
            let ty = self.intern(self.ir[ty].kind.clone(), Qualifiers::default());
            self.ir.macros.push(Macro {
                name: candidate.name.clone(),
                ty,
                value: constant_value(value),
                location: candidate.location.clone(),
            });
        }
    }
}

/// The object-like macros of a file that have a replacement.
fn definitions(source: &str, path: &std::path::Path) -> Vec<Candidate> {
    let mut found = Vec::new();
    for line in logical_lines(source) {
        let Some(directive) = line.text.trim_start().strip_prefix('#') else { continue };
        let Some(definition) =
            directive.trim_start().strip_prefix("define").filter(|rest| rest.starts_with([' ', '\t']))
        else {
            continue;
        };
        let definition = definition.trim();
        let end = definition.find(|character: char| !is_identifier(character)).unwrap_or(definition.len());
        let (name, replacement) = definition.split_at(end);
        if replacement.starts_with('(') || replacement.trim().is_empty() {
            continue;
        }
        found.push(Candidate {
            name: name.to_owned(),
            replacement: replacement.trim().to_owned(),
            location: Location { file: PathBuf::from(path), line: line.number, column: 1 },
        });
    }
    found
}

/// Drops what is no expression, or would spoil the text behind it, and keeps one definition of each name.
fn keep_expressions(candidates: &mut Vec<Candidate>) {
    let mut harmful: HashSet<String> = HashSet::new();
    let mut replacements: HashMap<&str, Vec<&str>> = HashMap::new();
    for candidate in candidates.iter() {
        replacements.entry(&candidate.name).or_default().push(&candidate.replacement);
        if !is_expression(&candidate.replacement) {
            harmful.insert(candidate.name.clone());
        }
    }
    loop {
        let spoiled: Vec<String> = candidates
            .iter()
            .filter(|candidate| !harmful.contains(&candidate.name))
            .filter(|candidate| identifiers(&candidate.replacement).any(|name| harmful.contains(name)))
            .map(|candidate| candidate.name.clone())
            .collect();
        if spoiled.is_empty() {
            break;
        }
        harmful.extend(spoiled);
    }
    let mut seen = HashSet::new();
    candidates.retain(|candidate| !harmful.contains(&candidate.name) && seen.insert(candidate.name.clone()));
}

fn is_identifier(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

fn identifiers(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character| !is_identifier(character))
        .filter(|word| word.starts_with(|first: char| !first.is_ascii_digit()))
}

/// Whether a replacement could be a constant expression: balanced, and without what only statements and declarations have.
fn is_expression(replacement: &str) -> bool {
    const DECLARATIVE: &[&str] = &[
        "__attribute__",
        "__declspec",
        "__asm__",
        "asm",
        "class",
        "const",
        "constexpr",
        "do",
        "else",
        "enum",
        "explicit",
        "export",
        "extern",
        "for",
        "goto",
        "if",
        "import",
        "inline",
        "namespace",
        "noexcept",
        "override",
        "private",
        "protected",
        "public",
        "return",
        "static",
        "struct",
        "switch",
        "template",
        "throw",
        "try",
        "typedef",
        "typename",
        "union",
        "using",
        "virtual",
        "void",
        "volatile",
        "while",
        "operator",
        "new",
        "delete",
        "final",
        "friend",
        "default",
        "case",
        "catch",
        "break",
        "continue",
        "static_assert",
        "_Pragma",
    ];
    let mut depth = 0i32;
    let mut quote = None;
    let mut characters = replacement.chars();
    while let Some(character) = characters.next() {
        match (quote, character) {
            (Some(_), '\\') => {
                characters.next();
            }
            (Some(open), close) if open == close => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(character),
            (None, '(' | '[') => depth += 1,
            (None, ')' | ']') => depth -= 1,
            (None, '{' | '}' | ';' | '#' | '@' | '`') => return false,
            _ => {}
        }
        if depth < 0 {
            return false;
        }
    }
    depth == 0 && quote.is_none() && identifiers(replacement).all(|word| !DECLARATIVE.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_expressions_are_asked_for() {
        let source = "#define A 1\n#define F(x) x\n#define GUARD\n#define OPEN namespace x {\n#define NEST OPEN\n#define S \"a{\"\n# define B (A + 2)\n#define A 2\n";
        let mut found = definitions(source, std::path::Path::new("/x.h"));
        keep_expressions(&mut found);
        let names: Vec<&str> = found.iter().map(|candidate| candidate.name.as_str()).collect();
        assert_eq!(names, ["A", "S", "B"]);
    }
}
