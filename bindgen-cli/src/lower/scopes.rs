//! Scopes: the namespaces and classes that declarations stand in.

use super::context::Lowering;
use super::{docs, names};
use crate::clang::{Cursor, CursorKind};
use crate::ir::{Namespace, NamespaceId, Scope};

impl<'tu> Lowering<'tu> {
    /// The scope that `cursor` belongs to.
    pub(super) fn scope_of(&mut self, cursor: Cursor<'tu>) -> Scope {
        let Some(parent) = cursor.semantic_parent() else { return Scope::Namespace(NamespaceId::GLOBAL) };
        match parent.kind() {
            CursorKind::Namespace => Scope::Namespace(self.namespace(parent)),
            CursorKind::Struct | CursorKind::Class | CursorKind::Union if !parent.is_anonymous_record() => {
                Scope::Record(self.record(parent))
            }
            CursorKind::TranslationUnit => Scope::Namespace(NamespaceId::GLOBAL),
            _ => self.scope_of(parent),
        }
    }

    /// The namespace that `cursor` opens.
    pub(super) fn namespace(&mut self, cursor: Cursor<'tu>) -> NamespaceId {
        let key = cursor.canonical();
        if let Some(&id) = self.namespaces.get(&key) {
            return id;
        }
        let parent = match self.scope_of(cursor) {
            Scope::Namespace(parent) => parent,
            Scope::Record(_) => NamespaceId::GLOBAL,
        };
        let unnamed = cursor.is_anonymous();
        let name = if unnamed { String::new() } else { cursor.spelling() };
        let around = &self.ir[parent].qualified;
        let qualified = if unnamed { around.clone() } else { names::join(around, &name) };
        let id = NamespaceId(self.ir.namespaces.len() as u32);
        self.ir.namespaces.push(Namespace {
            name,
            qualified,
            parent: Some(parent),
            inline: cursor.is_inline_namespace(),
            unnamed,
            doc: docs::plain(&cursor.raw_comment()),
            ..Namespace::default()
        });
        self.namespaces.insert(key, id);
        id
    }

    /// What stands in front of the names of a scope's members, inline and unnamed namespaces left out.
    pub(super) fn prefix(&self, scope: Scope) -> String {
        match scope {
            Scope::Record(record) => self.ir[record].qualified.clone(),
            Scope::Namespace(id) => {
                let namespace = &self.ir[id];
                let around =
                    namespace.parent.map(|parent| self.prefix(Scope::Namespace(parent))).unwrap_or_default();
                if namespace.inline || namespace.unnamed {
                    around
                } else {
                    names::join(&around, &namespace.name)
                }
            }
        }
    }

    /// The qualified name of a member of `scope`.
    pub(super) fn qualify(&self, scope: Scope, name: &str) -> String {
        names::join(&self.prefix(scope), name)
    }
}
