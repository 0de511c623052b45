//! `cppbind`: from C++ headers to a reflection dictionary.
//!
//! The pipeline, one module a stage; data flows downwards only:
//!
//! ```text
//! options     argv and environment -> Options              (the only reader of either)
//! toolchain   which libclang, resource directory, compiler
//! selection   which declarations are wanted
//! lower       headers --clang--> ir                         (sees clang and ir)
//! analysis    ir -> facts: bindable, overloads, names, ...
//! emit        ir + facts -> C++ source, .pyi, report        (never sees clang)
//! compile     source -> lib<Stem>Dict.so; rejected stubs come back as skips
//! ```
//!
//! `clang` is the only module with `unsafe` and the only user of clang-sys; `ir`
//! names no other module; `diagnostics` and `error` are leaves.

pub mod analysis;
pub mod check;
pub mod clang;
pub mod compile;
pub mod diagnostics;
pub mod dictionary;
pub mod emit;
pub mod error;
pub mod fingerprint;
pub mod inputs;
pub mod ir;
pub mod lower;
pub mod options;
pub mod reporter;
pub mod selection;
pub mod toolchain;
