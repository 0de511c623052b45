//! A record with every kind of field that the ABI knows; the macro's paths name
//! `crate::layout`, so the crate under test brings the ABI's own.

use std::ffi::{c_char, c_void};

use cppbind_abi::layout;
use cppbind_abi::layout::AbiStruct;
use cppbind_macros::abi_struct;

/// Two words.
#[abi_struct]
pub struct Inner {
    /// First.
    pub first: u32,
    /// Second.
    pub second: i32,
}

/// Everything.
#[abi_struct]
pub struct Outer {
    /// A wide integer.
    pub wide: u64,
    /// A table of records.
    pub inner: [Inner; 3],
    /// Bytes of a grid.
    pub grid: [[u8; 4]; 2],
    /// An address.
    pub address: *const c_void,
    /// A text.
    pub text: *mut c_char,
    /// A pointer to a pointer.
    pub slot: *mut *const Inner,
    /// A size.
    pub length: usize,
}

fn main() {
    let text = Outer::cpp_layout().to_cpp();
    for line in [
        "// Everything.",
        "    std::uint64_t wide;",
        "    Inner inner[3];",
        "    std::uint8_t grid[2][4];",
        "    const void* address;",
        "    char* text;",
        "    const Inner** slot;",
        "    std::size_t length;",
        "static_assert(sizeof(Outer) == 72, \"cppbind ABI\");",
        "static_assert(offsetof(Outer, grid) == 32, \"cppbind ABI\");",
    ] {
        assert!(text.lines().any(|printed| printed == line), "no line `{line}` in\n{text}");
    }
}
