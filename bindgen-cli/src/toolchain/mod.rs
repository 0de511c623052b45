//! Which libclang, resource directory and C++ compiler are used, and why.
//!
//! May not know: argv, environment (both come in as values), ir.

use std::path::PathBuf;

/// The tools of one run.
#[derive(Clone, Debug)]
pub struct Toolchain {
    /// The libclang to load.
    pub libclang: PathBuf,
    /// clang's resource directory of the same installation.
    pub resource_dir: PathBuf,
    /// The C++ compiler, absolute.
    pub compiler: PathBuf,
    /// The compiler's search list for `#include <...>` with its private directory replaced by clang's, in order.
    pub system_includes: Vec<PathBuf>,
    /// The C++ compiler's target triple.
    pub target: String,
}

impl Toolchain {
    /// Arguments that make clang parse as the compiler would: resource directory, search list, target. No `-std=`, no user flags.
    pub fn clang_arguments(&self) -> Vec<String> {
        let mut arguments = vec![
            "-xc++".to_owned(),
            format!("--target={}", self.target),
            "-nostdinc".to_owned(),
            "-nostdinc++".to_owned(),
            "-resource-dir".to_owned(),
            self.resource_dir.display().to_string(),
        ];
        for directory in &self.system_includes {
            arguments.push("-isystem".to_owned());
            arguments.push(directory.display().to_string());
        }
        arguments
    }
}
