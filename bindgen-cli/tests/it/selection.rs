//! Which declarations a command line selects.

use crate::project::Project;

/// Files of a library in its own directory, and a stranger that it includes.
fn library() -> Project {
    Project::new(&[
        (
            "lib/a.h",
            "#include \"b.h\"\n#include <stranger.h>\nnamespace ns { struct A {}; enum E { X }; inline int f() { return 1; } }\n",
        ),
        ("lib/b.h", "struct B {};\ntemplate <class T> struct Box { T value; };\n"),
        ("inc/stranger.h", "struct Stranger {};\n"),
    ])
}

/// The bound declarations of the report, without places.
#[track_caller]
fn check(options: &[&str], expected: &[&str]) {
    let project = library();
    let arguments = [&["gen", "lib/a.h", "-Iinc", "--emit", "report"], options].concat();
    let run = project.cppbind_with(&arguments).succeeds();
    let bound = run.stdout.lines().filter_map(|line| line.strip_prefix("bound    ")?.split_once(": "));
    let mut bound: Vec<_> = bound.map(|(_, declaration)| declaration).collect();
    bound.sort_unstable();
    assert_eq!(bound, expected);
}

#[test]
fn the_headers_directory_is_bound_and_strangers_are_not() {
    check(&[], &["class B", "class ns::A", "enum ns::E", "function int ns::f()", "template Box"]);
}

#[test]
fn a_header_in_an_include_directory_is_alone() {
    check(&["-Ilib"], &["class ns::A", "enum ns::E", "function int ns::f()"]);
}

#[test]
fn an_allowlist_is_all_there_is() {
    check(&["--allowlist-type", "ns::.*"], &["class ns::A", "enum ns::E"]);
    check(
        &["--allowlist-function", "ns::f", "--allowlist-item", "Stranger"],
        &["class Stranger", "function int ns::f()"],
    );
    check(&["--allowlist-file", ".*/b\\.h"], &["class B", "template Box"]);
}

#[test]
fn a_blocklist_takes_away() {
    check(&["--blocklist-type", "ns::A|Box", "--blocklist-function", ".*f"], &["class B", "enum ns::E"]);
    check(&["--blocklist-file", ".*/a\\.h"], &["class B", "template Box"]);
}

#[test]
fn instantiations_are_bound() {
    let expected = [
        "class B",
        "class Box<int>",
        "class ns::A",
        "enum ns::E",
        "function int ns::f()",
        "template Box",
        "variable Box<int>::value",
    ];
    check(&["--instantiate", "Box<int>"], &expected);
}

#[test]
fn a_specialisation_that_a_header_declares_is_bound_on_request() {
    let project = library();
    let template = "namespace ns { template <class T> int count(T&); template <> inline int count(int&) { return 1; } }\n";
    project.write("lib/c.h", template);
    let words = ["gen", "lib/c.h", "--allowlist-item", "ns::A", "--emit", "report"];
    let run = project.cppbind_with(&[&words[..], &["--instantiate", "ns::count(int&)"]].concat()).succeeds();
    run.prints("function int ns::count<int>(int&)");
}

#[test]
fn selection_files_and_linkdefs_select() {
    let project = library();
    project.write("s.xml", "<lcgdict><class name=\"B\"/><class name=\"Nothing\"/></lcgdict>");
    let run = project.cppbind("gen lib/a.h -Iinc --selection s.xml --emit report").succeeds();
    run.prints("class B").tells("<class name=\"Nothing\"/>").tells("matches no declaration");
    project.write("LinkDef.h", "#pragma link C++ class ns::A+;\n#pragma link C++ class Box<int>;\n");
    let run = project.cppbind("gen lib/a.h LinkDef.h -Iinc --emit report").succeeds();
    let run = run.prints("class ns::A").prints("class Box<int>");
    assert!(!run.stdout.contains("class B\n"), "{}", run.stdout);
}
