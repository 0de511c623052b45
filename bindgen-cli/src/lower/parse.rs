//! The first parse, and what its diagnostics mean.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::Request;
use super::plan::Plan;
use crate::clang::{Clang, TranslationUnit};
use crate::diagnostics::{Diagnostic, Severity};
use crate::error::{Error, Result};

/// The main file's name. It exists in memory only; quoted includes are found relative to the current directory.
const MAIN: &str = "cppbind-headers.cpp";

/// Parses the headers.
pub(super) fn first(clang: &Clang, request: &Request, plan: &Plan) -> Result<TranslationUnit> {
    let mut arguments = request.arguments.clone();
    // One bad line of the plan must not end the parse of the lines behind it.
    arguments.push("-ferror-limit=0".to_owned());
    TranslationUnit::parse(clang, MAIN, &plan.source(&request.includes), &arguments)
}

/// Errors of the headers end the run; warnings of the selected ones are returned.
pub(super) fn check(unit: &TranslationUnit, request: &Request) -> Result<Vec<Diagnostic>> {
    let lines_of_headers = request.includes.len() as u32;
    let (mut errors, mut warnings) = (Vec::new(), Vec::new());
    let mut sources = Sources::default();
    for mut diagnostic in unit.diagnostics() {
        let in_main = diagnostic
            .place
            .as_ref()
            .filter(|place| place.file == Path::new(unit.main()))
            .map(|place| place.line);
        if let Some(line) = in_main {
            if line > lines_of_headers {
                continue;
            }
            if diagnostic.severity == Severity::Error && diagnostic.message.ends_with("file not found") {
                let header = request.includes[line as usize - 1].trim_matches(['"', '<', '>']).to_owned();
                return Err(Error::HeaderNotFound { header, hint: String::new() });
            }
        }
        match diagnostic.severity {
            Severity::Error => {
                sources.fill(&mut diagnostic);
                errors.push(diagnostic);
            }
            _ if is_selected(&diagnostic, request) => {
                sources.fill(&mut diagnostic);
                warnings.push(diagnostic);
            }
            _ => {}
        }
    }
    if errors.is_empty() { Ok(warnings) } else { Err(Error::Parse(errors)) }
}

/// A warning for each specialisation of the request that C++ does not accept.
pub(super) fn failed_requests(unit: &TranslationUnit, request: &Request, plan: &Plan) -> Vec<Diagnostic> {
    let source = plan.source(&request.includes);
    let lines: Vec<&str> = source.lines().collect();
    let mut warnings = Vec::new();
    for (wanted, instance) in request.instantiate.iter().zip(&plan.instances) {
        let alias = format!("= {};", instance.cpp);
        let Some(line) = lines.iter().position(|line| line.starts_with("using ") && line.ends_with(&alias))
        else {
            continue;
        };
        let reason = unit.diagnostics().into_iter().find(|diagnostic| {
            diagnostic.severity == Severity::Error
                && diagnostic.place.as_ref().is_some_and(|place| {
                    place.file == Path::new(unit.main()) && (place.line as usize).wrapping_sub(line + 1) <= 1
                })
        });
        if let Some(reason) = reason {
            warnings.push(tool_warning(format!("`{wanted}` cannot be instantiated: {}", reason.message)));
        }
    }
    warnings
}

/// The warning that an old libclang deserves.
pub(super) fn old_libclang(clang: &Clang) -> Diagnostic {
    tool_warning(format!(
        "libclang {} cannot list the members of instantiated class templates, which stay unbound; version 21 and later can",
        clang.major()
    ))
}

fn tool_warning(message: String) -> Diagnostic {
    Diagnostic { severity: Severity::Warning, message, place: None, notes: Vec::new() }
}

fn is_selected(diagnostic: &Diagnostic, request: &Request) -> bool {
    diagnostic
        .place
        .as_ref()
        .and_then(|place| place.file.canonicalize().ok())
        .is_some_and(|file| request.selection.has_file(&file))
}

/// The lines of source files, read when a diagnostic needs them.
#[derive(Default)]
struct Sources {
    files: HashMap<PathBuf, Vec<String>>,
}

impl Sources {
    fn fill(&mut self, diagnostic: &mut Diagnostic) {
        if let Some(place) = &mut diagnostic.place {
            let lines = self.files.entry(place.file.clone()).or_insert_with_key(|file| {
                let bytes = std::fs::read(file).unwrap_or_default();
                String::from_utf8_lossy(&bytes).lines().map(str::to_owned).collect()
            });
            place.source = (place.line as usize).checked_sub(1).and_then(|line| lines.get(line).cloned());
        }
        for note in &mut diagnostic.notes {
            self.fill(note);
        }
    }
}
