//! The dictionary's source to a shared library; rejected stubs come back as skips.
//!
//! The files are compiled in parallel. A stub that the compiler complains about
//! is left out and its file compiled again; what the linker misses a definition
//! of is left out in the same way. So one strange declaration never costs the
//! rest of the dictionary.
//!
//! May not know: clang, options beyond its own request.

mod compiler;
mod complaints;
mod definitions;
mod isolation;
mod link;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::emit::dictionary::{DictionarySource, Item, SourceFile};
use crate::error::{Error, Result};
use crate::ir::Skipped;
use compiler::{Compiler, Task};
pub use link::exported_symbols;

/// How often a file may be compiled again: each round leaves out all that the compiler complained about, and
/// what is left can only complain when something else has hidden it.
const ROUNDS: usize = 12;

/// A broken template member is complained about once a round, at one of the stubs that need it. After so many
/// rounds all members of its class are given up, where it is a class that the user has not written.
const PATIENCE: usize = 2;

/// Up to how many stubs go into one file with the tables. A container of the standard library has that many, and the
/// compiler would make its functions for each file anew.
const STUBS_OF_ONE_FILE: usize = 90;

/// The same behind a prelude, where to read the headers costs less than to make that many stubs.
const STUBS_BEHIND_A_PRELUDE: usize = 40;

/// Up to how many go into two files behind a prelude. For each file, the compiler does anew what it has put off until
/// the end of the prelude, so tables and layout are not worth a compiler of their own there.
const STUBS_OF_TWO_FILES: usize = 500;

/// What to compile, and with what.
pub struct Request<'a> {
    /// The dictionary's source.
    pub source: DictionarySource<'a>,
    /// The C++ compiler.
    pub compiler: PathBuf,
    /// `-std=`, `-I`, `-D` and the user's own flags.
    pub flags: Vec<String>,
    /// Precompiled headers to begin generated files with.
    pub preludes: Option<Preludes<'a>>,
    /// Whether a dictionary is wanted of which hardly anything is defined.
    pub partial: bool,
    /// C++ sources that become part of the dictionary.
    pub sources: Vec<PathBuf>,
    /// Libraries to link: names as after `-l`, or paths of files.
    pub libraries: Vec<String>,
    /// Where to look for them, now and when the dictionary is loaded.
    pub library_directories: Vec<PathBuf>,
    /// Shared libraries that are loaded wherever the dictionary will be: what they define, and what they are linked
    /// to defines, is not missing.
    pub loaded: Vec<PathBuf>,
    /// Files of the process that will load it, an executable among them, whose symbols are there then.
    pub process: Vec<PathBuf>,
    /// Where the shared library will be loaded.
    pub destination: Destination,
    /// The shared library to write.
    pub output: PathBuf,
    /// The option that chooses a fast linker, where one is known to work; the compiler's own makes smaller libraries.
    pub linker: Option<String>,
    /// How many compilers may run at once.
    pub jobs: usize,
    /// Told of each file that is done: how many, and how many there are.
    pub progress: &'a (dyn Fn(usize, usize) + Sync),
}

/// Where a dictionary will be loaded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Destination {
    /// On this machine: libraries are looked for where they are now.
    #[default]
    Here,
    /// On other machines, which have the libraries where their linkers look.
    Elsewhere,
    /// On other machines, with the libraries in its own directory.
    WithLibraries,
}

/// Precompiled headers of which each has more than those before. Where something does not compile behind one of them, all
/// is compiled behind the next.
#[derive(Clone, Copy)]
pub struct Preludes<'a> {
    /// One of them by number.
    pub get: &'a dyn Fn(usize) -> Result<Option<Precompiled>>,
    /// The number of the first to try.
    pub first: usize,
    /// Whether stubs may name what the headers before them do not: else a stub that is rejected is rejected behind all.
    pub stubs_go_beyond: bool,
}

/// What [`precompile`] has made. Generated files that begin with it find the headers of our own beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Precompiled {
    /// The header, beside which the compiler finds what it has made of it.
    pub header: PathBuf,
    /// The flags for generated files that it was compiled with; with others the compiler does not take it.
    pub flags: Vec<String>,
}

/// What came out.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// The shared library.
    pub output: PathBuf,
    /// Declarations that were left out, with the compiler's or the linker's reason.
    pub rejected: Vec<Skipped>,
    /// Symbols that no source and no library defines: the linker's name and the C++ name.
    pub undefined: Vec<(String, String)>,
    /// The number of the prelude behind which all compiles that compiles at all.
    pub prelude: usize,
}

/// Compiles and links a dictionary.
pub fn compile(mut request: Request<'_>) -> Result<Outcome> {
    let (undefined, prelude) = build(&mut request)?;
    Ok(Outcome { rejected: request.source.skipped(), output: request.output, undefined, prelude })
}

/// Leaves out of a dictionary's source what the compiler rejects and what nothing given defines.
pub fn complete(mut request: Request<'_>) -> Result<DictionarySource<'_>> {
    build(&mut request)?;
    Ok(request.source)
}

/// Compiles and links, leaving out of the request's source whatever stands in the way; the missing symbols, and the number
/// of the prelude.
fn build(request: &mut Request<'_>) -> Result<(Vec<(String, String)>, usize)> {
    let directory =
        tempfile::Builder::new().prefix("cppbind").tempdir().map_err(Error::file(std::env::temp_dir()))?;
    let mut build = Build::new(request, directory.path())?;
    build.round(&mut request.source)?;
    let mut undefined = BTreeMap::new();
    for _ in 0..ROUNDS {
        let missing = match link::link(request, &build.compiler, &build.objects())? {
            link::Linked::Complete => return Ok((undefined.into_iter().collect(), build.prelude)),
            link::Linked::Undefined(missing) => missing,
        };
        let report = definitions::attribute(&request.source, &build.generated_objects(), &missing)?;
        undefined.extend(report.names.clone());
        if report.hopeless && !request.partial {
            return Err(definitions::nothing_is_defined(&undefined));
        }
        if report.items.keys().all(|item| request.source.is_rejected(*item)) {
            return Err(definitions::undefined_in_sources(&undefined));
        }
        for (item, symbol) in report.items {
            let reason = format!(
                "it needs {}, which no source or library given defines (name a source, -l or -L)",
                report.names[&symbol]
            );
            request.source.reject(item, reason);
        }
        build.round(&mut request.source)?;
    }
    Err(definitions::undefined_in_sources(&undefined))
}

/// Compiles a header for requests that begin with it.
///
/// # Errors
/// The compiler does not run, or does not accept the header.
pub fn precompile(program: &Path, flags: &[String], header: &Path) -> Result<Precompiled> {
    let compiler = Compiler::for_generated(program, flags, header.parent().unwrap_or(Path::new(".")))?;
    match compiler.precompile(header)? {
        None => Ok(Precompiled { header: header.to_owned(), flags: compiler.generated_flags() }),
        Some(output) => {
            let message = format!("{} does not compile", header.display());
            Err(Error::Compile { message, output })
        }
    }
}

/// The option that chooses a linker which takes half of the time that GNU ld takes, where the compiler has one.
///
/// # Errors
/// Nothing can be written.
pub fn fast_linker(program: &Path, flags: &[String]) -> Result<Option<String>> {
    if flags.iter().any(|flag| flag.starts_with("-fuse-ld")) {
        return Ok(None);
    }
    let directory =
        tempfile::Builder::new().prefix("cppbind").tempdir().map_err(Error::file(std::env::temp_dir()))?;
    link::fast(&Compiler::for_generated(program, flags, directory.path())?, directory.path())
}

/// Leaves out of a dictionary's source what the compiler rejects; nothing is linked or written.
pub fn reject(mut request: Request<'_>) -> Result<DictionarySource<'_>> {
    let directory =
        tempfile::Builder::new().prefix("cppbind").tempdir().map_err(Error::file(std::env::temp_dir()))?;
    Build::new(&request, directory.path())?.round(&mut request.source)?;
    Ok(request.source)
}

/// The files of one dictionary on their way to objects.
struct Build<'a> {
    compiler: Compiler<'a>,
    files: Vec<SourceFile>,
    /// Objects of the user's own sources.
    extra: Vec<PathBuf>,
    extra_tasks: Vec<Task>,
    /// Files to compile, by index.
    changed: BTreeSet<usize>,
    preludes: Option<Preludes<'a>>,
    /// The number of the prelude in use.
    prelude: usize,
}

impl<'a> Build<'a> {
    fn new(request: &Request<'a>, directory: &Path) -> Result<Self> {
        let compiler = Compiler::new(request, directory)?;
        let files = files(&request.source, &compiler);
        let extra_tasks = compiler.source_tasks(&request.sources);
        let extra = extra_tasks.iter().map(|task| task.object.clone()).collect();
        let changed = (0..files.len()).collect();
        let preludes = request.preludes;
        let prelude = preludes.map_or(0, |preludes| preludes.first);
        Ok(Self { compiler, files, extra, extra_tasks, changed, preludes, prelude })
    }

    /// Compiles what has changed until the compiler has nothing to complain about.
    fn round(&mut self, source: &mut DictionarySource<'_>) -> Result<()> {
        for round in 0..ROUNDS {
            self.refresh(source);
            if self.changed.is_empty() {
                return Ok(());
            }
            let changed: Vec<usize> = std::mem::take(&mut self.changed).into_iter().collect();
            let mut tasks = std::mem::take(&mut self.extra_tasks);
            let sources = tasks.len();
            for index in &changed {
                tasks.push(self.compiler.file_task(&self.files[*index])?);
            }
            let results = self.compiler.run(&tasks)?;
            for (task, output) in tasks.iter().zip(&results).take(sources) {
                if let Some(output) = output {
                    let message = format!("{} does not compile", task.input.display());
                    return Err(Error::Compile { message, output: output.clone() });
                }
            }
            if self.lacks_headers(&changed, &results[sources..]) && self.next_prelude()? {
                continue;
            }
            for (index, output) in changed.iter().zip(&results[sources..]) {
                if let Some(output) = output {
                    self.complain(source, *index, output, round)?;
                }
            }
        }
        let message =
            format!("the compiler still complains after {ROUNDS} rounds of leaving out what it rejects");
        Err(Error::Compile { message, output: String::new() })
    }

    /// Whether what the compiler rejects may be a matter of headers that the prelude does not have.
    fn lacks_headers(&self, files: &[usize], outputs: &[Option<String>]) -> bool {
        let Some(preludes) = self.preludes else { return false };
        let failed = files.iter().zip(outputs).filter_map(|(index, output)| Some((index, output.as_ref()?)));
        let mut failed = failed.map(|(index, output)| complaints::of(output, &self.files[*index]));
        failed.any(|complaints| complaints.elsewhere || preludes.stubs_go_beyond)
    }

    /// Begins anew behind the next prelude, where there is one.
    fn next_prelude(&mut self) -> Result<bool> {
        let Some(preludes) = self.preludes else { return Ok(false) };
        let Some(next) = (preludes.get)(self.prelude + 1)? else {
            self.preludes = None;
            return Ok(false);
        };
        self.prelude += 1;
        self.compiler.begin_with(&next);
        self.changed = (0..self.files.len()).collect();
        Ok(true)
    }

    /// Writes anew the files that a rejection has changed.
    fn refresh(&mut self, source: &DictionarySource<'_>) {
        for (index, file) in files(source, &self.compiler).into_iter().enumerate() {
            if self.files[index] != file {
                self.files[index] = file;
                self.changed.insert(index);
            }
        }
    }

    /// Rejects what the compiler complains about in one file.
    fn complain(
        &mut self,
        source: &mut DictionarySource<'_>,
        index: usize,
        output: &str,
        round: usize,
    ) -> Result<()> {
        let file = &self.files[index];
        let mut complaints: Vec<(Item, String)> = complaints::of(output, file).items.into_iter().collect();
        // Errors elsewhere mostly follow from those at home and go with them; alone, their cause must be searched.
        if complaints.iter().all(|(item, _)| source.is_rejected(*item)) {
            complaints = isolation::culprits(&self.compiler, source, file)?;
        }
        if complaints.is_empty() {
            let message = "the compiler rejects more than single declarations".to_owned();
            return Err(Error::Compile { message, output: output.to_owned() });
        }
        self.changed.insert(index);
        for (item, reason) in complaints {
            let reason = format!("the compiler rejects it: {reason}");
            if round >= PATIENCE {
                for companion in source.companions(item) {
                    source.reject(companion, reason.clone());
                }
            }
            source.reject(item, reason);
        }
        Ok(())
    }

    fn generated_objects(&self) -> Vec<PathBuf> {
        self.files.iter().map(|file| self.compiler.object(file)).collect()
    }

    fn objects(&self) -> Vec<PathBuf> {
        let mut objects = self.generated_objects();
        objects.extend(self.extra.iter().cloned());
        objects
    }
}

/// The files to compile: their number depends on the number of stubs alone, so that it stays when some are rejected.
fn files(source: &DictionarySource<'_>, compiler: &Compiler<'_>) -> Vec<SourceFile> {
    let few = if compiler.has_prelude() { STUBS_BEHIND_A_PRELUDE } else { STUBS_OF_ONE_FILE };
    match source.stub_count() {
        count if count <= few => vec![source.whole_file()],
        ..=STUBS_OF_TWO_FILES if compiler.has_prelude() => {
            if compiler.runs_in_parallel() {
                source.halves()
            } else {
                vec![source.whole_file()]
            }
        }
        _ => source.files(),
    }
}
