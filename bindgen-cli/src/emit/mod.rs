//! IR and facts to text: the dictionary's C++ source, the `.pyi`, the report.
//!
//! May not know: clang, lowering, the compiler.

pub mod carriers;
pub mod dictionary;
pub mod ir_text;
pub mod modules;
pub mod pyi;
pub mod report;

mod cpp_writer;
mod stub;
