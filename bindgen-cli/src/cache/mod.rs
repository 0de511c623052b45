//! The cache of C++ at run time: what lies in it, and what is thrown out of it.
//!
//! ```text
//! results/ab/KEY.result    a result; the time of its last use is the file's
//! results/ab/KEY.HASH/     its files
//! results/ab/.making-*     a result in the making, or what a killed maker has left
//! preludes/KEY/            precompiled headers; `complete.json` has the time of the last use
//! ```
//!
//! May not know: what results are, who makes them.

use std::collections::BTreeMap;
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::error::{Error, Result};
use crate::options::{CacheAction, Environment};

/// Directories and files that are being made begin with this.
pub const MAKING: &str = ".making-";

/// Where results are.
const RESULTS: &str = "results";

/// The suffix of the files that tell what results are.
pub const RESULT: &str = "result";

/// Where precompiled headers are.
pub const PRELUDES: &str = "preludes";

/// The file of precompiled headers that is written last.
pub const COMPLETE: &str = "complete.json";

/// The file of precompiled headers that is locked while they are made.
pub const LOCK: &str = "lock";

/// What was used within this time is not thrown out: a compiler may read it now. A process that misses a result later
/// makes it again.
const IN_USE: Duration = Duration::from_secs(600);

/// The cache's size where nobody names one.
const SIZE: u64 = 2 << 30;

/// Something that stays or goes as a whole.
#[derive(Debug)]
struct Entry {
    paths: Vec<PathBuf>,
    size: u64,
    /// When it was used last.
    used: SystemTime,
    /// Whether it is complete; what is not serves nobody.
    complete: bool,
    /// What is locked while it is made.
    lock: Option<PathBuf>,
}

/// `cppbind cache`.
///
/// # Errors
/// The cache cannot be read, or something in it cannot be removed.
pub fn run(action: &CacheAction, environment: &Environment) -> Result<String> {
    let directory = &environment.cache;
    let told = match action {
        CacheAction::Info => {
            let (results, preludes) = (results(directory)?, preludes(directory)?);
            format!(
                "{}\n{} results, {}\n{} sets of precompiled headers, {}\nat most {} (CPPBIND_CACHE_SIZE)",
                directory.display(),
                results.iter().filter(|entry| entry.complete).count(),
                megabytes(total(&results)),
                preludes.iter().filter(|entry| entry.complete).count(),
                megabytes(total(&preludes)),
                megabytes(limit(environment)?),
            )
        }
        CacheAction::Clear => {
            let mut all = entries(directory)?;
            // What is being made now is not there yet.
            all.retain(|entry| entry.complete || !is_recent(entry.used, SystemTime::now()));
            let mut freed = 0;
            for entry in &all {
                freed += remove(entry)?;
            }
            format!("removed {} from {}", megabytes(freed), directory.display())
        }
        CacheAction::Prune => {
            let freed = prune(directory, limit(environment)?)?;
            format!("removed {} from {}", megabytes(freed), directory.display())
        }
    };
    Ok(told)
}

/// How many bytes the cache may have.
///
/// # Errors
/// `CPPBIND_CACHE_SIZE` is no size.
pub fn limit(environment: &Environment) -> Result<u64> {
    environment.cache_size.as_ref().map_or(Ok(SIZE), |text| {
        let wrong = || Error::Usage(format!("CPPBIND_CACHE_SIZE is no size: {text:?} (500M, 2G)"));
        size(text).ok_or_else(wrong)
    })
}

/// `500M` as a number of bytes; nothing for what is no size.
fn size(text: &str) -> Option<u64> {
    let text = text.trim();
    let unit = match text.chars().last()?.to_ascii_uppercase() {
        'K' => 1 << 10,
        'M' => 1 << 20,
        'G' => 1 << 30,
        _ => return text.parse().ok(),
    };
    text[..text.len() - 1].trim().parse::<u64>().ok()?.checked_mul(unit)
}

/// Removes what was used longest ago until the rest has at most `limit` bytes; how many bytes went.
///
/// # Errors
/// As [`run`].
pub fn prune(directory: &Path, limit: u64) -> Result<u64> {
    let mut all = entries(directory)?;
    all.sort_by_key(|entry| (entry.complete, entry.used));
    let mut left = total(&all);
    let before = left;
    let now = SystemTime::now();
    for entry in all {
        if is_recent(entry.used, now) || (left <= limit && entry.complete) {
            continue;
        }
        left -= remove(&entry)?;
    }
    Ok(before - left)
}

/// Whether something may be in use. Clocks of file systems may be ahead of ours, but not by much.
fn is_recent(used: SystemTime, now: SystemTime) -> bool {
    match now.duration_since(used) {
        Ok(passed) => passed < IN_USE,
        Err(ahead) => ahead.duration() < IN_USE,
    }
}

/// All that can go.
fn entries(directory: &Path) -> Result<Vec<Entry>> {
    let mut all = results(directory)?;
    all.extend(preludes(directory)?);
    Ok(all)
}

/// Results by key, and each thing in the making by itself.
fn results(directory: &Path) -> Result<Vec<Entry>> {
    let mut by_key: BTreeMap<PathBuf, Entry> = BTreeMap::new();
    for group in children(&directory.join(RESULTS))? {
        for path in children(&group)? {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let making = name.starts_with(MAKING);
            let key = if making { path.clone() } else { group.join(name.split('.').next().unwrap_or(&name)) };
            let (size, changed) = measure(&path);
            let entry = by_key.entry(key).or_insert(Entry {
                paths: Vec::new(),
                size: 0,
                used: SystemTime::UNIX_EPOCH,
                complete: false,
                lock: None,
            });
            entry.size += size;
            entry.used = entry.used.max(changed);
            if path.extension().is_some_and(|suffix| suffix == RESULT) {
                entry.complete = true;
                // What finds it goes first, so that nobody finds half of it.
                entry.paths.insert(0, path);
            } else {
                entry.paths.push(path);
            }
        }
    }
    Ok(by_key.into_values().collect())
}

fn preludes(directory: &Path) -> Result<Vec<Entry>> {
    let entry = |path: PathBuf| {
        let complete = path.join(COMPLETE);
        let (size, changed) = measure(&path);
        let used = complete.metadata().and_then(|file| file.modified());
        Entry {
            size,
            used: used.as_ref().map_or(changed, |used| *used),
            complete: used.is_ok(),
            lock: Some(path.join(LOCK)),
            paths: vec![complete, path],
        }
    };
    Ok(children(&directory.join(PRELUDES))?.into_iter().map(entry).collect())
}

/// What a directory holds; nothing where there is none.
fn children(directory: &Path) -> Result<Vec<PathBuf>> {
    match std::fs::read_dir(directory) {
        Ok(entries) => Ok(entries.flatten().map(|entry| entry.path()).collect()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(Error::file(directory)(error)),
    }
}

/// How many bytes a file or a directory has, and when it was changed; nothing of what has just gone.
fn measure(path: &Path) -> (u64, SystemTime) {
    let Ok(metadata) = path.symlink_metadata() else { return (0, SystemTime::UNIX_EPOCH) };
    let changed = metadata.modified().unwrap_or(SystemTime::UNIX_EPOCH);
    if !metadata.is_dir() {
        return (metadata.len(), changed);
    }
    let below = children(path).unwrap_or_default();
    (below.iter().map(|path| measure(path).0).sum(), changed)
}

fn total(entries: &[Entry]) -> u64 {
    entries.iter().map(|entry| entry.size).sum()
}

/// Removes an entry; how many bytes went.
fn remove(entry: &Entry) -> Result<u64> {
    // Whoever waits for the lock meanwhile looks for the directory anew.
    let lock = entry.lock.as_ref().and_then(|path| File::open(path).ok());
    if matches!(lock.as_ref().map(File::try_lock), Some(Err(TryLockError::WouldBlock))) {
        return Ok(0);
    }
    for path in &entry.paths {
        let removed = if path.is_dir() { std::fs::remove_dir_all(path) } else { std::fs::remove_file(path) };
        match removed {
            // Another process has removed it.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            other => other.map_err(Error::file(path))?,
        }
    }
    Ok(entry.size)
}

fn megabytes(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(path: &Path, size: usize, hours_ago: u64) {
        std::fs::create_dir_all(path.parent().expect("a file has a directory")).expect("it is writable");
        let file = std::fs::File::create(path).expect("it is writable");
        std::io::Write::write_all(&mut &file, &vec![0; size]).expect("there is room");
        file.set_modified(SystemTime::now() - Duration::from_secs(3600 * hours_ago)).expect("it is ours");
    }

    #[test]
    fn what_was_used_longest_ago_goes_first() {
        let cache = tempfile::tempdir().expect("there is room");
        let group = cache.path().join("results/ab");
        for (key, hours_ago) in [("old", 30), ("older", 40), ("new", 0)] {
            write(&group.join(format!("{key}.result")), 10, hours_ago);
            write(&group.join(format!("{key}.1234/lib.so")), 90, hours_ago);
            let made = std::fs::File::open(group.join(format!("{key}.1234"))).expect("it is there");
            made.set_modified(SystemTime::now() - Duration::from_secs(3600 * hours_ago)).expect("ours");
        }
        assert_eq!(prune(cache.path(), 1000).expect("it works"), 0);
        assert_eq!(prune(cache.path(), 250).expect("it works"), 100);
        assert!(!group.join("older.result").exists() && !group.join("older.1234").exists());
        assert!(group.join("old.result").exists() && group.join("new.1234/lib.so").exists());
        assert_eq!(prune(cache.path(), 0).expect("it works"), 100);
        assert!(group.join("new.result").exists(), "what is in use stays, whatever the limit");
    }

    #[test]
    fn what_killed_makers_have_left_goes() {
        let cache = tempfile::tempdir().expect("there is room");
        let left = cache.path().join("results/ab/.making-XYZ");
        write(&left.join("lib.so"), 10, 3);
        let made = std::fs::File::open(&left).expect("it is there");
        made.set_modified(SystemTime::now() - Duration::from_secs(3 * 3600)).expect("it is ours");
        assert_eq!(prune(cache.path(), 1000).expect("it works"), 10);
        assert!(!left.exists());
    }

    #[test]
    fn what_is_being_made_stays() {
        let cache = tempfile::tempdir().expect("there is room");
        let prelude = cache.path().join("preludes/ab");
        write(&prelude.join(COMPLETE), 10, 3);
        write(&prelude.join(LOCK), 0, 3);
        let maker = File::open(prelude.join(LOCK)).expect("it is there");
        maker.lock().expect("nobody else has it");
        assert_eq!(prune(cache.path(), 0).expect("it works"), 0);
        drop(maker);
        assert_eq!(prune(cache.path(), 0).expect("it works"), 10);
        assert!(!prelude.exists());
    }

    #[test]
    fn clocks_may_differ() {
        let now = SystemTime::now();
        let minutes = |minutes: u64| Duration::from_secs(60 * minutes);
        assert!(is_recent(now, now) && is_recent(now - minutes(9), now) && is_recent(now + minutes(9), now));
        assert!(!is_recent(now - minutes(11), now) && !is_recent(now + minutes(1000), now));
    }

    #[test]
    fn no_cache_is_an_empty_one() {
        assert_eq!(prune(Path::new("/no/such/cache"), 0).expect("it works"), 0);
    }

    #[test]
    fn sizes_have_units() {
        assert_eq!(
            ["1000", "4k", " 5 M ", "2G", "many", ""].map(size),
            [Some(1000), Some(4096), Some(5 << 20), Some(2 << 30), None, None]
        );
    }
}
