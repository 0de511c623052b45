//! The macro has no options.

pub use cppbind_abi::layout;
use cppbind_macros::abi_struct;

#[abi_struct(packed)]
pub struct Packed {
    pub value: u32,
}

fn main() {}
