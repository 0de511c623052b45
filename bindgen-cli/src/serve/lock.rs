//! A directory of the cache that one process at a time makes.

use std::fs::{File, TryLockError};
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use super::message::Answer;
use super::say;
use crate::cache::LOCK;
use crate::error::{Error, Result};

/// Locks it, and makes it where it is not there. The system gives the lock back when its owner dies.
pub(super) fn lock(directory: &Path) -> Result<File> {
    loop {
        std::fs::create_dir_all(directory).map_err(Error::file(directory))?;
        let path = directory.join(LOCK);
        let file = File::options().create(true).append(true).open(&path).map_err(Error::file(&path))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                say(&Answer::Progress(
                    "waiting for another process, which precompiles the headers of the standard library"
                        .into(),
                ))?;
                file.lock().map_err(Error::file(&path))?;
            }
            Err(TryLockError::Error(error)) => return Err(Error::file(&path)(error)),
        }
        // Whoever had the lock before may have thrown the directory out.
        let held = file.metadata().map_err(Error::file(&path))?;
        if path.metadata().is_ok_and(|there| (there.dev(), there.ino()) == (held.dev(), held.ino())) {
            return Ok(file);
        }
    }
}
