//! The standard library's headers, and ours for stubs, precompiled once for compiler and libclang.
//!
//! The precompiled headers of one compiler and one set of flags have a directory in the
//! cache. It is made under a lock, and the file that is written last says that it is complete.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use super::first_header::CONTAINER_HEADERS;
use super::lock::lock;
use super::message::{Answer, ReadFile};
use super::{say, store};
use crate::cache::{COMPLETE, PRELUDES};
use crate::clang::{Clang, Purpose, TranslationUnit};
use crate::compile::{self, Precompiled};
use crate::diagnostics::Severity;
use crate::emit::dictionary::support_headers;
use crate::error::{Error, Result};
use crate::fingerprint::Fingerprint;
use crate::toolchain::Toolchain;

/// The headers of the standard library that C++ written from Python finds included, as far as the compiler has them.
const STANDARD: &[&str] = &[
    "algorithm",
    "any",
    "array",
    "atomic",
    "bitset",
    "cassert",
    "cctype",
    "chrono",
    "climits",
    "cmath",
    "complex",
    "condition_variable",
    "cstddef",
    "cstdint",
    "cstdio",
    "cstdlib",
    "cstring",
    "deque",
    "exception",
    "filesystem",
    "forward_list",
    "fstream",
    "functional",
    "future",
    "initializer_list",
    "iomanip",
    "iostream",
    "iterator",
    "limits",
    "list",
    "map",
    "memory",
    "mutex",
    "new",
    "numeric",
    "optional",
    "queue",
    "random",
    "ratio",
    "set",
    "sstream",
    "stack",
    "stdexcept",
    "string",
    "string_view",
    "thread",
    "tuple",
    "type_traits",
    "typeindex",
    "typeinfo",
    "unordered_map",
    "unordered_set",
    "utility",
    "valarray",
    "variant",
    "vector",
];

/// Those of them that few use, and that cost every compile half of what all cost together: their inline functions use
/// templates, and gcc instantiates those anew behind precompiled headers, used or not.
const RARE: &[&str] =
    &["condition_variable", "filesystem", "future", "mutex", "random", "thread", "valarray"];

/// Those of our own headers that include hardly anything of the standard library's: what remains where text has no use
/// for it.
const BARE_OWN: &[&str] = &[
    "cppbind/dictionary.h",
    "cppbind/stub.h",
    "cppbind/passed.h",
    "cppbind/list.h",
    "cppbind/container.h",
    "cppbind/upcall.h",
    "cppbind/callback.h",
    "cppbind/director.h",
    "cppbind/value.h",
];

/// The headers that are precompiled for the compiler, each with more than those before: [`BARE_OWN`] alone, with
/// [`CONTAINER_HEADERS`], all but for [`RARE`], all.
const HEADERS: [&str; 4] = ["bare.hpp", "containers.hpp", "lean.hpp", FULL];

/// All of it.
const FULL: &str = "prelude.hpp";

/// The number of the header that has nothing of the standard library's.
pub(super) const BARE: usize = 0;

/// The number of the header that serves containers of the user's own types.
pub(super) const CONTAINERS: usize = 1;

/// The number of the header that serves whatever text there is, but for what few use.
pub(super) const LEAN: usize = 2;

/// libclang's parse of all of it.
const SAVED: &str = "prelude.pch";

/// Precompiled headers.
#[derive(Debug)]
pub(super) struct Prelude {
    directory: PathBuf,
    record: Record,
}

/// What is known of them.
#[derive(Debug, Serialize, Deserialize)]
struct Record {
    /// The headers that they were made of.
    files: Vec<ReadFile>,
    /// What the compiler told of itself.
    system_includes: Vec<PathBuf>,
    target: String,
    /// The flags that the compiler has precompiled them with.
    flags: Vec<String>,
    /// The option that chooses a fast linker.
    linker: Option<String>,
}

impl Prelude {
    /// That of the cache, made where it is missing or stale. Only then, the compiler is run, and else the record has what
    /// the toolchain lacks.
    pub(super) fn get(
        cache: &Path,
        toolchain: &mut Toolchain,
        clang: &Clang,
        flags: &[String],
        identity: &str,
    ) -> Result<Self> {
        let text = text(STANDARD.iter());
        let mut key = Fingerprint::of(text.as_bytes());
        for (_, header) in support_headers() {
            key = Fingerprint::default().with(&key.to_le_bytes()).with(header.as_bytes()).value();
        }
        let identity = format!("{HEADERS:?}{identity}{flags:?}{:?}", toolchain.compiler_arguments);
        let key = Fingerprint::default().with(&key.to_le_bytes()).with(identity.as_bytes()).value();
        let directory = cache.join(PRELUDES).join(format!("{key:016x}"));
        let _lock = lock(&directory)?;
        let complete = directory.join(COMPLETE);
        if let Some(record) = unchanged(&complete) {
            toolchain.system_includes.clone_from(&record.system_includes);
            toolchain.target.clone_from(&record.target);
            let prelude = Self { directory, record };
            prelude.is_there();
            return Ok(prelude);
        }
        say(&Answer::Progress("precompiling the headers of the standard library".into()))?;
        toolchain.ask(flags)?;
        for (name, text) in support_headers() {
            write(&directory.join(name), text)?;
        }
        // What was made of headers that have changed since is not to be found by the compiler.
        remove(&compiled(&directory.join(FULL)))?;
        write(&directory.join(FULL), &text)?;
        let [bare, containers, lean, _] = HEADERS.map(|name| directory.join(name));
        remove(&compiled(&containers))?;
        let light = || own(|name| BARE_OWN.contains(&name));
        write(&bare, &light())?;
        write(&containers, &[including(CONTAINER_HEADERS.iter()), light()].concat())?;
        write(&lean, &self::text(STANDARD.iter().filter(|name| !RARE.contains(name))))?;
        let compiler_flags = [&toolchain.compiler_arguments[..], flags].concat();
        // The two parse the same headers side by side.
        let (files, lean) = std::thread::scope(|scope| {
            let compiled = scope.spawn(|| {
                compile::precompile(&toolchain.compiler, &compiler_flags, &bare)?;
                compile::precompile(&toolchain.compiler, &compiler_flags, &lean)
            });
            let files = save(clang, toolchain, flags, &directory, &text);
            let compiled = compiled.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            Ok::<_, Error>((files?, compiled?))
        })?;
        let (system_includes, target) = (toolchain.system_includes.clone(), toolchain.target.clone());
        let linker = compile::fast_linker(&toolchain.compiler, &compiler_flags)?;
        let record = Record { files, system_includes, target, flags: lean.flags, linker };
        let json = serde_json::to_string(&record)
            .map_err(|error| Error::Input(format!("{}: {error}", complete.display())))?;
        write(&complete, &json)?;
        Ok(Self { directory, record })
    }

    /// The headers that it was made of.
    pub(super) fn files(&self) -> &[ReadFile] {
        &self.record.files
    }

    /// The option that chooses a fast linker, where there is one.
    pub(super) fn linker(&self) -> Option<String> {
        self.record.linker.clone()
    }

    /// Where they are, and the headers of our own that they were made of.
    pub(super) fn directory(&self) -> &Path {
        &self.directory
    }

    /// What libclang has saved.
    pub(super) fn saved(&self) -> PathBuf {
        self.directory.join(SAVED)
    }

    /// One of the headers that are precompiled for the compiler: each has more than those before. That of containers and
    /// the last one are precompiled when somebody needs them.
    pub(super) fn header(
        &self,
        number: usize,
        compiler: &Path,
        flags: &[String],
    ) -> Result<Option<Precompiled>> {
        let Some(name) = HEADERS.get(number) else { return Ok(None) };
        let header = self.directory.join(name);
        if number != BARE && number != LEAN {
            let _lock = lock(&self.directory)?;
            if !compiled(&header).exists() {
                say(&Answer::Progress("precompiling more headers of the standard library".into()))?;
                compile::precompile(compiler, flags, &header)?;
            }
        }
        Ok(Some(Precompiled { header, flags: self.record.flags.clone() }))
    }

    /// Whether it is still there, and remembered as used.
    pub(super) fn is_there(&self) -> bool {
        let complete = self.directory.join(COMPLETE);
        // A cache that cannot be written to does not forget.
        File::open(&complete).and_then(|file| file.set_modified(SystemTime::now())).unwrap_or_default();
        complete.exists()
    }
}

fn write(path: &Path, text: &str) -> Result<()> {
    std::fs::create_dir_all(path.parent().unwrap_or(path)).map_err(Error::file(path))?;
    std::fs::write(path, text).map_err(Error::file(path))
}

/// What the compiler makes of a header.
fn compiled(header: &Path) -> PathBuf {
    header.with_extension("hpp.gch")
}

fn remove(path: &Path) -> Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Error::file(path)(error)),
        _ => Ok(()),
    }
}

/// The text of a header that includes some of the standard library's, and all of our own.
fn text<'a>(names: impl Iterator<Item = &'a &'a str>) -> String {
    [including(names), own(|_| true)].concat()
}

/// The text that includes some of the standard library's headers.
fn including<'a>(names: impl Iterator<Item = &'a &'a str>) -> String {
    names.map(|name| format!("#if __has_include(<{name}>)\n#include <{name}>\n#endif\n")).collect()
}

/// The text that includes some of our own.
fn own(wanted: impl Fn(&str) -> bool) -> String {
    let names = support_headers().into_iter().map(|(name, _)| name);
    let wanted = names.filter(|name| !name.ends_with("definitions.h") && wanted(name));
    wanted.map(|name| format!("#include \"{name}\"\n")).collect()
}

/// Whether one of our own headers includes hardly anything of the standard library's.
pub(super) fn is_light(own: &str) -> bool {
    BARE_OWN.contains(&own) || own == "cppbind/definitions.h"
}

/// libclang's parse, saved; the files that it read.
fn save(
    clang: &Clang,
    toolchain: &Toolchain,
    flags: &[String],
    directory: &Path,
    text: &str,
) -> Result<Vec<ReadFile>> {
    let mut arguments = toolchain.clang_arguments();
    arguments.extend(flags.iter().cloned());
    // What the headers instantiate is instantiated here, not again by each parse that builds upon them.
    let header = ["-xc++-header", "-Xclang", "-fpch-instantiate-templates", "-iquote"];
    arguments.extend(header.into_iter().map(str::to_owned));
    arguments.push(directory.display().to_string());
    let unit = TranslationUnit::parse(clang, FULL, text, &arguments, Purpose::PREFIX)?;
    let errors: Vec<_> =
        unit.diagnostics().into_iter().filter(|told| told.severity == Severity::Error).collect();
    if !errors.is_empty() {
        return Err(Error::Parse(errors));
    }
    unit.save(&directory.join(SAVED))?;
    Ok(unit.files().into_iter().filter_map(|file| store::read_file(Path::new(&file.name()))).collect())
}

/// What is known of complete precompiled headers, where none of them has changed since.
fn unchanged(complete: &Path) -> Option<Record> {
    let text = std::fs::read_to_string(complete).ok()?;
    let record: Record = serde_json::from_str(&text).ok()?;
    let same = record.files.iter().all(|file| store::read_file(&file.path).as_ref() == Some(file));
    same.then_some(record)
}
