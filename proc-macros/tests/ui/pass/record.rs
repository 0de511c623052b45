//! A record with every field type; its C++ text follows from it.

use std::ffi::{c_char, c_void};

pub use cppbind_abi::layout;
use cppbind_macros::abi_struct;
use layout::{AbiStruct, AbiType};

/// A pair.
#[abi_struct]
pub struct Pair {
    /// The first.
    pub first: u32,
    pub second: u32,
}

/// Everything.
#[abi_struct]
pub struct Everything {
    pub bytes: [u8; 4],
    pub matrix: [[u16; 2]; 3],
    pub reserved: [u8; 8],
    pub pair: Pair,
    pub pairs: [Pair; 2],
    pub default: i64,
    pub size: usize,
    pub address: *mut c_void,
    pub text: *const c_char,
    pub list: *const *const Pair,
}

fn main() {
    assert_eq!(Pair::cpp_name(), "Pair");
    let text = Everything::cpp_layout().to_cpp();
    for member in [
        "std::uint8_t bytes[4];",
        "std::uint16_t matrix[3][2];",
        "Pair pair;",
        "Pair pairs[2];",
        "std::int64_t default_;",
        "void* address;",
        "const char* text;",
    ] {
        assert!(text.contains(member), "{member} is not in\n{text}");
    }
    assert!(text.contains(&format!("sizeof(Everything) == {}", size_of::<Everything>())), "{text}");
    assert!(Pair::cpp_layout().to_cpp().contains("The first."));
}
