//! A gap between fields must be named: C++ and Rust would agree by luck.

pub use cppbind_abi::layout;
use cppbind_macros::abi_struct;

#[abi_struct]
pub struct Padded {
    pub small: u8,
    pub large: u64,
}

fn main() {}
