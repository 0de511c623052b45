//! Which declarations are wanted.
//!
//! By default what the named headers and those below their directories declare
//! ([`roots`]). Rules narrow or replace that: bindgen's allow and block lists
//! ([`lists`]), genreflex's `selection.xml` ([`selection_xml`]), rootcling's
//! LinkDef pragmas ([`linkdef`]). Once any rule selects, only what a rule
//! selects is wanted, in whatever file it stands; what a rule excludes never is.
//!
//! May not know: clang, ir.

mod linkdef;
mod lists;
mod roots;
mod rule;
mod selection_xml;

use std::path::{Path, PathBuf};

pub use linkdef::is_linkdef;
pub use rule::Rule;

use crate::diagnostics::{Diagnostic, Place, Severity};
use crate::error::Result;
use crate::options::Lists;

/// What kind of declaration a name is tested as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemKind {
    /// Class, struct, union, enum, typedef or class template.
    Type,
    /// Function, or function template.
    Function,
    /// Variable or macro constant.
    Variable,
    /// Namespace.
    Namespace,
}

/// What the user asked for.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Declarations in files below these directories are wanted.
    pub roots: Vec<PathBuf>,
    /// Declarations in these files are wanted.
    pub files: Vec<PathBuf>,
    /// Rules that select; where there are any, `roots` and `files` do not.
    pub allow: Vec<Rule>,
    /// Rules that exclude.
    pub block: Vec<Rule>,
    /// Class template specialisations that rules name: they are to be instantiated.
    pub instantiate: Vec<String>,
}

impl Selection {
    /// Whether no declaration of any file is a candidate.
    pub fn is_empty(&self) -> bool {
        self.roots.is_empty() && self.files.is_empty() && self.allow.is_empty()
    }

    /// Whether declarations of this file (absolute, canonical) are candidates.
    pub fn has_file(&self, file: &Path) -> bool {
        let named = self.names_file(file);
        let reached = || self.allow.iter().any(|rule| rule.reaches(file, named));
        !self.block.iter().any(|rule| rule.takes_whole(file)) && (named || reached())
    }

    /// Whether the declaration `qualified` (normal spelling) of a candidate file is wanted.
    /// Members are never asked for: they follow their class.
    pub fn wants(&self, kind: ItemKind, qualified: &str, file: &Path) -> bool {
        // No short cut: each rule that matches must come to know it.
        let takes = |rules: &[Rule]| {
            rules.iter().fold(false, |taken, rule| {
                let in_reach = !rule.in_named_headers || self.names_file(file);
                taken | (in_reach && rule.takes(kind, qualified, file))
            })
        };
        let (blocked, allowed) = (takes(&self.block), takes(&self.allow));
        let by_default = || self.has_file(file) && (self.allow.is_empty() || kind == ItemKind::Namespace);
        !blocked && (allowed || by_default())
    }

    /// Whether a declaration must not be bound, wherever it comes from.
    pub fn blocks(&self, kind: ItemKind, qualified: &str, file: &Path) -> bool {
        // No short cut, as above.
        self.block.iter().fold(false, |blocked, rule| {
            let in_reach = !rule.in_named_headers || self.names_file(file);
            blocked | (in_reach && rule.takes(kind, qualified, file))
        })
    }

    /// A warning for each rule that no declaration has matched.
    pub fn unmatched(&self) -> impl Iterator<Item = Diagnostic> {
        self.allow.iter().chain(&self.block).filter(|rule| !rule.matched()).map(Rule::unmatched_warning)
    }

    /// Adds a header that was named: its directory, or the file alone where the directory is an include root.
    pub fn add_header(&mut self, header: &Path, include_roots: &[PathBuf]) {
        match roots::of_header(header, include_roots) {
            roots::Reach::Directory(directory) => self.roots.push(directory),
            roots::Reach::File(file) => self.files.push(file),
        }
    }

    /// Adds the allow and block lists of the command line.
    ///
    /// # Errors
    /// A regular expression is wrong.
    pub fn add_lists(&mut self, lists: &Lists) -> Result<()> {
        lists::add(self, lists)
    }

    /// Adds the rules of a genreflex selection file; what it asks for and cannot have comes back as warnings.
    ///
    /// # Errors
    /// The file cannot be read, or is no selection file.
    pub fn add_selection_xml(&mut self, path: &Path) -> Result<Vec<Diagnostic>> {
        selection_xml::add(self, path)
    }

    /// Adds the pragmas of a LinkDef header; unknown ones come back as warnings.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn add_linkdef(&mut self, path: &Path) -> Result<Vec<Diagnostic>> {
        linkdef::add(self, path)
    }

    /// Whether this file (absolute, canonical) is a named header or stands below the directory of one.
    pub fn names_file(&self, file: &Path) -> bool {
        self.files.iter().any(|wanted| wanted == file) || self.roots.iter().any(|root| file.starts_with(root))
    }
}

/// A warning about a line of a selection file.
fn warning_at(path: &Path, text: &str, offset: usize, message: String) -> Diagnostic {
    let mut diagnostic = Diagnostic::new(Severity::Warning, message);
    diagnostic.place = Some(Place::at(path, text, offset));
    diagnostic
}

#[cfg(test)]
mod tests;
