//! The parses, and what their diagnostics mean.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::missing_includes;
use super::plan::Plan;
use super::{Known, Request};
use crate::clang::{Clang, Purpose, TranslationUnit};
use crate::diagnostics::{Diagnostic, Severity};
use crate::error::{Error, Result};

/// The file that includes the headers, in memory only; quoted includes are found relative to the current directory.
const HEADERS: &str = "cppbind-headers.hpp";

/// The file that mentions what the plan asks for, in memory only.
const MENTIONS: &str = "cppbind-mentions.cpp";

/// Parses the headers.
pub(super) fn headers(clang: &Clang, request: &Request) -> Result<TranslationUnit> {
    let mut arguments = request.arguments.clone();
    // What the headers instantiate is instantiated (and reported) here, not again in each unit built upon them.
    let header = ["-xc++-header", "-Xclang", "-fpch-instantiate-templates", "-ferror-limit=0"];
    arguments.extend(header.into_iter().map(str::to_owned));
    let source: String = request.includes.iter().map(|include| format!("#include {include}\n")).collect();
    let Known { valid: signatures, prefix_is_foreign: own } = request.known;
    TranslationUnit::parse(
        clang,
        HEADERS,
        &source,
        &arguments,
        Purpose { own, signatures, ..Purpose::PREFIX },
    )
}

/// The parse of the headers, saved for the parses that build upon it.
pub(super) struct Precompiled {
    directory: TempDir,
}

impl Precompiled {
    /// Saves it.
    pub(super) fn save(headers: &TranslationUnit) -> Result<Self> {
        let directory = TempDir::with_prefix("cppbind-").map_err(Error::file(std::env::temp_dir()))?;
        let precompiled = Self { directory };
        headers.save(&precompiled.path())?;
        Ok(precompiled)
    }

    fn path(&self) -> PathBuf {
        self.directory.path().join("headers.pch")
    }

    /// Parses the file that mentions what the plan asks for.
    pub(super) fn mentions(&self, clang: &Clang, request: &Request, plan: &Plan) -> Result<TranslationUnit> {
        let mut arguments = without_includes(&request.arguments);
        // One bad line of the plan must not end the parse of the lines behind it.
        let further = ["-xc++", "-ferror-limit=0", "-include-pch"];
        arguments.extend(further.into_iter().map(str::to_owned));
        arguments.push(self.path().display().to_string());
        // What is selected is the prefix now.
        let own = request.selection.is_empty();
        TranslationUnit::parse(clang, MENTIONS, &plan.source(), &arguments, Purpose { own, ..Purpose::WHOLE })
    }
}

/// The arguments but for `-include FILE` and the like, which the saved parse has seen to.
fn without_includes(arguments: &[String]) -> Vec<String> {
    let mut kept = Vec::new();
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "-include" | "--include" | "-include-pch" => {
                rest.next();
            }
            joined if joined.starts_with("--include=") => {}
            _ => kept.push(argument.clone()),
        }
    }
    kept
}

/// Errors of the headers end the run; warnings of the selected ones are returned.
pub(super) fn check(unit: &TranslationUnit, request: &Request) -> Result<Vec<Diagnostic>> {
    let (mut errors, mut warnings) = (Vec::new(), Vec::new());
    let mut sources = Sources::default();
    for mut diagnostic in unit.diagnostics() {
        let in_main = diagnostic
            .place
            .as_ref()
            .filter(|place| place.file == Path::new(unit.main()))
            .map(|place| place.line);
        let missing =
            diagnostic.severity == Severity::Error && diagnostic.message.ends_with("file not found");
        if let Some(include) =
            in_main.filter(|_| missing).and_then(|line| request.includes.get(line as usize - 1))
        {
            let header = include.trim_matches(['"', '<', '>']).to_owned();
            return Err(Error::HeaderNotFound { header, hint: String::new() });
        }
        // That our own file includes the header is no news.
        diagnostic
            .notes
            .retain(|note| note.place.as_ref().is_none_or(|place| place.file != Path::new(unit.main())));
        match diagnostic.severity {
            Severity::Error => {
                sources.fill(&mut diagnostic);
                errors.push(diagnostic);
            }
            _ if is_about_named_header(&diagnostic, request) => {
                sources.fill(&mut diagnostic);
                warnings.push(diagnostic);
            }
            _ => {}
        }
    }
    missing_includes::note(&mut errors);
    if errors.is_empty() { Ok(warnings) } else { Err(Error::Parse(errors)) }
}

/// The errors of the main file's lines. One in a template counts for the line that asks for the instance, which it has a
/// note at.
pub(super) fn errors_by_line(unit: &TranslationUnit) -> Vec<(u32, String)> {
    let main = Path::new(unit.main());
    unit.diagnostics()
        .into_iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error)
        .filter_map(|error| {
            let places = std::iter::once(&error)
                .chain(error.notes.iter().filter(|note| note.message.ends_with("requested here")))
                .filter_map(|part| part.place.as_ref());
            let mut lines = places.filter(|place| place.file == main).map(|place| place.line);
            let line = lines.next();
            line.map(|line| (line, error.message))
        })
        .collect()
}

/// A warning for each specialisation of the request that C++ does not accept.
pub(super) fn failed_requests(unit: &TranslationUnit, request: &Request, plan: &Plan) -> Vec<Diagnostic> {
    let errors = errors_by_line(unit);
    let mut warnings = Vec::new();
    let classes =
        request.classes().enumerate().map(|(index, wanted)| (wanted, plan.lines_of_instance(index)));
    let functions = request.functions().enumerate().map(|(index, wanted)| {
        let line = plan.line_of_function(index);
        (wanted, line..line + 1)
    });
    for (wanted, lines) in classes.chain(functions) {
        if let Some((_, reason)) = errors.iter().find(|(line, _)| lines.contains(line)) {
            warnings.push(refusal(wanted, reason));
        }
    }
    warnings
}

/// The warning that C++ does not accept a specialisation of the request.
pub(super) fn refusal(wanted: &str, reason: &str) -> Diagnostic {
    tool_warning(format!("`{wanted}` cannot be instantiated: {reason}"))
}

/// The warning that an old libclang deserves.
pub(super) fn old_libclang(clang: &Clang) -> Diagnostic {
    tool_warning(format!(
        "libclang {} cannot list the members of instantiated class templates, which stay unbound; version 21 and later can",
        clang.major()
    ))
}

/// The warning that not all instances are bound.
pub(super) fn too_many_instances(unbound: usize) -> Diagnostic {
    tool_warning(format!(
        "the headers name more class template specialisations than are bound at once; {unbound} of them are left out (--instantiate binds one)"
    ))
}

fn tool_warning(message: String) -> Diagnostic {
    Diagnostic { severity: Severity::Warning, message, place: None, notes: Vec::new() }
}

/// Whether it is about a header that was named: what a rule takes of others, as of the standard library, is not the user's to mend.
fn is_about_named_header(diagnostic: &Diagnostic, request: &Request) -> bool {
    diagnostic
        .place
        .as_ref()
        .and_then(|place| place.file.canonicalize().ok())
        .is_some_and(|file| request.selection.names_file(&file))
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
