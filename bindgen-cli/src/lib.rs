//! `cppbind`: from C++ headers to a reflection dictionary.
//!
//! The pipeline, one module a stage; data flows downwards only:
//!
//! ```text
//! options     argv and environment -> Options              (the only reader of either)
//! toolchain   which libclang, resource directory, compiler
//! selection   which declarations are wanted
//! inputs      headers, sources, flags, tools, selection: what a command line names, found
//! lower       headers --clang--> ir                         (sees clang and ir)
//! analysis    ir -> facts: bindable, overloads, names, ...
//! emit        ir + facts -> C++ source, .pyi, report        (never sees clang)
//! compile     source -> lib<Stem>Dict.so; rejected stubs come back as skips
//! generate    the stages above one after the other: `cppbind gen`
//! package     the same, with Python modules around it, as a wheel: `cppbind package`
//! cache       what serve has made, on disk: how large, and what goes first
//! serve       the same for C++ that Python writes at run time: `cppbind serve`
//! freeze      what serve has made for one script, in a directory that goes with it: `cppbind freeze`
//! explain     how a declaration is bound, or why not: from headers or a dictionary
//! dictionary  dictionary files, read without running them; check compares them with their headers
//! cmake_dir   where the files for CMake are: `cppbind --cmake-dir`
//! doctor      the tools, and what is wrong with them
//! ```
//!
//! `clang` is the only module with `unsafe` and the only user of clang-sys; `ir`
//! names no other module; `options`, `diagnostics` and `fingerprint` are leaves, `error`
//! names `diagnostics` alone. All talk goes through a `reporter`.

pub mod analysis;
pub mod cache;
pub mod check;
pub mod clang;
pub mod cmake_dir;
pub mod compile;
pub mod diagnostics;
pub mod dictionary;
pub mod doctor;
pub mod emit;
pub mod error;
pub mod explain;
pub mod fingerprint;
pub mod freeze;
pub mod generate;
pub mod inputs;
pub mod ir;
pub mod lower;
pub mod options;
pub mod package;
pub mod reporter;
pub mod selection;
pub mod serve;
pub mod toolchain;

use diagnostics::{Diagnostic, Severity};
use error::{Error, Result};
use options::{Command, Options};
use reporter::Reporter;

/// Does what the options say and tells about it; the process's exit code: 0, 1 (errors in the input or the tools)
/// or 2 (wrong usage).
pub fn run(options: &Options) -> u8 {
    let mut reporter = reporter::for_messages(&options.messages);
    match dispatch(options, reporter.as_mut()) {
        Ok(true) => 0,
        Ok(false) => 1,
        Err(error) => {
            tell(&error, reporter.as_mut());
            error.exit_code()
        }
    }
}

/// Runs the sub-command; whether what it looked at is in order.
fn dispatch(options: &Options, reporter: &mut dyn Reporter) -> Result<bool> {
    let environment = &options.environment;
    match &options.command {
        Command::Gen(gen_options) => generate::generate(gen_options, environment, reporter).map(|_| true),
        Command::Package(package_options) => {
            package::package(package_options, environment, reporter).map(|()| true)
        }
        Command::Check(check_options) => check::check(check_options, environment, reporter),
        Command::Doctor => doctor::doctor(environment, reporter),
        Command::Cache(action) => {
            println!("{}", cache::run(action, environment)?);
            Ok(true)
        }
        Command::Freeze(freeze_options) => {
            freeze::freeze(freeze_options, environment, reporter).map(|()| true)
        }
        Command::Serve(serve_options) => serve::serve(serve_options, environment).map(|()| true),
        Command::CmakeDir => {
            println!("{}", cmake_dir::cmake_dir(environment)?.display());
            Ok(true)
        }
        Command::Explain(explain_options) => explain::explain(explain_options, environment, reporter),
    }
}

/// An error and what belongs to it, as diagnostics.
fn tell(error: &Error, reporter: &mut dyn Reporter) {
    match error {
        Error::Parse(diagnostics) => {
            diagnostics.iter().for_each(|diagnostic| reporter.diagnostic(diagnostic))
        }
        Error::At(diagnostic) => reporter.diagnostic(diagnostic),
        Error::Compile { output, .. } | Error::Link { output, .. } if !output.is_empty() => {
            let message = format!("{error}\n{}", output.trim_end());
            reporter.diagnostic(&Diagnostic::new(Severity::Error, message));
        }
        _ => reporter.diagnostic(&Diagnostic::new(Severity::Error, error.to_string())),
    }
}
