//! IR and facts to text: the dictionary's C++ source, the `.pyi`, the report.
//!
//! May not know: clang, lowering, the compiler.

mod cpp_writer;
pub mod dictionary;
pub mod ir_text;
pub mod pyi;
pub mod report;
mod stub;
