//! How headers are read and what of them is selected: the part that `gen` and `explain` share.

use std::path::PathBuf;

use clap::Args;

/// Spelled with two dashes in clap's help, with one by everybody.
const COMPILER_FLAGS: &str =
    "Compiler flags (as compilers spell them: -isystem DIR, -std=c++20, -include FILE)";

/// Flags and selection.
#[derive(Args, Clone, Debug, Default)]
pub struct Input {
    /// Add a directory to the include search path
    #[arg(short = 'I', value_name = "DIR", help_heading = COMPILER_FLAGS)]
    pub include_directories: Vec<PathBuf>,

    /// Add a system directory, searched after all of -I
    #[arg(long = "isystem", value_name = "DIR", help_heading = COMPILER_FLAGS)]
    pub system_directories: Vec<PathBuf>,

    /// Add a directory for `#include "..."` only
    #[arg(long = "iquote", value_name = "DIR", help_heading = COMPILER_FLAGS)]
    pub quote_directories: Vec<PathBuf>,

    /// Add a directory that is searched last
    #[arg(long = "idirafter", value_name = "DIR", help_heading = COMPILER_FLAGS)]
    pub after_directories: Vec<PathBuf>,

    /// Define a macro
    #[arg(short = 'D', value_name = "NAME[=VALUE]", help_heading = COMPILER_FLAGS)]
    pub defines: Vec<String>,

    /// Undefine a macro
    #[arg(short = 'U', value_name = "NAME", help_heading = COMPILER_FLAGS)]
    pub undefines: Vec<String>,

    /// The C++ standard [default: that of the build directory, else c++17]
    #[arg(long = "std", value_name = "STANDARD", help_heading = COMPILER_FLAGS)]
    pub standard: Option<String>,

    /// Include a file before the headers
    #[arg(long = "include", value_name = "FILE", help_heading = COMPILER_FLAGS)]
    pub forced_includes: Vec<String>,

    /// Link a library
    #[arg(short = 'l', value_name = "NAME", help_heading = COMPILER_FLAGS)]
    pub libraries: Vec<String>,

    /// Add a directory to the library search path; what `gen` makes looks there too when it is loaded
    #[arg(short = 'L', value_name = "DIR", help_heading = COMPILER_FLAGS)]
    pub library_directories: Vec<PathBuf>,

    /// Use the flags of an installed package, as pkg-config tells them
    #[arg(long, value_name = "NAME", help_heading = COMPILER_FLAGS)]
    pub pkg_config: Vec<String>,

    /// Use the flags of BUILD_DIR/compile_commands.json: those of the header, or of a source that goes with it
    #[arg(short = 'p', value_name = "BUILD_DIR", help_heading = COMPILER_FLAGS)]
    pub build_directory: Option<PathBuf>,

    /// More flags, for libclang and the compiler alike
    #[arg(last = true, value_name = "FLAGS", allow_hyphen_values = true)]
    pub flags: Vec<String>,

    /// Allow and block lists.
    #[command(flatten)]
    pub lists: Lists,

    /// Bind what this genreflex selection file selects
    #[arg(long, value_name = "selection.xml", help_heading = "Selection")]
    pub selection: Vec<PathBuf>,

    /// Instantiate and bind a specialisation of a class template, `std::vector<MyStruct>`, or of a function template,
    /// `void twice<int>(int)`
    #[arg(long, value_name = "SPECIALISATION", help_heading = "Selection")]
    pub instantiate: Vec<String>,
}

/// Regular expressions on qualified names, matched as a whole.
#[derive(Args, Clone, Debug, Default)]
#[command(
    next_help_heading = "Selection (regular expressions on whole qualified names; once anything is allowed, only that)"
)]
pub struct Lists {
    /// Bind matching classes, enums and typedefs
    #[arg(long, value_name = "REGEX")]
    pub allowlist_type: Vec<String>,
    /// Bind matching functions
    #[arg(long, value_name = "REGEX")]
    pub allowlist_function: Vec<String>,
    /// Bind matching variables and macros
    #[arg(long, value_name = "REGEX")]
    pub allowlist_var: Vec<String>,
    /// Bind matching declarations of any kind
    #[arg(long, value_name = "REGEX")]
    pub allowlist_item: Vec<String>,
    /// Bind what matching files declare
    #[arg(long, value_name = "REGEX")]
    pub allowlist_file: Vec<String>,
    /// Leave out matching classes, enums and typedefs
    #[arg(long, value_name = "REGEX")]
    pub blocklist_type: Vec<String>,
    /// Leave out matching functions
    #[arg(long, value_name = "REGEX")]
    pub blocklist_function: Vec<String>,
    /// Leave out matching variables and macros
    #[arg(long, value_name = "REGEX")]
    pub blocklist_var: Vec<String>,
    /// Leave out matching declarations of any kind
    #[arg(long, value_name = "REGEX")]
    pub blocklist_item: Vec<String>,
    /// Leave out what matching files declare
    #[arg(long, value_name = "REGEX")]
    pub blocklist_file: Vec<String>,
}
