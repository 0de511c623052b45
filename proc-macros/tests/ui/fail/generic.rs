//! C++ sees one layout.

pub use cppbind_abi::layout;
use cppbind_macros::abi_struct;

#[abi_struct]
pub struct Generic<T> {
    pub value: T,
}

fn main() {}
