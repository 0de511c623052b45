//! C++'s declarator for it is more than the generated header needs.

pub use cppbind_abi::layout;
use cppbind_macros::abi_struct;

#[abi_struct]
pub struct Record {
    pub rows: *const [u32; 4],
}

fn main() {}
