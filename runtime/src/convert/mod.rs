//! Values between Python and C++.
//!
//! * [`kind`]: what a type record says, checked, to match on.
//! * [`scalar`]: booleans, characters, integers, floating-point numbers.
//! * [`enumeration`], [`text`], [`cstring`], [`null`]: enums, strings, null.
//! * [`object`], [`mod@pointer`], [`handle`]: classes, pointers, pointers to pointers.
//! * [`smart`]: smart pointers, which Python sees as what they hold.
//! * [`buffer`], [`view`], [`mod@array`]: memory that both sides see; [`mod@format`]: what is in it;
//!   [`mod@lend`], [`dlpack`]: how Python gets it; [`structs`], [`pep3118`]: arrays of structs, taken.
//! * [`type_info`]: what C++ tells of a type at run time.
//! * [`rank`]: which of several types is tried first.
//! * [`file`]: Python's files as `FILE*`.
//! * [`fast`]: what converts without any of these; [`scratch`]: what that needs meanwhile; [`layout`]: how CPython lays values out.
//! * [`argument`]: the converter of one parameter; [`temporaries`]: what it keeps alive.
//! * [`layout`]: the layouts of CPython's own objects that are read without a call.
//! * [`lvalue`]: variables, read and written; [`in_place`]: numbers, without a detour; [`extents`]: how long the arrays are
//!   that they point to.
//! * [`caller`]: what conversions ask of calls.
//!
//! May not know: overload sets, the machine's calling convention, scopes.

pub mod argument;
mod array;
pub mod buffer;
pub mod caller;
pub mod cstring;
pub mod dlpack;
mod enumeration;
pub mod extents;
pub mod fast;
mod file;
pub mod format;
mod handle;
pub mod in_place;
pub mod kind;
pub mod layout;
pub mod lend;
mod lvalue;
pub mod null;
pub mod object;
mod pep3118;
pub mod pointer;
pub mod rank;
pub mod scalar;
pub(crate) mod scratch;
pub mod smart;
pub mod structs;
pub mod temporaries;
pub mod text;
pub mod type_info;
pub mod view;

pub use enumeration::{Enumeration, to_python as enumerator};
pub use lvalue::{load, store};
