//! The C++ compiler: which it is, and where it looks for headers.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use crate::error::{Error, Result};
use crate::options::Environment;

/// A C++ compiler.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compiler {
    /// The program, absolute.
    pub path: PathBuf,
    /// What `CXX` says behind the program.
    pub arguments: Vec<String>,
}

impl Compiler {
    /// What `CXX` names, else the first of `c++`, `g++`, `clang++` on `PATH`.
    ///
    /// # Errors
    /// There is none.
    pub fn find(environment: &Environment) -> Result<Self> {
        let search =
            |program: &str| which::which_in(program, Some(&environment.path), &environment.directory).ok();
        if let Some(cxx) = &environment.cxx {
            let mut words = cxx.split_whitespace();
            let program = words.next().unwrap_or_default();
            let path = search(program).ok_or_else(|| {
                Error::Compiler(format!(
                    "CXX names the C++ compiler `{program}`, which was not found on PATH"
                ))
            })?;
            return Ok(Self { path, arguments: words.map(str::to_owned).collect() });
        }
        let path = ["c++", "g++", "clang++"].into_iter().find_map(search).ok_or_else(|| {
            Error::Compiler(
                "no C++ compiler was found: none of c++, g++ and clang++ is on PATH; \
                 install one (Debian: `apt-get install g++`), or set CXX"
                    .into(),
            )
        })?;
        Ok(Self { path, arguments: Vec::new() })
    }

    /// The first line of `--version`.
    ///
    /// # Errors
    /// It does not run.
    pub fn version(&self) -> Result<String> {
        let output = self.run(&[], &["--version"])?;
        Ok(String::from_utf8_lossy(&output.stdout).lines().next().unwrap_or_default().to_owned())
    }

    /// The target triple.
    ///
    /// # Errors
    /// It does not run.
    pub fn target(&self, flags: &[String]) -> Result<String> {
        let output = self.run(flags, &["-dumpmachine"])?;
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    /// A library's file in the directories where the linker looks by itself, by its whole name; `None` where there is none.
    ///
    /// # Errors
    /// The compiler does not run.
    pub fn library_file(&self, flags: &[String], name: &str) -> Result<Option<PathBuf>> {
        let output = self.run(flags, &[&format!("-print-file-name={name}")])?;
        let told = PathBuf::from(String::from_utf8_lossy(&output.stdout).trim());
        // The linker's own directories, of which the compiler knows nothing.
        let own = [Path::new("/usr/local/lib").join(name)];
        // A name that was not found comes back as it is.
        Ok([told].into_iter().chain(own).find(|path| path.is_absolute() && path.is_file()))
    }

    /// The search list for `#include <...>`, the compiler's private directory replaced by clang's.
    ///
    /// # Errors
    /// The compiler does not run, or tells no search list.
    pub fn search_list(&self, flags: &[String], resource_dir: &Path) -> Result<Vec<PathBuf>> {
        let output = self.run(flags, &["-E", "-x", "c++", "-v", "-"])?;
        let told = parse_search_list(&String::from_utf8_lossy(&output.stderr));
        if told.is_empty() {
            return Err(Error::Compiler(format!(
                "{} -E -v tells no include search list",
                self.path.display()
            )));
        }
        let clangs = resource_dir.join("include");
        Ok(with_clangs_directory(told, &clangs.canonicalize().unwrap_or(clangs)))
    }

    /// Runs the compiler with those of the user's flags that choose a target or a library.
    fn run(&self, flags: &[String], arguments: &[&str]) -> Result<Output> {
        let flags = flags.iter().filter(|flag| chooses_headers(flag));
        let mut command = Command::new(&self.path);
        // The text that is parsed must not be translated.
        command.args(&self.arguments).args(flags).args(arguments).env("LC_ALL", "C").stdin(Stdio::null());
        let failed = |why: String| {
            Error::Compiler(format!("the C++ compiler {} does not work: {why}", self.path.display()))
        };
        let output = command.output().map_err(|error| failed(error.to_string()))?;
        if output.status.success() {
            return Ok(output);
        }
        let told = String::from_utf8_lossy(&output.stderr);
        Err(failed(format!("{}\n{}", output.status, told.trim_end()).trim_end().to_owned()))
    }
}

fn chooses_headers(flag: &str) -> bool {
    const PREFIXES: [&str; 6] =
        ["-m", "--sysroot=", "--target=", "-stdlib=", "--gcc-toolchain=", "-nostdinc"];
    PREFIXES.iter().any(|prefix| flag.starts_with(prefix))
}

fn parse_search_list(told: &str) -> Vec<PathBuf> {
    told.lines()
        .skip_while(|line| !line.starts_with("#include <...>"))
        .skip(1)
        .take_while(|line| line.starts_with(' '))
        .map(|line| line.trim().trim_end_matches(" (framework directory)"))
        .map(|directory| Path::new(directory).canonicalize().unwrap_or_else(|_| directory.into()))
        .collect()
}

/// clang cannot parse gcc's intrinsics headers: its own take their place. What it has no header of its own for, as for
/// OpenMP and the sanitizers, is found in gcc's directory, behind all others.
fn with_clangs_directory(told: Vec<PathBuf>, clangs: &Path) -> Vec<PathBuf> {
    let position = told.iter().position(|directory| is_private(directory));
    // Without a private directory: before the C headers, behind the C++ library.
    let position = position.or_else(|| {
        told.iter().position(|directory| !directory.components().any(|part| part.as_os_str() == "c++"))
    });
    let gccs: Vec<_> = told
        .iter()
        .filter(|directory| {
            is_private(directory) && directory.components().any(|part| part.as_os_str() == "gcc")
        })
        .cloned()
        .collect();
    let mut list: Vec<_> = told.iter().take(position.unwrap_or(told.len())).cloned().collect();
    list.push(clangs.to_path_buf());
    list.extend(told.into_iter().skip(position.unwrap_or(usize::MAX)));
    list.retain(|directory| directory == clangs || !is_private(directory));
    list.extend(gccs);
    list
}

/// `/usr/lib/gcc/x86_64-linux-gnu/12/include` and `/usr/lib/llvm-14/lib/clang/14.0.6/include`.
fn is_private(directory: &Path) -> bool {
    let parts: Vec<_> = directory.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    let home =
        parts.windows(2).any(|pair| (pair[0].starts_with("lib")) && (pair[1] == "gcc" || pair[1] == "clang"));
    home && parts.last().is_some_and(|last| last == "include" || last == "include-fixed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(told: &[&str], expected: &[&str]) {
        let told = told.iter().map(PathBuf::from).collect();
        let expected: Vec<_> = expected.iter().map(PathBuf::from).collect();
        assert_eq!(with_clangs_directory(told, Path::new("/clang/include")), expected);
    }

    #[test]
    fn gccs_private_directory_is_replaced() {
        check(
            &[
                "/usr/include/c++/12",
                "/usr/lib/gcc/x86_64-linux-gnu/12/include",
                "/usr/lib/gcc/x86_64-linux-gnu/12/include-fixed",
                "/usr/include",
            ],
            &[
                "/usr/include/c++/12",
                "/clang/include",
                "/usr/include",
                "/usr/lib/gcc/x86_64-linux-gnu/12/include",
                "/usr/lib/gcc/x86_64-linux-gnu/12/include-fixed",
            ],
        );
    }

    #[test]
    fn so_is_another_clangs() {
        check(
            &["/usr/include/c++/12", "/usr/lib/llvm-14/lib/clang/14.0.6/include", "/usr/include"],
            &["/usr/include/c++/12", "/clang/include", "/usr/include"],
        );
    }

    #[test]
    fn a_list_without_one_gets_it_behind_the_cpp_library() {
        check(&["/opt/c++/v1", "/opt/include"], &["/opt/c++/v1", "/clang/include", "/opt/include"]);
        check(&["/opt/c++/v1"], &["/opt/c++/v1", "/clang/include"]);
    }

    #[test]
    fn the_search_list_is_cut_out() {
        let told = "ignored\n#include \"...\" search starts here:\n#include <...> search starts here:\n /nowhere/a\n /nowhere/b\nEnd of search list.\n /nowhere/c\n";
        assert_eq!(parse_search_list(told), ["/nowhere/a", "/nowhere/b"].map(PathBuf::from));
    }

    #[test]
    fn a_missing_compiler_is_named() {
        let environment = Environment {
            cxx: Some("no-such-c++ -m64".into()),
            directory: "/".into(),
            ..Environment::default()
        };
        let error = Compiler::find(&environment).unwrap_err().to_string();
        assert_eq!(error, "CXX names the C++ compiler `no-such-c++`, which was not found on PATH");
        let error = Compiler::find(&Environment { cxx: None, ..environment }).unwrap_err().to_string();
        assert!(error.starts_with("no C++ compiler was found"), "{error}");
    }

    #[test]
    fn a_failing_compiler_is_told_with_its_words() {
        let compiler = Compiler {
            path: "/bin/sh".into(),
            arguments: vec!["-c".into(), "echo broken >&2; exit 3".into()],
        };
        let error = compiler.target(&[]).unwrap_err().to_string();
        assert!(error.contains("exit status: 3") && error.ends_with("broken"), "{error}");
    }
}
