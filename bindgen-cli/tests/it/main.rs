//! The generator's integration tests: one binary, so that it links once.

mod bad_input;
mod check;
mod dictionaries;
mod directors;
mod gen_command;
mod inspection;
mod ir_snapshots;
mod layering;
mod libclang;
mod lowering;
mod merging;
mod package;
mod project;
mod selection;
mod special_members;
mod standard_library;
mod type_stubs;
