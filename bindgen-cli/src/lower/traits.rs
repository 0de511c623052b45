//! Facts about a class that libclang does not tell directly.

use std::collections::HashMap;

use crate::clang::{Cursor, CursorKind};

/// The functions of a class, implicit ones too where libclang can list them.
pub(super) fn functions(class: Cursor<'_>) -> Vec<Cursor<'_>> {
    let listed = class.ty().map(|ty| ty.canonical().methods()).unwrap_or_default();
    if listed.is_empty() { class.children() } else { listed }
}

/// The definitions of its direct bases.
pub(super) fn bases(class: Cursor<'_>) -> Vec<Cursor<'_>> {
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

/// What a class has virtual, its own or inherited.
#[derive(Clone, Copy, Default)]
pub(super) struct Virtual {
    /// A function of any kind.
    pub(super) function: bool,
    /// The destructor.
    pub(super) destructor: bool,
}

/// What classes have virtual, found once for each.
#[derive(Default)]
pub(super) struct Virtuals<'tu> {
    known: HashMap<Cursor<'tu>, Virtual>,
}

impl<'tu> Virtuals<'tu> {
    /// For a class that is complete.
    pub(super) fn of(&mut self, class: Cursor<'tu>) -> Virtual {
        let key = class.canonical();
        if let Some(&known) = self.known.get(&key) {
            return known;
        }
        let mut found = Virtual::default();
        for function in
            functions(class).into_iter().filter(|function| is_function(*function) && function.is_virtual())
        {
            found.function = true;
            found.destructor |= function.kind() == CursorKind::Destructor;
        }
        for base in bases(class) {
            let inherited = self.of(base);
            found.function |= inherited.function;
            found.destructor |= inherited.destructor;
        }
        self.known.insert(key, found);
        found
    }
}

fn is_function(cursor: Cursor<'_>) -> bool {
    matches!(cursor.kind(), CursorKind::Method | CursorKind::Destructor | CursorKind::Conversion)
}

/// `final`, written at the class or function or at its template.
pub(super) fn is_final(declaration: Cursor<'_>) -> bool {
    let pattern = declaration.template().unwrap_or(declaration);
    pattern.children().into_iter().any(|child| child.kind() == CursorKind::FinalAttribute)
}
