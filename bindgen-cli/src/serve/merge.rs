//! A snippet rewritten so that several shared libraries may hold what it defines.
//!
//! Each dictionary of a later snippet includes the earlier ones, so each defines what
//! they define. `inline` before each definition makes the dynamic linker take them for one
//! ([basic.def.odr], [dcl.inline]): functions and variables are shared, and initialisers run
//! once. What C++ keeps to one file (`static`, `const` variables, unnamed namespaces) is
//! shared by all snippets in the same way, for they are one program to their writer.
//!
//! May not know: ir, requests.

use std::collections::BTreeMap;

use crate::clang::{Cursor, CursorKind, Token, TranslationUnit};

/// The name of what were unnamed namespaces.
const UNNAMED: &str = " cppbind_unnamed ";

/// Where text changes: offset, how many bytes go, and what comes instead.
type Edits = BTreeMap<usize, (usize, &'static str)>;

/// The text of a unit's main file, which was parsed without errors, rewritten.
pub fn mergeable(unit: &TranslationUnit, text: &str) -> String {
    let mut edits = Edits::new();
    let top = unit.cursor().map(Cursor::children).unwrap_or_default();
    for cursor in top {
        // Behind a precompiled header libclang counts what templates have been instantiated to among what stands at the top, and
        // so the operators of generic lambdas.
        let is_inside = cursor.lexical_parent().is_some_and(|parent| {
            matches!(parent.kind(), CursorKind::Struct | CursorKind::Class | CursorKind::Union)
        });
        if is_inside {
            continue;
        }
        if cursor.position().file.is_some_and(|file| file.name() == unit.main()) {
            declaration(cursor, &mut edits);
        }
    }
    let mut merged = String::with_capacity(text.len() + 8 * edits.len());
    let mut done = 0;
    for (offset, (removed, inserted)) in edits {
        merged.push_str(&text[done..offset]);
        merged.push_str(inserted);
        done = offset + removed;
    }
    merged + &text[done..]
}

fn declaration(cursor: Cursor<'_>, edits: &mut Edits) {
    match cursor.kind() {
        CursorKind::Namespace => {
            if cursor.is_anonymous()
                && let Some(tokens) = cursor.tokens()
                && let Some(keyword) = tokens.iter().find(|token| token.text == "namespace")
            {
                let offset = keyword.offset as usize;
                let inline = tokens.first().is_some_and(|first| first.text == "inline");
                edits.insert(offset, (0, if inline { "" } else { "inline " }));
                edits.insert(offset + keyword.text.len(), (0, UNNAMED));
            }
            cursor.children().into_iter().for_each(|child| declaration(child, edits));
        }
        CursorKind::LinkageSpecification => {
            cursor.children().into_iter().for_each(|child| declaration(child, edits));
        }
        kind if kind.is_function_or_variable() && cursor.is_definition() => {
            definition(cursor, edits);
        }
        _ => {}
    }
}

fn definition(cursor: Cursor<'_>, edits: &mut Edits) {
    // What a macro writes cannot be rewritten: it stays as it is.
    let Some(tokens) = cursor.tokens() else { return };
    // clang lists what it has instantiated of a template, too, at the template's own place.
    if cursor.template().is_some() && tokens.first().is_none_or(|first| first.text != "template") {
        return;
    }
    let Some(head) = head(&tokens) else { return };
    let name = cursor.position().offset;
    let specifiers: Vec<&Token> =
        top_level(&tokens[head..]).take_while(|token| token.offset < name).collect();
    let has = |word: &str| specifiers.iter().find(|token| token.text == word);
    let variable = cursor.kind() == CursorKind::Variable;
    if has("inline").is_some() || (!variable && (has("constexpr").is_some() || has("consteval").is_some())) {
        return;
    }
    let replaced = has("static").or_else(|| if variable { has("extern") } else { None });
    match replaced {
        Some(word) => edits.insert(word.offset as usize, (word.text.len(), "inline")),
        None => edits.insert(tokens[head].offset as usize, (0, "inline ")),
    };
}

/// Where a definition begins behind `template <>` and attributes; nothing for templates, which merge by themselves.
fn head(tokens: &[Token]) -> Option<usize> {
    let text = |index: usize| tokens.get(index).map(|token| token.text.as_str());
    let mut head = 0;
    loop {
        match (text(head)?, text(head + 1), text(head + 2)) {
            ("template", Some("<"), Some(">")) => head += 3,
            ("template", ..) => return None,
            ("[", Some("["), _) => {
                head +=
                    tokens[head..].windows(2).position(|pair| pair[0].text == "]" && pair[1].text == "]")?
                        + 2;
            }
            _ => return Some(head),
        }
    }
}

/// The tokens outside all brackets.
fn top_level(tokens: &[Token]) -> impl Iterator<Item = &Token> {
    let mut depth = 0;
    tokens.iter().filter(move |token| match token.text.as_str() {
        "(" | "{" | "[" => {
            depth += 1;
            false
        }
        ")" | "}" | "]" => {
            depth -= 1;
            false
        }
        _ => depth == 0,
    })
}
