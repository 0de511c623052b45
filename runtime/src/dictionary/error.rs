//! Why a dictionary cannot be loaded, or one of its records not be used.

use std::path::PathBuf;

use cppbind_abi::codes::TableKind;
use cppbind_abi::handshake::Mismatch;

/// Why a file cannot be loaded as a dictionary.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// No such file, or not readable.
    #[error("{}: {source}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// No ELF shared library for this machine.
    #[error("{}: not a shared library: {reason}", path.display())]
    NotALibrary {
        /// Which.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// Shorter than its ELF headers say.
    #[error("{}: the file is truncated: {length} bytes, its headers speak of {expected}; generate it again", path.display())]
    Truncated {
        /// Which.
        path: PathBuf,
        /// Bytes there.
        length: u64,
        /// Bytes needed.
        expected: u64,
    },
    /// The dynamic linker refused it.
    #[error("{}: {message}", path.display())]
    Linker {
        /// Which.
        path: PathBuf,
        /// The linker's words.
        message: String,
    },
    /// A library, but no dictionary.
    #[error("{}: not a cppbind dictionary: it does not export `{}`", path.display(), cppbind_abi::SYMBOL)]
    NotADictionary {
        /// Which.
        path: PathBuf,
    },
    /// Another ABI, or damaged.
    #[error("{}: {mismatch}", path.display())]
    Mismatch {
        /// Which.
        path: PathBuf,
        /// Why.
        mismatch: Mismatch,
    },
}

/// A record refers to something that is not there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}: damaged dictionary: bad reference {index} into the table of {}; generate it again (`cppbind check` tells more)", dictionary.display(), table.name())]
pub struct Damaged {
    /// Which dictionary.
    pub dictionary: PathBuf,
    /// Which table was referred to.
    pub table: TableKind,
    /// With which index or offset.
    pub index: u32,
}
