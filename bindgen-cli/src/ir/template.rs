//! Templates: of classes with their specialisations, and of functions.

use super::{FunctionKind, Location, RecordId, Scope, TypeId};

/// What a template is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub enum TemplateKind {
    /// Of classes.
    Class,
    /// Of names for types.
    Alias,
    /// Of variables.
    Variable,
    /// Of conditions.
    Concept,
}

impl TemplateKind {
    /// How a declaration says so.
    pub fn keyword(self) -> &'static str {
        match self {
            Self::Class => "class",
            Self::Alias => "using",
            Self::Variable => "auto",
            Self::Concept => "concept",
        }
    }
}

/// A class template, or another template whose specialisations are named as its are.
#[derive(Clone, Debug, serde::Serialize)]
pub struct ClassTemplate {
    /// What it is a template of.
    pub kind: TemplateKind,
    /// Unqualified name.
    pub name: String,
    /// Qualified name in normal spelling.
    pub qualified: String,
    /// Where it stands.
    pub scope: Scope,
    /// Declared where the user asked for bindings; others are listed for their specialisations.
    pub selected: bool,
    /// Its parameters as declared: `typename T, int N = 3`.
    pub parameters: String,
    /// Specialisations that the headers name.
    pub instantiations: Vec<Instantiation>,
    /// Documentation comment.
    pub doc: Option<String>,
    /// Where declared.
    pub location: Location,
}

/// One specialisation.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Instantiation {
    /// Arguments in normal spelling, default ones left out.
    pub arguments: Vec<String>,
    /// The class.
    pub record: RecordId,
}

/// A function template. Its specialisations are [functions](super::Function).
#[derive(Clone, Debug, serde::Serialize)]
pub struct FunctionTemplate {
    /// Unqualified name, as [`super::Function::name`].
    pub name: String,
    /// What its specialisations are.
    pub kind: FunctionKind,
    /// Where it stands: for what a using-declaration brought in, the class with the using-declaration.
    pub scope: Scope,
    /// `const` member functions.
    pub is_const: bool,
    /// How many arguments it takes at least.
    pub required: u16,
    /// How many at most; `None` where it has a pack of parameters.
    pub most: Option<u16>,
    /// The result, where it depends on nothing that is deduced and is a reference: what may be assigned to.
    pub result: Option<TypeId>,
    /// The declaration on one line, as users read it.
    pub declaration: String,
    /// Documentation comment.
    pub doc: Option<String>,
    /// Where declared.
    pub location: Location,
}
