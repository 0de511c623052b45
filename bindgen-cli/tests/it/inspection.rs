//! `check`, `explain` and `doctor`.

use cppbind::dictionary::{Dictionary, validate};

use crate::project::Project;

const HEADER: &str = "/// Adds.\ninline int add(int a, int b = 2) { return a + b; }\n\
                      struct Point { double x, y; int bits : 3; double sum() const { return x + y; } Point twice() const { return *this; } };\n\
                      enum class Mode { A, B };\nint nowhere(Point p);\n";

fn made() -> Project {
    let project = Project::new(&[("geometry.h", HEADER)]);
    project.cppbind("gen geometry.h").succeeds();
    project
}

#[test]
fn a_fresh_dictionary_is_sound() {
    made().cppbind("check libgeometryDict.so").succeeds().tells("is sound");
}

#[test]
fn changed_and_missing_headers_are_told() {
    let project = made();
    project.write("geometry.h", format!("{HEADER}int more();\n"));
    project
        .cppbind("check libgeometryDict.so")
        .fails(1, "int more() is new")
        .tells("make the dictionary anew: cppbind gen geometry.h");
    std::fs::remove_file(project.path("geometry.h")).unwrap();
    project.cppbind("check libgeometryDict.so").fails(1, "geometry.h cannot be read");
}

#[test]
fn what_is_no_dictionary_is_refused() {
    let project = made();
    project.cppbind("check nowhere.so").fails(1, "nowhere.so");
    project.cppbind("check geometry.h").fails(1, "not a 64-bit ELF shared library");
    project
        .run(std::path::Path::new("c++"), &["-shared", "-fPIC", "-x", "c++", "/dev/null", "-o", "empty.so"])
        .succeeds();
    project.cppbind("check empty.so").fails(1, "it is not a cppbind dictionary");
}

#[test]
fn another_abi_version_is_told() {
    let project = made();
    let mut bytes = std::fs::read(project.path("libgeometryDict.so")).unwrap();
    let magic = bytes.windows(8).position(|window| window == b"CPPBIND\0").expect("the header is there");
    bytes[magic + 8] = 77;
    project.write("other.so", bytes);
    project.cppbind("check other.so").fails(1, "it was made for dictionary ABI 77.");
}

#[test]
fn truncated_files_are_refused() {
    let project = made();
    let bytes = std::fs::read(project.path("libgeometryDict.so")).unwrap();
    for length in [0, 10, 64, 1000, bytes.len() / 2] {
        project.write("short.so", &bytes[..length]);
        project.cppbind("check short.so").fails(1, "short.so");
    }
}

/// Whatever byte is damaged, reading ends with an answer.
#[test]
fn damaged_bytes_never_crash_the_reader() {
    let project = made();
    let bytes = std::fs::read(project.path("libgeometryDict.so")).unwrap();
    let path = project.path("damaged.so");
    let mut found = 0;
    for step in (0..bytes.len()).step_by(bytes.len() / 150) {
        let mut damaged = bytes.clone();
        for byte in &mut damaged[step..(step + 4).min(bytes.len())] {
            *byte ^= 0xa5;
        }
        std::fs::write(&path, damaged).unwrap();
        found += match Dictionary::open(&path) {
            Ok(dictionary) => usize::from(!validate(&dictionary).is_empty()),
            Err(error) => usize::from(error.exit_code() == 1),
        };
    }
    assert!(found > 0, "some of the damage lies in the tables");
}

#[test]
fn a_declaration_is_explained_from_headers() {
    let project = made();
    let run = project.cppbind("explain add geometry.h").succeeds().prints("int add(int a, int b = 2)");
    run.prints("in Python gbl.add").prints("int a travels as a 32-bit integer").prints("has 2 stubs");
    project.cppbind("explain Point::x geometry.h").succeeds().prints("variable Point::x of type double");
    project.cppbind("explain Pont geometry.h").fails(1, "did you mean Point?");
}

#[test]
fn a_declaration_is_explained_from_a_dictionary() {
    let project = made();
    project.cppbind("explain add --dict libgeometryDict.so").succeeds().prints("int add(int a, int b = 2)");
    project.cppbind("explain Point::x --dict libgeometryDict.so").succeeds().prints("double Point::x");
    let run = project.cppbind("explain nowhere --dict libgeometryDict.so").succeeds();
    run.prints("is not bound: it needs nowhere(Point)");
    project
        .cppbind("explain nothing_near --dict libgeometryDict.so")
        .fails(1, "nothing is declared as nothing_near");
}

#[test]
fn the_doctor_names_every_tool() {
    let project = Project::new(&[]);
    let run =
        project.cppbind("doctor").succeeds().prints("found through LIBCLANG_PATH").prints("clang version");
    run.prints("resource directory").prints("C++ compiler").prints("linker");
}

#[test]
fn the_doctor_tells_what_is_wrong() {
    Project::new(&[]).with("CXX", "no-such-compiler").cppbind("doctor").fails(1, "no-such-compiler");
    Project::new(&[])
        .with("LIBCLANG_PATH", "/nowhere")
        .cppbind("doctor")
        .fails(1, "LIBCLANG_PATH is /nowhere");
}

#[test]
fn a_class_that_is_only_declared_is_named_with_the_header_that_may_define_it() {
    let header = "namespace geo {\n\
        class Line;\n\
        class Unknown;\n\
        struct Map {\n\
            Line line() const;\n\
            void take(Unknown unknown) const;\n\
            Line* pointer() const { return nullptr; }\n\
        };\n\
        }\n";
    let project = Project::new(&[
        ("inc/geo/Map.hpp", header),
        ("inc/geo/Line.hpp", "namespace geo { class Line {}; }"),
    ]);
    let reason = "is passed by value, and the named headers only declare it";
    project
        .cppbind("gen -Iinc geo/Map.hpp --emit report")
        .succeeds()
        .prints(&format!("geo::Line geo::Map::line() const: geo::Line {reason}; name geo/Line.hpp too"))
        .prints(&format!("void geo::Map::take(geo::Unknown unknown) const: geo::Unknown {reason}\n"))
        .prints("function geo::Line* geo::Map::pointer() const");
}
