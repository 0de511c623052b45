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
mod called_templates;
mod closures;
mod context;
mod deduced_templates;
mod defaults;
mod deferred_members;
mod docs;
mod enums;
mod files;
mod foreign_virtuals;
mod function_templates;
mod functions;
mod instance_friends;
mod instance_templates;
mod instances;
mod macros;
mod members;
mod missing_includes;
mod names;
mod namespaces;
mod parse;
mod plan;
mod records;
mod references;
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

use std::collections::{BTreeMap, HashSet};
use std::path::PathBuf;

use function_templates::tells_result;

use crate::clang::Clang;
use crate::diagnostics::Diagnostic;
use crate::error::Result;
use crate::ir::{FunctionId, Ir};
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
    /// Specialisations of class templates (`std::vector<int>`) and of function templates to instantiate beyond those
    /// that the headers name: as declarations (`void f<int>(int)`), or as calls (`f<int>(int)`).
    pub instantiate: Vec<String>,
    /// Calls of function templates, `ns::f<int>(int&,double)`: of the alternatives for each the first is bound that C++ accepts.
    pub calls: Vec<Vec<String>>,
    /// Specialisations that other dictionaries bind: they are not bound again for being named.
    pub elsewhere: HashSet<String>,
    /// What is known of the headers before.
    pub known: Known,
    /// Which instances of class templates are bound besides those that are asked for.
    pub along: Instances,
}

/// Which instances of class templates are bound for being named.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Instances {
    /// As many as the compiler takes in reasonable time: nobody can ask for more later.
    #[default]
    All,
    /// A few: whoever needs another one asks for it then.
    Few,
}

/// What need not be found out of headers, or of a precompiled header that they come behind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// They have been parsed without errors, so bodies of functions may be read over.
    pub valid: bool,
    /// The selection has nothing of the precompiled header.
    pub prefix_is_foreign: bool,
}

impl Request {
    /// The specialisations to instantiate that are classes.
    fn classes(&self) -> impl Iterator<Item = &String> {
        self.instantiate.iter().filter(|wanted| !declares_function(wanted))
    }

    /// Those that are declarations of functions.
    fn functions(&self) -> impl Iterator<Item = &String> {
        self.instantiate.iter().filter(|wanted| declares_function(wanted) && tells_result(wanted))
    }

    /// Those that are calls, then the other calls.
    fn calls(&self) -> Vec<Vec<String>> {
        let is_call = |wanted: &&String| declares_function(wanted) && !tells_result(wanted);
        let single = self.instantiate.iter().filter(is_call).map(|wanted| vec![wanted.clone()]);
        single.chain(self.calls.iter().cloned()).collect()
    }
}

/// A list of parameters is what no type ends with that is a class, other than an expression's.
fn declares_function(wanted: &str) -> bool {
    wanted.trim_end().ends_with(')') && !wanted.starts_with(plan::EXPRESSION)
}

/// What came out.
#[derive(Debug)]
pub struct Lowered {
    /// The declarations.
    pub ir: Ir,
    /// Warnings of the selected headers; errors end in [`crate::error::Error::Parse`].
    pub warnings: Vec<Diagnostic>,
    /// What the types of the request are called, by their places among those of its specialisations that are types.
    pub requested: BTreeMap<usize, String>,
    /// A warning for each specialisation of the request that C++ does not accept.
    pub refused: Vec<Diagnostic>,
    /// For each call of the request its function, or why there is none.
    pub called: Vec<std::result::Result<FunctionId, String>>,
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
    if walk.unbound_instances > 0 && request.along == Instances::All {
        warnings.push(parse::too_many_instances(walk.unbound_instances));
    }
    let wanted = request.calls();
    for (call, function) in wanted.iter().zip(&walk.called).take(wanted.len() - request.calls.len()) {
        if let Err(reason) = function {
            refused.push(parse::refusal(&call[0], reason));
        }
    }
    let called = walk.called.split_off(wanted.len() - request.calls.len());
    Ok(Lowered { ir: walk.ir, warnings, requested: walk.requested, refused, called })
}
