//! Functions of every kind.

use super::{Access, Location, RecordId, Scope, TypeId};

/// What a function is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub enum FunctionKind {
    /// Of a namespace; friends defined in a class stand in the enclosing namespace.
    Free,
    /// Non-static member.
    Method,
    /// Static member.
    Static,
    /// Constructor.
    Constructor,
    /// Conversion function.
    Conversion,
}

/// `&` or `&&` behind a member function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
pub enum RefQualifier {
    /// `&`.
    LValue,
    /// `&&`.
    RValue,
}

/// One function; overloads are separate functions of one name and scope.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Function {
    /// Unqualified name: `f`, `operator+`, `operator bool`, or the class's name for constructors.
    pub name: String,
    /// What generated code calls: `::ns::f`, or for members the name alone (`f<int>` for a specialisation).
    pub cpp: String,
    /// What it is.
    pub kind: FunctionKind,
    /// Where it stands: for what a using-declaration brought in, the class with the using-declaration.
    pub scope: Scope,
    /// The class that declares it, where a using-declaration (or inherited constructor) brought it into `scope`.
    pub introduced_from: Option<RecordId>,
    /// Access.
    pub access: Access,
    /// Among the declarations to bind (members: as their record).
    pub selected: bool,
    /// Result type; `void` for constructors.
    pub result: TypeId,
    /// Parameters.
    pub parameters: Vec<Parameter>,
    /// `const` member function.
    pub is_const: bool,
    /// `volatile` member function.
    pub is_volatile: bool,
    /// Ref-qualifier.
    pub ref_qualifier: Option<RefQualifier>,
    /// Virtual, by declaration or overriding.
    pub is_virtual: bool,
    /// Pure virtual.
    pub pure: bool,
    /// `final`: no derived class overrides it.
    pub is_final: bool,
    /// Known not to throw.
    pub noexcept: bool,
    /// `explicit`.
    pub explicit: bool,
    /// `= delete`.
    pub deleted: bool,
    /// C variadic.
    pub variadic: bool,
    /// Copy constructor.
    pub copy_constructor: bool,
    /// Move constructor.
    pub move_constructor: bool,
    /// What `[[deprecated]]` says; empty where it gives no reason.
    pub deprecated: Option<String>,
    /// Has a body in the headers, so needs no definition from a library.
    pub has_body: bool,
    /// Found by argument-dependent lookup only (a friend that no namespace declares).
    pub hidden_friend: bool,
    /// The container's C++ name where the function is a specialisation that a call with such a container has shown:
    /// nobody has written it down, so the compiler may reject it.
    pub deduced_from: Option<String>,
    /// Template arguments of a specialisation of a function template, in normal spelling.
    pub template_arguments: Option<Vec<String>>,
    /// The linker's name, for the search of missing definitions.
    pub symbol: Option<String>,
    /// Documentation comment.
    pub doc: Option<String>,
    /// Where declared.
    pub location: Location,
}

/// One parameter.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Parameter {
    /// Name; empty where the header gives none.
    pub name: String,
    /// Type, typedefs resolved; arrays and functions decayed to pointers.
    pub ty: TypeId,
    /// Default argument.
    pub default: Option<DefaultArgument>,
    /// A number by reference whose address the object may keep that a converting constructor makes of it: it has to live
    /// as long as the object.
    pub lasting: bool,
}

/// A default argument.
#[derive(Clone, Debug, serde::Serialize)]
pub struct DefaultArgument {
    /// As the header spells it, on one line.
    pub text: String,
    /// Its value, where clang could evaluate it.
    pub value: Option<DefaultValue>,
}

/// A default argument's value.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub enum DefaultValue {
    /// A signed integer or enumerator.
    Signed(i64),
    /// An unsigned integer or bool.
    Unsigned(u64),
    /// A floating-point number.
    Float(f64),
    /// A null pointer.
    Null,
}
