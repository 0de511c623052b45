//! A request to a result: text to a dictionary and to a header for later text.

use std::cell::RefCell;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::thread::ScopedJoinHandle;

use super::message::{Made, Part, Request, Task};
use super::snippet::{self, Chain};
use super::statements::{self, CLOSE, OPEN};
use super::store::Store;
use super::tools::Tools;
use super::{first_header, idle, merge, prelude, redefined, warnings};
use crate::analysis::{self, Facts};
use crate::compile::{self, Preludes};
use crate::diagnostics::{Diagnostic, Severity};
use crate::emit::dictionary::{self, Request as Emission};
use crate::error::{Error, Result};
use crate::fingerprint::Fingerprint;
use crate::inputs::Search;
use crate::lower::{self, Instances, Known, Lowered};
use crate::options::Environment;
use crate::selection::{Rule, Selection};

/// A declaration that is not bound, and why.
type Unbound = (String, String);

/// How many specialisations are compiled for a call before it is given up.
const MOST_TRIED: usize = 4;

/// Does it.
pub(super) fn make(request: &Request, tools: &Tools, environment: &Environment) -> Result<()> {
    let store = Store::open(&request.store)?;
    let chain = Chain::write(request, store.directory())?;
    let mut made = std::thread::scope(|scope| {
        // Dictionaries are read while libclang parses.
        let bound = &tools.bound;
        let elsewhere = RefCell::new(Some(scope.spawn(|| bound.elsewhere(request))));
        let work = Work { request, tools, environment, store: &store, chain: &chain, elsewhere };
        match &request.task {
            Task::Declare { source, name } => work.declare(source, name),
            Task::Include { header, c } => work.include(header, *c),
            Task::Instantiate { types } => work.instantiate(types),
            Task::Call { alternatives } => work.call(alternatives),
            Task::Director { class } => work.director(class),
            Task::Find { name } => work.find(name),
            Task::Divide { source, name } => work.divide(source, name),
        }
    })?;
    made.files.extend(tools.prelude.files().iter().cloned());
    made.files.extend(store.outside(&chain.files()));
    made.programs.clone_from(&tools.programs);
    made.files.sort_by(|one, other| one.path.cmp(&other.path));
    made.files.dedup();
    store.close(made)
}

/// One request on its way.
pub(super) struct Work<'a> {
    pub(super) request: &'a Request,
    pub(super) tools: &'a Tools,
    environment: &'a Environment,
    pub(super) store: &'a Store<'a>,
    pub(super) chain: &'a Chain,
    /// The specialisations that loaded dictionaries have, until they are taken.
    elsewhere: RefCell<Option<ScopedJoinHandle<'a, Result<HashSet<String>>>>>,
}

impl Work<'_> {
    fn declare(&self, source: &str, name: &str) -> Result<Made> {
        let parsed = snippet::parse(self.tools, self.chain, name, ["", source, ""])
            .map_err(|error| self.with_statements(error, source, name))?;
        let redefined = redefined::check(&parsed.unit, source, self.request)?;
        if !redefined.is_empty() {
            return Err(Error::Parse(redefined));
        }
        let merged = merge::mergeable(&parsed.unit, source);
        let header = self.write_header(&format!("#line 1 \"{name}\"\n{merged}\n"))?;
        let selection = Selection { files: vec![header.clone()], ..Selection::default() };
        let mut made = self.dictionary(&[quoted(&header)], selection, &[])?;
        made.warnings.extend(warnings(&parsed.warnings));
        made.header = Some(header);
        Ok(made)
    }

    /// The errors of declarations, and where these begin no declaration what is wrong with them as statements: clang looks no further
    /// than at the first word then.
    fn with_statements(&self, error: Error, source: &str, name: &str) -> Error {
        let Error::Parse(mut errors) = error else { return error };
        let begins_nothing = |told: &&mut Diagnostic| told.message.starts_with("expected unqualified-id");
        let Some(told) = errors.iter_mut().find(begins_nothing) else { return Error::Parse(errors) };
        let parsed = snippet::parse(self.tools, self.chain, name, [OPEN, source, CLOSE]);
        let line = |told: &Diagnostic| told.place.as_ref().map(|place| place.line);
        if let Err(Error::Parse(others)) = parsed
            && let Some(mut other) = others.into_iter().find(|other| line(other) == line(told))
        {
            other.severity = Severity::Note;
            other.message = format!("as a statement: {}", other.message);
            told.notes.push(other);
        }
        Error::Parse(errors)
    }

    fn include(&self, header: &str, c: bool) -> Result<Made> {
        let text = if c {
            format!("extern \"C\" {{\n#include \"{header}\"\n}}\n")
        } else {
            format!("#include \"{header}\"\n")
        };
        let search = Search::of(self.environment, &self.request.include_directories, &self.tools.toolchain);
        let found = search.find(header)?;
        snippet::parse(self.tools, self.chain, "include", ["", &text, ""])?;
        let written = self.write_header(&text)?;
        let mut selection = Selection::default();
        selection.add_header(&found.path, search.roots());
        let mut made = self.dictionary(&[quoted(&written)], selection, &[])?;
        made.header = Some(written);
        Ok(made)
    }

    /// All of them, or none.
    fn instantiate(&self, types: &[String]) -> Result<Made> {
        self.dictionary(&[], Selection::default(), types)
    }

    /// That C++ refuses a call is a result like any other: who asks again shall not wait again.
    ///
    /// What a template's body makes of its arguments only the compiler knows: where that rejects the specialisation, what
    /// the alternatives behind the first mean is asked, until it is another one.
    fn call(&self, alternatives: &[String]) -> Result<Made> {
        let (mut first, mut tried) = (None, Vec::new());
        for start in 0..alternatives.len() {
            let made = self.called(&alternatives[start..], &mut tried)?;
            match made {
                // The same as before.
                None => continue,
                Some(made) if made.called.is_some() => return Ok(made),
                Some(made) => first.get_or_insert(made),
            };
            // What no parse accepts needs no compiler, nor would what comes behind.
            if tried.len() >= MOST_TRIED || tried.is_empty() {
                break;
            }
        }
        Ok(first.unwrap_or_default())
    }

    /// What a call means; nothing where it is a declaration that was tried.
    fn called(&self, alternatives: &[String], tried: &mut Vec<String>) -> Result<Option<Made>> {
        let mut lowered = self.lower(&[], Selection::default(), Vec::new(), vec![alternatives.to_vec()])?;
        let function = match lowered.called.pop() {
            Some(Ok(function)) => function,
            refused => {
                let reason = refused.and_then(std::result::Result::err);
                return Ok(Some(Made {
                    refused: reason,
                    files: self.store.outside(&lowered.ir.files),
                    ..Made::default()
                }));
            }
        };
        let facts = analysis::analyze(&mut lowered.ir);
        let declaration = analysis::signature(&lowered.ir, &lowered.ir[function]);
        if tried.contains(&declaration) {
            return Ok(None);
        }
        tried.push(declaration.clone());
        let (mut made, skipped) = self.compile(&lowered, &facts, &[], &[])?;
        let reason = skipped.into_iter().find(|(skipped, _)| *skipped == declaration);
        let bound = facts.sets.iter().any(|set| set.functions.contains(&function));
        match reason {
            Some((_, reason)) => made.refused = Some(reason),
            None if !bound => {
                made.refused = Some(format!("{declaration} has a type that nothing outside can name"))
            }
            None => made.called = Some(declaration),
        }
        Ok(Some(made))
    }

    /// Whatever the name means. Where nothing has it, the result is empty: to be asked is no mistake.
    fn find(&self, name: &str) -> Result<Made> {
        let text = format!("namespace cppbind_found {{ using ::{name}; }}\n");
        let Ok(parsed) = snippet::attempt(self.tools, self.chain, "find", &text) else {
            return Ok(Made::default());
        };
        let mut selection = Selection::default();
        for file in snippet::used_files(&parsed) {
            let rule = Rule::exact(name, &file);
            selection.allow.push(rule.map_err(|error| Error::Input(format!("{name}: {error}")))?);
        }
        self.dictionary(&[], selection, &[])
    }

    /// Where the whole text declares, it is one part; else each run of statements becomes a function.
    fn divide(&self, source: &str, name: &str) -> Result<Made> {
        if let Ok(parsed) = snippet::attempt(self.tools, self.chain, name, source) {
            let parts = vec![Part { source: source.to_owned(), function: None }];
            return Ok(Made { parts, warnings: warnings(&parsed.warnings), ..Made::default() });
        }
        let parsed = snippet::parse(self.tools, self.chain, name, [OPEN, source, CLOSE])?;
        let parts = statements::runs(&parsed.unit, source);
        let parts = parts.into_iter().enumerate().map(|(number, run)| {
            let text = &source[run.range.clone()];
            let line = 1 + source[..run.range.start].matches('\n').count();
            if run.declares {
                // The last one may lack its semicolon.
                let end = if text.ends_with(';') { "" } else { ";" };
                return Part { source: format!("#line {line} \"{name}\"\n{text}{end}"), function: None };
            }
            let function = format!("{}_{number}", self.request.stem);
            let source = format!(
                "namespace cppbind_run {{ void {function}() {{\n#line {line} \"{name}\"\n{text}\n;}} }}\n"
            );
            Part { source, function: Some(function) }
        });
        Ok(Made { parts: parts.collect(), warnings: warnings(&parsed.warnings), ..Made::default() })
    }

    pub(super) fn write_header(&self, text: &str) -> Result<PathBuf> {
        let directory = self.store.directory();
        let header = directory.canonicalize().map_err(Error::file(directory))?.join("snippet.hpp");
        std::fs::write(&header, text).map_err(Error::file(&header))?;
        Ok(header)
    }

    /// The dictionary of what `selection` takes of the chain and of further includes.
    fn dictionary(&self, includes: &[String], selection: Selection, instantiate: &[String]) -> Result<Made> {
        let mut lowered = self.lower(includes, selection, instantiate.to_vec(), Vec::new())?;
        if !lowered.refused.is_empty() {
            return Err(Error::Specialisation(warnings(&lowered.refused).concat()));
        }
        let facts = analysis::analyze(&mut lowered.ir);
        // Of the text itself its own parse has told.
        let is_text = |told: &Diagnostic| {
            told.place.as_ref().is_some_and(|place| place.file.starts_with(self.store.directory()))
        };
        lowered.warnings.retain(|told| !is_text(told));
        self.compile(&lowered, &facts, includes, instantiate).map(|(made, _)| made)
    }

    /// Everything that is included, the chain first.
    fn includes(&self, further: &[String]) -> Vec<String> {
        let mut all = vec![quoted(&self.chain.header)];
        all.extend(further.iter().cloned());
        all
    }

    fn lower(
        &self,
        includes: &[String],
        selection: Selection,
        instantiate: Vec<String>,
        calls: Vec<Vec<String>>,
    ) -> Result<Lowered> {
        lower::lower(&self.request_to_lower(includes, selection, instantiate, calls)?)
    }

    pub(super) fn request_to_lower(
        &self,
        includes: &[String],
        selection: Selection,
        instantiate: Vec<String>,
        calls: Vec<Vec<String>>,
    ) -> Result<lower::Request> {
        let mut arguments = self.tools.clang_arguments();
        arguments.extend(self.chain.directories.iter().cloned());
        let prefix_is_foreign = !self.tools.prelude.files().iter().any(|file| selection.has_file(&file.path));
        Ok(lower::Request {
            libclang: self.tools.toolchain.libclang.clone(),
            includes: self.includes(includes),
            arguments,
            selection,
            instantiate,
            calls,
            elsewhere: self.bound_elsewhere()?,
            // Whatever comes here has been parsed as what it is, or was when it was put into the chain.
            known: Known { valid: true, prefix_is_foreign },
            along: Instances::Few,
        })
    }

    /// The dictionary of what was lowered, and the declarations that are not in it, each with the reason.
    fn compile(
        &self,
        lowered: &Lowered,
        facts: &Facts,
        includes: &[String],
        instantiate: &[String],
    ) -> Result<(Made, Vec<Unbound>)> {
        let mut made = Made {
            types: lowered.requested.values().cloned().collect(),
            warnings: warnings(&lowered.warnings),
            files: self.store.outside(&lowered.ir.files),
            ..Made::default()
        };
        let skipped: Vec<Unbound> =
            facts.skipped.iter().map(|skip| (skip.declaration.clone(), skip.reason.clone())).collect();
        made.skipped = skipped.iter().map(told).collect();
        if facts.is_empty() {
            return Ok((made, skipped));
        }
        let emission = Emission {
            stem: self.request.stem.clone(),
            includes: self.includes(includes),
            fingerprint: Fingerprint::of(self.request.stem.as_bytes()),
            ..Emission::default()
        };
        let library = self.store.directory().join(format!("lib{}Dict.so", self.request.stem));
        let tools = self.tools;
        let flags = [&tools.toolchain.compiler_arguments[..], tools.flags()].concat();
        let get = |number| tools.prelude.header(number, &tools.toolchain.compiler, &flags);
        let source = dictionary::emit(&lowered.ir, facts, &emission);
        let preludes = Preludes {
            get: &get,
            first: self.first_header(instantiate, &source.support_headers()).max(tools.least_header.get()),
            stubs_go_beyond: matches!(self.request.task, Task::Instantiate { .. } | Task::Find { .. }),
        };
        let outcome = compile::compile(compile::Request {
            source,
            compiler: tools.toolchain.compiler.clone(),
            flags: self.compiler_flags(),
            preludes: Some(preludes),
            linker: tools.prelude.linker(),
            partial: true,
            sources: Vec::new(),
            // The sources that a dictionary was made of may be in it.
            libraries: self.linked(),
            library_directories: Vec::new(),
            loaded: self.request.dictionaries.clone(),
            destination: compile::Destination::Here,
            process: self.request.process.clone(),
            output: library,
            jobs: idle::processors(self.environment.processors),
            progress: &|_, _| (),
        })?;
        if outcome.rejected.is_empty() {
            tools.least_header.set(outcome.prelude.max(tools.least_header.get()));
        }
        let rejected = outcome.rejected.iter().map(|skip| (skip.declaration.clone(), skip.reason.clone()));
        let skipped: Vec<Unbound> = rejected.chain(skipped).collect();
        made.skipped = skipped.iter().map(told).collect();
        made.incomplete = !outcome.undefined.is_empty();
        made.library = Some(outcome.output);
        Ok((made, skipped))
    }

    /// What may define what headers declare.
    fn linked(&self) -> Vec<String> {
        let files = self.request.dictionaries.iter().chain(&self.request.libraries);
        files.map(|path| path.display().to_string()).collect()
    }

    /// The number of the precompiled header to try first.
    fn first_header(&self, instantiate: &[String], own: &[(&str, &str)]) -> usize {
        let text = match &self.request.task {
            Task::Declare { source, .. } => source,
            Task::Instantiate { .. } => "",
            _ => return prelude::LEAN,
        };
        let texts = snippet::texts(self.request);
        if texts.is_none() || !self.request.dictionaries.is_empty() {
            return prelude::LEAN;
        }
        let texts = texts.iter().flatten().chain(instantiate).map(String::as_str);
        first_header::first_for(texts.chain([text]), own.iter().all(|(name, _)| prelude::is_light(name)))
    }

    fn bound_elsewhere(&self) -> Result<HashSet<String>> {
        let Some(reading) = self.elsewhere.take() else { return self.tools.bound.elsewhere(self.request) };
        reading.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    }

    fn compiler_flags(&self) -> Vec<String> {
        let tools = self.tools;
        [&tools.toolchain.compiler_arguments[..], tools.flags(), &self.chain.directories].concat()
    }
}

/// A declaration that is not bound, and why.
fn told((declaration, reason): &Unbound) -> String {
    format!("{declaration}: {reason}")
}

/// A path as it is spelled in a directive.
fn quoted(path: &Path) -> String {
    format!("\"{}\"", path.display())
}
