//! Running the C++ compiler, several at a time.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::{Precompiled, Request};
use crate::emit::dictionary::SourceFile;
use crate::error::{Error, Result};

/// The level for generated files. A stub is a call and a conversion: -O1 makes the same code of it as -O2 does,
/// in two thirds of the time, and -O0 keeps the calls of every inline accessor.
const OPTIMIZATION: &str = "-O1";

/// Flags for generated files only: no warnings about the user's headers, every error with the whole chain that
/// led to it, and a section per function, by which a missing definition is traced to its stub.
///
/// The loader binds every symbol when it loads, so a stub may call through the table of addresses itself rather than
/// jump through the linker's stub for lazy binding.
const GENERATED: [&str; 8] = [
    "-pipe",
    "-fno-plt",
    "-w",
    "-fmax-errors=0",
    "-ftemplate-backtrace-limit=0",
    "-fdiagnostics-color=never",
    "-ffunction-sections",
    "-fdata-sections",
];

/// gcc's order of blocks at -O2. At -O1 the handler of an exception lies in the middle of a stub, and every call jumps
/// over it. Other compilers move it out of the way by themselves and may not know the option.
const HANDLERS_LAST: &str = "-freorder-blocks-algorithm=stc";

/// One file to compile.
pub(super) struct Task {
    pub(super) input: PathBuf,
    pub(super) object: PathBuf,
    generated: bool,
}

/// The compiler, its flags, and the directory of the build.
pub(super) struct Compiler<'a> {
    program: PathBuf,
    flags: Vec<String>,
    directory: PathBuf,
    /// Flags for generated files.
    generated: Vec<String>,
    /// The header that generated files begin with.
    prelude: Option<PathBuf>,
    jobs: usize,
    progress: &'a (dyn Fn(usize, usize) + Sync),
}

impl<'a> Compiler<'a> {
    /// Prepares the directory of the build.
    pub(super) fn new(request: &Request<'a>, directory: &Path) -> Result<Self> {
        let prelude = match request.preludes {
            Some(preludes) => (preludes.get)(preludes.first)?,
            None => None,
        };
        let mut compiler = match prelude {
            Some(prelude) => {
                let flags = Vec::new();
                let mut compiler = Self::with_flags(&request.compiler, &request.flags, directory, flags);
                compiler.begin_with(&prelude);
                compiler
            }
            None => Self::for_generated(&request.compiler, &request.flags, directory)?,
        };
        compiler.jobs = request.jobs.max(1);
        compiler.progress = request.progress;
        if compiler.has_prelude() {
            return Ok(compiler);
        }
        for (name, text) in request.source.support_headers() {
            let path = directory.join(name);
            if let Some(parent) = path.parent() {
                std::fs::create_dir_all(parent).map_err(Error::file(parent))?;
            }
            std::fs::write(&path, text).map_err(Error::file(&path))?;
        }
        Ok(compiler)
    }

    /// With the flags of generated files.
    pub(super) fn for_generated(program: &Path, flags: &[String], directory: &Path) -> Result<Self> {
        let generated = ["-fPIC", OPTIMIZATION].iter().chain(&GENERATED).map(|flag| (*flag).to_owned());
        let mut compiler = Self::with_flags(program, flags, directory, generated.collect());
        if compiler.knows(HANDLERS_LAST)? {
            compiler.generated.push(HANDLERS_LAST.to_owned());
        }
        Ok(compiler)
    }

    fn with_flags(program: &Path, flags: &[String], directory: &Path, generated: Vec<String>) -> Self {
        Self {
            program: program.to_owned(),
            flags: flags.to_vec(),
            directory: directory.to_owned(),
            generated,
            prelude: None,
            jobs: 1,
            progress: &|_, _| (),
        }
    }

    /// The header that generated files begin with from now on, instead of any other.
    pub(super) fn begin_with(&mut self, prelude: &Precompiled) {
        self.prelude = Some(prelude.header.clone());
        self.generated.clone_from(&prelude.flags);
    }

    /// Whether generated files begin with a precompiled header.
    pub(super) fn has_prelude(&self) -> bool {
        self.prelude.is_some()
    }

    /// Whether several compilers may run at once.
    pub(super) fn runs_in_parallel(&self) -> bool {
        self.jobs > 1
    }

    /// The flags for generated files.
    pub(super) fn generated_flags(&self) -> Vec<String> {
        self.generated.clone()
    }

    /// Compiles a header, the result beside it; the compiler's output where it fails.
    pub(super) fn precompile(&self, header: &Path) -> Result<Option<String>> {
        let mut command = self.command();
        let (mut result, mut making) = (header.as_os_str().to_owned(), header.as_os_str().to_owned());
        result.push(".gch");
        making.push(".making");
        command.args(&self.generated).args(["-x", "c++-header"]).arg(header).arg("-o").arg(&making);
        let output = self.output(command)?;
        if output.is_none() {
            // Another process may begin with the header at this moment: it finds the whole result or none.
            std::fs::rename(&making, &result).map_err(Error::file(result))?;
        }
        Ok(output)
    }

    /// Whether the compiler accepts an option. It is asked once: a process that serves requests compiles often.
    fn knows(&self, option: &'static str) -> Result<bool> {
        static KNOWN: Mutex<BTreeMap<(PathBuf, &str), bool>> = Mutex::new(BTreeMap::new());
        let asked = (self.program.clone(), option);
        let known = || KNOWN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(answer) = known().get(&asked) {
            return Ok(*answer);
        }
        let mut command = self.command();
        command.args(["-Werror", option, "-E", "-x", "c++", "-"]).stdin(Stdio::null());
        let answer = self.output(command)?.is_none();
        known().insert(asked, answer);
        Ok(answer)
    }

    /// A run of the compiler with the user's flags, its messages in English.
    pub(super) fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.args(&self.flags).env("LC_ALL", "C").env_remove("LANGUAGE");
        command
    }

    /// The same with the flags of generated files.
    fn generated_command(&self) -> Command {
        let mut command = self.command();
        command.args(&self.generated);
        if let Some(prelude) = &self.prelude {
            command.arg("-include").arg(prelude);
            command.arg("-iquote").arg(prelude.parent().unwrap_or(Path::new(".")));
        }
        command
    }

    /// The tasks of the user's own sources.
    pub(super) fn source_tasks(&self, sources: &[PathBuf]) -> Vec<Task> {
        let task = |(index, input): (usize, &PathBuf)| Task {
            input: input.clone(),
            object: self.directory.join(format!("source{index}.o")),
            generated: false,
        };
        sources.iter().enumerate().map(task).collect()
    }

    /// Writes a generated file; the task that compiles it.
    pub(super) fn file_task(&self, file: &SourceFile) -> Result<Task> {
        let input = self.directory.join(&file.name);
        std::fs::write(&input, &file.text).map_err(Error::file(&input))?;
        Ok(Task { input, object: self.object(file), generated: true })
    }

    /// The object of a generated file.
    pub(super) fn object(&self, file: &SourceFile) -> PathBuf {
        self.directory.join(&file.name).with_extension("o")
    }

    /// Runs the tasks; of each, the compiler's output where it failed.
    pub(super) fn run(&self, tasks: &[Task]) -> Result<Vec<Option<String>>> {
        let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let results: Mutex<Vec<Option<Result<Option<String>>>>> =
            Mutex::new(tasks.iter().map(|_| None).collect());
        let work = || {
            while let Some((index, task)) =
                Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|index| Some((index, tasks.get(index)?)))
            {
                let result = self.compile(task);
                results.lock().unwrap_or_else(std::sync::PoisonError::into_inner)[index] = Some(result);
                (self.progress)(done.fetch_add(1, Ordering::Relaxed) + 1, tasks.len());
            }
        };
        std::thread::scope(|scope| {
            for _ in 1..self.jobs.min(tasks.len()) {
                scope.spawn(work);
            }
            work();
        });
        let results = results.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
        results.into_iter().flatten().collect()
    }

    /// The compiler's output where it does not accept a file; no object is made.
    pub(super) fn probe(&self, file: &SourceFile) -> Result<Option<String>> {
        let task = self.file_task(file)?;
        let mut command = self.generated_command();
        command.arg("-fsyntax-only").arg(&task.input);
        self.output(command)
    }

    fn compile(&self, task: &Task) -> Result<Option<String>> {
        let mut command = if task.generated { self.generated_command() } else { self.command() };
        if !task.generated {
            command.args(["-fPIC", "-O2"]);
        }
        command.arg("-c").arg(&task.input).arg("-o").arg(&task.object);
        self.output(command)
    }

    /// What a failing run says.
    fn output(&self, mut command: Command) -> Result<Option<String>> {
        let output = command.output().map_err(|error| {
            Error::Compiler(format!("cannot run the C++ compiler {}: {error}", self.program.display()))
        })?;
        let failed = !output.status.success();
        Ok(failed.then(|| String::from_utf8_lossy(&output.stderr).into_owned()))
    }
}
