//! Facts about a class that libclang does not tell directly.

use crate::clang::{Cursor, CursorKind};

/// The functions of a class, implicit ones too where libclang can list them.
fn functions(class: Cursor<'_>) -> Vec<Cursor<'_>> {
    let listed = class.ty().map(|ty| ty.canonical().methods()).unwrap_or_default();
    if listed.is_empty() { class.children() } else { listed }
}

fn bases(class: Cursor<'_>) -> Vec<Cursor<'_>> {
    let listed = class.ty().map(|ty| ty.canonical().bases()).unwrap_or_default();
    let bases = if listed.is_empty() { class.children() } else { listed };
    bases
        .into_iter()
        .filter(|base| base.kind() == CursorKind::Base)
        .filter_map(|base| {
            let declaration = base.ty()?.canonical().declaration()?;
            declaration.definition().or(Some(declaration))
        })
        .collect()
}

fn in_hierarchy(class: Cursor<'_>, test: &dyn Fn(Cursor<'_>) -> bool) -> bool {
    functions(class).into_iter().any(test) || bases(class).into_iter().any(|base| in_hierarchy(base, test))
}

/// Has a virtual function, its own or inherited.
pub(super) fn is_polymorphic(class: Cursor<'_>) -> bool {
    in_hierarchy(class, &|function| is_function(function) && function.is_virtual())
}

/// Has a virtual destructor, its own or inherited.
pub(super) fn has_virtual_destructor(class: Cursor<'_>) -> bool {
    in_hierarchy(class, &|function| function.kind() == CursorKind::Destructor && function.is_virtual())
}

fn is_function(cursor: Cursor<'_>) -> bool {
    matches!(cursor.kind(), CursorKind::Method | CursorKind::Destructor | CursorKind::Conversion)
}

/// `final`, written at the class or at its template.
pub(super) fn is_final(class: Cursor<'_>) -> bool {
    let pattern = class.template().unwrap_or(class);
    pattern.children().into_iter().any(|child| child.kind() == CursorKind::FinalAttribute)
}
