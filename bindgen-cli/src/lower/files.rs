//! Which file a declaration stands in, and whether that file is selected.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use crate::clang::{Cursor, File, TranslationUnit};
use crate::ir::Location;
use crate::selection::Selection;

/// A file that the parse read.
pub(super) struct SourceFile {
    /// Absolute, canonical.
    pub(super) path: PathBuf,
    /// Whether its declarations are candidates.
    pub(super) selected: bool,
    /// The main file.
    pub(super) is_main: bool,
}

/// The files that the headers' parse read, in order of first inclusion, absolute; without the main file.
pub(super) fn files_read(unit: &TranslationUnit) -> Vec<PathBuf> {
    let mut seen = HashSet::new();
    let mut files = Vec::new();
    // Hundreds of headers lie in a few directories.
    let mut directories: HashMap<PathBuf, PathBuf> = HashMap::new();
    for file in unit.files() {
        let name = file.name();
        let path = match Path::new(&name).parent().zip(Path::new(&name).file_name()) {
            Some((directory, last)) if directory.is_absolute() && !Path::new(&name).is_symlink() => {
                let known = directories.entry(directory.to_owned());
                known.or_insert_with(|| absolute(directory)).join(last)
            }
            _ => absolute(Path::new(&name)),
        };
        if name != unit.main() && seen.insert(path.clone()) {
            files.push(path);
        }
    }
    files
}

/// The canonical path, as far as there is one.
fn absolute(name: &Path) -> PathBuf {
    name.canonicalize().or_else(|_| std::path::absolute(name)).unwrap_or_else(|_| name.to_owned())
}

/// Files by clang's numbers.
pub(super) struct Files<'tu> {
    selection: &'tu Selection,
    main: &'tu str,
    known: RefCell<HashMap<usize, Rc<SourceFile>>>,
}

impl<'tu> Files<'tu> {
    pub(super) fn new(unit: &'tu TranslationUnit, selection: &'tu Selection) -> Self {
        Self { selection, main: unit.main(), known: RefCell::default() }
    }

    pub(super) fn get(&self, file: File<'_>) -> Rc<SourceFile> {
        self.known.borrow_mut().entry(file.id()).or_insert_with(|| Rc::new(self.read(file))).clone()
    }

    fn read(&self, file: File<'_>) -> SourceFile {
        let name = PathBuf::from(file.name());
        let is_main = name.as_os_str() == self.main;
        let path = absolute(&name);
        SourceFile { selected: !is_main && self.selection.has_file(&path), path, is_main }
    }

    /// The file in which `cursor` is named.
    pub(super) fn of(&self, cursor: Cursor<'_>) -> Option<Rc<SourceFile>> {
        cursor.position().file.map(|file| self.get(file))
    }

    /// Whether `cursor` is named in a selected file.
    pub(super) fn selects(&self, cursor: Cursor<'_>) -> bool {
        self.of(cursor).is_some_and(|file| file.selected)
    }

    /// Where `cursor` is named.
    pub(super) fn location(&self, cursor: Cursor<'_>) -> Location {
        let position = cursor.position();
        let file = position.file.map(|file| self.get(file).path.clone()).unwrap_or_default();
        Location { file, line: position.line, column: position.column }
    }
}
