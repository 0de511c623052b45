//! A gap that only the compiler knows would be a layout that C++ need not share.

use cppbind_abi::layout;
use cppbind_macros::abi_struct;

#[abi_struct]
pub struct Gap {
    pub narrow: u8,
    pub wide: u32,
}

fn main() {}
