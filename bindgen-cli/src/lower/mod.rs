//! clang's cursors and types, lowered to [`crate::ir`].
//!
//! The headers are included by a main file in memory. libclang shows no members of
//! classes that nothing instantiates and no values of macros, so the walk over them
//! makes a [`plan::Plan`] of what must be mentioned besides; a further main file,
//! which builds upon the saved parse of the headers, mentions it, and is walked in
//! turn, until the plan is stable.
//!
//! May not know: how anything is emitted; options beyond [`Request`].

mod access;
mod context;
mod deduced_templates;
mod defaults;
mod docs;
mod enums;
mod files;
mod function_templates;
mod functions;
mod instance_friends;
mod instances;
mod macros;
mod members;
mod names;
mod namespaces;
mod parse;
mod plan;
mod records;
mod scopes;
mod skips;
mod source_text;
mod spellings;
mod templates;
mod traits;
mod typedefs;
mod types;
mod using_declarations;
mod variables;

use std::collections::HashSet;
use std::path::PathBuf;

use crate::clang::Clang;
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
    /// Specialisations of class templates (`std::vector<int>`) and of function templates (`void f<int>(int)`) to
    /// instantiate beyond those that the headers name.
    pub instantiate: Vec<String>,
    /// Specialisations that other dictionaries bind: they are not bound again for being named.
    pub elsewhere: HashSet<String>,
}

impl Request {
    /// The specialisations to instantiate that are classes.
    fn classes(&self) -> impl Iterator<Item = &String> {
        self.instantiate.iter().filter(|wanted| !declares_function(wanted))
    }

    /// Those that are functions.
    fn functions(&self) -> impl Iterator<Item = &String> {
        self.instantiate.iter().filter(|wanted| declares_function(wanted))
    }
}

/// A list of parameters is what no type ends with that is a class.
fn declares_function(wanted: &str) -> bool {
    wanted.trim_end().ends_with(')')
}

/// What came out.
#[derive(Debug)]
pub struct Lowered {
    /// The declarations.
    pub ir: Ir,
    /// Warnings of the selected headers; errors end in [`crate::error::Error::Parse`].
    pub warnings: Vec<Diagnostic>,
    /// A warning for each specialisation of the request that C++ does not accept.
    pub refused: Vec<Diagnostic>,
}

/// How often the headers are walked at most: specialisations name further specialisations.
const ROUNDS: usize = 5;

/// Parses the headers and lowers what is selected.
pub fn lower(request: &Request) -> Result<Lowered> {
    let clang = Clang::load(&request.libclang)?;
    let headers = parse::headers(&clang, request)?;
    let mut warnings = parse::check(&headers, request)?;
    if !clang.lists_instantiated_members() {
        warnings.push(parse::old_libclang(&clang));
    }
    let mut refused = Vec::new();
    let files = files::files_read(&headers);
    let mut plan = plan::Plan::of(request);
    let mut walk = context::walk(&headers, request, &plan, &files);
    if walk.plan != plan::Plan::default() {
        let precompiled = parse::Precompiled::save(&headers)?;
        drop(headers);
        for _ in 1..ROUNDS {
            plan = walk.plan;
            let unit = precompiled.mentions(&clang, request, &plan)?;
            walk = context::walk(&unit, request, &plan, &files);
            if walk.plan == plan {
                refused = parse::failed_requests(&unit, request, &plan);
                break;
            }
        }
    }
    if walk.unbound_instances > 0 {
        warnings.push(parse::too_many_instances(walk.unbound_instances));
    }
    Ok(Lowered { ir: walk.ir, warnings, refused })
}
