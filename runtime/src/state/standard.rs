//! The package's own dictionary of the standard library, loaded when something in
//! `std` is asked for that no other dictionary has.

use std::path::PathBuf;
use std::sync::{Mutex, OnceLock};

use super::load::load;
use crate::dictionary::{Dictionary, LoadError};

/// Where it lies, until it is loaded.
static PATH: Mutex<Option<PathBuf>> = Mutex::new(None);
/// Where it lies.
static PLACE: OnceLock<PathBuf> = OnceLock::new();

/// The dictionary, once it is loaded.
static LOADED: OnceLock<&'static Dictionary> = OnceLock::new();

/// Says where the dictionary lies; done once, when the package is imported.
pub fn set_standard(path: PathBuf) {
    PLACE.get_or_init(|| path.clone());
    *PATH.lock().unwrap_or_else(|poisoned| poisoned.into_inner()) = Some(path);
}

/// Where the dictionary lies.
pub fn standard() -> PathBuf {
    PLACE.get().cloned().unwrap_or_default()
}

/// Loads the dictionary where the name is one of the standard library's; true where it is new.
pub fn load_standard(qualified: &str) -> Result<bool, LoadError> {
    if qualified != "std" && !qualified.starts_with("std::") {
        return Ok(false);
    }
    let Some(path) = PATH.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).take() else {
        return Ok(false);
    };
    // A package that was built without it has none.
    if !path.exists() {
        return Ok(false);
    }
    let (dictionary, new) = load(&path)?;
    // The path is taken once only, so there is nothing in it yet.
    LOADED.get_or_init(|| dictionary);
    Ok(new)
}

/// The dictionary, if it is loaded.
pub fn standard_dictionary() -> Option<&'static Dictionary> {
    LOADED.get().copied()
}
