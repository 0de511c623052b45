//! All errors of a record are reported at once, each at its own field.

use cppbind_macros::abi_struct;

#[abi_struct]
pub struct Wrong {
    pub flag: bool,
    pub letter: char,
    pub small: i16,
    pub text: String,
    pub list: Vec<u8>,
    pub pair: (u32, u32),
    pub reference: &'static u32,
}

fn main() {}
