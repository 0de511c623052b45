//! Declarations of namespaces: each goes to the part that lowers its kind.

use super::context::Lowering;
use super::{access, names};
use crate::clang::{Cursor, CursorKind};
use crate::ir::{Scope, TemplateKind};
use crate::selection::ItemKind;

impl<'tu> Lowering<'tu> {
    /// Lowers the declarations of a scope that is no class.
    pub(super) fn declarations(&mut self, cursors: &[Cursor<'tu>]) {
        for &cursor in cursors {
            if cursor.kind() == CursorKind::LinkageSpecification {
                // The block may stand in another file than what it includes.
                self.declarations(&cursor.children());
            } else if self.files.selects(cursor) {
                self.at_distance(Some(0), |lowering| lowering.declaration(cursor));
            }
        }
    }

    fn declaration(&mut self, cursor: Cursor<'tu>) {
        match cursor.kind() {
            CursorKind::Namespace => {
                let id = self.namespace(cursor);
                let children = cursor.children();
                if children.is_empty() && self.wants(ItemKind::Namespace, &self.ir[id].qualified, cursor) {
                    self.ir[id].reserved = true;
                }
                self.declarations(&children);
            }
            CursorKind::Struct | CursorKind::Class | CursorKind::Union => self.namespace_record(cursor),
            CursorKind::Enum => self.namespace_enum(cursor),
            CursorKind::Function => self.free_function(cursor),
            CursorKind::Variable => self.namespace_variable(cursor),
            CursorKind::Typedef | CursorKind::TypeAlias => self.namespace_typedef(cursor),
            CursorKind::ClassTemplate => self.selected_template(cursor, TemplateKind::Class),
            CursorKind::TypeAliasTemplate => self.selected_template(cursor, TemplateKind::Alias),
            CursorKind::Concept => self.selected_template(cursor, TemplateKind::Concept),
            CursorKind::FunctionTemplate => self.function_template(cursor),
            CursorKind::NamespaceAlias => self.namespace_alias(cursor),
            CursorKind::UsingDirective => self.using_directive(cursor),
            CursorKind::UsingDeclaration => self.namespace_using(cursor),
            CursorKind::Unexposed => self.unexposed(cursor),
            _ => {}
        }
    }

    /// Old versions of libclang hide linkage specifications, all versions variable templates.
    fn unexposed(&mut self, cursor: Cursor<'tu>) {
        if cursor.spelling().is_empty() {
            self.declarations(&cursor.children());
        } else if !cursor.spelling().starts_with('<') {
            self.selected_template(cursor, TemplateKind::Variable);
        }
    }

    fn namespace_alias(&mut self, cursor: Cursor<'tu>) {
        let Scope::Namespace(scope) = self.scope_of(cursor) else { return };
        let Some(target) = self.nominated(cursor) else { return };
        let alias = (cursor.spelling(), target);
        if !self.ir[scope].aliases.contains(&alias) {
            self.ir[scope].aliases.push(alias);
        }
    }

    fn using_directive(&mut self, cursor: Cursor<'tu>) {
        // Directives in functions and classes do not exist here.
        let Scope::Namespace(scope) = self.scope_of(cursor) else { return };
        let Some(target) = self.nominated(cursor) else { return };
        if !self.ir[scope].usings.contains(&target) {
            self.ir[scope].usings.push(target);
        }
    }

    /// The qualified name of the namespace that an alias or a directive names last.
    fn nominated(&mut self, cursor: Cursor<'tu>) -> Option<String> {
        let reference =
            cursor.children().into_iter().rfind(|child| child.kind() == CursorKind::NamespaceReference)?;
        let mut target = reference.referenced()?;
        while target.kind() == CursorKind::NamespaceAlias {
            target = target
                .children()
                .into_iter()
                .rfind(|child| child.kind() == CursorKind::NamespaceReference)?
                .referenced()?;
        }
        let id = self.namespace(target);
        Some(self.ir[id].qualified.clone())
    }

    fn namespace_using(&mut self, cursor: Cursor<'tu>) {
        let Scope::Namespace(scope) = self.scope_of(cursor) else { return };
        let name = cursor.spelling();
        let targets = cursor.referenced().map(Cursor::overloads).unwrap_or_default();
        let Some(target) = targets.first() else { return };
        if !access::has_nameable_scope(*target) {
            return;
        }
        let around = self.scope_of(*target);
        let there = names::normal(&self.qualify(around, &name));
        let declaration = (name, there);
        if !self.ir[scope].using_declarations.contains(&declaration) {
            self.ir[scope].using_declarations.push(declaration);
        }
    }
}
