//! The members of a class, as written in its definition.

use super::context::Lowering;
use super::deduced_templates::Met;
use super::functions::has_body;
use super::{access, docs};
use crate::clang::{Cursor, CursorKind};
use crate::ir::{Access, Field, FunctionKind, RecordId, Scope, TemplateKind, TypeKind};

impl<'tu> Lowering<'tu> {
    /// Lowers the members of a class.
    pub(super) fn members(&mut self, record: RecordId, cursors: &[Cursor<'tu>]) {
        // Fields first need the classes without names whose variables they are, and which are named after them; nested
        // classes with names come where they stand.
        let is_unnamed = |cursor: Cursor<'tu>| {
            matches!(cursor.kind(), CursorKind::Struct | CursorKind::Class | CursorKind::Union)
                && cursor.is_anonymous()
                && !cursor.is_anonymous_record()
        };
        let (unnamed, named): (Vec<_>, Vec<_>) = cursors.iter().partition(|cursor| is_unnamed(**cursor));
        for cursor in named.into_iter().chain(unnamed) {
            let access = access::of(cursor);
            let distance = self.distance.filter(|_| access == Access::Public);
            self.at_distance(distance, |lowering| lowering.member(record, cursor, access));
        }
        self.class_usings(record, cursors);
    }

    fn member(&mut self, record: RecordId, cursor: Cursor<'tu>, access: Access) {
        match cursor.kind() {
            CursorKind::Base => self.base(record, cursor),
            CursorKind::Field => self.field(record, cursor, access, false),
            CursorKind::Struct | CursorKind::Class | CursorKind::Union if cursor.is_anonymous_record() => {
                self.anonymous_members(record, cursor, access);
            }
            CursorKind::Struct | CursorKind::Class | CursorKind::Union => self.nested_record(cursor, access),
            CursorKind::Enum => self.member_enum(cursor),
            CursorKind::Variable => self.static_member(cursor, record),
            CursorKind::Typedef | CursorKind::TypeAlias => {
                if let Some(target) = cursor.typedef_target() {
                    self.member_typedef(cursor, record, target);
                }
            }
            CursorKind::Method
            | CursorKind::Constructor
            | CursorKind::Conversion
            | CursorKind::Destructor => {
                self.member_function(record, cursor, access);
            }
            CursorKind::Friend => self.friend(cursor),
            CursorKind::FunctionTemplate if access == Access::Public => {
                self.met_templates.push(Met { record: Some(record), template: cursor });
            }
            CursorKind::ClassTemplate if access == Access::Public => {
                self.member_template(cursor, TemplateKind::Class);
            }
            CursorKind::TypeAliasTemplate if access == Access::Public => {
                self.member_template(cursor, TemplateKind::Alias);
            }
            CursorKind::Unexposed if access == Access::Public && !cursor.spelling().is_empty() => {
                self.member_template(cursor, TemplateKind::Variable);
            }
            _ => {}
        }
    }

    fn nested_record(&mut self, cursor: Cursor<'tu>, access: Access) {
        let record = self.record(cursor);
        // A private class is bound only where a public alias names it, see `publish`.
        if access == Access::Public {
            self.fill_selected(record);
        }
    }

    /// Members of an anonymous struct or union belong to the class around it, and have the access that it has there.
    fn anonymous_members(&mut self, record: RecordId, anonymous: Cursor<'tu>, access: Access) {
        for cursor in anonymous.children() {
            match cursor.kind() {
                CursorKind::Field => self.field(record, cursor, access, true),
                CursorKind::Struct | CursorKind::Class | CursorKind::Union
                    if cursor.is_anonymous_record() =>
                {
                    self.anonymous_members(record, cursor, access);
                }
                _ => {}
            }
        }
    }

    /// A non-static data member.
    pub(super) fn field(
        &mut self,
        record: RecordId,
        cursor: Cursor<'tu>,
        access: Access,
        in_anonymous: bool,
    ) {
        let name = cursor.spelling();
        let Some(ty) = cursor.ty() else { return };
        let unnamed_member =
            ty.canonical().declaration().filter(|declaration| declaration.is_anonymous_record());
        if let Some(anonymous) = unnamed_member {
            self.anonymous_members(record, anonymous, access);
            return;
        }
        if name.is_empty() {
            // Unnamed bit-fields are padding.
            return;
        }
        let ty = self.ty(ty);
        if access == Access::Public {
            self.name_after_variable(ty, Scope::Record(record), &name);
            if let TypeKind::Record(class) = self.ir[ty].kind
                && self.ir[class].name.starts_with("(unnamed ")
                && self.ir[class].nameable
            {
                self.fill_selected(class);
            }
        }
        let field = Field {
            name,
            ty,
            access,
            mutable: cursor.is_mutable(),
            bit_width: if cursor.is_bit_field() { cursor.bit_width() } else { None },
            has_initializer: has_initializer(cursor),
            in_anonymous,
            deprecated: cursor.deprecation(),
            doc: docs::plain(&cursor.raw_comment()),
            location: self.location(cursor),
        };
        self.ir[record].fields.push(field);
    }

    /// A member function of any kind.
    pub(super) fn member_function(&mut self, record: RecordId, cursor: Cursor<'tu>, access: Access) {
        let kind = match cursor.kind() {
            CursorKind::Destructor => {
                let destructor = &mut self.ir[record].destructor;
                destructor.declared = true;
                destructor.access = access;
                destructor.deleted = cursor.is_deleted_method();
                destructor.is_virtual |= cursor.is_virtual();
                destructor.is_elsewhere = !destructor.deleted && !has_body(cursor);
                return;
            }
            CursorKind::Constructor => {
                self.ir[record].declares_constructor = true;
                FunctionKind::Constructor
            }
            CursorKind::Conversion => FunctionKind::Conversion,
            _ if cursor.is_static_method() => FunctionKind::Static,
            _ => FunctionKind::Method,
        };
        let function = self.function(cursor, kind, Scope::Record(record), access, true);
        self.ir[record].functions.push(function);
    }
}

/// Whether a field has an initialiser: what stands behind its name and begins with `=` or a brace.
fn has_initializer(cursor: Cursor<'_>) -> bool {
    let name = cursor.spelling();
    match cursor.tokens() {
        Some(tokens) => {
            // Declarators share what stands in front of the first one: `int a = 1, b{2};`.
            let named = tokens.iter().rposition(|token| token.text == name);
            named.is_some_and(|named| {
                tokens[named..].iter().any(|token| matches!(token.text.as_str(), "=" | "{"))
            })
        }
        None => cursor.pretty().rsplit_once(&name).is_some_and(|(_, behind)| behind.contains(['=', '{'])),
    }
}
