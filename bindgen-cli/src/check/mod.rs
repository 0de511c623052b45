//! `cppbind check`: whether a dictionary is sound, and whether its headers still say what it was made from.
//!
//! Headers whose code is the same are not read further: comments and layout may change. Where code has changed, the
//! headers are read again by the command that made the dictionary, and the declarations compared.
//!
//! May not know: clang, emission.

mod declaration;
mod declared;
mod recorded;

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use cppbind_abi::codes::{RebuildKind, TableKind};

use crate::diagnostics::{Diagnostic, Severity};
use crate::dictionary::{Dictionary, Record, validate};
use crate::error::{Error, Result};
use crate::fingerprint::{Fingerprint, code};
use crate::generate::{self, Front};
use crate::inputs;
use crate::options::{Check, Command, Environment, Gen, Options};
use crate::reporter::Reporter;
use declaration::{Drift, drifts};

/// How many problems of a damaged file are worth reading.
const TOLD: usize = 20;

/// Tells what is wrong; whether nothing is.
///
/// # Errors
/// The file cannot be read at all: missing, no dictionary, another ABI version, damaged tables. Or its headers have changed
/// and cannot be read again: they are gone or do not parse, or a tool is missing.
pub fn check(options: &Check, environment: &Environment, reporter: &mut dyn Reporter) -> Result<bool> {
    let path = environment.directory.join(&options.dictionary);
    let dictionary = Dictionary::open(&path)?;
    if !is_sound(&dictionary, reporter) {
        return Ok(false);
    }
    let headers: Vec<Header> =
        dictionary.records(TableKind::HeaderFiles).map(|record| Header::of(&record, &path)).collect();
    let missing = headers.iter().filter_map(|header| {
        let error = header.code.as_ref().err()?;
        Some(format!("the header {} cannot be read: {error}", header.path.display()))
    });
    let missing: Vec<_> = missing.collect();
    if !missing.is_empty() {
        missing.into_iter().for_each(|told| reporter.diagnostic(&Diagnostic::new(Severity::Error, told)));
        tell_remedy(&dictionary, reporter);
        return Ok(false);
    }
    let changed: Vec<&Header> = headers.iter().filter(|header| header.has_changed()).collect();
    if changed.is_empty() {
        let count = match headers.len() {
            1 => "its header says".to_owned(),
            count => format!("its {count} headers say"),
        };
        let told = format!("{} is sound, and {count} what it was made from", path.display());
        reporter.diagnostic(&Diagnostic::new(Severity::Note, told));
        return Ok(true);
    }
    compare(&dictionary, &changed, environment, reporter)?;
    tell_remedy(&dictionary, reporter);
    Ok(false)
}

/// Tells the damages of a file; whether there are none.
fn is_sound(dictionary: &Dictionary, reporter: &mut dyn Reporter) -> bool {
    let damages = validate(dictionary);
    for damage in damages.iter().take(TOLD) {
        reporter.diagnostic(&Diagnostic::new(Severity::Error, format!("damaged: {damage}")));
    }
    if damages.len() > TOLD {
        let rest = format!("damaged: {} more problems", damages.len() - TOLD);
        reporter.diagnostic(&Diagnostic::new(Severity::Error, rest));
    }
    damages.is_empty()
}

/// A header that the dictionary was made from.
struct Header {
    path: PathBuf,
    /// The hash and the length of what the compiler read of it.
    recorded: (u64, u64),
    /// The same of what is there now.
    code: std::io::Result<(u64, u64)>,
}

impl Header {
    fn of(record: &Record<'_>, dictionary: &Path) -> Self {
        let path = dictionary.parent().unwrap_or(Path::new("")).join(record.text("path"));
        let now = std::fs::read(&path).map(|bytes| {
            let code = code(&bytes);
            (Fingerprint::of(&code), code.len() as u64)
        });
        Self { path, recorded: (record.get("hash"), record.get("length")), code: now }
    }

    fn has_changed(&self) -> bool {
        self.code.as_ref().is_ok_and(|now| *now != self.recorded)
    }
}

/// Reads the headers again and tells each declaration that is new, gone or changed.
fn compare(
    dictionary: &Dictionary,
    changed: &[&Header],
    environment: &Environment,
    reporter: &mut dyn Reporter,
) -> Result<()> {
    let (generation, environment) = recorded_command(dictionary, environment)?;
    let front = Front::read(&generation.files, &generation.input, &environment, reporter)?;
    let recorded = recorded::declarations(dictionary);
    let declared = declared::declarations(&front.ir, &front.facts);
    let drifts = drifts(&recorded, &declared);
    drifts.iter().for_each(|drift| reporter.diagnostic(&tell(drift)));
    if drifts.is_empty() {
        for header in changed {
            let told = format!(
                "the code of {} has changed, though no declaration that Python sees: inline functions and layouts in \
                 the dictionary are those of before",
                header.path.display()
            );
            reporter.diagnostic(&Diagnostic::new(Severity::Error, told));
        }
    }
    Ok(())
}

fn tell(drift: &Drift<'_>) -> Diagnostic {
    let (location, told) = match drift {
        Drift::New(now) => (&now.location, format!("{} is new", now.full())),
        Drift::Gone(old) => (&None, format!("{} is gone", old.full())),
        Drift::Changed(old, now) => {
            (&now.location, format!("{} has changed: it was {}", now.full(), old.full()))
        }
        Drift::NoLongerBound(old, why) => {
            (&why.location, format!("{} can no longer be bound: {}", old.full(), why.reason))
        }
        Drift::NewUnbound(new) => {
            (&new.location, format!("{} is new, and cannot be bound: {}", new.text, new.reason))
        }
    };
    let mut diagnostic = Diagnostic::new(Severity::Error, told);
    diagnostic.place = location.as_ref().and_then(generate::place);
    diagnostic
}

/// The options of the command that made the dictionary, and the environment that it ran in.
fn recorded_command(dictionary: &Dictionary, environment: &Environment) -> Result<(Gen, Environment)> {
    let line = rebuild_line(dictionary, RebuildKind::Command).unwrap_or_default();
    let unusable = || {
        let path = dictionary.path.display();
        Error::Input(format!("{path}: the command that made it cannot be run again: {line}"))
    };
    let home = dictionary.path.parent().unwrap_or(Path::new(""));
    let mut words = inputs::shell_words(line);
    let mut directory = home.to_owned();
    if words.first().is_some_and(|word| word == "cd") && words.get(2).is_some_and(|word| word == "&&") {
        directory = home.join(&words[1]);
        words.drain(..3);
    }
    // The compiler decides where headers are searched; whoever sets CXX means another one.
    let compiler = rebuild_line(dictionary, RebuildKind::Compiler)
        .filter(|compiler| Path::new(compiler).is_file() && !compiler.contains(char::is_whitespace));
    let cxx = environment.cxx.clone().or(compiler.map(str::to_owned));
    let environment = Environment { directory, cxx, ..environment.clone() };
    let options =
        Options::parse(words.into_iter().map(OsString::from), environment).map_err(|_| unusable())?;
    match options.command {
        Command::Gen(generation) => Ok((generation, options.environment)),
        _ => Err(unusable()),
    }
}

fn rebuild_line(dictionary: &Dictionary, kind: RebuildKind) -> Option<&str> {
    let mut lines = dictionary.records(TableKind::Rebuild);
    lines.find(|line| line.get("kind") == kind as u64).map(|line| line.text("text"))
}

fn tell_remedy(dictionary: &Dictionary, reporter: &mut dyn Reporter) {
    let command = rebuild_line(dictionary, RebuildKind::Command).unwrap_or("cppbind gen");
    let remedy = format!("make the dictionary anew: {command}");
    reporter.diagnostic(&Diagnostic::new(Severity::Note, remedy));
}

/// `ns::name`.
fn qualify(scope: &str, name: &str) -> String {
    if scope.is_empty() { name.to_owned() } else { format!("{scope}::{name}") }
}

/// What stands behind a class's name.
fn derived(bases: &[String]) -> String {
    if bases.is_empty() { String::new() } else { format!(" : {}", bases.join(", ")) }
}

/// What stands behind a function's signature.
fn specifiers(explicit: bool, is_virtual: bool, pure: bool) -> String {
    let words = [(explicit, ", explicit"), (is_virtual, ", virtual"), (pure, ", pure")];
    words.iter().filter(|(holds, _)| *holds).map(|(_, word)| *word).collect()
}

fn enumeration(scoped: bool, qualified: &str, underlying: &str) -> String {
    format!("enum {}{qualified} : {underlying}", if scoped { "class " } else { "" })
}

fn variable(ty: &str, qualified: &str, width: u32) -> String {
    format!("{ty} {qualified}{}", if width > 0 { format!(" : {width}") } else { String::new() })
}

fn constant(bits: u64, float: Option<f64>) -> String {
    float.map_or_else(|| format!(" = {}", bits as i64), |value| format!(" = {value:?}"))
}
