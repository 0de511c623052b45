//! What a snippet defines although a library of the process has it already.
//!
//! Definitions of snippets become inline ([`super::merge`]), so no linker would complain of two.

use std::path::{Path, PathBuf};

use super::message::Request;
use crate::clang::{Cursor, CursorKind, TranslationUnit};
use crate::compile;
use crate::diagnostics::{Diagnostic, Place, Severity};
use crate::error::Result;

/// An error for each definition of what was declared before, where a library of the request defines that.
pub(super) fn check(unit: &TranslationUnit, text: &str, request: &Request) -> Result<Vec<Diagnostic>> {
    let mut defined = Vec::new();
    unit.cursor().map(Cursor::children).unwrap_or_default().into_iter().for_each(|cursor| {
        find(cursor, unit.main(), &mut defined);
    });
    let mut errors = Vec::new();
    // Most snippets define nothing that was declared before: then no library is read.
    if defined.is_empty() {
        return Ok(errors);
    }
    for library in request.dictionaries.iter().chain(&request.libraries) {
        let exported = compile::exported_symbols(library)?;
        for cursor in defined.iter().filter(|cursor| exported.contains(&cursor.mangling())) {
            errors.push(error(*cursor, unit.main(), text, library));
        }
    }
    Ok(errors)
}

/// The definitions below a cursor that others may have as well: what no header has declared is the snippet's own, and what is inline
/// is everybody's.
fn find<'tu>(cursor: Cursor<'tu>, main: &str, defined: &mut Vec<Cursor<'tu>>) {
    let is_in_main = |cursor: Cursor<'_>| cursor.position().file.is_some_and(|file| file.name() == main);
    match cursor.kind() {
        CursorKind::Namespace | CursorKind::LinkageSpecification if is_in_main(cursor) => {
            cursor.children().into_iter().for_each(|child| find(child, main, defined));
        }
        kind if kind.is_function_or_variable()
            && cursor.is_definition()
            && is_in_main(cursor)
            && !is_in_main(cursor.canonical())
            && cursor.has_external_linkage() =>
        {
            defined.push(cursor);
        }
        _ => {}
    }
}

fn error(cursor: Cursor<'_>, main: &str, text: &str, library: &Path) -> Diagnostic {
    let library: PathBuf = library.file_name().map(PathBuf::from).unwrap_or_default();
    let mut told = Diagnostic::new(
        Severity::Error,
        format!("redefinition of '{}', which {} defines", cursor.display_name(), library.display()),
    );
    let position = cursor.position();
    told.place = Some(Place {
        file: main.into(),
        line: position.line,
        column: position.column,
        source: text.lines().nth((position.line as usize).saturating_sub(1)).map(str::to_owned),
    });
    told
}
