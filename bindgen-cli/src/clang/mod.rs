//! libclang behind safe types: the crate's only user of clang-sys and its only `unsafe`.
//!
//! May not know: ir, selection, emission.
