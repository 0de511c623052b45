//! [`Facts`]: plain data, indices into its own vectors and ids of the [`Ir`](crate::ir::Ir).

use std::collections::{BTreeMap, BTreeSet};

use cppbind_abi::codes::NameKind;

use super::{Director, Implicit};
use crate::ir::{
    ClassTemplateId, ConstantValue, EnumId, FunctionId, FunctionTemplateId, NamespaceId, RecordId, Skipped,
    TypeId, TypedefId, VariableId,
};

/// What is bound, scope by scope, in the order in which a dictionary lists it.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct Facts {
    /// Namespaces with a name; the first is the global one. Unnamed ones are merged into theirs.
    pub namespaces: Vec<NamespaceFact>,
    /// Classes, sorted by qualified name.
    pub classes: Vec<ClassFact>,
    /// Enumerations, sorted by qualified name.
    pub enums: Vec<EnumId>,
    /// Typedefs, sorted by qualified name.
    pub typedefs: Vec<TypedefId>,
    /// Class templates, sorted by qualified name.
    pub templates: Vec<TemplateFact>,
    /// Overload sets, those of one scope as neighbours.
    pub sets: Vec<OverloadSet>,
    /// Data members and variables, those of one scope as neighbours.
    pub members: Vec<Member>,
    /// Constants.
    pub constants: Vec<Constant>,
    /// Operators that are no members, by operand.
    pub operators: Vec<Operator>,
    /// The classes of generated code that Python derives from; they are among `classes`, and in no scope.
    pub directors: Vec<Director>,
    /// What was not bound, those of the lowering included.
    pub skipped: Vec<Skipped>,
    /// Which functions no header declares.
    pub implicit: BTreeMap<FunctionId, Implicit>,
    /// Classes that have a `<=>`.
    pub three_way: BTreeSet<RecordId>,
}

impl Facts {
    /// The director whose own record this is, by its place.
    pub fn director_of(&self, record: RecordId) -> Option<usize> {
        self.directors.iter().position(|director| director.record == record)
    }

    /// Whether a dictionary would tell nothing.
    pub fn is_empty(&self) -> bool {
        self.classes.is_empty()
            && self.sets.is_empty()
            && self.operators.is_empty()
            && self.namespaces.iter().all(|namespace| namespace.names.is_empty())
    }
}

/// A namespace with its names.
#[derive(Clone, Debug, serde::Serialize)]
pub struct NamespaceFact {
    /// The namespace.
    pub id: NamespaceId,
    /// Its names, sorted by name, then kind.
    pub names: Vec<Name>,
}

/// A class with its names.
#[derive(Clone, Debug, serde::Serialize)]
pub struct ClassFact {
    /// The class.
    pub id: RecordId,
    /// Its names, sorted by name, then kind.
    pub names: Vec<Name>,
    /// Index of the set of its constructors.
    pub constructors: Option<usize>,
    /// Its direct public bases.
    pub bases: Vec<BaseFact>,
    /// Has a virtual base somewhere above.
    pub virtual_bases: bool,
    /// No member, own or inherited, is a pointer or reference, or of a class that may have one.
    pub self_contained: bool,
    /// May be derived from: neither final nor without an accessible destructor.
    pub inheritable: bool,
    /// A free function of the headers prints it: `std::ostream& operator<<(std::ostream&, const C&)`.
    pub printed: bool,
}

/// A direct public base class.
#[derive(Clone, Copy, Debug, serde::Serialize)]
pub struct BaseFact {
    /// The base.
    pub record: RecordId,
    /// Inherited virtually.
    pub is_virtual: bool,
    /// Reachable on more than one path.
    pub ambiguous: bool,
}

/// A name in a scope.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Name {
    /// Unqualified.
    pub name: String,
    /// What it names.
    pub entity: Entity,
}

/// What a name stands for: an index into the vector of [`Facts`] of that name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub enum Entity {
    /// `namespaces`.
    Namespace(usize),
    /// `classes`.
    Class(usize),
    /// `enums`.
    Enum(usize),
    /// `typedefs`.
    Typedef(usize),
    /// `templates`.
    ClassTemplate(usize),
    /// `sets`.
    OverloadSet(usize),
    /// `members`.
    DataMember(usize),
    /// `enums`, and which of its enumerators.
    Enumerator(usize, usize),
    /// `constants`.
    Constant(usize),
    /// `skipped`.
    Skipped(usize),
}

impl Entity {
    /// The dictionary's word for it.
    pub fn kind(self) -> NameKind {
        match self {
            Self::Namespace(_) => NameKind::Namespace,
            Self::Class(_) => NameKind::Class,
            Self::Enum(_) => NameKind::Enum,
            Self::Typedef(_) => NameKind::Typedef,
            Self::ClassTemplate(_) => NameKind::ClassTemplate,
            Self::OverloadSet(_) => NameKind::OverloadSet,
            Self::DataMember(_) => NameKind::DataMember,
            Self::Enumerator(..) => NameKind::Enumerator,
            Self::Constant(_) => NameKind::Constant,
            Self::Skipped(_) => NameKind::Skipped,
        }
    }
}

/// Functions that share a name in one scope.
#[derive(Clone, Debug, serde::Serialize)]
pub struct OverloadSet {
    /// Unqualified name.
    pub name: String,
    /// Qualified name.
    pub qualified: String,
    /// The functions, in order of declaration, implicit ones last.
    pub functions: Vec<FunctionId>,
    /// The function templates, likewise.
    pub templates: Vec<FunctionTemplateId>,
}

/// A data member of a class or a variable.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Member {
    /// Unqualified name.
    pub name: String,
    /// Its type; the referent's where a variable is a reference.
    pub ty: TypeId,
    /// Cannot be assigned.
    pub constant: bool,
    /// Documentation comment.
    pub doc: Option<String>,
    /// The warning of whoever reads or assigns it, where it is deprecated.
    pub deprecation: Option<String>,
    /// What it is.
    pub kind: MemberKind,
}

/// Where a member lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub enum MemberKind {
    /// In each object: class, and index among its fields.
    Field(RecordId, usize),
    /// Once.
    Variable(VariableId),
}

/// A macro or a variable without storage.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Constant {
    /// Unqualified name.
    pub name: String,
    /// Type.
    pub ty: TypeId,
    /// Value.
    pub value: ConstantValue,
    /// Documentation comment.
    pub doc: Option<String>,
    /// The warning of whoever reads it, where it is deprecated.
    pub deprecation: Option<String>,
}

/// A class template and those of its specialisations that are bound.
#[derive(Clone, Debug, serde::Serialize)]
pub struct TemplateFact {
    /// The template.
    pub id: ClassTemplateId,
    /// Arguments, separated by `,`, and index of the class; sorted by arguments.
    pub instantiations: Vec<(String, usize)>,
}

/// Which operand of an operator a class is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub enum Side {
    /// The left or only one.
    Left,
    /// The right one.
    Right,
}

/// An operand class of operators that are no members of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Operator {
    /// Qualified name of the class or enumeration.
    pub operand: String,
    /// `operator+`.
    pub name: String,
    /// Index of the overload set.
    pub set: usize,
    /// Which operand.
    pub side: Side,
}
