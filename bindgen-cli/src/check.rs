//! `cppbind check`: whether a dictionary is sound, and whether its headers are still those it was made from.
//!
//! May not know: clang, ir, emission.

use std::path::Path;

use cppbind_abi::codes::TableKind;

use crate::diagnostics::{Diagnostic, Severity};
use crate::dictionary::{Dictionary, Record, validate};
use crate::error::Result;
use crate::fingerprint::Fingerprint;
use crate::reporter::Reporter;

/// How many problems of a damaged file are worth reading.
const TOLD: usize = 20;

/// Tells what is wrong; whether nothing is.
///
/// # Errors
/// The file cannot be read at all: missing, no dictionary, another ABI version, damaged tables.
pub fn check(path: &Path, reporter: &mut dyn Reporter) -> Result<bool> {
    let dictionary = Dictionary::open(path)?;
    let damages = validate(&dictionary);
    for damage in damages.iter().take(TOLD) {
        reporter.diagnostic(&Diagnostic::new(Severity::Error, format!("damaged: {damage}")));
    }
    if damages.len() > TOLD {
        let rest = format!("damaged: {} more problems", damages.len() - TOLD);
        reporter.diagnostic(&Diagnostic::new(Severity::Error, rest));
    }
    let stale: Vec<_> =
        dictionary.records(TableKind::HeaderFiles).filter_map(|header| stale(&header, path)).collect();
    for told in &stale {
        reporter.diagnostic(&Diagnostic::new(Severity::Error, told.clone()));
    }
    if !stale.is_empty() {
        let remedy = "regenerate the dictionary with `cppbind gen`";
        reporter.diagnostic(&Diagnostic::new(Severity::Note, remedy));
    }
    let sound = damages.is_empty() && stale.is_empty();
    if sound {
        let headers = match dictionary.count(TableKind::HeaderFiles) {
            1 => "its header is".to_owned(),
            count => format!("its {count} headers are"),
        };
        let told = format!("{} is sound, and {headers} unchanged", path.display());
        reporter.diagnostic(&Diagnostic::new(Severity::Note, told));
    }
    Ok(sound)
}

/// What has become of a header since.
fn stale(header: &Record<'_>, dictionary: &Path) -> Option<String> {
    let named = header.text("path");
    let path = dictionary.parent().unwrap_or(Path::new("")).join(named);
    match std::fs::read(&path) {
        Err(error) => Some(format!("the header {} cannot be read: {error}", path.display())),
        Ok(bytes) => {
            let same =
                bytes.len() as u64 == header.get("length") && Fingerprint::of(&bytes) == header.get("hash");
            (!same)
                .then(|| format!("the header {} has changed since the dictionary was made", path.display()))
        }
    }
}
