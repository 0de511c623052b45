//! Thin entry points of the macros that keep one definition per fact.
//!
//! * [`macro@abi_struct`]: a record of the dictionary ABI, once in Rust, whose C++
//!   definition and layout assertions are derived from it.
//! * [`macro@call_shapes`]: the list of call shapes, expanded into one invoker for each.
//!
//! May not know: Python, clang, or what any record means.

mod abi_struct;
mod call_shapes;

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

/// Expands the list of `cppbind_abi::call_shapes!` into one invoker for each shape.
///
/// It defines `ArgumentKind` and `ResultKind`, an `unsafe extern "C"` function
/// for each shape, once for methods and once for functions without an object,
/// and `fn find(method, arguments, result) -> Option<Target>`.
///
/// The functions name what the module around must define: a type for each kind
/// in modules `take` and `give`, whose functions convert, and `receiver`,
/// `miss` and `thrown` for the object of a method, for arguments that do not fit
/// and for exceptions.
#[proc_macro]
pub fn call_shapes(list: TokenStream) -> TokenStream {
    call_shapes::expand(list.into()).into()
}
