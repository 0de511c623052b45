//! The generator's integration tests: one binary, so that it links once.

mod ir_snapshots;
mod layering;
mod libclang;
