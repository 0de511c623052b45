//! The binary interface between a reflection dictionary and whatever loads it.
//!
//! A dictionary is a shared library with one exported symbol,
//! [`SYMBOL`], a constant-initialised [`records::DictionaryHeader`]. It points at
//! tables of fixed-size records that hold only integers and offsets into one
//! string blob, so they need no relocation; the addresses of the stubs are the
//! one relocated table. `docs/dictionary-format.md` describes the format for
//! readers who do not read Rust.
//!
//! * [`records`]: the records, one `#[abi_struct]` each.
//! * [`codes`]: the enumerations and flags that the records hold.
//! * [`link`]: what the runtime gives a dictionary when it loads it.
//! * [`handshake`]: magic, versions, and the texts that refuse a stale pairing.
//! * [`spelling`]: the normal form of C++ names, shared by both sides.
//! * [`mod@shapes`]: the call shapes that get an invoker of their own.
//! * [`header`]: `include/cppbind/dictionary.h`, generated from the above.
//!
//! May not know: clang, Python, how a dictionary is emitted or loaded.

pub mod codes;
pub mod handshake;
pub mod header;
pub mod layout;
pub mod link;
pub mod records;
pub mod shapes;
pub mod spelling;

/// The one symbol that a dictionary exports.
pub const SYMBOL: &str = "cppbind_dictionary";

/// An index or a string offset that refers to nothing.
pub const NONE: u32 = u32::MAX;
