//! The walls between the crates and their modules, read from the sources.
//!
//! ARCHITECTURE.md says why each stands. A broken one fails with the file and the line that breaks it.

mod cycles;
mod source;

use crate::libclang::workspace;
use source::{Crate, Line};

/// Layers of the runtime, highest first; a module may use its own layer and those below. Modules that are not
/// listed (errors, names) must only not be part of a cycle.
const RUNTIME_LAYERS: [&[&str]; 9] = [
    &["lib"],
    &["pythonize", "scope", "director", "member"],
    &["call"],
    &["container"],
    &["convert"],
    &["instance", "registry"],
    &["state"],
    &["dictionary"],
    &["abi"],
];

/// Names that say nothing about what a file is for.
const VAGUE: [&str; 8] = ["utils", "util", "helpers", "helper", "common", "manager", "managers", "misc"];

fn generator() -> Crate {
    Crate::read(&workspace().join("bindgen-cli"))
}

fn runtime() -> Crate {
    Crate::read(&workspace().join("runtime"))
}

fn crates() -> Vec<Crate> {
    ["bindgen-cli", "runtime", "runtime/abi", "proc-macros", "testlibs"]
        .iter()
        .map(|path| Crate::read(&workspace().join(path)))
        .collect()
}

/// Fails with the lines that a rule forbids.
#[track_caller]
fn forbid<'a>(rule: &str, lines: impl IntoIterator<Item = &'a Line>) {
    let broken: Vec<_> =
        lines.into_iter().map(|line| format!("{}: {}", line.place(), line.code.trim())).collect();
    assert!(broken.is_empty(), "{rule}:\n{}", broken.join("\n"));
}

#[test]
fn ir_names_no_other_module() {
    let generator = generator();
    forbid(
        "ir is plain data and names no other module",
        generator.uses("ir").filter(|(_, used)| used != "ir").map(|(line, _)| line),
    );
}

#[test]
fn emission_never_sees_clang() {
    let generator = generator();
    let unseen = ["clang", "lower", "compile"];
    let broken = generator.uses("emit").filter(|(_, used)| unseen.contains(&used.as_str()));
    forbid("emit never sees clang, lowering or the compiler", broken.map(|(line, _)| line));
}

#[test]
fn packaging_only_wraps_what_is_made() {
    let generator = generator();
    let unseen = ["clang", "lower", "serve", "cache", "freeze"];
    let broken = generator.uses("package").filter(|(_, used)| unseen.contains(&used.as_str()));
    forbid("package never sees clang, lowering or C++ at run time", broken.map(|(line, _)| line));
    for module in
        generator.modules().into_iter().filter(|module| !matches!(module.as_str(), "package" | "lib"))
    {
        let broken = generator.uses(&module).filter(|(_, used)| used == "package");
        forbid("nothing is made for packages alone", broken.map(|(line, _)| line));
    }
}

#[test]
fn only_lowering_sees_both_clang_and_ir() {
    let generator = generator();
    for module in generator.modules().into_iter().filter(|module| !matches!(module.as_str(), "lower" | "lib"))
    {
        let sees = |wanted: &'static str| {
            generator.uses(&module).filter(move |(_, used)| used == wanted).map(|(line, _)| line)
        };
        let sees_ir = module == "ir" || sees("ir").next().is_some();
        forbid("only lower sees both clang and ir", sees("clang").filter(|_| sees_ir));
    }
}

#[test]
fn leaves_name_no_other_module() {
    let generator = generator();
    for leaf in ["options", "diagnostics", "fingerprint"] {
        let broken = generator.uses(leaf).filter(|(_, used)| used != leaf);
        forbid("options, diagnostics and fingerprint are leaves", broken.map(|(line, _)| line));
    }
    let broken =
        generator.uses("error").filter(|(_, used)| !matches!(used.as_str(), "error" | "diagnostics"));
    forbid("error names diagnostics alone", broken.map(|(line, _)| line));
}

#[test]
fn libclang_and_unsafe_stay_in_clang() {
    let generator = generator();
    let outside = || generator.lines().filter(|line| line.module != "clang");
    forbid("only clang uses clang-sys", outside().filter(|line| line.has_word("clang_sys")));
    forbid("only clang is unsafe", outside().filter(|line| line.has_word("unsafe")));
}

#[test]
fn options_alone_reads_argv_and_environment() {
    let generator = generator();
    let reads = [
        "env::args",
        "env::args_os",
        "env::var",
        "env::var_os",
        "env::vars",
        "env::current_dir",
        "env::current_exe",
    ];
    // clang-sys takes the path of libclang from a variable only, so clang/library.rs compares and sets it.
    let outside =
        generator.lines().filter(|line| line.module != "options" && !line.is_in("clang/library.rs"));
    forbid(
        "options alone reads argv and the environment",
        outside.filter(|line| reads.iter().any(|read| line.has_path(read))),
    );
}

#[test]
fn crates_depend_downwards_only() {
    for (package, forbidden) in [
        ("runtime", &["clang-sys", "cppbind"][..]),
        ("runtime/abi", &["clang-sys", "cppbind", "pyo3", "cppyy_rs"]),
        ("bindgen-cli", &["pyo3", "cppyy_rs"]),
        ("proc-macros", &["clang-sys", "cppbind", "cppbind-abi", "pyo3", "cppyy_rs"]),
    ] {
        let dependencies = source::dependencies(&workspace().join(package).join("Cargo.toml"));
        for name in forbidden {
            assert!(
                !dependencies.iter().any(|dependency| dependency == name),
                "{package}/Cargo.toml: must not depend on {name}"
            );
        }
    }
}

#[test]
fn the_runtimes_layers_hold() {
    let runtime = runtime();
    let layer = |module: &str| RUNTIME_LAYERS.iter().position(|modules| modules.contains(&module));
    for module in runtime.modules() {
        let Some(own) = layer(&module) else { continue };
        let broken = runtime.uses(&module).filter(|(_, used)| layer(used).is_some_and(|used| used < own));
        forbid("a layer of the runtime uses no layer above", broken.map(|(line, _)| line));
    }
}

#[test]
fn modules_form_no_cycle() {
    for package in crates() {
        if let Some(cycle) = cycles::find(&package) {
            panic!("{}: modules form a cycle:\n{}", package.name, cycle.join("\n"));
        }
    }
}

#[test]
fn names_say_what_a_file_is_for() {
    for package in crates() {
        let vague =
            package.files.iter().filter(|file| file.components().any(|part| VAGUE.contains(&part.as_str())));
        let vague: Vec<_> = vague.map(|file| file.path.display().to_string()).collect();
        assert!(vague.is_empty(), "files need names of their own: {}", vague.join(", "));
        forbid(
            "modules need names of their own",
            package
                .lines()
                .filter(|line| line.declared_module().is_some_and(|module| VAGUE.contains(&module))),
        );
    }
}
