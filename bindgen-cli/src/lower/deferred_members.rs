//! Member functions of large instances, which wait until Python calls them.
//!
//! An instance of an expression template has some hundred members, its bases' included. Most of them make the compiler
//! instantiate further classes, and some cannot be instantiated for this instance at all. So where more can be asked for
//! later, such members are listed like function templates: a call makes the one that it means.

use std::collections::HashSet;

use super::context::Lowering;
use super::function_templates::arity;
use super::skips::one_line;
use super::{access, docs};
use crate::clang::{Cursor, CursorKind, Type, TypeKind};
use crate::ir::{Access, FunctionKind, FunctionTemplate, RecordId, Scope};

/// More members than an instance of the standard library's own containers has.
const MANY: usize = 120;

impl<'tu> Lowering<'tu> {
    /// Defers the members of an instance that has many; how many public ones it has.
    pub(super) fn defer_many(&mut self, record: RecordId, cursor: Cursor<'tu>) -> usize {
        let Some(ty) = cursor.ty().map(Type::canonical) else { return 0 };
        let count = public_functions(ty, &mut HashSet::new());
        if count > MANY {
            self.deferred.insert(record);
        }
        count
    }

    /// What an instance inherits is bound with it, and deferred as its own members are.
    pub(super) fn defer_inherited(&mut self, record: RecordId) {
        let deferred = self.deferred.contains(&record);
        for base in &self.ir[record].bases {
            self.inherited.insert(base.record);
            if deferred {
                self.deferred.insert(base.record);
            }
        }
    }

    /// Whether a member function waits. Those that the object's life depends on do not, and conversions are asked for
    /// by no name.
    pub(super) fn defers(&self, record: RecordId, function: Cursor<'tu>) -> bool {
        self.deferred.contains(&record)
            && match function.kind() {
                CursorKind::Destructor | CursorKind::Conversion => false,
                CursorKind::Constructor => !is_special(function),
                _ => !function.is_virtual(),
            }
    }

    /// Lists a member function that waits.
    pub(super) fn deferred_function(&mut self, record: RecordId, function: Cursor<'tu>, access: Access) {
        let kind = match function.kind() {
            CursorKind::Constructor => FunctionKind::Constructor,
            _ if function.is_static_method() => FunctionKind::Static,
            _ => FunctionKind::Method,
        };
        let name = if kind == FunctionKind::Constructor {
            let class = &mut self.ir[record];
            class.declares_constructor = true;
            class.name.split('<').next().unwrap_or_default().to_owned()
        } else {
            function.spelling()
        };
        if access != Access::Public || function.is_deleted_method() || function.is_unavailable() {
            return;
        }
        let declaration = one_line(&function.pretty());
        let declaration = if declaration.is_empty() { function.display_name() } else { declaration };
        let (required, most) = arity(function);
        let result = function.ty().and_then(Type::result).map(Type::canonical);
        let result = result.filter(|result| result.kind() == TypeKind::LValueReference);
        let result = result.map(|result| self.at_distance(None, |lowering| lowering.ty(result)));
        let result = result.filter(|result| self.ir.unsupported(*result).is_none());
        self.ir.function_templates.push(FunctionTemplate {
            name,
            kind,
            scope: Scope::Record(record),
            is_const: function.is_const_method(),
            required,
            most,
            result,
            declaration,
            doc: docs::plain(&function.raw_comment()),
            location: self.location(function),
        });
    }
}

/// How many public member functions a class has that are no templates, with those of its bases.
fn public_functions<'tu>(ty: Type<'tu>, seen: &mut HashSet<(usize, usize)>) -> usize {
    if !seen.insert(ty.identity()) {
        return 0;
    }
    let own = ty.methods().into_iter().filter(|function| access::of(*function) == Access::Public).count();
    let bases = ty.bases().into_iter().filter_map(|base| base.ty());
    own + bases.map(|base| public_functions(base.canonical(), seen)).sum::<usize>()
}

/// A constructor that every program uses without naming it.
fn is_special(constructor: Cursor<'_>) -> bool {
    constructor.is_default_constructor()
        || constructor.is_copy_constructor()
        || constructor.is_move_constructor()
}
