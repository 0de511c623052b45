//! The files of a package: its modules, their stubs, and what lies beside them.

use std::collections::BTreeMap;

use super::project::Project;
use crate::analysis::Exposed;
use crate::emit::{modules, pyi};
use crate::generate::Front;
use crate::ir::Skipped;

/// Files by their path in the wheel.
pub(super) struct Contents {
    directory: String,
    pub(super) files: BTreeMap<String, Vec<u8>>,
}

impl Contents {
    /// The modules and their stubs.
    pub(super) fn of(project: &Project, front: &Front, exposed: &Exposed, rejected: &[Skipped]) -> Self {
        let name = &project.name.module;
        let mut contents = Self { directory: name.clone(), files: BTreeMap::new() };
        let (ir, facts, includes) = (&front.ir, &front.facts, front.includes());
        for (below, text) in modules::modules(name, &project.version, exposed, ir, facts, &includes) {
            contents.add(&file(&below, "__init__.py"), text.into_bytes());
        }
        for (below, text) in pyi::package(name, exposed, ir, facts, &includes, rejected) {
            contents.add(&file(&below, "__init__.pyi"), text.into_bytes());
        }
        // PEP 561: the stubs are the package's own.
        contents.add("py.typed", Vec::new());
        contents
    }

    /// Adds a file of the package's directory.
    pub(super) fn add(&mut self, name: &str, bytes: Vec<u8>) {
        self.files.insert(format!("{}/{name}", self.directory), bytes);
    }
}

/// A file of the module `inner.deepest`.
fn file(below: &str, name: &str) -> String {
    if below.is_empty() { name.to_owned() } else { format!("{}/{name}", below.replace('.', "/")) }
}
