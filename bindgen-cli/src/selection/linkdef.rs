//! rootcling's LinkDef headers: `#pragma link C++ class ns::X+;`.
//!
//! Only pragmas are read. Their guards (`#ifdef __ROOTCLING__`) are taken as
//! true, and what concerns ROOT's I/O (`+`, `-`, `!`, `options=`) says nothing
//! about bindings.

use std::path::Path;

use super::rule::{exact, glob, path_glob};
use super::{ItemKind, Rule, Selection, warning_at};
use crate::diagnostics::Diagnostic;
use crate::error::{Error, Result};

/// Whether a header is read for its pragmas: `*LinkDef*.h`, `*Linkdef*.h`.
pub fn is_linkdef(header: &Path) -> bool {
    let name = header.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let is_header = [".h", ".hh", ".hpp", ".hxx"].iter().any(|suffix| name.ends_with(suffix));
    is_header && name.contains("linkdef")
}

pub(super) fn add(selection: &mut Selection, path: &Path) -> Result<Vec<Diagnostic>> {
    let text = std::fs::read_to_string(path).map_err(Error::file(path))?;
    let mut warnings = Vec::new();
    for (offset, line) in logical_lines(&text) {
        let Some(pragma) =
            line.trim_start().strip_prefix('#').and_then(|rest| rest.trim_start().strip_prefix("pragma"))
        else {
            continue;
        };
        if let Err(why) = apply(selection, path, pragma.trim()) {
            warnings.push(warning_at(path, &text, offset, why));
        }
    }
    Ok(warnings)
}

/// Lines with their offsets, continuations joined, comments cut off.
fn logical_lines(text: &str) -> Vec<(usize, String)> {
    let mut lines: Vec<(usize, String)> = Vec::new();
    let (mut offset, mut continued) = (0, false);
    for line in text.split_inclusive('\n') {
        let code = line.split("//").next().unwrap_or_default().trim_end();
        let (code, continues) = code.strip_suffix('\\').map_or((code, false), |code| (code, true));
        match lines.last_mut() {
            Some((_, last)) if continued => *last += code,
            _ => lines.push((offset, code.to_owned())),
        }
        continued = continues;
        offset += line.len();
    }
    lines
}

/// One pragma; the error is a warning's text.
fn apply(selection: &mut Selection, path: &Path, pragma: &str) -> std::result::Result<(), String> {
    let text = pragma.trim_end_matches(';').trim();
    let (word, rest) = first_word(text);
    match word {
        "link" => {}
        "create" => return link(selection, path, pragma, "class", first_word(rest).1, true),
        // These say how ROOT reads old files, or what it includes in its own dictionary.
        "once" | "extra_include" | "read" | "ioread" => return Ok(()),
        _ => return Err(format!("unknown pragma `{word}`")),
    }
    let (target, mut rest) = first_word(rest);
    let selects = match target {
        "C++" | "C" => true,
        "off" => false,
        _ => return Err(format!("`#pragma link` must go on with C++ or off, not `{target}`")),
    };
    // `options=nostreamer class X`, `options=version(3) class X`.
    while rest.starts_with("options") {
        rest = first_word(rest).1;
    }
    let (kind, name) = first_word(rest);
    link(selection, path, pragma, kind, name, selects)
}

fn link(
    selection: &mut Selection,
    path: &Path,
    pragma: &str,
    kind: &str,
    name: &str,
    selects: bool,
) -> std::result::Result<(), String> {
    let name = name.trim().trim_end_matches(['+', '-', '!']).trim();
    let spelled = format!("{}: #pragma {pragma}", path.display());
    let rule = match kind {
        "all" => return all(selection, name, spelled, selects),
        "nestedclass" | "nestedclasses" | "nestedtypedef" | "nestedtypedefs" => return Ok(()),
        "defined_in" => Rule::new(&[], None, Some(path_glob(name.trim_matches('"'))), spelled),
        "operators" => {
            let (scope, _) = cppbind_abi::spelling::split_scope(name);
            let operators =
                if scope.is_empty() { "operator*".to_owned() } else { format!("{scope}::operator*") };
            Rule::new(&[ItemKind::Function], Some(glob(&operators)), None, spelled)
        }
        _ => {
            let kinds = kinds_of(kind).ok_or_else(|| format!("unknown kind of declaration `{kind}`"))?;
            let name =
                if kinds == [ItemKind::Function] { name.split('(').next().unwrap_or_default() } else { name };
            if name.is_empty() {
                return Err(format!("`{kind}` names nothing"));
            }
            // `vector<X*>` is a name, `NS::*` a pattern.
            let is_pattern = name.contains('*') && !name.contains('<');
            let rule =
                Rule::new(kinds, Some(if is_pattern { glob(name) } else { exact(name) }), None, spelled);
            if selects && kinds == [ItemKind::Type] && name.contains('<') {
                selection.instantiate.push(cppbind_abi::spelling::normalize(name));
                rule.quiet()
            } else {
                rule
            }
        }
    };
    if selects {
        selection.allow.push(rule)
    } else {
        selection.block.push(rule)
    }
    Ok(())
}

/// `link C++ all classes` selects those of the named headers; `link off all ...`
/// is what holds anyway once a pragma selects.
fn all(
    selection: &mut Selection,
    what: &str,
    spelled: String,
    selects: bool,
) -> std::result::Result<(), String> {
    let singular = match what {
        "classes" => "class",
        _ => what.trim_end_matches('s'),
    };
    let kinds = kinds_of(singular).ok_or_else(|| format!("unknown kind of declaration `{what}`"))?;
    if selects {
        let mut rule = Rule::new(kinds, None, None, spelled).quiet();
        rule.in_named_headers = true;
        selection.allow.push(rule);
    }
    Ok(())
}

fn kinds_of(kind: &str) -> Option<&'static [ItemKind]> {
    match kind {
        "class" | "struct" | "union" | "enum" | "typedef" => Some(&[ItemKind::Type]),
        "function" => Some(&[ItemKind::Function]),
        "global" => Some(&[ItemKind::Variable]),
        "namespace" => Some(&[ItemKind::Namespace]),
        _ => None,
    }
}

fn first_word(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    text.split_once(char::is_whitespace).map_or((text, ""), |(word, rest)| (word, rest.trim_start()))
}
