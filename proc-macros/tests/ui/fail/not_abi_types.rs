//! Every wrong field is reported, each at its own place.

pub use cppbind_abi::layout;
use cppbind_macros::abi_struct;

#[abi_struct]
pub struct Wrong {
    pub truth: bool,
    pub letter: char,
    pub real: f64,
    pub text: String,
    pub slice: &'static [u8],
    pub list: Vec<u8>,
    pub pair: (u32, u32),
}

fn main() {}
