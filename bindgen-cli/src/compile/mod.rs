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

use crate::emit::dictionary::{DictionarySource, Item, SourceFile};
use crate::error::{Error, Result};
use crate::ir::Skipped;
use compiler::{Compiler, Task};

/// How often a file may be compiled again: each round leaves out all that the compiler complained about, and
/// what is left can only complain when something else has hidden it.
const ROUNDS: usize = 12;

/// A broken template member is complained about once a round, at one of the stubs that need it. After so many
/// rounds all members of its class are given up, where it is a class that the user has not written.
const PATIENCE: usize = 2;

/// Up to how many stubs go into one file with the tables.
const STUBS_OF_ONE_FILE: usize = 60;

/// What to compile, and with what.
pub struct Request<'a> {
    /// The dictionary's source.
    pub source: DictionarySource<'a>,
    /// The C++ compiler.
    pub compiler: PathBuf,
    /// `-std=`, `-I`, `-D` and the user's own flags.
    pub flags: Vec<String>,
    /// A header that [`precompile`] has compiled with the same compiler and flags: generated files begin with it, and
    /// the headers of our own that they name are those beside it.
    pub prelude: Option<PathBuf>,
    /// Whether a dictionary is wanted of which hardly anything is defined.
    pub partial: bool,
    /// C++ sources that become part of the dictionary.
    pub sources: Vec<PathBuf>,
    /// Libraries to link: names as after `-l`, or paths of files.
    pub libraries: Vec<String>,
    /// Where to look for them, now and when the dictionary is loaded.
    pub library_directories: Vec<PathBuf>,
    /// The shared library to write.
    pub output: PathBuf,
    /// How many compilers may run at once.
    pub jobs: usize,
    /// Told of each file that is done: how many, and how many there are.
    pub progress: &'a (dyn Fn(usize, usize) + Sync),
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
}

/// Compiles and links a dictionary.
pub fn compile(mut request: Request<'_>) -> Result<Outcome> {
    let undefined = build(&mut request)?;
    Ok(Outcome { rejected: request.source.skipped(), output: request.output, undefined })
}

/// Leaves out of a dictionary's source what the compiler rejects and what nothing given defines.
pub fn complete(mut request: Request<'_>) -> Result<DictionarySource<'_>> {
    build(&mut request)?;
    Ok(request.source)
}

/// Compiles and links, leaving out of the request's source whatever stands in the way; the missing symbols.
fn build(request: &mut Request<'_>) -> Result<Vec<(String, String)>> {
    let directory =
        tempfile::Builder::new().prefix("cppbind").tempdir().map_err(Error::file(std::env::temp_dir()))?;
    let mut build = Build::new(request, directory.path())?;
    build.round(&mut request.source)?;
    let mut undefined = BTreeMap::new();
    for _ in 0..ROUNDS {
        let missing = match link::link(request, &build.compiler, &build.objects())? {
            link::Linked::Complete => return Ok(undefined.into_iter().collect()),
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
pub fn precompile(program: &Path, flags: &[String], header: &Path) -> Result<()> {
    match Compiler::for_generated(program, flags, header.parent().unwrap_or(Path::new(".")))?
        .precompile(header)?
    {
        None => Ok(()),
        Some(output) => {
            let message = format!("{} does not compile", header.display());
            Err(Error::Compile { message, output })
        }
    }
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
}

impl<'a> Build<'a> {
    fn new(request: &Request<'a>, directory: &Path) -> Result<Self> {
        let compiler = Compiler::new(request, directory)?;
        let files = files(&request.source);
        let extra_tasks = compiler.source_tasks(&request.sources);
        let extra = extra_tasks.iter().map(|task| task.object.clone()).collect();
        let changed = (0..files.len()).collect();
        Ok(Self { compiler, files, extra, extra_tasks, changed })
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

    /// Writes anew the files that a rejection has changed.
    fn refresh(&mut self, source: &DictionarySource<'_>) {
        for (index, file) in files(source).into_iter().enumerate() {
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
fn files(source: &DictionarySource<'_>) -> Vec<SourceFile> {
    if source.stub_count() <= STUBS_OF_ONE_FILE { vec![source.whole_file()] } else { source.files() }
}
