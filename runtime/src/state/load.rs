//! The loaded dictionaries, in load order.

use std::path::Path;
use std::sync::RwLock;
use std::sync::atomic::{AtomicU64, Ordering};

use super::LINK;
use crate::dictionary::{Dictionary, LoadError};

static DICTIONARIES: RwLock<Vec<&'static Dictionary>> = RwLock::new(Vec::new());
static GENERATION: AtomicU64 = AtomicU64::new(0);

/// The loaded dictionaries; where two define the same thing the earlier one wins.
pub fn dictionaries() -> Vec<&'static Dictionary> {
    DICTIONARIES.read().unwrap_or_else(|poisoned| poisoned.into_inner()).clone()
}

/// How many dictionaries have been loaded: whatever was not found may be there
/// once this has grown.
pub fn generation() -> u64 {
    GENERATION.load(Ordering::Acquire)
}

/// Loads a dictionary, or finds it among those already loaded. No table is read.
///
/// The flag tells whether it is new.
pub fn load(path: &Path) -> Result<(&'static Dictionary, bool), LoadError> {
    let path = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if let Some(known) = dictionaries().into_iter().find(|known| known.path() == path) {
        return Ok((known, false));
    }
    let dictionary = Dictionary::open(&path, &LINK)?;
    let mut all = DICTIONARIES.write().unwrap_or_else(|poisoned| poisoned.into_inner());
    // The same file under another name (a hard link) maps to the same header.
    if let Some(known) = all.iter().find(|known| **known == dictionary) {
        return Ok((known, false));
    }
    all.push(dictionary);
    GENERATION.fetch_add(1, Ordering::Release);
    Ok((dictionary, true))
}
