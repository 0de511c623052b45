//! Where the C++ sample libraries lie, for tests of any crate.

use std::path::{Path, PathBuf};

/// The folder of the sample library `name`.
pub fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}
