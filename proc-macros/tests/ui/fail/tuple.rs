//! C++ needs names.

pub use cppbind_abi::layout;
use cppbind_macros::abi_struct;

#[abi_struct]
pub struct Tuple(u32, u32);

fn main() {}
