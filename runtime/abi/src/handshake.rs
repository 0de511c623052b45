//! Magic, versions, and the check that refuses a stale pairing.

use crate::records::DictionaryHeader;

/// The first bytes of a header.
pub const MAGIC: [u8; 8] = *b"CPPBIND\0";

/// Changes with every incompatible change of a record or a stub's convention.
pub const ABI_MAJOR: u16 = 6;

/// Changes when tables, codes or link functions are added at the end.
pub const ABI_MINOR: u16 = 0;

/// Why a dictionary cannot be used with this runtime.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mismatch {
    /// The symbol is there, the magic is not.
    NotADictionary,
    /// Another ABI version: the dictionary's.
    Version(u16, u16),
    /// The versions agree, a size does not: a build error of the dictionary.
    Layout(String),
}

impl std::fmt::Display for Mismatch {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotADictionary => write!(formatter, "it is not a cppbind dictionary (wrong magic)"),
            Self::Version(major, minor) => write!(
                formatter,
                "it was made for dictionary ABI {major}.{minor}, this cppyy_rs reads ABI {ABI_MAJOR}.{ABI_MINOR}; \
                 regenerate it with the `cppbind gen` of this version"
            ),
            Self::Layout(what) => write!(formatter, "its tables are damaged: {what}"),
        }
    }
}

impl std::error::Error for Mismatch {}

/// Magic and versions; what can be said before any table is touched.
pub fn check_version(header: &DictionaryHeader) -> Result<(), Mismatch> {
    if header.magic != MAGIC {
        return Err(Mismatch::NotADictionary);
    }
    if header.abi_major != ABI_MAJOR || header.abi_minor > ABI_MINOR {
        return Err(Mismatch::Version(header.abi_major, header.abi_minor));
    }
    if header.header_size as usize != size_of::<DictionaryHeader>() {
        return Err(Mismatch::Layout(format!(
            "the header has {} bytes instead of {}",
            header.header_size,
            size_of::<DictionaryHeader>()
        )));
    }
    Ok(())
}
