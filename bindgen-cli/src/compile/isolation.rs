//! Which stubs are behind errors that the compiler reports far away from them.
//!
//! A template that a stub uses may be instantiated at the end of the file only,
//! and the compiler then names no line of ours. Compiling ever smaller parts of
//! the file finds the stubs without which it compiles. One such stub of a class
//! that only mentions of it have brought in seldom comes alone: the others of
//! that class go with it.

use super::compiler::Compiler;
use std::collections::BTreeMap;

use super::complaints;
use crate::emit::dictionary::{DictionarySource, Item, SourceFile};
use crate::error::Result;

/// How many parts are tried before all that is left is given up.
const PROBES: usize = 120;

/// The stubs at fault and why; none where the file does not compile even without any.
pub(super) fn culprits(
    compiler: &Compiler<'_>,
    source: &DictionarySource<'_>,
    file: &SourceFile,
) -> Result<Vec<(Item, String)>> {
    let stubs: Vec<Item> = file.items.iter().map(|(_, item)| *item).collect();
    let mut search = Search { compiler, source, file, probes: 0, found: BTreeMap::new() };
    if search.error_of(&[])?.is_none() {
        search.halve(&stubs)?;
    }
    Ok(search.found.into_iter().collect())
}

struct Search<'a> {
    compiler: &'a Compiler<'a>,
    source: &'a DictionarySource<'a>,
    file: &'a SourceFile,
    probes: usize,
    found: BTreeMap<Item, String>,
}

impl Search<'_> {
    fn halve(&mut self, stubs: &[Item]) -> Result<()> {
        let stubs: Vec<Item> = stubs.iter().copied().filter(|stub| !self.found.contains_key(stub)).collect();
        let Some(output) = self.error_of(&stubs)? else { return Ok(()) };
        let attributed = complaints::of(&output, self.file).items;
        if !attributed.is_empty() {
            self.found.extend(attributed);
        } else if stubs.len() == 1 || self.probes >= PROBES {
            let reason = complaints::first(&output);
            for stub in stubs {
                let companions = self.source.companions(stub).into_iter();
                self.found.extend(companions.chain([stub]).map(|stub| (stub, reason.clone())));
            }
        } else {
            let (left, right) = stubs.split_at(stubs.len() / 2);
            self.halve(left)?;
            self.halve(right)?;
        }
        Ok(())
    }

    /// The compiler's output for the file with these stubs alone, where it fails.
    fn error_of(&mut self, stubs: &[Item]) -> Result<Option<String>> {
        self.probes += 1;
        self.compiler.probe(&self.file.only(stubs))
    }
}
