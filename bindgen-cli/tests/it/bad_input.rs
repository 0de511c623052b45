//! Bad input: a message that names the cause, and the right exit code.

use crate::project::Project;

fn project() -> Project {
    Project::new(&[("a.h", "inline int f() { return 1; }\n")])
}

#[test]
fn wrong_usage_is_2() {
    let project = project();
    project.cppbind("").fails(2, "Usage");
    project.cppbind("gen").fails(2, "HEADER");
    project.cppbind("gen a.h --emit nonsense").fails(2, "nonsense");
    project.cppbind("gen only.cpp").fails(2, "no header is named");
    project.cppbind_with(&["gen", "a.h", "--allowlist-type", "("]).fails(2, "--allowlist-type '('");
}

#[test]
fn a_missing_header_is_named() {
    project().cppbind("gen nowhere.h").fails(1, "header not found: nowhere.h");
}

#[test]
fn a_missing_header_below_an_include_directory_gets_a_hint() {
    let project = Project::new(&[("inc/deep/x.h", "")]);
    project.cppbind("gen x.h -Iinc").fails(1, "(add -I ").tells("inc/deep");
}

#[test]
fn a_missing_source_is_named() {
    project().cppbind("gen a.h nowhere.cpp").fails(1, "source not found: nowhere.cpp");
}

#[test]
fn headers_that_do_not_parse_are_told_as_clang_does() {
    let project = Project::new(&[("a.h", "struct A {\n    Nonsense x;\n};\n")]);
    project
        .cppbind("gen a.h")
        .fails(1, "a.h:2:5: error: unknown type name 'Nonsense'\n    Nonsense x;\n    ^");
}

#[test]
fn a_header_that_needs_another_one_first_is_told_which() {
    let project = Project::new(&[("a.h", "void f(FILE*, FILE*);\nstd::string g();\n")]);
    project
        .cppbind("gen a.h")
        .fails(1, "error: unknown type name 'FILE'")
        .tells("note: FILE is declared by <stdio.h>, which this header does not include: add --include stdio.h")
        .tells("note: std::string is declared by <string>, which this header does not include: add --include string");
    project.cppbind("gen a.h --include stdio.h --include string --emit pyi").succeeds();
}

#[test]
fn a_source_that_does_not_compile_is_told_with_the_compilers_words() {
    let project = project();
    project.write("a.cpp", "nonsense\n");
    project.cppbind("gen a.h a.cpp").fails(1, "a.cpp does not compile").tells("nonsense");
}

#[test]
fn a_missing_compiler_is_named() {
    project()
        .with("CXX", "no-such-compiler")
        .cppbind("gen a.h")
        .fails(1, "CXX names the C++ compiler `no-such-compiler`");
}

#[test]
fn a_failing_compiler_is_named() {
    project().with("CXX", "false").cppbind("gen a.h").fails(1, "does not work");
}

#[test]
fn a_wrong_libclang_path_is_never_passed_over() {
    project()
        .with("LIBCLANG_PATH", "/nowhere/libclang.so")
        .cppbind("gen a.h")
        .fails(1, "LIBCLANG_PATH is /nowhere/libclang.so");
}

#[test]
fn a_library_that_is_no_libclang_is_refused() {
    let project = project();
    project.write("lib/libclang.so", "no library");
    project.write("lib/resource/include/stddef.h", "");
    let library = project.path("lib/libclang.so");
    project.with("LIBCLANG_PATH", library).cppbind("gen a.h").fails(1, "lib/libclang.so");
}

#[test]
fn a_libclang_without_its_headers_is_told_with_the_remedy() {
    let project = project();
    project.write("lib/libclang.so", "no library");
    let library = project.path("lib");
    project.with("LIBCLANG_PATH", library).cppbind("gen a.h").fails(1, "no resource directory");
}

#[test]
fn selection_files_are_checked() {
    let project = project();
    project.cppbind("gen a.h --selection nowhere.xml").fails(1, "nowhere.xml");
    project.write("s.xml", "<lcgdict><class name=");
    project.cppbind("gen a.h --selection s.xml").fails(1, "not a selection file");
}

#[test]
fn a_type_that_cannot_be_instantiated_is_warned_of() {
    project()
        .cppbind_with(&["gen", "a.h", "--instantiate", "nonsense<int>", "--emit", "ir"])
        .succeeds()
        .tells("nonsense<int>");
}
