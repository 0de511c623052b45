//! Where results lie: `STORE.json`, and beside it the directory that it names.
//!
//! A result is made in a directory of its own and gets its name when it is complete; the
//! JSON file is replaced in one step after that. So whoever is killed, and however many
//! processes make the same result, readers find a complete one or none.

use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use tempfile::TempDir;

use super::message::{Made, ReadFile};
use crate::cache::MAKING;
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
    pub(super) fn close(self, mut made: Made) -> Result<Made> {
        // What was made of other headers has another name, since a process may have loaded it.
        let mut hash = Fingerprint::default();
        for file in &made.files {
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
        let text = serde_json::to_string(&made)
            .map_err(|error| Error::Input(format!("a result cannot be written as JSON: {error}")))?;
        let parent = self.path.parent().unwrap_or(Path::new("."));
        let mut file =
            tempfile::Builder::new().prefix(MAKING).tempfile_in(parent).map_err(Error::file(parent))?;
        std::io::Write::write_all(&mut file, text.as_bytes()).map_err(Error::file(self.path))?;
        let json = self.path.with_extension("json");
        file.persist(&json).map_err(|error| Error::file(json)(error.error))?;
        Ok(made)
    }
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
