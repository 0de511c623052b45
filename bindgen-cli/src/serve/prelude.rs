//! The standard library's headers, and ours for stubs, precompiled once for compiler and libclang.
//!
//! The precompiled headers of one compiler and one set of flags have a directory in the
//! cache. It is made under a lock, and the file that is written last says that it is complete.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::message::{Answer, ReadFile};
use super::{say, store};
use crate::cache::{COMPLETE, PRELUDES};
use crate::clang::{Clang, Purpose, TranslationUnit};
use crate::compile;
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

/// Precompiled headers.
#[derive(Debug)]
pub(super) struct Prelude {
    /// The header, beside which the compiler finds what it has precompiled.
    pub(super) header: PathBuf,
    /// The same for libclang.
    pub(super) saved: PathBuf,
    /// The headers that they were made of.
    pub(super) files: Vec<ReadFile>,
}

impl Prelude {
    /// That of the cache, made where it is missing or stale.
    pub(super) fn get(
        cache: &Path,
        toolchain: &Toolchain,
        clang: &Clang,
        flags: &[String],
        programs: &[ReadFile],
    ) -> Result<Self> {
        let text = text();
        let mut key = Fingerprint::of(text.as_bytes());
        for (_, header) in support_headers() {
            key = Fingerprint::default().with(&key.to_le_bytes()).with(header.as_bytes()).value();
        }
        let identity = format!("{programs:?}{flags:?}{:?}", toolchain.compiler_arguments);
        let key = Fingerprint::default().with(&key.to_le_bytes()).with(identity.as_bytes()).value();
        let directory = cache.join(PRELUDES).join(format!("{key:016x}"));
        std::fs::create_dir_all(&directory).map_err(Error::file(&directory))?;
        let lock = directory.join("lock");
        let lock = File::options().create(true).append(true).open(&lock).map_err(Error::file(lock))?;
        // The system gives the lock back when its owner dies.
        lock.lock().map_err(Error::file(&directory))?;
        let header = directory.join("prelude.hpp");
        let saved = directory.join("prelude.pch");
        let complete = directory.join(COMPLETE);
        if let Some(files) = unchanged(&complete) {
            // The time of the file is that of its last use; a cache that cannot be written to does not forget.
            File::open(&complete).and_then(|file| file.set_modified(SystemTime::now())).unwrap_or_default();
            return Ok(Self { header, saved, files });
        }
        say(&Answer::Progress("precompiling the headers of the standard library".into()))?;
        let write = |path: &Path, text: &str| {
            std::fs::create_dir_all(path.parent().unwrap_or(path)).map_err(Error::file(path))?;
            std::fs::write(path, text).map_err(Error::file(path))
        };
        for (name, text) in support_headers() {
            write(&directory.join(name), text)?;
        }
        write(&header, &text)?;
        let compiler_flags = [&toolchain.compiler_arguments[..], flags].concat();
        // The two parse the same headers side by side.
        let files = std::thread::scope(|scope| {
            let compiled = scope.spawn(|| compile::precompile(&toolchain.compiler, &compiler_flags, &header));
            let files = save(clang, toolchain, flags, &directory, &text, &saved);
            let compiled = compiled.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            compiled.and(files)
        })?;
        let json = serde_json::to_string(&files)
            .map_err(|error| Error::Input(format!("{}: {error}", complete.display())))?;
        write(&complete, &json)?;
        Ok(Self { header, saved, files })
    }
}

/// The text of the header.
fn text() -> String {
    let ours = support_headers().into_iter().filter(|(name, _)| !name.ends_with("definitions.h"));
    let standard =
        STANDARD.iter().map(|name| format!("#if __has_include(<{name}>)\n#include <{name}>\n#endif\n"));
    standard.chain(ours.map(|(name, _)| format!("#include \"{name}\"\n"))).collect()
}

/// libclang's parse, saved; the files that it read.
fn save(
    clang: &Clang,
    toolchain: &Toolchain,
    flags: &[String],
    directory: &Path,
    text: &str,
    saved: &Path,
) -> Result<Vec<ReadFile>> {
    let mut arguments = toolchain.clang_arguments();
    arguments.extend(flags.iter().cloned());
    arguments.extend(["-xc++-header".to_owned(), "-iquote".to_owned(), directory.display().to_string()]);
    let unit = TranslationUnit::parse(clang, "prelude.hpp", text, &arguments, Purpose::Prefix)?;
    let errors: Vec<_> =
        unit.diagnostics().into_iter().filter(|told| told.severity == Severity::Error).collect();
    if !errors.is_empty() {
        return Err(Error::Parse(errors));
    }
    unit.save(saved)?;
    Ok(unit.files().into_iter().filter_map(|file| store::read_file(Path::new(&file.name()))).collect())
}

/// The headers of complete precompiled ones, where none has changed since.
fn unchanged(complete: &Path) -> Option<Vec<ReadFile>> {
    let text = std::fs::read_to_string(complete).ok()?;
    let files: Vec<ReadFile> = serde_json::from_str(&text).ok()?;
    let same = files.iter().all(|file| store::read_file(&file.path).as_ref() == Some(file));
    same.then_some(files)
}
