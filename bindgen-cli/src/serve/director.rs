//! The director of a class as a header, so that templates can be made of it.

use super::make::Work;
use super::message::Made;
use super::snippet;
use crate::analysis;
use crate::emit::dictionary;
use crate::error::{Error, Result};
use crate::lower;
use crate::selection::{Rule, Selection};

impl Work<'_> {
    /// The header that defines a director as the dictionary of its class does. So templates can be made of it, and their
    /// dictionaries have objects of the same layout, which call the same functions by the same numbers.
    pub(super) fn director(&self, class: &str) -> Result<Made> {
        let text = format!("namespace cppbind_found {{ using based = ::{class}; }}\n");
        let parsed = snippet::parse(self.tools, self.chain, "director", ["", &text, ""])?;
        let mut selection = Selection::default();
        for file in snippet::used_files(&parsed) {
            let rule = Rule::exact(class, &file);
            selection.allow.push(rule.map_err(|error| Error::Input(format!("{class}: {error}")))?);
        }
        // Instances are not found by their names.
        let instances = if class.ends_with('>') { vec![class.to_owned()] } else { Vec::new() };
        let mut request = self.request_to_lower(&[], selection, instances, Vec::new())?;
        // That a dictionary has it already is why it is asked for.
        request.elsewhere.remove(class);
        let mut lowered = lower::lower(&request)?;
        let facts = analysis::analyze(&mut lowered.ir);
        let ir = &lowered.ir;
        let Some(director) = facts.directors.iter().find(|director| ir[director.base].qualified == class)
        else {
            return Err(Error::Specialisation(format!("no class can be derived from {class} in Python")));
        };
        let overridden = director.virtuals.iter().map(|found| analysis::signature(ir, &ir[found.function]));
        Ok(Made {
            header: Some(self.write_header(&dictionary::director_header(ir, director))?),
            types: overridden.collect(),
            files: self.store.outside(&ir.files),
            ..Made::default()
        })
    }
}
