//! The tools of a child, found once: libclang, the compiler, the prelude.

use std::cell::Cell;
use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use cppbind_abi::codes::TableKind;

use super::message::{ReadFile, Request};
use super::prelude::Prelude;
use super::rebuild::Rebuild;
use super::store;
use crate::clang::Clang;
use crate::dictionary::Dictionary;
use crate::error::Result;
use crate::options::Environment;
use crate::toolchain::Toolchain;

/// The standard where no dictionary and no flag names a later one.
const STANDARD: &str = "-std=c++17";

/// Tools for all requests with the same flags.
pub(super) struct Tools {
    /// The compiler, its search list, libclang.
    pub(super) toolchain: Toolchain,
    /// libclang, loaded.
    pub(super) clang: Clang,
    /// The standard library's headers.
    pub(super) prelude: Prelude,
    /// The programs, as they are.
    pub(super) programs: Vec<ReadFile>,
    /// The number of the precompiled header that a request has needed. Those behind it build upon what it has declared.
    pub(super) least_header: Cell<usize>,
    flags: Vec<String>,
    cache: PathBuf,
    /// What dictionaries have.
    pub(super) bound: Bound,
}

impl Tools {
    /// Finds them, and makes the prelude where there is none yet.
    pub(super) fn find(request: &Request, environment: &Environment) -> Result<Self> {
        let flags = flags(request)?;
        let mut toolchain = Toolchain::locate(environment)?;
        let clang = Clang::load(&toolchain.libclang)?;
        let mut programs = Vec::new();
        for program in [&toolchain.compiler, &toolchain.libclang] {
            programs.extend(store::read_file(program));
        }
        // Another generator makes other dictionaries, but of the same precompiled headers.
        let identity = format!("{programs:?}{:?}", environment.include_paths);
        let prelude = Prelude::get(&request.cache, &mut toolchain, &clang, &flags, &identity)?;
        programs.extend(environment.executable.as_deref().and_then(store::read_file));
        Ok(Self {
            toolchain,
            clang,
            prelude,
            programs,
            least_header: Cell::new(0),
            flags,
            cache: request.cache.clone(),
            bound: Bound::default(),
        })
    }

    /// Whether they serve a request too.
    pub(super) fn serve(&self, request: &Request) -> bool {
        self.cache == request.cache
            && self.prelude.is_there()
            && flags(request).is_ok_and(|flags| flags == self.flags)
    }

    /// What makes libclang parse behind the prelude as the compiler would.
    pub(super) fn clang_arguments(&self) -> Vec<String> {
        let mut arguments = self.toolchain.clang_arguments();
        arguments.extend(self.flags.iter().cloned());
        // Headers of directors include our own.
        arguments.extend(["-iquote".to_owned(), self.prelude.directory().display().to_string()]);
        arguments.extend(["-include-pch".to_owned(), self.prelude.saved().display().to_string()]);
        arguments
    }

    /// Flags that are the same for all requests that these tools serve, and without which the prelude is not valid.
    pub(super) fn flags(&self) -> &[String] {
        &self.flags
    }
}

/// The class template specialisations of dictionaries, read once.
#[derive(Debug, Default)]
pub(super) struct Bound(Mutex<HashMap<PathBuf, Vec<String>>>);

impl Bound {
    /// Those that loaded dictionaries have.
    pub(super) fn elsewhere(&self, request: &Request) -> Result<HashSet<String>> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut all = HashSet::new();
        for path in request.dictionaries.iter().chain(&request.bound) {
            if !known.contains_key(path) {
                let dictionary = Dictionary::open(path)?;
                let classes = dictionary.records(TableKind::Classes);
                let names = classes.map(|class| class.text("qualified").to_owned());
                let names = names.filter(|name| name.contains('<') || name.starts_with("std::"));
                known.insert(path.clone(), names.collect());
            }
            all.extend(known[path].iter().cloned());
        }
        Ok(all)
    }
}

/// The flags that choose the language; macros and directories are written into the chain instead.
fn flags(request: &Request) -> Result<Vec<String>> {
    let mut standards = vec![STANDARD.to_owned()];
    for path in &request.dictionaries {
        let rebuild = Rebuild::of(path)?;
        standards.extend(rebuild.flags.into_iter().filter(|flag| flag.starts_with("-std=")));
    }
    let (named, mut flags): (Vec<_>, Vec<_>) =
        request.flags.iter().cloned().partition(|flag| flag.starts_with("-std="));
    let latest = standards.into_iter().max_by_key(|standard| age(standard)).unwrap_or_default();
    flags.insert(0, named.last().cloned().unwrap_or(latest));
    Ok(flags)
}

/// `-std=gnu++20` to 20; what was before 2011 and had letters (`c++2a`) counts as what it became.
fn age(standard: &str) -> u32 {
    let digits = standard.rsplit("++").next().unwrap_or_default();
    match digits {
        "98" | "03" => 3,
        "0x" => 11,
        "1y" => 14,
        "1z" => 17,
        "2a" => 20,
        "2b" => 23,
        "2c" => 26,
        other => other.parse().unwrap_or(0),
    }
}

#[cfg(test)]
mod tests {
    use super::age;

    #[test]
    fn standards_have_an_order() {
        let mut standards = ["-std=c++20", "-std=gnu++17", "-std=c++98", "-std=c++2b", "-std=c++11"];
        standards.sort_by_key(|standard| age(standard));
        assert_eq!(standards, ["-std=c++98", "-std=c++11", "-std=gnu++17", "-std=c++20", "-std=c++2b"]);
    }
}
