//! The sub-commands, as clap reads them.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::{Args, Parser, Subcommand, ValueEnum};

use super::Input;

#[derive(Parser)]
#[command(
    name = "cppbind",
    version,
    about = "Generates C++ reflection dictionaries from plain headers",
    after_help = "Exit codes: 0 success, 1 errors in the input or the tools, 2 wrong usage.",
    arg_required_else_help = true
)]
pub(super) struct CommandLine {
    #[command(subcommand)]
    command: Option<Command>,
    /// Print the directory for `find_package(cppbind)` of CMake
    #[arg(long)]
    cmake_dir: bool,
    #[command(flatten)]
    pub(super) messages: Messages,
}

impl CommandLine {
    /// What to do: a sub-command, or what the option that stands for one asks.
    pub(super) fn command(self) -> Result<Command, clap::Error> {
        let wrong = |kind, told| Err(Self::command_for_errors().error(kind, told));
        match (self.command, self.cmake_dir) {
            (Some(command), false) => Ok(command),
            (None, true) => Ok(Command::CmakeDir),
            (Some(_), true) => {
                wrong(ErrorKind::ArgumentConflict, "--cmake-dir cannot be used with a sub-command")
            }
            (None, false) => wrong(ErrorKind::MissingSubcommand, "no sub-command is named"),
        }
    }

    fn command_for_errors() -> clap::Command {
        <Self as clap::CommandFactory>::command()
    }
}

/// The names of the sub-commands.
pub(super) const NAMES: [&str; 8] =
    ["gen", "package", "doctor", "explain", "serve", "freeze", "cache", "check"];

/// What to do.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Make a dictionary from headers: lib<Stem>Dict.so and <Stem>Dict.pyi
    Gen(Gen),
    /// Make an installable Python package from headers: a wheel for every Python
    Package(Box<Package>),
    /// Tell which libclang, resource directory, compiler and Python are used, and what is wrong with them
    Doctor,
    /// Tell how a declaration is bound, or why it is not
    Explain(Explain),
    /// Answer the requests of a Python process for C++ at run time, on standard input and output
    #[command(hide = true)]
    Serve(Serve),
    /// Run a Python script and keep what it compiles of C++, so that it runs where there is no compiler
    Freeze(Freeze),
    /// Tell what lies in the cache of C++ at run time, or throw it out
    #[command(subcommand)]
    Cache(CacheAction),
    /// Tell whether a dictionary is sound and whether its headers still declare what it was made from
    Check(Check),
    /// `--cmake-dir`: print where the files for CMake are.
    #[command(skip)]
    CmakeDir,
}

/// `cppbind gen`.
#[derive(Args, Clone, Debug, Default)]
pub struct Gen {
    /// Headers to bind (files, or names as after `#include`; one named *LinkDef*.h is read for its pragmas),
    /// and C++ sources to compile into the dictionary
    #[arg(value_name = "HEADER|SOURCE", required = true)]
    pub files: Vec<String>,

    /// How to read and what to select.
    #[command(flatten)]
    pub input: Input,

    /// Where to write: a file, a directory, or `-` for standard output (text only)
    #[arg(short = 'o', long = "output", value_name = "PATH")]
    pub output: Option<PathBuf>,

    /// What to write
    #[arg(long, value_enum, default_value_t, value_name = "WHAT")]
    pub emit: Emit,

    /// Write the files that were read as a Make rule
    #[arg(long, value_name = "FILE")]
    pub depfile: Option<PathBuf>,

    /// Write besides what `--emit report` tells; as JSON, one declaration a line, where FILE ends in .jsonl
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,

    /// Compile so many files at a time [default: the number of processors]
    #[arg(short = 'j', long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub jobs: Option<u16>,

    /// The whole command line, as a shell would read it.
    #[arg(skip)]
    pub line: String,
}

/// `cppbind package`.
#[derive(Args, Clone, Debug, Default)]
#[command(after_long_help = PACKAGE_FILE)]
pub struct Package {
    /// Headers to bind and C++ sources to compile, as for `gen`; without any, they come from a file
    #[arg(value_name = "HEADER|SOURCE")]
    pub files: Vec<String>,

    /// The file that describes the package [default, where no header is named: cppbind.toml, else pyproject.toml]
    #[arg(long, value_name = "FILE", help_heading = "The package")]
    pub config: Option<PathBuf>,

    /// Its name, as for `pip install`; the module has underscores where the name has `-` and `.`
    #[arg(long, value_name = "NAME", help_heading = "The package")]
    pub name: Option<String>,

    /// Its version, as PEP 440 wants it [default: 0.0.0, unless the file says]
    #[arg(long, value_name = "VERSION", help_heading = "The package")]
    pub version: Option<String>,

    /// One line that says what it is
    #[arg(long, value_name = "TEXT", help_heading = "The package")]
    pub description: Option<String>,

    /// The namespace that the module shows, `a::b`; an empty one is the global namespace [default: the one namespace
    /// that the headers declare, else the global one]
    #[arg(long, value_name = "NAMESPACE", help_heading = "The package")]
    pub namespace: Option<String>,

    /// Take the shared libraries of -l, and what these need, along in the package
    #[arg(long, help_heading = "The package")]
    pub bundle: bool,

    /// The directory to write the wheel into [default: dist]
    #[arg(short = 'o', long = "output", value_name = "DIRECTORY")]
    pub output: Option<PathBuf>,

    /// Compile so many files at a time [default: the number of processors]
    #[arg(short = 'j', long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub jobs: Option<u16>,

    /// How to read and what to select.
    #[command(flatten)]
    pub input: Input,

    /// The whole command line, as a shell would read it.
    #[arg(skip)]
    pub line: String,
}

/// What `package --help` says of the file.
const PACKAGE_FILE: &str = "\
The file has a key for each of these options, and paths in it are relative to its directory.
What the command line names comes besides. In a pyproject.toml the keys stand below
[tool.cppbind]; name, version and description may be the project's.

  name = \"mylib\"
  version = \"1.0\"
  headers = [\"include/mylib.h\"]
  sources = [\"src/mylib.cpp\"]
  include-dirs = [\"include\"]
  libraries = [\"z\"]
  bundle = true";

/// What `gen` writes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Emit {
    /// The compiled dictionary and its type stubs
    #[default]
    Dictionary,
    /// The dictionary's C++ source, one self-contained file
    Source,
    /// The declarations as cppbind understood them
    Ir,
    /// The type stubs
    Pyi,
    /// Every declaration that is bound or skipped, with the reason
    Report,
}

/// `cppbind explain`.
#[derive(Args, Clone, Debug)]
pub struct Explain {
    /// A qualified C++ name, or the end of one: `ns::C::f`, `C::f`, `f`
    pub name: String,

    /// Headers to look in, as for `gen`
    #[arg(value_name = "HEADER", required_unless_present = "dict")]
    pub files: Vec<String>,

    /// How to read and what to select.
    #[command(flatten)]
    pub input: Input,

    /// Look in this dictionary instead of headers
    #[arg(long, value_name = "DICTIONARY", conflicts_with = "files")]
    pub dict: Option<PathBuf>,
}

/// `cppbind freeze`.
#[derive(Args, Clone, Debug)]
pub struct Freeze {
    /// The directory to write [default: that of the script, with the script's name and the suffix `.frozen`]
    #[arg(short = 'o', long = "output", value_name = "DIRECTORY")]
    pub output: Option<PathBuf>,

    /// The Python to run the script with [default: that of cppbind's own environment, else python3]
    #[arg(long, value_name = "PROGRAM")]
    pub python: Option<PathBuf>,

    /// Keep what the directory has from earlier runs: scripts may do other things with other arguments
    #[arg(long)]
    pub add: bool,

    /// The script and its arguments
    #[arg(value_name = "SCRIPT", required = true, trailing_var_arg = true, allow_hyphen_values = true)]
    pub command: Vec<OsString>,
}

/// `cppbind serve`.
#[derive(Args, Clone, Debug, Default)]
pub struct Serve {
    /// A directory of the parent's for the child alone, which is removed when the parent ends, however it ends
    #[arg(long, value_name = "DIRECTORY")]
    pub scratch: Option<PathBuf>,
}

/// `cppbind cache`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Subcommand)]
pub enum CacheAction {
    /// Tell where the cache is and how large
    Info,
    /// Remove all of it
    Clear,
    /// Remove what was used longest ago, until the rest is no larger than CPPBIND_CACHE_SIZE
    Prune,
}

/// `cppbind check`.
#[derive(Args, Clone, Debug)]
pub struct Check {
    /// A dictionary that `cppbind gen` made
    #[arg(value_name = "DICTIONARY")]
    pub dictionary: PathBuf,
}

/// How to talk.
#[derive(Args, Clone, Debug)]
pub struct Messages {
    /// How messages are written
    #[arg(
        long,
        value_enum,
        default_value_t,
        global = true,
        value_name = "FORMAT",
        help_heading = "Messages"
    )]
    pub message_format: MessageFormat,

    /// When to use colours; `auto` obeys NO_COLOR
    #[arg(long, value_enum, default_value_t, global = true, value_name = "WHEN", help_heading = "Messages")]
    pub color: clap::ColorChoice,

    /// Tell the choices made and the commands run
    #[arg(short, long, global = true, help_heading = "Messages")]
    pub verbose: bool,
}

/// How messages are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum MessageFormat {
    /// For people, in clang's style
    #[default]
    Human,
    /// For programs: one JSON object a line, on standard error
    Json,
}
