//! How far the default selection reaches from a header that was named.

use std::path::{Path, PathBuf};

/// What a named header brings with it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// Everything below its directory.
    Directory(PathBuf),
    /// Itself: its directory is shared with strangers.
    File(PathBuf),
}

/// `/usr/include/tinyxml2.h` is alone, `/usr/include/box2d/box2d.h` brings `/usr/include/box2d`. Paths are canonical.
pub(super) fn of_header(header: &Path, include_roots: &[PathBuf]) -> Reach {
    match header.parent() {
        Some(directory) if !include_roots.iter().any(|root| root == directory) => {
            Reach::Directory(directory.to_path_buf())
        }
        _ => Reach::File(header.to_path_buf()),
    }
}
