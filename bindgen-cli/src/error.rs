//! What ends a run, as the user is told. Every variant is exit code 1 except [`Error::Usage`] (2).

use std::path::PathBuf;

use crate::diagnostics::Diagnostic;

/// The result of a stage.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a run ended.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The command line makes no sense.
    #[error("{0}")]
    Usage(String),
    /// A header that was named does not exist.
    #[error("header not found: {header}{hint}")]
    HeaderNotFound {
        /// As named.
        header: String,
        /// Where it was looked for.
        hint: String,
    },
    /// The headers do not parse.
    #[error("the headers do not parse")]
    Parse(Vec<Diagnostic>),
    /// A place in a file that users write says what makes no sense.
    #[error("{}", .0.message)]
    At(Box<Diagnostic>),
    /// libclang is missing, too old or wrong.
    #[error("{0}")]
    Libclang(String),
    /// The C++ compiler is missing or broken.
    #[error("{0}")]
    Compiler(String),
    /// The generated dictionary does not compile or link for a reason that no dropped stub mends.
    #[error("the dictionary does not compile: {message}")]
    Compile {
        /// One sentence.
        message: String,
        /// The compiler's own output.
        output: String,
    },
    /// It does not link.
    #[error("the dictionary does not link: {message}")]
    Link {
        /// One sentence.
        message: String,
        /// The linker's own output.
        output: String,
    },
    /// A specialisation of a template that C++ does not accept.
    #[error("{0}")]
    Specialisation(String),
    /// A file cannot be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Any other input that cannot be used: selection files, compile commands, dictionaries.
    #[error("{0}")]
    Input(String),
}

impl Error {
    /// The process's exit code.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Usage(_) => 2,
            _ => 1,
        }
    }

    /// Wraps an I/O error with its path.
    pub fn file(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |source| Self::File { path, source }
    }
}
