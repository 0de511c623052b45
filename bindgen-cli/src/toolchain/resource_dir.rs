//! clang's resource directory: the headers that belong to the compiler itself (`stddef.h`, intrinsics).
//!
//! They must be of libclang's own installation, because they use its builtins.

use std::fs;
use std::path::{Path, PathBuf};

/// The resource directory of the installation that this libclang belongs to.
pub(super) fn beside(libclang: &Path) -> Option<PathBuf> {
    let real = libclang.canonicalize().ok();
    let homes = [Some(libclang), real.as_deref()];
    let homes = homes.into_iter().flatten().filter_map(Path::parent);
    // The wheel keeps the headers beside the library; LLVM has them in lib/clang/<version>.
    let wheel = homes.clone().map(|home| home.join("resource"));
    let llvm = homes.flat_map(|home| versions(&home.join("clang")));
    let debian = real
        .as_deref()
        .and_then(major)
        .into_iter()
        .flat_map(|major| versions(&format!("/usr/lib/llvm-{major}/lib/clang").into()));
    wheel.chain(llvm).chain(debian).find(|directory| directory.join("include/stddef.h").is_file())
}

/// Sub-directories named like versions, highest first.
fn versions(directory: &PathBuf) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory).into_iter().flatten().flatten().map(|entry| entry.path());
    let version = |path: &Path| {
        let name = path.file_name()?.to_str()?;
        name.split('.').map(|part| part.parse::<u32>().ok()).collect::<Option<Vec<_>>>()
    };
    let mut found: Vec<_> = entries.filter_map(|path| Some((version(&path)?, path))).collect();
    found.sort_by(|left, right| right.cmp(left));
    found.into_iter().map(|(_, path)| path).collect()
}

/// The 14 of `libclang-14.so.1`.
fn major(libclang: &Path) -> Option<u32> {
    let name = libclang.file_name()?.to_str()?;
    name.strip_prefix("libclang-")?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(library: &str, resource: &str) {
        let root = tempfile::tempdir().unwrap();
        let (library, resource) = (root.path().join(library), root.path().join(resource));
        fs::create_dir_all(resource.join("include")).unwrap();
        fs::create_dir_all(library.parent().unwrap()).unwrap();
        fs::write(resource.join("include/stddef.h"), "").unwrap();
        fs::write(&library, "").unwrap();
        assert_eq!(beside(&library), Some(resource));
    }

    #[test]
    fn the_wheel_has_it_beside() {
        check("native/libclang.so", "native/resource");
    }

    #[test]
    fn llvm_has_it_below_clang() {
        check("lib/libclang.so.1", "lib/clang/14.0.6");
        check("lib/libclang.so.1", "lib/clang/22");
    }

    #[test]
    fn a_directory_without_headers_is_none() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join("resource")).unwrap();
        fs::write(root.path().join("libclang.so"), "").unwrap();
        assert_eq!(beside(&root.path().join("libclang.so")), None);
    }
}
