//! Enumerations have lists of their own.

pub use cppbind_abi::layout;
use cppbind_macros::abi_struct;

#[abi_struct]
pub enum Kind {
    One,
}

fn main() {}
