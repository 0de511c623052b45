//! Class templates and their specialisations.

use super::{Location, RecordId, Scope};

/// A class template.
#[derive(Clone, Debug, serde::Serialize)]
pub struct ClassTemplate {
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
