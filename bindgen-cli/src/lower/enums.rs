//! Enumerations.

use super::context::Lowering;
use super::{access, docs};
use crate::clang::{Cursor, CursorKind};
use crate::ir::{Access, Builtin, Enum, EnumId, Enumerator, Scope, Skipped, TypeKind};
use crate::selection::ItemKind;

impl<'tu> Lowering<'tu> {
    /// An enumeration of a namespace of a selected file.
    pub(super) fn namespace_enum(&mut self, cursor: Cursor<'tu>) {
        if is_member(cursor) || self.is_using_enum(cursor) {
            return;
        }
        let id = self.enumeration(cursor);
        let selected = self.wants(ItemKind::Type, &self.ir[id].qualified, cursor);
        self.ir[id].selected |= selected;
    }

    /// An enumeration that is a member of a bound class.
    pub(super) fn member_enum(&mut self, cursor: Cursor<'tu>) {
        if self.is_using_enum(cursor) {
            return;
        }
        let id = self.enumeration(cursor);
        self.ir[id].selected = true;
    }

    /// Whether it is `using enum E;`, which libclang takes for an enumeration; its enumerators stay where they are.
    fn is_using_enum(&mut self, cursor: Cursor<'tu>) -> bool {
        let is_using = cursor.enum_type().is_none();
        if is_using {
            let scope = self.scope_of(cursor);
            let (scope, name) = (self.prefix(scope), cursor.spelling());
            let reason = "what it brings in is reached by the enumeration itself".to_owned();
            let (declaration, location) = (format!("using enum {name}"), self.location(cursor));
            let skipped = Skipped { scope, name, declaration, reason, location };
            if !self.ir.skipped.iter().any(|known| known.location == skipped.location) {
                self.ir.skipped.push(skipped);
            }
        }
        is_using
    }

    /// The enumeration that `cursor` declares, wherever it is.
    pub(super) fn enumeration(&mut self, cursor: Cursor<'tu>) -> EnumId {
        let key = cursor.canonical();
        if let Some(&id) = self.enums.get(&key) {
            return id;
        }
        let cursor = cursor.definition().unwrap_or(cursor);
        let scope = self.scope_of(cursor);
        let anonymous = cursor.is_anonymous();
        let name = if anonymous { String::new() } else { cursor.spelling() };
        let underlying = match cursor.enum_type() {
            Some(ty) => self.at_distance(None, |lowering| lowering.ty(ty)),
            None => self.void(),
        };
        let signed = is_signed(&self.ir[underlying].kind);
        let enumerators: Vec<_> = cursor
            .children()
            .into_iter()
            .filter(|child| child.kind() == CursorKind::Enumerator)
            .map(|child| Enumerator {
                name: child.spelling(),
                value: child.enumerator_value(signed),
                deprecated: child.deprecation(),
                doc: docs::plain(&child.raw_comment()),
            })
            .collect();
        let qualified = match enumerators.first() {
            _ if !anonymous => self.qualify(scope, &name),
            Some(first) => self.qualify(scope, &format!("(unnamed {})", first.name)),
            None => self.qualify(scope, "(unnamed)"),
        };
        let id = EnumId(self.ir.enums.len() as u32);
        self.enums.insert(key, id);
        self.ir.enums.push(Enum {
            name,
            qualified,
            scope,
            access: if matches!(scope, Scope::Record(_)) { access::of(cursor) } else { Access::Public },
            selected: false,
            scoped: cursor.is_scoped_enum(),
            underlying,
            enumerators,
            doc: docs::plain(&cursor.raw_comment()),
            location: self.location(cursor),
        });
        id
    }
}

/// Whether the values of an underlying type can be negative; plain `char` and `wchar_t` are taken for signed.
pub(super) fn is_signed(underlying: &TypeKind) -> bool {
    use Builtin::{Bool, Char8, Char16, Char32, UChar, UInt, UInt8, ULong, ULongLong, UShort};
    !matches!(
        underlying,
        TypeKind::Builtin(Bool | UChar | UInt8 | UShort | UInt | ULong | ULongLong | Char8 | Char16 | Char32)
    )
}

/// Whether the declaration belongs to a class, also where it stands outside of it.
pub(super) fn is_member(cursor: Cursor<'_>) -> bool {
    cursor.semantic_parent().is_some_and(|parent| {
        matches!(
            parent.kind(),
            CursorKind::Struct
                | CursorKind::Class
                | CursorKind::Union
                | CursorKind::ClassTemplate
                | CursorKind::PartialSpecialization
        )
    })
}
