//! C++ sees one layout, so a record has no parameters.

use cppbind_macros::abi_struct;

#[abi_struct]
pub struct Generic<T> {
    pub value: T,
}

fn main() {}
