//! `cppbind gen` as users run it: what it finds, writes and tells.

use std::path::Path;

use crate::project::Project;

const HEADER: &str =
    "class MyClass {\npublic:\n    MyClass(int i = 42);\n    int MyFunc();\nprivate:\n    int m_int;\n};\n";
const SOURCE: &str = "#include \"MyClass.h\"\nMyClass::MyClass(int i) : m_int(i) {}\nint MyClass::MyFunc() { return m_int; }\n";

fn my_class() -> Project {
    Project::new(&[("MyClass.h", HEADER), ("MyClass.cpp", SOURCE)])
}

#[test]
fn a_dictionary_and_its_stub_are_written() {
    let project = my_class();
    project
        .cppbind("gen MyClass.h MyClass.cpp")
        .succeeds()
        .tells("wrote libMyClassDict.so and MyClassDict.pyi");
    assert!(project.path("libMyClassDict.so").is_file());
    assert!(project.read("MyClassDict.pyi").contains("def MyFunc(self) -> int: ..."));
}

#[test]
fn a_source_beside_the_header_is_used_and_told() {
    let project = my_class();
    project
        .cppbind("gen MyClass.h")
        .succeeds()
        .tells("MyClass.cpp is compiled into the dictionary, because it goes with MyClass.h");
}

#[test]
fn a_library_beside_the_header_is_linked_and_told() {
    let project = my_class();
    let built = project.run(Path::new("c++"), &["-shared", "-fPIC", "-o", "libMyClass.so", "MyClass.cpp"]);
    built.succeeds();
    project.cppbind("gen MyClass.h").succeeds().tells("the dictionary is linked with libMyClass");
}

#[test]
fn missing_definitions_are_told_by_their_names_with_the_remedy() {
    let project = Project::new(&[("MyClass.h", HEADER)]);
    project.cppbind("gen MyClass.h").fails(1, "MyClass::MyFunc()").tells("-l");
    assert!(!project.path("libMyClassDict.so").exists());
}

#[test]
fn one_missing_definition_costs_one_function() {
    let project = Project::new(&[(
        "a.h",
        "inline int here() { return 1; }\nint nowhere();\ninline int too() { return 2; }\n",
    )]);
    project
        .cppbind("gen a.h")
        .succeeds()
        .tells("a.h:2:5: warning: int nowhere() is not bound")
        .tells("bound 2 functions; skipped 1");
    let stub = project.read("aDict.pyi");
    assert!(stub.contains("def here(") && !stub.contains("def nowhere("), "{stub}");
}

#[test]
fn constructors_that_nobody_can_call_are_told_with_the_reason() {
    let header = "#include <cstdarg>\nstruct A { A() = default; virtual ~A() {} virtual void log(std::va_list) = 0; };\n";
    let reason = "A::A(): its class is abstract, and no Python class can derive from it: it cannot override void A::log(";
    Project::new(&[("a.h", header)]).cppbind("gen a.h --emit report").succeeds().prints(reason);
}

#[test]
fn headers_are_found_as_after_include() {
    let project = Project::new(&[
        ("inc/lib/thing.hpp", "inline int f() { return 1; }\n"),
        ("inc/Bare", "inline int g() { return 1; }\n"),
    ]);
    project
        .cppbind("gen lib/thing.hpp Bare -Iinc --emit report")
        .succeeds()
        .prints("function int f()")
        .prints("function int g()");
}

#[test]
fn flags_reach_clang_and_the_compiler() {
    let header =
        "#if __cplusplus < 202002L || VALUE != 3\n#error flags\n#endif\ninline int f() { return VALUE; }\n";
    let project = Project::new(&[("a.h", header)]);
    project.cppbind("gen a.h -std=c++20 -DVALUE=3").succeeds();
    project.cppbind("gen a.h -- -std=c++20 -DVALUE=3").succeeds();
}

#[test]
fn a_build_directory_gives_flags() {
    let database = r#"[{"directory": ".", "file": "a.cpp", "command": "c++ -DVALUE=3 -c a.cpp"}]"#;
    let project = Project::new(&[
        ("a.h", "inline int f() { return VALUE; }\n"),
        ("build/compile_commands.json", database),
    ]);
    project.cppbind("gen a.h -p build").succeeds();
    project.cppbind("gen a.h -p nowhere").fails(1, "nowhere/compile_commands.json");
    project.write("build/compile_commands.json", "{");
    project.cppbind("gen a.h -p build").fails(1, "not a compilation database");
}

#[test]
fn an_unknown_package_is_named() {
    let project = my_class();
    project.cppbind("gen MyClass.h --pkg-config no-such-package").fails(1, "pkg-config");
}

#[test]
fn the_source_compiles_by_itself() {
    let project = my_class();
    project.cppbind("gen MyClass.h --emit source -o X_rflx.cpp").succeeds().tells("wrote X_rflx.cpp");
    let built = project
        .run(Path::new("c++"), &["-shared", "-fPIC", "-I.", "-o", "XDict.so", "X_rflx.cpp", "MyClass.cpp"]);
    built.succeeds();
    project.cppbind("check XDict.so").succeeds();
}

#[test]
fn output_goes_where_it_is_sent() {
    let project = my_class();
    project.write("out/.keep", "");
    project
        .cppbind("gen MyClass.h -o out")
        .succeeds()
        .tells("wrote out/libMyClassDict.so and out/MyClassDict.pyi");
    project.cppbind("gen MyClass.h --emit pyi -o -").succeeds().prints("class MyClass:");
    project.cppbind("gen MyClass.h -o -").fails(2, "a dictionary cannot be written to standard output");
    project.cppbind("gen MyClass.h -o nowhere/x.so").fails(1, "nowhere/x.so");
}

#[test]
fn the_depfile_names_what_was_read() {
    let project = my_class();
    project.write("MyClass.h", format!("#include \"more.h\"\n{HEADER}"));
    project.write("more.h", "");
    project.cppbind("gen MyClass.h --depfile d.mk").succeeds();
    let rule = project.read("d.mk");
    assert!(
        rule.starts_with("libMyClassDict.so:") && rule.contains("/more.h") && rule.contains("MyClass.cpp"),
        "{rule}"
    );
}

#[test]
fn the_report_comes_with_the_dictionary_on_request() {
    let project = my_class();
    project.cppbind("gen MyClass.h --report told.txt").succeeds().tells("wrote libMyClassDict.so");
    assert_eq!(project.read("told.txt"), project.cppbind("gen MyClass.h --emit report").succeeds().stdout);
    project.cppbind("gen MyClass.h --report told.jsonl").succeeds();
    let told = project.read("told.jsonl");
    let mut lines = told.lines().map(|line| serde_json::from_str(line).expect("JSON"));
    let function = lines.find(|line: &serde_json::Value| line["kind"] == "function").expect("a function");
    assert_eq!(
        (&function["state"], &function["scope"], &function["place"]["line"].is_u64()),
        (&"bound".into(), &"MyClass".into(), &true),
        "{function}"
    );
}

#[test]
fn messages_for_programs_are_json_lines() {
    let project = Project::new(&[("a.h", "int x = nonsense;\n")]);
    let run = project.cppbind("gen a.h --message-format json").fails(1, "");
    let line: serde_json::Value =
        serde_json::from_str(run.stderr.lines().next().expect("a line")).expect("JSON");
    assert_eq!((&line["severity"], &line["place"]["line"]), (&"error".into(), &1.into()), "{line}");
    project.write("a.h", "inline int f() { return 1; }\n");
    let run = project.cppbind("gen a.h --message-format json").succeeds();
    let line: serde_json::Value =
        serde_json::from_str(run.stderr.lines().last().expect("a line")).expect("JSON");
    assert_eq!((&line["kind"], &line["bound"]["functions"]), (&"summary".into(), &1.into()), "{line}");
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let project = my_class();
    let source = || project.cppbind("gen MyClass.h --emit source -o -").succeeds().stdout;
    assert_eq!(source(), source());
}
