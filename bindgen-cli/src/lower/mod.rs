//! clang's cursors and types, lowered to [`crate::ir`].
//!
//! May not know: how anything is emitted; options beyond [`Request`].

use std::path::PathBuf;

use crate::diagnostics::Diagnostic;
use crate::error::Result;
use crate::ir::Ir;
use crate::selection::Selection;

/// What to parse.
#[derive(Clone, Debug)]
pub struct Request {
    /// The libclang to load.
    pub libclang: PathBuf,
    /// The headers as they are spelled in `#include`, quotes or angle brackets included.
    pub includes: Vec<String>,
    /// Every argument for clang: toolchain, `-std=`, the user's.
    pub arguments: Vec<String>,
    /// What is wanted.
    pub selection: Selection,
    /// Class template specialisations (`std::vector<int>`) to instantiate beyond those that the headers name.
    pub instantiate: Vec<String>,
}

/// What came out.
#[derive(Debug)]
pub struct Lowered {
    /// The declarations.
    pub ir: Ir,
    /// Warnings of the selected headers; errors end in [`crate::error::Error::Parse`].
    pub warnings: Vec<Diagnostic>,
}

/// Parses the headers and lowers what is selected.
pub fn lower(request: &Request) -> Result<Lowered> {
    let _ = request;
    Err(crate::error::Error::Libclang("not connected yet".into()))
}
