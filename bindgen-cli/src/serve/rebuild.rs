//! What a loaded dictionary says of its own making: which headers declare what it binds, and how to read them.

use std::path::{Path, PathBuf};

use cppbind_abi::codes::{RebuildKind, TableKind};

use crate::dictionary::Dictionary;
use crate::error::Result;

/// Headers and flags of a dictionary.
#[derive(Debug, Default)]
pub(super) struct Rebuild {
    /// Its headers as in an `#include` directive; those that the dictionary knows by file are absolute.
    pub(super) includes: Vec<String>,
    /// Those of its headers that are no longer where they were.
    pub(super) missing: Vec<PathBuf>,
    /// Its flags, the directories in them absolute as far as they exist.
    pub(super) flags: Vec<String>,
}

impl Rebuild {
    /// Reads it.
    pub(super) fn of(path: &Path) -> Result<Self> {
        let dictionary = Dictionary::open(path)?;
        let home = path.parent().unwrap_or(Path::new(""));
        let files: Vec<PathBuf> =
            dictionary.records(TableKind::HeaderFiles).map(|file| home.join(file.text("path"))).collect();
        let mut rebuild = Self::default();
        for record in dictionary.records(TableKind::Rebuild) {
            let text = record.text("text");
            match u8::try_from(record.get("kind")).ok().and_then(RebuildKind::from_raw) {
                Some(RebuildKind::Header) => rebuild.include(text, &files),
                Some(RebuildKind::Flag) => rebuild.flag(text, home),
                _ => {}
            }
        }
        Ok(rebuild)
    }

    fn include(&mut self, spelled: &str, files: &[PathBuf]) {
        match files.iter().find(|file| file.ends_with(Path::new(spelled).file_name().unwrap_or_default())) {
            Some(file) if file.is_file() => self.includes.push(format!("\"{}\"", file.display())),
            Some(file) => self.missing.push(file.clone()),
            // What changes with the system alone is not recorded as a file.
            None => self.includes.push(format!("<{spelled}>")),
        }
    }

    fn flag(&mut self, flag: &str, home: &Path) {
        let follows = self.flags.last().is_some_and(|last| {
            matches!(last.as_str(), "-I" | "-isystem" | "-iquote" | "-idirafter" | "-include")
        });
        let below = home.join(flag);
        self.flags.push(if follows && below.exists() {
            below.display().to_string()
        } else {
            flag.to_owned()
        });
    }

    /// Flags that say where headers lie.
    pub(super) fn directories(&self) -> Vec<String> {
        let mut directories = Vec::new();
        let mut rest = self.flags.iter();
        while let Some(flag) = rest.next() {
            match flag.as_str() {
                "-I" | "-isystem" | "-iquote" | "-idirafter" => {
                    directories.push(flag.clone());
                    directories.extend(rest.next().cloned());
                }
                joined if joined.starts_with("-I") || joined.starts_with("-isystem") => {
                    directories.push(joined.to_owned());
                }
                _ => {}
            }
        }
        directories
    }

    /// `-D` and `-U` as directives: on the command line they would make the precompiled headers invalid.
    pub(super) fn macros(&self) -> Vec<String> {
        self.flags
            .iter()
            .filter_map(|flag| {
                if let Some(define) = flag.strip_prefix("-D") {
                    let (name, value) = define.split_once('=').unwrap_or((define, "1"));
                    return Some(format!("#define {name} {value}"));
                }
                flag.strip_prefix("-U").map(|name| format!("#undef {name}"))
            })
            .collect()
    }
}
