//! Which libclang, resource directory and C++ compiler are used, and why.
//!
//! May not know: argv, environment (both come in as values), ir.

mod compiler;
mod libclang;
mod python;
mod resource_dir;

use std::path::PathBuf;

pub use compiler::Compiler;
pub use libclang::{Libclang, Origin};
pub use python::Python;

use crate::error::Result;
use crate::options::Environment;

/// The tools of one run.
#[derive(Clone, Debug)]
pub struct Toolchain {
    /// The libclang to load.
    pub libclang: PathBuf,
    /// clang's resource directory of the same installation.
    pub resource_dir: PathBuf,
    /// The C++ compiler, absolute.
    pub compiler: PathBuf,
    /// Arguments that belong to the compiler, before all others: the rest of `CXX`.
    pub compiler_arguments: Vec<String>,
    /// The compiler's search list for `#include <...>` with its private directory replaced by clang's, in order.
    pub system_includes: Vec<PathBuf>,
    /// The C++ compiler's target triple.
    pub target: String,
}

impl Toolchain {
    /// Finds the tools; those of `flags` that change where the compiler looks for its headers are heeded.
    ///
    /// # Errors
    /// One that names the tool that is missing or wrong, and the remedy.
    pub fn find(environment: &Environment, flags: &[String]) -> Result<Self> {
        let mut toolchain = Self::locate(environment)?;
        toolchain.ask(flags)?;
        Ok(toolchain)
    }

    /// Finds the tools and runs none. What the compiler tells is missing: it must come from an earlier run's record, or
    /// from [`Toolchain::ask`].
    ///
    /// # Errors
    /// One that names the tool that is missing, and the remedy.
    pub fn locate(environment: &Environment) -> Result<Self> {
        let libclang = Libclang::find(environment)?;
        let resource_dir = libclang.resource_dir()?;
        let compiler = Compiler::find(environment)?;
        Ok(Self {
            libclang: libclang.path,
            resource_dir,
            compiler: compiler.path,
            compiler_arguments: compiler.arguments,
            system_includes: Vec::new(),
            target: String::new(),
        })
    }

    /// Has the compiler tell its search list and its target.
    ///
    /// # Errors
    /// It does not work.
    pub fn ask(&mut self, flags: &[String]) -> Result<()> {
        let compiler = self.compiler();
        self.system_includes = compiler.search_list(flags, &self.resource_dir)?;
        self.target = compiler.target(flags)?;
        Ok(())
    }

    /// A library's file in the directories where the linker looks by itself, by its whole name; `None` where there is none.
    ///
    /// # Errors
    /// The compiler does not work.
    pub fn library_file(&self, flags: &[String], name: &str) -> Result<Option<PathBuf>> {
        self.compiler().library_file(flags, name)
    }

    fn compiler(&self) -> Compiler {
        Compiler { path: self.compiler.clone(), arguments: self.compiler_arguments.clone() }
    }

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
