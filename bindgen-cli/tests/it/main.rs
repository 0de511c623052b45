//! The generator's integration tests: one binary, so that it links once.

mod dictionaries;
mod ir_snapshots;
mod libclang;
