//! Fallbacks that the environment asks for: ways that are slower and that other
//! systems must take are so tested on this one.
//!
//! `CPPYY_RS_FALLBACK` is a list of names, separated by commas; `all` is all of
//! them. It is read once.

use std::sync::OnceLock;

/// What not to use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fallback {
    /// `entries`: machine-code entries, so that functions are objects of the runtime's own type.
    Entries,
    /// `static`: the entries that are part of the library, so that all are in mapped pages.
    StaticEntries,
    /// `pages`: further pages of entries.
    Pages,
    /// `shapes`: invokers of one call shape; all calls are interpreted.
    Shapes,
    /// `layout`: CPython's object layouts; values are read through the C API.
    Layout,
    /// `descriptors`: descriptors that the runtime makes itself; CPython makes all.
    Descriptors,
}

const NAMES: [(&str, Fallback); 6] = [
    ("entries", Fallback::Entries),
    ("static", Fallback::StaticEntries),
    ("pages", Fallback::Pages),
    ("shapes", Fallback::Shapes),
    ("layout", Fallback::Layout),
    ("descriptors", Fallback::Descriptors),
];

/// Whether the environment asks for this fallback.
pub fn fallback(which: Fallback) -> bool {
    static ASKED: OnceLock<Vec<Fallback>> = OnceLock::new();
    let asked = ASKED.get_or_init(|| {
        let list = std::env::var("CPPYY_RS_FALLBACK").unwrap_or_default();
        let named = |name: &str| list.split(',').map(str::trim).any(|one| one == name || one == "all");
        NAMES.iter().filter(|(name, _)| named(name)).map(|(_, which)| *which).collect()
    });
    asked.contains(&which)
}
