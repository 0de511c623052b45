//! A request to a result: text to a dictionary and to a header for later text.

use std::path::{Path, PathBuf};

use super::message::{Made, Part, Request, Task};
use super::snippet::{self, Chain};
use super::statements::{self, CLOSE, OPEN};
use super::store::{self, Store};
use super::tools::Tools;
use super::{merge, warnings};
use crate::analysis;
use crate::compile;
use crate::emit::dictionary::{self, Request as Emission};
use crate::error::{Error, Result};
use crate::fingerprint::Fingerprint;
use crate::inputs::Search;
use crate::lower;
use crate::options::Environment;
use crate::selection::{Rule, Selection};

/// Does it.
pub(super) fn make(request: &Request, tools: &Tools, environment: &Environment) -> Result<()> {
    let store = Store::open(&request.store)?;
    let chain = Chain::write(request, store.directory())?;
    let work = Work { request, tools, environment, store: &store, chain: &chain };
    let mut made = match &request.task {
        Task::Declare { source, name } => work.declare(source, name)?,
        Task::Include { header, c } => work.include(header, *c)?,
        Task::Instantiate { types } => work.instantiate(types)?,
        Task::Find { name } => work.find(name)?,
        Task::Divide { source, name } => work.divide(source, name)?,
    };
    made.files.extend(tools.prelude.files.iter().cloned());
    made.programs.clone_from(&tools.programs);
    made.files.sort_by(|one, other| one.path.cmp(&other.path));
    made.files.dedup();
    store.close(made)
}

/// One request on its way.
struct Work<'a> {
    request: &'a Request,
    tools: &'a Tools,
    environment: &'a Environment,
    store: &'a Store<'a>,
    chain: &'a Chain,
}

impl Work<'_> {
    fn declare(&self, source: &str, name: &str) -> Result<Made> {
        let parsed = snippet::parse(self.tools, self.chain, name, ["", source, ""])?;
        let merged = merge::mergeable(&parsed.unit, source);
        let header = self.write_header(&format!("#line 1 \"{name}\"\n{merged}\n"))?;
        let selection = Selection { files: vec![header.clone()], ..Selection::default() };
        let mut made = self.dictionary(&[quoted(&header)], selection, &[])?;
        made.warnings.extend(warnings(&parsed.warnings));
        made.header = Some(header);
        Ok(made)
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
        if snippet::attempt(self.tools, self.chain, name, source).is_ok() {
            let part = Part { source: source.to_owned(), function: None };
            return Ok(Made { parts: vec![part], ..Made::default() });
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

    fn write_header(&self, text: &str) -> Result<PathBuf> {
        let directory = self.store.directory();
        let header = directory.canonicalize().map_err(Error::file(directory))?.join("snippet.hpp");
        std::fs::write(&header, text).map_err(Error::file(&header))?;
        Ok(header)
    }

    /// The dictionary of what `selection` takes of the chain and of further includes.
    fn dictionary(&self, includes: &[String], selection: Selection, instantiate: &[String]) -> Result<Made> {
        let mut all = vec![quoted(&self.chain.header)];
        all.extend(includes.iter().cloned());
        let mut arguments = self.tools.clang_arguments();
        arguments.extend(self.chain.directories.iter().cloned());
        let lowering = lower::Request {
            libclang: self.tools.toolchain.libclang.clone(),
            includes: all.clone(),
            arguments,
            selection,
            instantiate: instantiate.to_vec(),
            elsewhere: self.tools.bound_elsewhere(self.request)?,
        };
        let mut lowered = lower::lower(&lowering)?;
        if !lowered.refused.is_empty() {
            return Err(Error::Specialisation(warnings(&lowered.refused).concat()));
        }
        let facts = analysis::analyze(&mut lowered.ir);
        let files = lowered.ir.files.iter().filter(|file| !file.starts_with(self.store.directory()));
        let mut made = Made {
            warnings: warnings(&lowered.warnings),
            files: files.filter_map(|file| store::read_file(file)).collect(),
            ..Made::default()
        };
        if facts.is_empty() {
            return Ok(made);
        }
        let emission = Emission {
            stem: self.request.stem.clone(),
            includes: all,
            fingerprint: Fingerprint::of(self.request.stem.as_bytes()),
            ..Emission::default()
        };
        let library = self.store.directory().join(format!("lib{}Dict.so", self.request.stem));
        let outcome = compile::compile(compile::Request {
            source: dictionary::emit(&lowered.ir, &facts, &emission),
            compiler: self.tools.toolchain.compiler.clone(),
            flags: self.compiler_flags(),
            prelude: Some(self.tools.prelude.header.clone()),
            partial: true,
            sources: Vec::new(),
            libraries: self.request.libraries.iter().map(|path| path.display().to_string()).collect(),
            library_directories: Vec::new(),
            output: library,
            jobs: self.environment.processors,
            progress: &|_, _| (),
        })?;
        let rejected = outcome.rejected.iter().chain(&facts.skipped);
        made.skipped =
            rejected.map(|skipped| format!("{}: {}", skipped.declaration, skipped.reason)).collect();
        made.incomplete = !outcome.undefined.is_empty();
        made.library = Some(outcome.output);
        Ok(made)
    }

    fn compiler_flags(&self) -> Vec<String> {
        let tools = self.tools;
        [&tools.toolchain.compiler_arguments[..], tools.flags(), &self.chain.directories].concat()
    }
}

/// A path as it is spelled in a directive.
fn quoted(path: &Path) -> String {
    format!("\"{}\"", path.display())
}
