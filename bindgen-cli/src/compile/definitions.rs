//! Missing definitions: which stubs need them, and how to say it.
//!
//! Every function of a generated object has a section of its own, so the
//! relocations are a graph of who needs whom. Going it backwards from a missing
//! symbol leads to the stubs that cannot work without it, through inline
//! functions, vtables and type infos alike.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use object::read::{Object, ObjectSection, ObjectSymbol, RelocationTarget};

use crate::emit::dictionary::{DictionarySource, Item};
use crate::error::{Error, Result};

/// How many names an error lists.
const LISTED: usize = 20;

/// What the missing symbols mean.
#[derive(Debug, Default)]
pub(super) struct Report {
    /// What cannot work, and one symbol that it needs.
    pub(super) items: BTreeMap<Item, String>,
    /// The symbols' C++ names.
    pub(super) names: BTreeMap<String, String>,
    /// Hardly anything is defined: a source or a library has been forgotten.
    pub(super) hopeless: bool,
}

/// Finds what needs the missing symbols.
pub(super) fn attribute(
    source: &DictionarySource<'_>,
    objects: &[PathBuf],
    missing: &BTreeSet<String>,
) -> Result<Report> {
    let mut report = Report { names: cpp_names(missing), ..Report::default() };
    let mut needed = BTreeSet::new();
    for path in objects {
        let data = std::fs::read(path).map_err(Error::file(path))?;
        let file = object::File::parse(&*data).map_err(|error| {
            Error::Compiler(format!("the compiler's object {} cannot be read: {error}", path.display()))
        })?;
        needed.extend(
            file.symbols()
                .filter(|symbol| symbol.is_undefined())
                .filter_map(|symbol| Some(symbol.name().ok()?.to_owned())),
        );
        report.items.extend(users(source, &file, missing));
    }
    let outside = source.outside_symbols();
    let referenced = outside.iter().filter(|symbol| needed.contains(**symbol)).count();
    let undefined = outside.iter().filter(|symbol| missing.contains(**symbol)).count();
    report.hopeless = undefined > 0 && undefined == referenced && 2 * undefined >= source.function_count();
    Ok(report)
}

/// The items of one object that need a missing symbol, directly or not.
fn users(
    source: &DictionarySource<'_>,
    file: &object::File<'_>,
    missing: &BTreeSet<String>,
) -> BTreeMap<Item, String> {
    let mut needs: HashMap<usize, String> = HashMap::new();
    let mut used_by: HashMap<usize, Vec<usize>> = HashMap::new();
    let mut items = BTreeMap::new();
    for section in
        file.sections().filter(|section| section.name().is_ok_and(|name| !name.starts_with(".eh_frame")))
    {
        let type_infos = section.name().is_ok_and(|name| name.ends_with(".cppbind_type_infos"));
        for (offset, relocation) in section.relocations() {
            let RelocationTarget::Symbol(index) = relocation.target() else { continue };
            let Ok(symbol) = file.symbol_by_index(index) else { continue };
            match (symbol.section_index(), symbol.name()) {
                (Some(target), _) => used_by.entry(target.0).or_default().push(section.index().0),
                (None, Ok(name)) if missing.contains(name) => {
                    if type_infos {
                        items.extend(
                            source
                                .type_info_item(offset as usize / size_of::<usize>())
                                .map(|item| (item, name.to_owned())),
                        );
                    } else {
                        needs.entry(section.index().0).or_insert_with(|| name.to_owned());
                    }
                }
                _ => {}
            }
        }
    }
    let mut pending: Vec<usize> = needs.keys().copied().collect();
    pending.sort_unstable();
    while let Some(section) = pending.pop() {
        for user in used_by.get(&section).into_iter().flatten() {
            if !needs.contains_key(user) {
                let symbol = needs[&section].clone();
                needs.insert(*user, symbol);
                pending.push(*user);
            }
        }
    }
    for symbol in file.symbols() {
        let number = symbol.name().ok().and_then(|name| name.strip_prefix("cppbind_stub_")?.parse().ok());
        let section = symbol.section_index().and_then(|section| needs.get(&section.0));
        if let (Some(number), Some(missing)) = (number, section) {
            items.insert(Item::Stub(number), missing.clone());
        }
    }
    items
}

/// The C++ names of symbols, by the tool that comes with every linker; without it the symbols themselves.
fn cpp_names(symbols: &BTreeSet<String>) -> BTreeMap<String, String> {
    let demangled = demangle(symbols).unwrap_or_default();
    symbols
        .iter()
        .enumerate()
        .map(|(index, symbol)| (symbol.clone(), demangled.get(index).unwrap_or(symbol).clone()))
        .collect()
}

fn demangle(symbols: &BTreeSet<String>) -> std::io::Result<Vec<String>> {
    let child = Command::new("c++filt").args(symbols).stdin(Stdio::null()).stderr(Stdio::null()).output()?;
    Ok(String::from_utf8_lossy(&child.stdout).lines().map(str::to_owned).collect())
}

/// The headers are there, what they declare is not.
pub(super) fn nothing_is_defined(undefined: &BTreeMap<String, String>) -> Error {
    Error::Link {
        message: format!("no source or library given defines {}", names(undefined)),
        output: REMEDY.into(),
    }
}

/// Something that no stub can be blamed for.
pub(super) fn undefined_in_sources(undefined: &BTreeMap<String, String>) -> Error {
    let message =
        format!("the sources or headers need {}, which no source or library given defines", names(undefined));
    Error::Link { message, output: REMEDY.into() }
}

const REMEDY: &str =
    "name the C++ source that defines them, or link the library with -l NAME (and -L DIRECTORY)\n";

fn names(undefined: &BTreeMap<String, String>) -> String {
    let sorted: BTreeSet<&str> = undefined.values().map(String::as_str).collect();
    let listed: Vec<&str> = sorted.into_iter().take(LISTED).collect();
    let rest = undefined.len().saturating_sub(LISTED);
    if rest > 0 { format!("{} and {rest} more", listed.join(", ")) } else { listed.join(", ") }
}
