//! How snippets are rewritten so that several dictionaries may define what they define.

use cppbind::clang::{Clang, Purpose, TranslationUnit};
use cppbind::serve::mergeable;

use crate::libclang;

#[track_caller]
fn check(text: &str, expected: &str) {
    let clang = Clang::load(&libclang::libclang()).expect("libclang loads");
    let arguments = [libclang::system_arguments(), vec!["-std=c++17".into(), "-xc++".into()]].concat();
    let unit = TranslationUnit::parse(&clang, "snippet", text, &arguments, Purpose::OWN).expect("it parses");
    assert!(unit.diagnostics().is_empty(), "{:?}", unit.diagnostics());
    assert_eq!(mergeable(&unit, text), expected);
}

#[test]
fn definitions_become_inline() {
    check("int f() { return 1; }", "inline int f() { return 1; }");
    check("int x = 1, y;", "inline int x = 1, y;");
    check("namespace a { void f() {} }", "namespace a { inline void f() {} }");
    check("auto l = [] { static int s; return s; };", "inline auto l = [] { static int s; return s; };");
    check("[[nodiscard]] int f() { return 1; }", "[[nodiscard]] inline int f() { return 1; }");
    check("struct S { int a; } s;", "inline struct S { int a; } s;");
}

#[test]
fn what_c_keeps_to_one_file_is_shared() {
    check("static int f() { return 1; }", "inline int f() { return 1; }");
    check("static const int c = 1;", "inline const int c = 1;");
    check("const static int c = 1;", "const inline int c = 1;");
    check("extern const int c = 1;", "inline const int c = 1;");
    check(
        "namespace { int x; } namespace { void f() {} }",
        "inline namespace cppbind_unnamed  { inline int x; } inline namespace cppbind_unnamed  { inline void f() {} }",
    );
}

#[test]
fn members_and_specialisations_that_are_defined_outside() {
    check(
        "struct S { static int n; S(); ~S(); void f(); operator int(); };\nint S::n = 0;\nS::S() {}\nS::~S() {}\n\
         void S::f() {}\nS::operator int() { return n; }",
        "struct S { static int n; S(); ~S(); void f(); operator int(); };\ninline int S::n = 0;\ninline S::S() {}\n\
         inline S::~S() {}\ninline void S::f() {}\ninline S::operator int() { return n; }",
    );
    check(
        "template <class T> T f(T t) { return t; }\ntemplate <> int f<int>(int t) { return -t; }",
        "template <class T> T f(T t) { return t; }\ntemplate <> inline int f<int>(int t) { return -t; }",
    );
    check(
        "template <class T> struct A { void f(); };\ntemplate <class T> void A<T>::f() {}",
        "template <class T> struct A { void f(); };\ntemplate <class T> void A<T>::f() {}",
    );
}

#[test]
fn c_stays_c() {
    check("extern \"C\" int f() { return 1; }", "extern \"C\" inline int f() { return 1; }");
    check("extern \"C\" { int x = 1; int f(); }", "extern \"C\" { inline int x = 1; int f(); }");
}

#[test]
fn what_merges_by_itself_stays() {
    for text in [
        "inline int f() { return 1; }",
        "constexpr int f() { return 1; }",
        "int f();",
        "extern int x;",
        "struct S { int f() { return 1; } static int g() { return 2; } };",
        "enum E { A };",
        "using I = int; typedef int J;",
        "inline namespace v1 { }",
    ] {
        check(text, text);
    }
}
