//! Where results lie: `STORE.result`, and beside it the directory that it names.
//!
//! A result is made in a directory of its own and gets its name when it is complete; the
//! file that tells of it is replaced in one step after that. So whoever is killed, and however many
//! processes make the same result, readers find a complete one or none.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tempfile::TempDir;

use super::message::{Made, ReadFile};
use crate::cache::{MAKING, RESULT};
use crate::error::{Error, Result};
use crate::fingerprint::Fingerprint;

/// How far the times of files may be behind the clock.
const TICK: Duration = Duration::from_millis(10);

/// The place of one result.
#[derive(Debug)]
pub(super) struct Store<'a> {
    path: &'a Path,
    directory: TempDir,
    /// When its making began.
    opened: SystemTime,
}

impl<'a> Store<'a> {
    /// A place to make a result in.
    pub(super) fn open(path: &'a Path) -> Result<Self> {
        let parent = path.parent().unwrap_or(Path::new("."));
        std::fs::create_dir_all(parent).map_err(Error::file(parent))?;
        let directory =
            tempfile::Builder::new().prefix(MAKING).tempdir_in(parent).map_err(Error::file(parent))?;
        Ok(Self { path, directory, opened: SystemTime::now() })
    }

    /// The directory that becomes the result's.
    pub(super) fn directory(&self) -> &Path {
        self.directory.path()
    }

    /// These files as they are now, but for those that are made here.
    pub(super) fn outside(&self, files: &[PathBuf]) -> Vec<ReadFile> {
        files
            .iter()
            .filter(|file| !file.starts_with(self.directory()))
            .filter_map(|file| read_file(file))
            .collect()
    }

    /// A header that has changed while it was read is recorded as one that has changed since: nobody knows which text
    /// was read.
    fn forget_the_unsettled(&self, made: &mut Made) {
        let results = self.path.ancestors().nth(2).unwrap_or(Path::new(""));
        // Clocks of file systems are behind by a tick; one that is ahead is another machine's.
        let nanoseconds =
            |time: SystemTime| time.duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos() as i64;
        let while_it_was_made = nanoseconds(self.opened - TICK)..=nanoseconds(SystemTime::now());
        for file in &mut made.files {
            if while_it_was_made.contains(&file.modified) && !file.path.starts_with(results) {
                file.modified = 0;
            }
        }
    }

    /// Gives the result its name. Its paths lie in [`Store::directory`] before, and where they stay after.
    pub(super) fn close(self, mut made: Made) -> Result<()> {
        self.forget_the_unsettled(&mut made);
        // What was made of other headers, or by other programs, has another name, since a process may have loaded it.
        let mut hash = Fingerprint::default();
        for file in made.files.iter().chain(&made.programs) {
            hash = hash.with(file.path.as_os_str().as_encoded_bytes()).with(&file.modified.to_le_bytes());
        }
        let mut name = self.path.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{:016x}", hash.value()));
        let mut place = self.path.with_file_name(name);
        if place.exists() && !same_sizes(self.directory(), &place) {
            // Something has damaged what was made before, and it may be in use: this one has a name of its own.
            let mut name = place.file_name().unwrap_or_default().to_owned();
            name.push(self.directory().file_name().unwrap_or_default());
            place = self.path.with_file_name(name);
        }
        made.size =
            made.library.as_ref().and_then(|path| path.metadata().ok()).map(|metadata| metadata.len());
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

/// Whether two directories hold files of the same names and sizes.
fn same_sizes(one: &Path, other: &Path) -> bool {
    let sizes = |directory: &Path| {
        let entries = std::fs::read_dir(directory).ok()?.flatten();
        let sizes = entries.map(|entry| Some((entry.file_name(), entry.metadata().ok()?.len())));
        sizes.collect::<Option<BTreeMap<_, _>>>()
    };
    sizes(one) == sizes(other)
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
    made.types.iter().for_each(|name| field("type", name.as_bytes()));
    made.warnings.iter().for_each(|warning| field("warning", warning.as_bytes()));
    made.skipped.iter().for_each(|skipped| field("skipped", skipped.as_bytes()));
    if let Some(size) = made.size {
        field("size", size.to_string().as_bytes());
    }
    if made.incomplete {
        field("incomplete", b"");
    }
    for (name, text) in [("called", &made.called), ("refused", &made.refused)] {
        text.iter().for_each(|text| field(name, text.as_bytes()));
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
