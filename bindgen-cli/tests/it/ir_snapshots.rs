//! Headers in, the listing of their IR out.
//!
//! `tests/headers/X.hpp` must give `tests/expectations/X.ir.txt`; flags for clang stand on a header's first line
//! (`// flags: -std=c++20`). `CPPBIND_BLESS=1` writes the expectations anew.

use std::path::{Path, PathBuf};

use cppbind::emit::ir_text::ir_text;
use cppbind::error::Error;
use cppbind::lower::{Lowered, Request, lower};
use cppbind::selection::Selection;

use crate::libclang;

pub(crate) fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// Lowers one header with the flags of its first line.
pub(crate) fn lower_header(header: &Path, instantiate: &[&str]) -> Result<Lowered, Error> {
    let header = header.canonicalize().expect("the header exists");
    let text = std::fs::read_to_string(&header).expect("the header is text");
    let mut arguments = libclang::system_arguments();
    arguments.push("-std=c++17".to_owned());
    if let Some(flags) = text.lines().next().and_then(|line| line.strip_prefix("// flags:")) {
        arguments.extend(flags.split_whitespace().map(str::to_owned));
    }
    lower(&Request {
        libclang: libclang::libclang(),
        includes: vec![format!("\"{}\"", header.display())],
        arguments,
        selection: Selection { files: vec![header], ..Selection::default() },
        instantiate: instantiate.iter().map(|name| (*name).to_owned()).collect(),
        calls: Vec::new(),
        elsewhere: Default::default(),
        known: Default::default(),
        along: Default::default(),
    })
}

/// The listing without the members of other libraries' instances, which differ from one standard library to the next.
fn stable(text: &str) -> String {
    let mut result = String::new();
    let mut foreign = false;
    for line in text.lines() {
        if !line.starts_with(' ') {
            foreign = ["class std::", "struct std::", "class __gnu_cxx::", "other template "]
                .iter()
                .any(|head| line.starts_with(head));
        }
        let theirs = line.starts_with("typedef std::")
            || foreign && line.starts_with(' ')
            || line.starts_with("other template ");
        if !theirs {
            result += line;
            result.push('\n');
        }
    }
    result
}

/// Compares a text with the expectation, or writes it.
pub(crate) fn check(expectation: &Path, actual: &str) -> Result<(), String> {
    if std::env::var_os("CPPBIND_BLESS").is_some() {
        std::fs::write(expectation, actual).map_err(|error| error.to_string())?;
        return Ok(());
    }
    let expected = std::fs::read_to_string(expectation).unwrap_or_default();
    if expected == actual {
        return Ok(());
    }
    let line = expected.lines().zip(actual.lines()).position(|(one, other)| one != other);
    let line = line.unwrap_or_else(|| expected.lines().count().min(actual.lines().count()));
    Err(format!(
        "{} differs at line {}\n  expected: {}\n  actual:   {}\n",
        expectation.display(),
        line + 1,
        expected.lines().nth(line).unwrap_or("(end)"),
        actual.lines().nth(line).unwrap_or("(end)"),
    ))
}

#[test]
fn snapshots() {
    let mut headers: Vec<PathBuf> = std::fs::read_dir(tests().join("headers"))
        .expect("tests/headers exists")
        .map(|entry| entry.expect("it can be listed").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "hpp"))
        .collect();
    headers.sort();
    assert!(!headers.is_empty());
    let mut failures = String::new();
    for header in headers {
        let stem = header.file_stem().expect("it has a name").to_string_lossy().into_owned();
        match lower_header(&header, &[]) {
            Ok(lowered) => {
                let expectation = tests().join("expectations").join(format!("{stem}.ir.txt"));
                if let Err(difference) = check(&expectation, &stable(&ir_text(&lowered.ir))) {
                    failures += &difference;
                }
            }
            Err(error) => failures += &format!("{stem}: {error:?}\n"),
        }
    }
    assert!(failures.is_empty(), "{failures}CPPBIND_BLESS=1 accepts the new texts");
}
