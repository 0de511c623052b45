//! libclang behind safe types: the crate's only user of clang-sys and its only `unsafe`.
//!
//! A [`Clang`] is a loaded library, a [`TranslationUnit`] a parse; [`Cursor`]s and
//! [`Type`]s borrow the unit that they come from, so they cannot outlive it or a
//! reparse. libclang is loaded per thread, and none of these types can leave theirs.
//!
//! May not know: ir, selection, emission.

mod cursor;
mod diagnostic;
mod evaluate;
mod kind;
mod library;
mod location;
mod text;
mod token;
mod ty;
mod unit;
mod visit;

pub use cursor::Cursor;
pub use evaluate::Value;
pub use kind::{CursorKind, TypeKind};
pub use library::Clang;
pub use location::{File, Position};
pub use token::Token;
pub use ty::{Reference, Type};
pub use unit::{Purpose, TranslationUnit};
