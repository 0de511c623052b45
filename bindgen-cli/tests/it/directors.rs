//! The directors' C++ alone, in many threads, under ThreadSanitizer: `tests/directors/` has the classes and what stands for Python.

use std::path::Path;

use crate::project::{Project, Run};

const CLASSES: &str = include_str!("../directors/directed.hpp");
const FAKE_PYTHON: &str = include_str!("../directors/fake_python.cpp");

/// What ThreadSanitizer ends a process with that has raced.
const RACED: i32 = 66;

/// Compiles the dictionary's source with what stands for Python, and runs it.
fn run(flags: &[&str]) -> Run {
    let project = Project::new(&[("directed.hpp", CLASSES), ("fake_python.cpp", FAKE_PYTHON)]);
    project.cppbind("gen directed.hpp --emit source -o directed.dict.cpp").succeeds();
    let mut words = vec!["-std=c++17", "-fsanitize=thread", "-g", "-O1", "-pthread", "-I."];
    words.extend_from_slice(flags);
    words.extend_from_slice(&["-include", "directed.dict.cpp", "fake_python.cpp", "-o", "threads"]);
    project.run(Path::new("g++"), &words).succeeds();
    // ThreadSanitizer wants its memory where the kernel puts it only without randomisation.
    project.run(Path::new("setarch"), &["-R", "./threads"])
}

#[test]
fn directors_do_not_race() {
    run(&[]).succeeds().prints("all agree");
}

#[test]
fn a_race_is_noticed() {
    run(&["-DRACE"]).fails(RACED, "data race");
}
