//! Parsing what a user wrote, behind everything that came before it.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::message::Request;
use super::rebuild::Rebuild;
use super::tools::Tools;
use crate::clang::{Cursor, CursorKind, Purpose, TranslationUnit};
use crate::diagnostics::{Diagnostic, Severity};
use crate::error::{Error, Result};

/// What comes before a snippet: the headers of loaded dictionaries, then earlier snippets.
#[derive(Debug)]
pub(super) struct Chain {
    /// The header that includes them all.
    pub(super) header: PathBuf,
    /// Where headers are looked for, as flags.
    pub(super) directories: Vec<String>,
    /// Headers of loaded dictionaries that are no longer there.
    pub(super) missing: Vec<PathBuf>,
    /// Files that parses behind it have read, whether these had errors or not.
    read: RefCell<BTreeSet<PathBuf>>,
}

impl Chain {
    /// Writes its header into `directory`.
    pub(super) fn write(request: &Request, directory: &Path) -> Result<Self> {
        let mut directories: Vec<String> =
            request.include_directories.iter().map(|path| format!("-I{}", path.display())).collect();
        let (mut lines, mut missing) = (Vec::new(), Vec::new());
        for path in &request.dictionaries {
            let rebuild = Rebuild::of(path)?;
            directories.extend(rebuild.directories());
            lines.extend(rebuild.macros());
            lines.extend(rebuild.includes.iter().map(|include| format!("#include {include}")));
            missing.extend(rebuild.missing);
        }
        lines.extend(request.chain.iter().map(|include| format!("#include {include}")));
        let header = directory.join("chain.hpp");
        let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
        std::fs::write(&header, text).map_err(Error::file(&header))?;
        Ok(Self { header, directories, missing, read: RefCell::default() })
    }

    /// The files that parses behind it have read, absolute. That nothing was found depends on them too.
    pub(super) fn files(&self) -> Vec<PathBuf> {
        self.read.borrow().iter().filter_map(|file| file.canonicalize().ok()).collect()
    }

    /// Arguments of a parse behind the chain.
    fn arguments(&self, tools: &Tools) -> Vec<String> {
        let mut arguments = tools.clang_arguments();
        arguments.extend(self.directories.iter().cloned());
        arguments.extend(["-include".to_owned(), self.header.display().to_string()]);
        arguments
    }
}

/// The texts of the chain; nothing where a part of it is no snippet.
pub(super) fn texts(request: &Request) -> Option<Vec<String>> {
    let read = |include: &String| {
        let path = include.strip_prefix('"')?.strip_suffix('"')?;
        std::fs::read_to_string(path).ok()
    };
    request.chain.iter().map(read).collect()
}

/// A text that parses.
pub(super) struct Snippet {
    /// The parse.
    pub(super) unit: TranslationUnit,
    /// What clang warns of.
    pub(super) warnings: Vec<Diagnostic>,
}

/// Parses `open`, `text` and `close` as the file `name`; diagnostics count the lines of `text`.
///
/// # Errors
/// The diagnostics, with what may be their cause.
pub(super) fn parse(tools: &Tools, chain: &Chain, name: &str, text: [&str; 3]) -> Result<Snippet> {
    parse_with(tools, chain, name, text, &[])
}

/// The same for text that need not parse: clang does not search for names that are nearly those of the text.
pub(super) fn attempt(tools: &Tools, chain: &Chain, name: &str, text: &str) -> Result<Snippet> {
    parse_with(tools, chain, name, ["", text, ""], &["-fno-spell-checking"])
}

fn parse_with(
    tools: &Tools,
    chain: &Chain,
    name: &str,
    [open, text, close]: [&str; 3],
    options: &[&str],
) -> Result<Snippet> {
    let mut arguments = chain.arguments(tools);
    arguments.push("-xc++".to_owned());
    arguments.extend(options.iter().map(|option| (*option).to_owned()));
    let source = [open, text, close].concat();
    let unit = TranslationUnit::parse(&tools.clang, name, &source, &arguments, Purpose::OWN)?;
    chain.read.borrow_mut().extend(unit.files().iter().map(|file| PathBuf::from(file.name())));
    let before = open.matches('\n').count() as u32;
    let (mut errors, mut warnings) = (Vec::new(), Vec::new());
    for mut diagnostic in unit.diagnostics() {
        place(&mut diagnostic, name, text, before);
        match diagnostic.severity {
            Severity::Error => errors.push(diagnostic),
            // What earlier snippets are warned of has been told.
            Severity::Warning
                if diagnostic.place.as_ref().is_some_and(|place| place.file == Path::new(name)) =>
            {
                warnings.push(diagnostic);
            }
            _ => {}
        }
    }
    if errors.is_empty() {
        return Ok(Snippet { unit, warnings });
    }
    for path in &chain.missing {
        let told =
            format!("a loaded dictionary was made from {}, which is not there any more", path.display());
        errors.push(Diagnostic::new(Severity::Note, told));
    }
    Err(Error::Parse(errors))
}

/// The files that declare what a snippet's using-declarations and aliases name.
pub(super) fn used_files(snippet: &Snippet) -> BTreeSet<PathBuf> {
    let mut pending = snippet.unit.cursor().map(Cursor::children).unwrap_or_default();
    let mut files = BTreeSet::new();
    while let Some(cursor) = pending.pop() {
        if cursor.kind() == CursorKind::Namespace {
            pending.extend(cursor.children());
        } else if cursor.kind() == CursorKind::TypeAlias {
            let class = cursor.typedef_target().and_then(|target| target.canonical().declaration());
            let place = class.map(|class| class.definition().unwrap_or(class).position());
            let file = place.and_then(|place| place.file).map(|file| file.name());
            files.extend(file.and_then(|name| Path::new(&name).canonicalize().ok()));
        } else if cursor.kind() == CursorKind::UsingDeclaration {
            let references = cursor.children().into_iter().chain([cursor]);
            let named: Vec<_> = references
                .flat_map(|reference| reference.overloads().into_iter().chain(reference.referenced()))
                .collect();
            let declared = named.iter().flat_map(|found| [found.definition(), Some(*found)]).flatten();
            let names = declared.filter_map(|found| found.position().file).map(|file| file.name());
            files.extend(names.filter_map(|name| Path::new(&name).canonicalize().ok()));
        }
    }
    files
}

/// Fills in the lines of the text, and counts them from its beginning.
fn place(diagnostic: &mut Diagnostic, name: &str, text: &str, before: u32) {
    if let Some(place) = diagnostic.place.as_mut().filter(|place| place.file == Path::new(name)) {
        place.line = place.line.saturating_sub(before);
        place.source = text.lines().nth((place.line as usize).saturating_sub(1)).map(str::to_owned);
    }
    for note in &mut diagnostic.notes {
        place(note, name, text, before);
    }
}
