//! The environment: the variables, the working directory and the executable's own path.

use std::ffi::OsString;
use std::path::PathBuf;

/// What a run may know of the process around it.
#[derive(Clone, Debug, Default)]
pub struct Environment {
    /// The working directory, absolute.
    pub directory: PathBuf,
    /// The `cppbind` executable as it was started, absolute; a virtual environment's `bin/` may be its place.
    pub executable: Option<PathBuf>,
    /// `PATH`.
    pub path: OsString,
    /// `LIBCLANG_PATH`: a libclang, or a directory that holds one.
    pub libclang_path: Option<PathBuf>,
    /// `VIRTUAL_ENV`.
    pub virtual_env: Option<PathBuf>,
    /// `CXX`: the C++ compiler, arguments behind blanks.
    pub cxx: Option<String>,
    /// `CPATH` and `CPLUS_INCLUDE_PATH`: where the compiler looks for headers besides.
    pub include_paths: Vec<OsString>,
    /// `PKG_CONFIG`: the pkg-config to run.
    pub pkg_config: Option<PathBuf>,
    /// How many processors there are.
    pub processors: usize,
    /// Whether `CPPBIND` names the generator that Python processes run.
    pub names_generator: bool,
    /// The cache of C++ at run time: `CPPBIND_CACHE`, else `cppbind` in the user's cache directory.
    pub cache: PathBuf,
    /// How many bytes it may have: `CPPBIND_CACHE_SIZE`, a number that `K`, `M` or `G` may follow.
    pub cache_size: Option<String>,
}

impl Environment {
    pub(super) fn read() -> Self {
        let variable = |name| std::env::var_os(name).filter(|value| !value.is_empty());
        Self {
            directory: std::env::current_dir().unwrap_or_else(|_| PathBuf::from(".")),
            executable: std::env::current_exe().ok(),
            path: std::env::var_os("PATH").unwrap_or_default(),
            libclang_path: variable("LIBCLANG_PATH").map(PathBuf::from),
            virtual_env: variable("VIRTUAL_ENV").map(PathBuf::from),
            cxx: variable("CXX").map(|value| value.to_string_lossy().into_owned()),
            include_paths: ["CPATH", "CPLUS_INCLUDE_PATH"]
                .map(|name| variable(name).unwrap_or_default())
                .into(),
            pkg_config: variable("PKG_CONFIG").map(PathBuf::from),
            names_generator: variable("CPPBIND").is_some(),
            cache: variable("CPPBIND_CACHE").map(PathBuf::from).unwrap_or_else(|| {
                let home = || variable("HOME").map(|home| PathBuf::from(home).join(".cache"));
                let caches = variable("XDG_CACHE_HOME").map(PathBuf::from).or_else(home);
                caches.unwrap_or_default().join("cppbind")
            }),
            cache_size: variable("CPPBIND_CACHE_SIZE").map(|value| value.to_string_lossy().into_owned()),
            processors: std::thread::available_parallelism().map_or(1, usize::from),
        }
    }
}
