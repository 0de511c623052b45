//! Where results lie: `STORE.result`, and beside it the directory that it names.
//!
//! A result is made in a directory of its own and gets its name when it is complete; the
//! file that tells of it is replaced in one step after that. So whoever is killed, and however many
//! processes make the same result, readers find a complete one or none.

use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use tempfile::TempDir;

use super::message::{Made, ReadFile};
use crate::cache::{MAKING, RESULT};
use crate::error::{Error, Result};
use crate::fingerprint::Fingerprint;

/// The place of one result.
#[derive(Debug)]
pub(super) struct Store<'a> {
    path: &'a Path,
    directory: TempDir,
}

impl<'a> Store<'a> {
    /// A place to make a result in.
    pub(super) fn open(path: &'a Path) -> Result<Self> {
        let parent = path.parent().unwrap_or(Path::new("."));
        std::fs::create_dir_all(parent).map_err(Error::file(parent))?;
        let directory =
            tempfile::Builder::new().prefix(MAKING).tempdir_in(parent).map_err(Error::file(parent))?;
        Ok(Self { path, directory })
    }

    /// The directory that becomes the result's.
    pub(super) fn directory(&self) -> &Path {
        self.directory.path()
    }

    /// Gives the result its name. Its paths lie in [`Store::directory`] before, and where they stay after.
    pub(super) fn close(self, mut made: Made) -> Result<()> {
        // What was made of other headers, or by other programs, has another name, since a process may have loaded it.
        let mut hash = Fingerprint::default();
        for file in made.files.iter().chain(&made.programs) {
            hash = hash.with(file.path.as_os_str().as_encoded_bytes()).with(&file.modified.to_le_bytes());
        }
        let mut name = self.path.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{:016x}", hash.value()));
        let place = self.path.with_file_name(name);
        let moved = |path: PathBuf| path.file_name().map_or(path.clone(), |name| place.join(name));
        made.library = made.library.map(moved);
        made.header = made.header.map(moved);
        let directory = self.directory.keep();
        if let Err(error) = std::fs::rename(&directory, &place) {
            std::fs::remove_dir_all(&directory).unwrap_or_default();
            // Another process was faster: its result is as good.
            if !place.is_dir() {
                return Err(Error::file(place)(error));
            }
        }
        let parent = self.path.parent().unwrap_or(Path::new("."));
        let mut file =
            tempfile::Builder::new().prefix(MAKING).tempfile_in(parent).map_err(Error::file(parent))?;
        std::io::Write::write_all(&mut file, &written(&made)).map_err(Error::file(self.path))?;
        let result = self.path.with_extension(RESULT);
        file.persist(&result).map_err(|error| Error::file(result)(error.error))?;
        Ok(())
    }
}

/// A result as text: for each field its name, how many bytes its value has, and on the next line the value. Python reads it without
/// an import, which a start from the cache would feel.
fn written(made: &Made) -> Vec<u8> {
    let mut text = Vec::new();
    let mut field = |name: &str, value: &[u8]| {
        text.extend_from_slice(format!("{name} {}\n", value.len()).as_bytes());
        text.extend_from_slice(value);
        text.push(b'\n');
    };
    for (name, path) in [("library", &made.library), ("header", &made.header)] {
        if let Some(path) = path {
            field(name, path.as_os_str().as_encoded_bytes());
        }
    }
    made.warnings.iter().for_each(|warning| field("warning", warning.as_bytes()));
    made.skipped.iter().for_each(|skipped| field("skipped", skipped.as_bytes()));
    if made.incomplete {
        field("incomplete", b"");
    }
    for part in &made.parts {
        // A function's name belongs to the part before it.
        field("part", part.source.as_bytes());
        part.function.iter().for_each(|function| field("function", function.as_bytes()));
    }
    for (name, files) in [("files", &made.files), ("programs", &made.programs)] {
        let mut lines = Vec::new();
        for file in files {
            lines.extend_from_slice(format!("{} {} ", file.size, file.modified).as_bytes());
            lines.extend_from_slice(file.path.as_os_str().as_encoded_bytes());
            lines.push(b'\n');
        }
        field(name, &lines);
    }
    text
}

/// A file as it is now; nothing where it cannot be read.
pub(super) fn read_file(path: &Path) -> Option<ReadFile> {
    let metadata = path.metadata().ok()?;
    let modified = metadata.modified().ok()?;
    let modified = match modified.duration_since(UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_nanos()).ok()?,
        Err(before) => -i64::try_from(before.duration().as_nanos()).ok()?,
    };
    Some(ReadFile { path: path.to_owned(), size: metadata.len(), modified })
}
