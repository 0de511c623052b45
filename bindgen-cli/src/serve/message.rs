//! What is asked, and what is answered: one JSON object a line.
//!
//! The other side is `runtime/python/cppyy_rs/run_time/`. `docs/run-time-cpp.md` tells the whole contract.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// A request, and everything that its result depends on.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Request {
    /// What to make.
    pub(super) task: Task,
    /// Loaded dictionaries in load order: their headers come first.
    pub(super) dictionaries: Vec<PathBuf>,
    /// Dictionaries whose headers do not come first: the package's own, and those of earlier requests.
    pub(super) bound: Vec<PathBuf>,
    /// What earlier requests have included or declared, in order: as in `#include`, quotes or angle brackets included.
    pub(super) chain: Vec<String>,
    /// Where headers are looked for, first of all.
    pub(super) include_directories: Vec<PathBuf>,
    /// Shared libraries of the process that may define what headers declare.
    pub(super) libraries: Vec<PathBuf>,
    /// Files of the process that are not linked with, and whose symbols results may need all the same: Python's own.
    pub(super) process: Vec<PathBuf>,
    /// Further flags of the compiler and clang.
    pub(super) flags: Vec<String>,
    /// The directory of the cache: precompiled headers lie there.
    pub(super) cache: PathBuf,
    /// The path of the result without its suffix: `STORE.result` and directories `STORE.*`.
    pub(super) store: PathBuf,
    /// The dictionary's stem.
    pub(super) stem: String,
}

/// What to make.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum Task {
    /// A dictionary of what some text declares; diagnostics call the text `name`.
    Declare {
        /// The text.
        source: String,
        /// Its name.
        name: String,
    },
    /// A dictionary of what a header declares.
    Include {
        /// The header as after `#include`, without quotes.
        header: String,
        /// Whether it is a header of C.
        c: bool,
    },
    /// A dictionary of class template specialisations.
    Instantiate {
        /// Their names.
        types: Vec<String>,
    },
    /// A dictionary of the function template's specialisation that a call means; where no alternative is C++, why.
    Call {
        /// `ns::f<int>(int&,double)`, and the same call with other types of the arguments.
        alternatives: Vec<String>,
    },
    /// The director of a class as a header: later text may name it, which nothing else shows libclang.
    Director {
        /// The class that Python classes derive from.
        class: String,
    },
    /// A dictionary of the declaration of one name.
    Find {
        /// Its qualified name.
        name: String,
    },
    /// The parts of some text that holds statements and declarations.
    Divide {
        /// The text.
        source: String,
        /// Its name.
        name: String,
    },
}

/// A line of answer.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Answer {
    /// It goes on: what is being done.
    Progress(String),
    /// The result is in its place.
    Made,
    /// There is none.
    Failed {
        /// Whose fault.
        cause: Cause,
        /// Why, as the compiler or the tool words it.
        text: String,
    },
}

impl Answer {
    pub(super) fn failed(cause: Cause, text: String) -> Self {
        Self::Failed { cause, text }
    }
}

/// Why there is no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Cause {
    /// The C++ of the request.
    Code,
    /// What the linker does with it.
    Link,
    /// A header is missing.
    Header,
    /// A file cannot be read or written.
    File,
    /// A tool is missing or broken.
    Tool,
}

/// A result, as `STORE.result` tells it.
#[derive(Clone, Debug, Default)]
pub(super) struct Made {
    /// The dictionary; none where nothing is declared that it could hold.
    pub(super) library: Option<PathBuf>,
    /// How many bytes it has, once it is stored.
    pub(super) size: Option<u64>,
    /// The text as a header for later snippets.
    pub(super) header: Option<PathBuf>,
    /// What the types are called that were to be instantiated; of a director, the functions that it overrides.
    pub(super) types: Vec<String>,
    /// What the compiler warns of.
    pub(super) warnings: Vec<String>,
    /// Declarations that are not bound, with reasons.
    pub(super) skipped: Vec<String>,
    /// Whether something is declared that no library of the request defines.
    pub(super) incomplete: bool,
    /// The declaration of the specialisation that a call means.
    pub(super) called: Option<String>,
    /// Why a call means none.
    pub(super) refused: Option<String>,
    /// The parts of divided text.
    pub(super) parts: Vec<Part>,
    /// Every header that was read, as it was.
    pub(super) files: Vec<ReadFile>,
    /// The programs that have made it, as they were.
    pub(super) programs: Vec<ReadFile>,
}

/// A run of declarations or of statements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// C++ for [`Task::Declare`].
    pub(super) source: String,
    /// The function to call, where the part is statements.
    pub(super) function: Option<String>,
}

/// A file as it was when it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ReadFile {
    /// Its path.
    pub(super) path: PathBuf,
    /// How many bytes.
    pub(super) size: u64,
    /// When it was changed, in nanoseconds since 1970.
    pub(super) modified: i64,
}
