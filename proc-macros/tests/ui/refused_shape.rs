//! Fields need names, and the macro needs no arguments.

use cppbind_macros::abi_struct;

#[abi_struct]
pub struct Tuple(u32, u32);

#[abi_struct(packed)]
pub struct Packed {
    pub value: u32,
}

fn main() {}
