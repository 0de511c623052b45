//! What of the standard library a dictionary carries: only what its headers mention.

use cppbind_abi::codes::TableKind;
use cppbind_abi::records::ClassRecord;

use crate::dictionaries::{Loaded, build};

/// Whether the dictionary of a header makes strings, and whether it prints the class `C`.
fn carries(header: &str) -> (bool, bool) {
    let directory = tempfile::tempdir().expect("there is room for temporary files");
    let outcome = build(directory.path(), header, "").expect("it compiles");
    let loaded = Loaded::open(&outcome.output);
    let makes_strings = !loaded.header().string_new.is_null();
    assert_eq!(makes_strings, !loaded.header().string_delete.is_null());
    let classes: &[ClassRecord] = loaded.table(TableKind::Classes);
    let class = classes.iter().find(|class| loaded.string(class.qualified) == "C").expect("it is bound");
    let prints = class.print != cppbind_abi::NONE && !loaded.stub(class.print).is_null();
    (makes_strings, prints)
}

#[test]
fn plain_headers_cost_no_strings_and_no_streams() {
    assert_eq!(carries("struct C { int n; };\n"), (false, false));
}

#[test]
fn a_string_anywhere_brings_its_functions() {
    assert_eq!(carries("#include <string>\nstruct C { std::string name; };\n"), (true, false));
    assert!(carries("#include <string>\nstruct C { const std::string* name(); };\n").0);
    assert!(carries("#include <string_view>\nstruct C { int f(std::string_view) { return 1; } };\n").0);
}

#[test]
fn a_class_prints_however_its_operator_is_declared() {
    let declared = "#include <iosfwd>\nstruct C { int n; };\n\
                    inline std::ostream& operator<<(std::ostream& stream, const C&) { return stream; }\n";
    assert_eq!(carries(declared), (false, true));
    let hidden = "#include <ostream>\nstruct Base { int n; friend std::ostream& operator<<(std::ostream& stream, \
                  const Base& base) { return stream << base.n; } };\nstruct C : Base {};\n";
    assert!(carries(hidden).1);
    let template = "#include <ostream>\nstruct C { int n; };\n\
                    template <class T> std::basic_ostream<T>& operator<<(std::basic_ostream<T>& stream, const C& c) \
                    { return stream << c.n; }\n";
    assert!(carries(template).1);
}

/// The classes of a dictionary that are made of others: C++ has accepted their stubs.
fn compounds(header: &str) -> Vec<String> {
    let directory = tempfile::tempdir().expect("there is room for temporary files");
    let outcome = build(directory.path(), header, "").expect("it compiles");
    let loaded = Loaded::open(&outcome.output);
    let classes: &[ClassRecord] = loaded.table(TableKind::Classes);
    let is_compound =
        |class: &&ClassRecord| class.value != cppbind_abi::NONE && !loaded.stub(class.value).is_null();
    classes.iter().filter(is_compound).map(|class| loaded.string(class.qualified).to_owned()).collect()
}

#[test]
fn values_of_others_tell_how_they_are_made() {
    let header = "#include <any>\n#include <chrono>\n#include <optional>\n#include <tuple>\n#include <variant>\n\
                  struct C { std::tuple<int, C*> t; std::optional<double> o; std::variant<int, bool> v; std::any a; \
                  std::chrono::milliseconds d; std::chrono::system_clock::time_point p; };\n";
    let found = compounds(header);
    let expected = [
        "std::any",
        "std::chrono::duration<long,std::ratio<1,1000000000>>",
        "std::chrono::duration<long,std::ratio<1,1000>>",
        "std::chrono::time_point<std::chrono::system_clock,std::chrono::duration<long,std::ratio<1,1000000000>>>",
        "std::optional<double>",
        "std::tuple<int,C*>",
        "std::variant<int,bool>",
    ];
    assert_eq!(found, expected);
}

#[test]
fn braced_lists_are_bound_where_headers_name_them() {
    let header = "#include <vector>\nstruct C { int f(std::initializer_list<int>) { return 1; } std::vector<long> v; };\n";
    let directory = tempfile::tempdir().expect("there is room for temporary files");
    let outcome = build(directory.path(), header, "").expect("it compiles");
    let loaded = Loaded::open(&outcome.output);
    let classes: &[ClassRecord] = loaded.table(TableKind::Classes);
    let lists = classes.iter().map(|class| loaded.string(class.qualified));
    let lists: Vec<&str> = lists.filter(|name| name.starts_with("std::initializer_list<")).collect();
    assert_eq!(lists, ["std::initializer_list<int>"], "not those of std::vector<long>");
}
