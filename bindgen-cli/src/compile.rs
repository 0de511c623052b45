//! The dictionary's source to a shared library; rejected stubs come back as skips.
//!
//! May not know: clang, options beyond its own request.
