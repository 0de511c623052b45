//! Declarations that are neither records, functions nor templates.

use std::path::PathBuf;

use super::{Scope, TypeId};

/// A place in a source file; lines and columns count from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Location {
    /// Absolute path.
    pub file: PathBuf,
    /// Line.
    pub line: u32,
    /// Column in bytes.
    pub column: u32,
}

/// Member access; declarations of namespaces are public.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub enum Access {
    /// Usable by anyone.
    #[default]
    Public,
    /// Usable by derived classes.
    Protected,
    /// Usable by the class itself.
    Private,
}

/// A namespace; one entry however often it is reopened.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct Namespace {
    /// Unqualified name; empty for the global and for unnamed namespaces.
    pub name: String,
    /// Qualified name in normal spelling; empty for the global one.
    pub qualified: String,
    /// The enclosing namespace; `None` for the global one.
    pub parent: Option<super::NamespaceId>,
    /// `inline namespace`.
    pub inline: bool,
    /// `namespace { }`.
    pub unnamed: bool,
    /// Declared with nothing inside, where the user wants it: a name for what comes later.
    pub reserved: bool,
    /// Qualified names of namespaces nominated by using-directives.
    pub usings: Vec<String>,
    /// `namespace a = b;` aliases declared here: name and target's qualified name.
    pub aliases: Vec<(String, String)>,
    /// Functions and other names that using-declarations bring in: the name here and the qualified name there.
    pub using_declarations: Vec<(String, String)>,
    /// Documentation comment.
    pub doc: Option<String>,
}

/// An enumeration.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Enum {
    /// Unqualified name; empty where anonymous.
    pub name: String,
    /// Qualified name in normal spelling.
    pub qualified: String,
    /// Where it stands.
    pub scope: Scope,
    /// Access.
    pub access: Access,
    /// Among the declarations to bind.
    pub selected: bool,
    /// `enum class`.
    pub scoped: bool,
    /// The underlying type.
    pub underlying: TypeId,
    /// Enumerators in order.
    pub enumerators: Vec<Enumerator>,
    /// Documentation comment.
    pub doc: Option<String>,
    /// Where declared.
    pub location: Location,
}

/// One enumerator.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Enumerator {
    /// Name.
    pub name: String,
    /// Value; sign-extended bits where the underlying type is signed.
    pub value: u64,
    /// What `[[deprecated]]` says; empty where it gives no reason.
    pub deprecated: Option<String>,
    /// Documentation comment.
    pub doc: Option<String>,
}

/// A namespace-scope variable or a static data member.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Variable {
    /// Unqualified name.
    pub name: String,
    /// Qualified name, as C++ spells it.
    pub qualified: String,
    /// Where it stands.
    pub scope: Scope,
    /// Access.
    pub access: Access,
    /// Among the declarations to bind.
    pub selected: bool,
    /// Declared type, typedefs resolved.
    pub ty: TypeId,
    /// Value, where it is a constant that clang could evaluate.
    pub value: Option<ConstantValue>,
    /// Has a definition in the headers (inline, constexpr, static, const at namespace scope).
    pub defined: bool,
    /// The linker's name, for the search of missing definitions.
    pub symbol: Option<String>,
    /// What `[[deprecated]]` says; empty where it gives no reason.
    pub deprecated: Option<String>,
    /// Documentation comment.
    pub doc: Option<String>,
    /// Where declared.
    pub location: Location,
}

/// A value known at generation time.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub enum ConstantValue {
    /// A signed integer.
    Signed(i64),
    /// An unsigned integer or bool.
    Unsigned(u64),
    /// A floating-point number.
    Float(f64),
    /// A string literal's bytes, lossily UTF-8.
    Text(String),
}

/// A named constant: what a macro or constant variable becomes.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Constant {
    /// Name.
    pub name: String,
    /// Value.
    pub value: ConstantValue,
}

/// An object-like macro of a selected header whose replacement is a constant.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Macro {
    /// Name.
    pub name: String,
    /// Type of the expression.
    pub ty: TypeId,
    /// Value.
    pub value: ConstantValue,
    /// Where defined.
    pub location: Location,
}

/// A typedef or alias declaration.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Typedef {
    /// Unqualified name.
    pub name: String,
    /// Qualified name in normal spelling.
    pub qualified: String,
    /// Where it stands.
    pub scope: Scope,
    /// Access.
    pub access: Access,
    /// Among the declarations to bind.
    pub selected: bool,
    /// What it stands for, further typedefs resolved.
    pub target: TypeId,
    /// Documentation comment.
    pub doc: Option<String>,
    /// Where declared.
    pub location: Location,
}

/// A declaration that cannot be bound; users see it in the report and in AttributeErrors.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Skipped {
    /// The enclosing scope's qualified name.
    pub scope: String,
    /// Unqualified name.
    pub name: String,
    /// The declaration on one line, as users read it.
    pub declaration: String,
    /// Why, as a sentence without a full stop.
    pub reason: String,
    /// Where declared.
    pub location: Location,
}
