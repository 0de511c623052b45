//! Which declarations are wanted.
//!
//! May not know: clang, ir.

use std::path::{Path, PathBuf};

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
}

impl Selection {
    /// Whether declarations of this file (absolute, canonical) are candidates.
    pub fn has_file(&self, file: &Path) -> bool {
        self.files.iter().any(|wanted| wanted == file) || self.roots.iter().any(|root| file.starts_with(root))
    }

    /// Whether the declaration `qualified` (normal spelling) of a candidate file is wanted.
    /// Members are never asked for: they follow their class.
    pub fn wants(&self, kind: ItemKind, qualified: &str, file: &Path) -> bool {
        let _ = (kind, qualified);
        self.has_file(file)
    }
}
