//! `cppbind doctor`: which tools a run would use, and what is wrong with them.
//!
//! May not know: ir, emission.

use std::fmt::Display;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use cppbind_abi::handshake::{ABI_MAJOR, ABI_MINOR};

use crate::clang::Clang;
use crate::diagnostics::{Diagnostic, Severity};
use crate::error::{Error, Result};
use crate::options::Environment;
use crate::reporter::Reporter;
use crate::toolchain::{Compiler, Libclang, Python};

/// Prints the findings; whether every tool that `cppbind gen` needs is usable.
///
/// # Errors
/// There is no place for temporary files.
pub fn doctor(environment: &Environment, reporter: &mut dyn Reporter) -> Result<bool> {
    let mut findings = Findings::default();
    findings
        .tell("cppbind", format!("{}, dictionary ABI {ABI_MAJOR}.{ABI_MINOR}", env!("CARGO_PKG_VERSION")));
    let resource_dir = libclang(environment, &mut findings);
    compiler(environment, resource_dir.as_deref(), &mut findings)?;
    python(environment, &mut findings);
    // Where nobody reads the findings the exit code still tells.
    std::io::stdout().lock().write_all(findings.text.as_bytes()).unwrap_or_default();
    findings.problems.iter().for_each(|problem| reporter.diagnostic(problem));
    Ok(!findings.problems.iter().any(|problem| problem.severity == Severity::Error))
}

#[derive(Default)]
struct Findings {
    text: String,
    problems: Vec<Diagnostic>,
}

impl Findings {
    fn tell(&mut self, what: &str, finding: impl Display) {
        self.text += &format!("{what:<19} {finding}\n");
    }

    fn problem(&mut self, severity: Severity, problem: impl Display) {
        self.problems.push(Diagnostic::new(severity, problem.to_string()));
    }

    /// The value, or its error as a problem.
    fn check<T>(&mut self, result: Result<T>) -> Option<T> {
        result.map_err(|error| self.problem(Severity::Error, error)).ok()
    }
}

/// libclang, its version, and the resource directory that must be of the same version.
fn libclang(environment: &Environment, findings: &mut Findings) -> Option<PathBuf> {
    let found = findings.check(Libclang::find(environment))?;
    findings.tell("libclang", format!("{} (found through {})", found.path.display(), found.origin));
    let clang = findings.check(Clang::load(&found.path));
    if let Some(clang) = &clang {
        findings.tell("", clang.version());
        if !clang.lists_instantiated_members() {
            let poor = "this libclang does not list the members of implicitly instantiated templates: \
                        version 21 or later binds more (`pip install libclang-ng`)";
            findings.problem(Severity::Warning, poor);
        }
    }
    let resource_dir = findings.check(found.resource_dir())?;
    findings.tell("resource directory", resource_dir.display());
    if let (Some(clang), Some((major, source))) = (clang, headers_version(&resource_dir))
        && major != clang.major()
    {
        let mismatch = format!(
            "libclang is version {}, but its headers are of version {major} ({source}); another package has \
             overwritten one of them: `pip uninstall libclang` and `pip install --force-reinstall libclang-ng`",
            clang.major()
        );
        findings.problem(Severity::Error, mismatch);
    }
    Some(resource_dir)
}

/// The major version of a resource directory and what tells it: its own name, or the wheel that brought it.
fn headers_version(resource_dir: &Path) -> Option<(u32, String)> {
    let name = resource_dir.file_name()?.to_str()?;
    if let Some(major) = name.split('.').next().and_then(|major| major.parse().ok()) {
        return Some((major, name.to_owned()));
    }
    let site_packages = resource_dir.ancestors().nth(3)?;
    let entries = std::fs::read_dir(site_packages).ok()?.flatten();
    entries.filter_map(|entry| wheel_version(entry.file_name().to_str()?)).next()
}

/// The 22 of `libclang_ng-22.1.4.2.dist-info`.
fn wheel_version(name: &str) -> Option<(u32, String)> {
    let version = name.strip_prefix("libclang_ng-")?.strip_suffix(".dist-info")?;
    Some((version.split('.').next()?.parse().ok()?, format!("libclang-ng {version}")))
}

fn compiler(environment: &Environment, resource_dir: Option<&Path>, findings: &mut Findings) -> Result<()> {
    let Some(compiler) = findings.check(Compiler::find(environment)) else { return Ok(()) };
    findings.tell("C++ compiler", compiler.path.display());
    if let Some(version) = findings.check(compiler.version()) {
        findings.tell("", version);
    }
    if let Some(target) = findings.check(compiler.target(&[])) {
        findings.tell("target", target);
    }
    if let Some(list) =
        resource_dir.and_then(|resource_dir| findings.check(compiler.search_list(&[], resource_dir)))
    {
        for (index, directory) in list.iter().enumerate() {
            findings.tell(if index == 0 { "headers" } else { "" }, directory.display());
        }
    }
    linker(&compiler, findings)
}

/// Whether a shared library can be made at all, and whether the linker packs relocations.
fn linker(compiler: &Compiler, findings: &mut Findings) -> Result<()> {
    let directory = tempfile::tempdir().map_err(Error::file("a temporary directory"))?;
    let source = directory.path().join("probe.cpp");
    std::fs::write(&source, "#include <string>\nstd::string probe() { return \"probe\"; }\n")
        .map_err(Error::file(&source))?;
    let attempt = |option: &[&str]| {
        let mut command = Command::new(&compiler.path);
        command.args(&compiler.arguments).args(["-shared", "-fPIC"]).args(option).arg(&source);
        command.arg("-o").arg(directory.path().join("probe.so")).output()
    };
    match attempt(&[]) {
        Ok(output) if output.status.success() => {
            let packs = attempt(&["-Wl,-z,pack-relative-relocs", "-Wl,--fatal-warnings"])
                .is_ok_and(|output| output.status.success());
            let told = if packs {
                "packs relative relocations"
            } else {
                "does not pack relative relocations (dictionaries are larger)"
            };
            findings.tell("linker", told);
        }
        Ok(output) => {
            let told = String::from_utf8_lossy(&output.stderr).trim_end().to_owned();
            findings.problem(
                Severity::Error,
                format!("the C++ compiler makes no shared library from C++ code:\n{told}"),
            );
        }
        Err(error) => findings.problem(Severity::Error, format!("the C++ compiler does not run: {error}")),
    }
    Ok(())
}

fn python(environment: &Environment, findings: &mut Findings) {
    let Some(python) = Python::find(environment) else {
        findings.problem(
            Severity::Warning,
            "no python3 was found; dictionaries can be made, but nothing here can load them",
        );
        return;
    };
    let version = Command::new(&python.path).arg("--version").output();
    let version =
        version.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default();
    findings.tell("Python", format!("{} ({version})", python.path.display()));
    let runtime =
        Command::new(&python.path).args(["-c", "import cppyy_rs; print(cppyy_rs.__file__)"]).output();
    match runtime.ok().filter(|output| output.status.success()) {
        Some(output) => findings.tell("cppyy_rs", String::from_utf8_lossy(&output.stdout).trim()),
        None => findings
            .problem(Severity::Warning, "this Python cannot import cppyy_rs, which loads dictionaries"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_resource_directory_tells_its_version() {
        let told = headers_version(Path::new("/usr/lib/llvm-14/lib/clang/14.0.6"));
        assert_eq!(told, Some((14, "14.0.6".to_owned())));
        assert_eq!(
            wheel_version("libclang_ng-22.1.4.2.dist-info"),
            Some((22, "libclang-ng 22.1.4.2".to_owned()))
        );
        assert_eq!(wheel_version("libclang-18.1.1.dist-info"), None);
    }

    #[test]
    fn a_wheel_tells_it_in_its_dist_info() {
        let site_packages = tempfile::tempdir().unwrap();
        let resource_dir = site_packages.path().join("clang/native/resource");
        std::fs::create_dir_all(&resource_dir).unwrap();
        std::fs::create_dir(site_packages.path().join("libclang_ng-22.1.4.2.dist-info")).unwrap();
        assert_eq!(headers_version(&resource_dir), Some((22, "libclang-ng 22.1.4.2".to_owned())));
    }
}
