//! The dictionary's C++ source: tables of records, and the stubs they refer to.
//!
//! [`emit`] plans the stubs; [`DictionarySource::files`] writes the source, some
//! hundreds of stubs a file, as often as the compiler makes it necessary: what it does
//! not accept is [rejected](DictionarySource::reject), leaves a null in the
//! tables and becomes a skip.

mod classes;
mod directors;
mod functions;
mod members;
mod names;
mod source;
mod strings;
mod tables;
mod types;

use std::collections::{BTreeMap, BTreeSet};

use cppbind_abi::codes::RebuildKind;

use super::stub::{self, Origin, Plan};
use crate::analysis::{Facts, is_container, signature};
use crate::ir::{self, Ir, Scope, Skipped};

pub use directors::director_header;
pub use source::{Item, SourceFile, support_headers};

/// What a dictionary says besides its declarations.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// `MyClass` of `libMyClassDict.so`.
    pub stem: String,
    /// What stands behind `#include`, quotes or angle brackets included.
    pub includes: Vec<String>,
    /// How to make it again.
    pub rebuild: Vec<(RebuildKind, String)>,
    /// What it was made from.
    pub headers: Vec<HeaderFile>,
    /// Hash of headers, flags and generator version.
    pub fingerprint: u64,
    /// How large all the files are that a compiler reads for the headers.
    pub header_bytes: u64,
}

/// A header that a dictionary was made from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeaderFile {
    /// Its path, as the dictionary shall tell it.
    pub path: String,
    /// FNV-1a of what the compiler reads of it, without comments.
    pub hash: u64,
    /// How many bytes that is.
    pub length: u64,
}

/// A dictionary's source, and what the compiler has rejected of it so far.
#[derive(Clone, Debug)]
pub struct DictionarySource<'a> {
    ir: &'a Ir,
    facts: &'a Facts,
    request: Request,
    plan: Plan,
    rejected: BTreeMap<Item, String>,
}

/// What stubs have in common that one cause may break.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Company<'a> {
    Class(ir::RecordId),
    Comparisons(ir::RecordId),
    Container(&'a str),
}

fn is_comparison(name: &str) -> bool {
    let symbols = ["==", "!=", "<", "<=", ">", ">=", "<=>"];
    name.strip_prefix("operator").is_some_and(|symbol| symbols.contains(&symbol))
}

/// Plans a dictionary.
pub fn emit<'a>(ir: &'a Ir, facts: &'a Facts, request: &Request) -> DictionarySource<'a> {
    DictionarySource {
        ir,
        facts,
        request: request.clone(),
        plan: stub::plan(ir, facts),
        rejected: BTreeMap::new(),
    }
}

impl DictionarySource<'_> {
    /// The dictionary's stem.
    pub fn stem(&self) -> &str {
        &self.request.stem
    }

    /// How many stubs there are, rejected ones included.
    pub fn stub_count(&self) -> usize {
        self.plan.stubs.len()
    }

    /// Leaves an item out of the files from now on; the first reason stays.
    pub fn reject(&mut self, item: Item, reason: String) {
        if let Item::Director(director) = item {
            self.reject_director(director as usize, &reason);
        }
        if let Some(director) = self.director_ended_by(item) {
            self.reject(Item::Director(director), reason.clone());
        }
        self.rejected.entry(item).or_insert(reason);
    }

    /// Whether an item has been left out.
    pub fn is_rejected(&self, item: Item) -> bool {
        self.rejected.contains_key(&item)
    }

    /// The other stubs of a class that only mentions of it have brought in, and of function templates that were called
    /// with the same container. Comparisons of a class are companions of its comparisons alone. A container is sound but
    /// for what its elements cannot do, which comes to light one member at a time.
    pub fn companions(&self, item: Item) -> Vec<Item> {
        let company = |item: Item| {
            let Item::Stub(number) = item else { return None };
            let Origin::Function(id) = self.plan.stubs[number as usize].origin else { return None };
            if let Some(container) = &self.ir[id].deduced_from {
                return Some(Company::Container(container));
            }
            match self.ir[id].scope {
                Scope::Record(class)
                    if self.ir[class].origin == ir::Origin::Named && !is_container(&self.ir[class]) =>
                {
                    // Whether arguments of the class can be compared says nothing of what else can be done.
                    Some(if is_comparison(&self.ir[id].name) {
                        Company::Comparisons(class)
                    } else {
                        Company::Class(class)
                    })
                }
                _ => None,
            }
        };
        let Some(wanted) = company(item) else { return Vec::new() };
        let stubs = (0..self.plan.stubs.len() as u32).map(Item::Stub);
        stubs.filter(|other| *other != item && company(*other) == Some(wanted)).collect()
    }

    /// The functions that have lost a stub for an undefined symbol or a compiler's complaint, and other
    /// declarations that a user misses, each once.
    pub fn skipped(&self) -> Vec<Skipped> {
        let mut seen = BTreeSet::new();
        let mut skipped = Vec::new();
        for (item, reason) in &self.rejected {
            if self.follows_from_director(*item) {
                continue;
            }
            let origin = match item {
                Item::Stub(number) => self.plan.stubs[*number as usize].origin,
                Item::Member(index) => Origin::Member(*index as usize),
                Item::Class(_) | Item::Base(_) | Item::TypeInfo(_) | Item::Director(_) => Origin::Implicit,
            };
            if let Item::Director(director) = item {
                skipped.push(self.skipped_director(*director as usize, reason));
            } else if let Item::Class(index) = item {
                skipped.push(self.skipped_class(*index as usize, reason));
            } else if seen.insert(origin) {
                skipped.extend(self.skipped_origin(origin, reason));
            }
        }
        skipped
    }

    fn skipped_class(&self, index: usize, reason: &str) -> Skipped {
        let record = &self.ir[self.facts.classes[index].id];
        let (scope, name) = cppbind_abi::spelling::split_scope(&record.qualified);
        let declaration = format!("class {}", record.qualified);
        Skipped {
            scope: scope.into(),
            name: name.into(),
            declaration,
            reason: reason.into(),
            location: record.location.clone(),
        }
    }

    fn skipped_origin(&self, origin: Origin, reason: &str) -> Option<Skipped> {
        let (ir, reason) = (self.ir, reason.to_owned());
        match origin {
            Origin::Implicit => None,
            Origin::Function(id) => {
                let function = &ir[id];
                let scope = self.scope_name(function.scope).to_owned();
                let declaration = signature(ir, function);
                Some(Skipped {
                    scope,
                    name: function.name.clone(),
                    declaration,
                    reason,
                    location: function.location.clone(),
                })
            }
            Origin::Member(index) if self.known_value(index).is_some() => None,
            Origin::Member(index) => Some(self.skipped_member(index, reason)),
        }
    }
}

/// What is asked by the search for missing definitions.
impl DictionarySource<'_> {
    /// The symbols of bound declarations whose definition must come from a source or library.
    pub fn outside_symbols(&self) -> BTreeSet<&str> {
        let functions = self.plan.functions.keys().map(|id| &self.ir[*id]);
        functions
            .filter(|function| !function.has_body)
            .filter_map(|function| function.symbol.as_deref())
            .collect()
    }

    /// How many declared functions there are.
    pub fn function_count(&self) -> usize {
        self.plan.functions.len()
            - self.facts.implicit.keys().filter(|id| self.plan.functions.contains_key(id)).count()
    }

    /// The item in a place of the table of type infos.
    pub fn type_info_item(&self, place: usize) -> Option<Item> {
        tables::Tables::of(self).type_infos.get(place).map(|(item, _)| *item)
    }
}
