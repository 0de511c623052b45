//! Thin entry points of the macros that keep one definition per fact.
//!
//! * [`macro@abi_struct`]: a record of the dictionary ABI, once in Rust, whose C++
//!   definition and layout assertions are derived from it.
//!
//! May not know: Python, clang, or what any record means.

mod abi_struct;

use proc_macro::TokenStream;

/// Declares a record of the dictionary ABI.
///
/// The struct gets `#[repr(C)]`, `Copy`, a compile-time check that it has no
/// implicit padding, and an `AbiStruct` implementation that prints the same
/// record for C++ with a `static_assert` on its size and on each offset. Doc
/// comments travel along.
///
/// Fields may be fixed-size integers, arrays of them, other ABI records and raw
/// pointers to either or to `c_void` / `c_char`; anything else is an error at
/// its own span, and all errors are reported at once.
#[proc_macro_attribute]
pub fn abi_struct(arguments: TokenStream, item: TokenStream) -> TokenStream {
    abi_struct::expand(arguments.into(), item.into()).into()
}
