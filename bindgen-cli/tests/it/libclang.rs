//! The libclang and the compiler that the tests use.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The workspace's root.
pub(crate) fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the package lies in the workspace").to_owned()
}

/// `LIBCLANG_PATH`, else the one in the workspace's virtual environment.
pub(crate) fn libclang() -> PathBuf {
    if let Some(path) = std::env::var_os("LIBCLANG_PATH") {
        return PathBuf::from(path);
    }
    let lib = workspace().join(".venv/lib");
    let pythons = std::fs::read_dir(&lib).into_iter().flatten().flatten();
    pythons
        .map(|python| python.path().join("site-packages/clang/native/libclang.so"))
        .find(|path| path.is_file())
        .unwrap_or_else(|| {
            panic!("no libclang: set LIBCLANG_PATH, or run `make venv` ({} has none)", lib.display())
        })
}

/// Arguments that make clang find the standard headers: g++'s search list with clang's own headers.
pub(crate) fn system_arguments() -> Vec<String> {
    let resources = libclang().parent().expect("libclang lies in a directory").join("resource");
    let output = Command::new("g++")
        .args(["-E", "-x", "c++", "-v", "/dev/null"])
        .env("LC_ALL", "C")
        .output()
        .expect("g++ runs");
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    let list = text
        .split("#include <...> search starts here:")
        .nth(1)
        .and_then(|rest| rest.split("End of search list").next());
    let mut arguments: Vec<String> =
        ["-xc++", "-nostdinc", "-nostdinc++", "-resource-dir"].into_iter().map(str::to_owned).collect();
    arguments.push(resources.display().to_string());
    for directory in
        list.expect("g++ tells its search list").lines().map(str::trim).filter(|line| !line.is_empty())
    {
        arguments.push("-isystem".to_owned());
        arguments.push(if directory.contains("/lib/gcc/") && directory.ends_with("/include") {
            resources.join("include").display().to_string()
        } else {
            directory.to_owned()
        });
    }
    arguments
}
