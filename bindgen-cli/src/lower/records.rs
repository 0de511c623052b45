//! Classes, structs and unions: what is known of each, and the filling-in of those that are bound.

use cppbind_abi::spelling;

use super::context::Lowering;
use super::{access, closures, docs, enums, names, traits};
use crate::clang::{Cursor, CursorKind};
use crate::ir::{Access, Base, Destructor, Origin, Record, RecordId, RecordKind, Scope, TypeId, TypeKind};
use crate::selection::ItemKind;

impl<'tu> Lowering<'tu> {
    /// A class of a namespace of a selected file.
    pub(super) fn namespace_record(&mut self, cursor: Cursor<'tu>) {
        if enums::is_member(cursor) || cursor.is_anonymous_record() {
            return;
        }
        if cursor.template().is_some() && !is_explicit_specialization(cursor) {
            // `template class X<int>;` asks for the instance.
            let record = self.record(cursor);
            if self.wants(ItemKind::Type, &self.ir[record].qualified, cursor) {
                self.want_instance(record, 1);
            }
            return;
        }
        let record = self.record(cursor);
        // A class that is defined elsewhere belongs to where it is defined.
        let declared_at = self.record_cursors[record.0 as usize];
        if self.wants(ItemKind::Type, &self.ir[record].qualified, declared_at) {
            self.fill_selected(record);
        }
    }

    /// The class that `cursor` declares, wherever it is; members are filled in later, if at all.
    pub(super) fn record(&mut self, cursor: Cursor<'tu>) -> RecordId {
        let key = cursor.canonical();
        if let Some(&id) = self.records.get(&key) {
            return id;
        }
        let definition = cursor.definition();
        let cursor = definition.unwrap_or(cursor);
        let ty = cursor.ty().map(|ty| ty.canonical());
        let scope = self.scope_of(cursor);
        if let Some(&id) = self.records.get(&key) {
            return id;
        }
        let member = matches!(scope, Scope::Record(_));
        let closure = closures::is_closure(cursor);
        let unnamed = closure || cursor.is_anonymous();
        let written = match (closure, unnamed) {
            // clang's own name for it tells where it is.
            (true, _) => closures::UNNAMED.to_owned(),
            (false, true) => "(unnamed)".to_owned(),
            (false, false) => self.class_name(cursor),
        };
        let (specialisation_of, template_types) = self.template_of(cursor).unzip();
        if let Some(&id) = self.records.get(&key) {
            return id;
        }
        let full = match &specialisation_of {
            Some((_, arguments)) => format!("{written}<{}>", arguments.join(",")),
            None => written,
        };
        let (qualified, name) = if unnamed {
            // No spelling of C++'s, to be made normal.
            (self.qualify(scope, &full), full)
        } else {
            let qualified = names::normal(&self.qualify(scope, &full));
            let name = spelling::split_scope(&qualified).1.to_owned();
            (qualified, name)
        };
        let complete = match ty {
            Some(ty) => ty.is_complete() && !cursor.is_invalid(),
            None => false,
        };
        let virtuals = if complete { self.virtuals.of(cursor) } else { traits::Virtual::default() };
        // What another dictionary binds is defined, whether this parse has instantiated it or not.
        let bound_elsewhere = self.elsewhere.contains(&qualified);
        let id = RecordId(self.ir.records.len() as u32);
        self.records.insert(key, id);
        self.record_cursors.push(cursor);
        self.ir.records.push(Record {
            cpp: format!("::{qualified}"),
            nameable: !closure && access::is_nameable(cursor),
            name,
            qualified,
            kind: match cursor.kind() {
                CursorKind::Struct => RecordKind::Struct,
                CursorKind::Union => RecordKind::Union,
                _ => RecordKind::Class,
            },
            origin: Origin::Foreign,
            scope,
            access: if member { access::of(cursor) } else { Access::Public },
            complete: complete || bound_elsewhere,
            is_final: complete && traits::is_final(cursor),
            polymorphic: virtuals.function,
            is_abstract: complete && cursor.is_abstract(),
            bases: Vec::new(),
            fields: Vec::new(),
            static_members: Vec::new(),
            functions: Vec::new(),
            foreign_virtuals: Vec::new(),
            destructor: Destructor { is_virtual: virtuals.destructor, ..Destructor::default() },
            declares_constructor: false,
            holds_references: false,
            views_text: false,
            specialisation_of,
            template_types: template_types.unwrap_or_default(),
            header_beside: None,
            deprecated: cursor.deprecation(),
            doc: docs::plain(&cursor.raw_comment()),
            location: self.location(cursor),
        });
        id
    }

    /// A class's own name, without template arguments.
    fn class_name(&self, cursor: Cursor<'tu>) -> String {
        let name = cursor.spelling();
        if !name.is_empty() {
            return name;
        }
        // Old versions of libclang do not take a typedef's name for the name of its class.
        let spelling = cursor.ty().map(|ty| names::normal(&ty.canonical().spelling())).unwrap_or_default();
        spelling::split_scope(&spelling).1.to_owned()
    }

    /// Fills in a class whose members clang shows as written.
    pub(super) fn fill_selected(&mut self, record: RecordId) {
        if self.ir[record].origin != Origin::Foreign {
            return;
        }
        self.ir[record].origin = Origin::Selected;
        if self.ir[record].specialisation_of.is_some() {
            self.add_instantiation(record);
        }
        if self.ir[record].complete {
            let children = self.record_cursors[record.0 as usize].children();
            self.at_distance(Some(0), |lowering| lowering.members(record, &children));
        }
    }

    /// A direct base class.
    pub(super) fn base(&mut self, record: RecordId, cursor: Cursor<'tu>) {
        let access = access::of(cursor);
        let Some(ty) = cursor.ty() else { return };
        let distance = self.distance.filter(|_| access == Access::Public);
        let ty = self.at_distance(distance, |lowering| lowering.ty(ty));
        if let Some(base) = self.ir.as_record(ty) {
            self.ir[record].bases.push(Base { record: base, access, is_virtual: cursor.is_virtual_base() });
        }
    }

    /// A class without a name that has a variable can be named after it.
    pub(super) fn name_after_variable(&mut self, ty: TypeId, scope: Scope, variable: &str) {
        let TypeKind::Record(record) = self.ir[ty].kind else { return };
        let unnamed = self.ir[record].name == "(unnamed)";
        let scope_is_nameable = match scope {
            Scope::Namespace(_) => true,
            Scope::Record(around) => self.ir[around].nameable,
        };
        if unnamed && scope_is_nameable && self.ir[record].access == Access::Public && !variable.is_empty() {
            let qualified = self.qualify(scope, variable);
            // A class around it may be without a name itself.
            let cpp = match scope {
                Scope::Namespace(_) => format!("decltype(::{qualified})"),
                Scope::Record(around) => format!("decltype({}::{variable})", self.ir[around].cpp),
            };
            let record = &mut self.ir[record];
            record.name = format!("(unnamed {variable})");
            record.cpp = cpp;
            record.qualified = match qualified.strip_suffix(variable) {
                Some(scope) => format!("{scope}{}", record.name),
                None => record.name.clone(),
            };
            record.nameable = true;
        }
    }
}

/// `template<> class X<int> { ... };`, whose members are its own, as against an instance of the template.
pub(super) fn is_explicit_specialization(cursor: Cursor<'_>) -> bool {
    let definition = cursor.definition().unwrap_or(cursor);
    // An instance has its template's extent, and no children but references.
    if let Some(tokens) = definition.tokens() {
        let words: Vec<&str> = tokens.iter().take(3).map(|token| token.text.as_str()).collect();
        return words == ["template", "<", ">"];
    }
    definition.children().iter().any(|child| {
        matches!(
            child.kind(),
            CursorKind::AccessSpecifier
                | CursorKind::Field
                | CursorKind::Method
                | CursorKind::Constructor
                | CursorKind::Variable
        )
    })
}
