//! Access, and whether code outside can name a declaration.

use crate::clang::{Cursor, CursorKind};
use crate::ir::Access;

/// Member access; public for what is no member.
pub(super) fn of(cursor: Cursor<'_>) -> Access {
    match cursor.access() {
        Some(true) => Access::Public,
        Some(false) => Access::Protected,
        None => Access::Private,
    }
}

/// Whether code anywhere can name the declaration: it and the classes around it are public and have names.
pub(super) fn is_nameable(cursor: Cursor<'_>) -> bool {
    if of(cursor) != Access::Public || cursor.kind() != CursorKind::Namespace && cursor.is_anonymous() {
        return false;
    }
    has_nameable_arguments(cursor) && has_nameable_scope(cursor)
}

/// Whether code anywhere can name the scope of a declaration.
pub(super) fn has_nameable_scope(cursor: Cursor<'_>) -> bool {
    let Some(parent) = cursor.semantic_parent() else { return true };
    match parent.kind() {
        CursorKind::TranslationUnit => true,
        CursorKind::Namespace | CursorKind::LinkageSpecification | CursorKind::Unexposed => {
            has_nameable_scope(parent)
        }
        CursorKind::Struct | CursorKind::Class | CursorKind::Union => is_nameable(parent),
        _ => false,
    }
}

fn has_nameable_arguments(cursor: Cursor<'_>) -> bool {
    let arguments = cursor.ty().map(|ty| ty.template_arguments()).unwrap_or_default();
    arguments.into_iter().flatten().all(|argument| {
        let mut innermost = argument.canonical();
        while let Some(inner) = innermost.pointee().or_else(|| innermost.element()) {
            innermost = inner.canonical();
        }
        innermost.declaration().is_none_or(|declaration| {
            is_nameable(declaration) && !declaration.spelling().starts_with("(lambda")
        })
    })
}
