//! Classes, structs and unions.

use super::{Access, FunctionId, Location, RecordId, Scope, TypeId, VariableId};

/// How a record came to be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub enum Origin {
    /// Declared where the user asked for bindings.
    Selected,
    /// A specialisation (or a class it needs) that selected declarations name: bound as well.
    Named,
    /// Only mentioned; another dictionary may bind it. Members are not filled in.
    Foreign,
}

/// `struct`, `class` or `union`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub enum RecordKind {
    /// `struct`.
    Struct,
    /// `class`.
    Class,
    /// `union`.
    Union,
}

/// A class, struct or union.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Record {
    /// Unqualified name with template arguments, in normal spelling.
    pub name: String,
    /// Qualified name in normal spelling, inline namespaces and default template arguments left out.
    pub qualified: String,
    /// A spelling that generated C++ code can use for the type: `::ns::C<int>`, or an accessible alias of a private class.
    pub cpp: String,
    /// Whether generated code can name it at all (not in a function, not private without alias, not in an unnamed scope).
    pub nameable: bool,
    /// Keyword.
    pub kind: RecordKind,
    /// How it came to be known.
    pub origin: Origin,
    /// Where it stands.
    pub scope: Scope,
    /// Access.
    pub access: Access,
    /// Defined, not only declared.
    pub complete: bool,
    /// `final`.
    pub is_final: bool,
    /// Has a virtual function.
    pub polymorphic: bool,
    /// Has a pure virtual function.
    pub is_abstract: bool,
    /// Direct bases in order.
    pub bases: Vec<Base>,
    /// Non-static data members in order; those of anonymous structs and unions are listed in their place.
    pub fields: Vec<Field>,
    /// Static data members.
    pub static_members: Vec<VariableId>,
    /// Methods, constructors, operators, conversions, in order; using-declarations have brought theirs in.
    pub functions: Vec<FunctionId>,
    /// Virtual functions of bases that are only mentioned, and so have no members here; those of the nearest base first.
    pub foreign_virtuals: Vec<FunctionId>,
    /// The destructor as declared; implicit ones are public.
    pub destructor: Destructor,
    /// Whether a constructor is declared by the user (then there is no implicit default constructor).
    pub declares_constructor: bool,
    /// Whether a member, own or inherited or of a member, is an lvalue reference; told of bound classes alone.
    pub holds_references: bool,
    /// Likewise whether one is a pointer to constant characters.
    pub views_text: bool,
    /// Template and arguments of a specialisation: qualified template name, arguments in normal spelling without default ones.
    pub specialisation_of: Option<(String, Vec<String>)>,
    /// The types among these arguments, in order.
    pub template_types: Vec<TypeId>,
    /// What `[[deprecated]]` says; empty where it gives no reason.
    pub deprecated: Option<String>,
    /// A header beside a named one that is called as the class, as it is spelled in `#include`; looked for where the class
    /// is only declared.
    pub header_beside: Option<String>,
    /// Documentation comment.
    pub doc: Option<String>,
    /// Where declared.
    pub location: Location,
}

/// The destructor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Destructor {
    /// Declared by the user.
    pub declared: bool,
    /// Access.
    pub access: Access,
    /// `= delete`.
    pub deleted: bool,
    /// Virtual, by declaration or inheritance.
    pub is_virtual: bool,
    /// Declared in the headers and defined elsewhere.
    pub is_elsewhere: bool,
}

/// A direct base class.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Base {
    /// The class.
    pub record: RecordId,
    /// Access.
    pub access: Access,
    /// Inherited virtually.
    pub is_virtual: bool,
}

/// A non-static data member.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Field {
    /// Name.
    pub name: String,
    /// Type, typedefs resolved; references stay references.
    pub ty: TypeId,
    /// Access.
    pub access: Access,
    /// `mutable`.
    pub mutable: bool,
    /// Width of a bit-field.
    pub bit_width: Option<u32>,
    /// Has a default member initialiser.
    pub has_initializer: bool,
    /// Stands in an anonymous struct or union of the record, so it is no element of an aggregate's list by itself.
    pub in_anonymous: bool,
    /// What `[[deprecated]]` says; empty where it gives no reason.
    pub deprecated: Option<String>,
    /// Documentation comment.
    pub doc: Option<String>,
    /// Where declared.
    pub location: Location,
}
