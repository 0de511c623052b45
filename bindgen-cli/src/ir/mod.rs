//! What the headers declare, as plain data.
//!
//! [`crate::lower`] fills it from libclang, [`crate::analysis`] reads facts from
//! it, [`crate::emit`] prints it. Everything is owned, ids are indices into the
//! vectors of [`Ir`], and each id is valid for the whole life of its `Ir`.
//!
//! May not know: any other module of the crate.

mod decl;
mod function;
mod ids;
mod record;
mod template;
mod ty;
mod visit;

pub use decl::{
    Access, Constant, ConstantValue, Enum, Enumerator, Location, Macro, Namespace, Skipped, Typedef, Variable,
};
pub use function::{DefaultArgument, DefaultValue, Function, FunctionKind, Parameter, RefQualifier};
pub use ids::{
    ClassTemplateId, EnumId, FunctionId, FunctionTemplateId, NamespaceId, RecordId, Scope, TypeId, TypedefId,
    VariableId,
};
pub use record::{Base, Destructor, Field, Origin, Record, RecordKind};
pub use template::{ClassTemplate, FunctionTemplate, Instantiation, TemplateKind};
pub use ty::{Builtin, Qualifiers, Type, TypeKind};

/// One parsed set of headers.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct Ir {
    /// Namespaces; the first is the global one.
    pub namespaces: Vec<Namespace>,
    /// Classes, structs and unions, those of other libraries that are only mentioned included.
    pub records: Vec<Record>,
    /// Enumerations.
    pub enums: Vec<Enum>,
    /// Functions of every kind.
    pub functions: Vec<Function>,
    /// Namespace-scope variables and static data members.
    pub variables: Vec<Variable>,
    /// Typedefs and alias declarations.
    pub typedefs: Vec<Typedef>,
    /// Class templates.
    pub class_templates: Vec<ClassTemplate>,
    /// Function templates, members of bound classes included.
    pub function_templates: Vec<FunctionTemplate>,
    /// Specialisations of function templates that the request has called, those of classes that are bound elsewhere included.
    pub called: Vec<FunctionId>,
    /// Object-like macros with a value.
    pub macros: Vec<Macro>,
    /// Types, each once.
    pub types: Vec<Type>,
    /// Declarations of the selected headers that cannot be bound, in source order.
    pub skipped: Vec<Skipped>,
    /// Every file that the parse read, in order of first inclusion, absolute.
    pub files: Vec<std::path::PathBuf>,
}
