use std::path::{Path, PathBuf};

use super::*;

const HEADER: &str = "/lib/a.h";

/// What the rules want of four declarations of [`HEADER`]: `A` and `ns::B<int>` (types), `ns::f`, `v`.
fn wanted(selection: &Selection) -> Vec<&'static str> {
    let declarations = [
        (ItemKind::Type, "A"),
        (ItemKind::Type, "ns::B<int>"),
        (ItemKind::Function, "ns::f"),
        (ItemKind::Variable, "v"),
    ];
    let file = Path::new(HEADER);
    let wants = |(kind, name): &(ItemKind, &'static str)| {
        selection.has_file(file) && selection.wants(*kind, name, file)
    };
    declarations.iter().filter(|declaration| wants(declaration)).map(|(_, name)| *name).collect()
}

fn headers() -> Selection {
    Selection { roots: vec!["/lib".into()], ..Selection::default() }
}

fn written(name: &str, text: &str) -> (tempfile::TempDir, PathBuf) {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join(name);
    std::fs::write(&path, text).unwrap();
    (directory, path)
}

#[track_caller]
fn check_xml(text: &str, expected: &[&str]) -> (Selection, Vec<Diagnostic>) {
    let (_directory, path) = written("selection.xml", text);
    let mut selection = headers();
    let warnings = selection.add_selection_xml(&path).unwrap();
    assert_eq!(wanted(&selection), expected);
    (selection, warnings)
}

#[track_caller]
fn check_linkdef(text: &str, expected: &[&str]) -> (Selection, Vec<Diagnostic>) {
    let (_directory, path) = written("LinkDef.h", text);
    let mut selection = headers();
    let warnings = selection.add_linkdef(&path).unwrap();
    assert_eq!(wanted(&selection), expected);
    (selection, warnings)
}

#[track_caller]
fn check_damaged(text: &str, expected: &str) {
    let (_directory, path) = written("selection.xml", text);
    let error = headers().add_selection_xml(&path).unwrap_err();
    assert_eq!(error.exit_code(), 1);
    assert!(error.to_string().contains(expected), "{error}");
}

fn messages(warnings: &[Diagnostic]) -> Vec<&str> {
    warnings.iter().map(|warning| warning.message.as_str()).collect()
}

#[test]
fn everything_below_the_headers_directory_is_wanted() {
    let mut selection = Selection::default();
    selection.add_header(Path::new("/usr/include/box2d/box2d.h"), &["/usr/include".into()]);
    assert!(selection.has_file(Path::new("/usr/include/box2d/b2_math.h")));
    assert!(!selection.has_file(Path::new("/usr/include/stdio.h")));
}

#[test]
fn in_an_include_root_a_header_is_alone() {
    let mut selection = Selection::default();
    selection.add_header(Path::new("/usr/include/tinyxml2.h"), &["/usr/include".into()]);
    assert!(selection.has_file(Path::new("/usr/include/tinyxml2.h")));
    assert!(!selection.has_file(Path::new("/usr/include/stdio.h")));
}

#[test]
fn an_allowlist_replaces_the_default_in_any_file() {
    let mut selection = headers();
    selection
        .add_lists(&Lists { allowlist_type: vec!["A".into(), "std::.*".into()], ..Lists::default() })
        .unwrap();
    assert_eq!(wanted(&selection), ["A"]);
    assert!(selection.wants(ItemKind::Type, "std::string", Path::new("/usr/include/string")));
    assert!(!selection.wants(ItemKind::Type, "AA", Path::new(HEADER)), "expressions match whole names");
}

#[test]
fn a_blocklist_takes_away() {
    let mut selection = headers();
    selection.add_lists(&Lists { blocklist_function: vec!["ns::.*".into()], ..Lists::default() }).unwrap();
    assert_eq!(wanted(&selection), ["A", "ns::B<int>", "v"]);
}

#[test]
fn files_can_be_listed() {
    let mut selection = headers();
    selection.add_lists(&Lists { blocklist_file: vec![".*/a\\.h".into()], ..Lists::default() }).unwrap();
    assert_eq!(wanted(&selection), [""; 0]);
    let mut selection = Selection::default();
    selection.add_lists(&Lists { allowlist_file: vec![".*/a\\.h".into()], ..Lists::default() }).unwrap();
    assert_eq!(wanted(&selection).len(), 4);
    assert!(!selection.wants(ItemKind::Type, "A", Path::new("/lib/b.h")));
}

#[test]
fn a_rule_that_matches_nothing_is_warned_of_through_any_copy() {
    let mut selection = headers();
    selection
        .add_lists(&Lists { allowlist_item: vec!["A".into(), "Nothing".into()], ..Lists::default() })
        .unwrap();
    let copy = selection.clone();
    wanted(&copy);
    let warnings: Vec<_> = selection.unmatched().collect();
    assert_eq!(messages(&warnings), ["--allowlist-item 'Nothing' matches no declaration"]);
}

#[test]
fn a_wrong_expression_is_a_usage_error() {
    let error =
        headers().add_lists(&Lists { allowlist_type: vec!["a)(b".into()], ..Lists::default() }).unwrap_err();
    assert_eq!(error.exit_code(), 2);
    assert!(error.to_string().starts_with("--allowlist-type 'a)(b' is no regular expression"), "{error}");
}

#[test]
fn selection_xml_selects_by_name_and_pattern() {
    let (selection, warnings) = check_xml(
        "<lcgdict>\n  <class name=\"ns::B< int >\"/>\n  <selection><function pattern=\"ns::*\"/></selection>\n</lcgdict>",
        &["ns::B<int>", "ns::f"],
    );
    assert_eq!(selection.instantiate, ["ns::B<int>"]);
    assert_eq!(messages(&warnings), [""; 0]);
}

#[test]
fn selection_xml_excludes() {
    check_xml(
        "<lcgdict><class pattern=\"*\"/><exclusion><class name=\"A\"/></exclusion></lcgdict>",
        &["ns::B<int>"],
    );
    check_xml("<lcgdict><exclusion><class name=\"A\"/></exclusion></lcgdict>", &["ns::B<int>", "ns::f", "v"]);
}

#[test]
fn selection_xml_warns_of_what_it_cannot_do() {
    let (_, warnings) = check_xml(
        "<lcgdict>\n<clas name=\"A\"/>\n<class/>\n<exclusion><class name=\"A\"><method name=\"f\"/></class></exclusion></lcgdict>",
        &["ns::B<int>", "ns::f", "v"],
    );
    assert_eq!(
        messages(&warnings),
        [
            "<clas> is unknown",
            "<class> has neither name nor pattern and selects nothing",
            "members follow their class and cannot be excluded alone"
        ]
    );
    assert_eq!(warnings[0].place.as_ref().unwrap().line, 2);
}

#[test]
fn damaged_xml_is_told_with_its_line() {
    check_damaged("", "not a selection file: there is no <lcgdict>");
    check_damaged("<html/>", ":1: not a selection file: the root is <html>");
    check_damaged("<lcgdict>\n<class name=\"A\">", "<class> is not closed");
    check_damaged("<lcgdict>\n\n<class name=A/></lcgdict>", ":3: not a selection file");
    check_damaged("<lcgdict></class></lcgdict>", "not a selection file");
}

#[test]
fn linkdef_selects_what_it_links() {
    check_linkdef(
        "#ifdef __ROOTCLING__\n#pragma link off all classes;\n#pragma link C++ class A+;\n#pragma link C++ function ns::f(int, char*);\n#endif",
        &["A", "ns::f"],
    );
    check_linkdef("#pragma link C++ class ns::*; // all of it", &["ns::B<int>"]);
    check_linkdef(
        "#pragma link C++ all globals;\n#pragma link C++ options=nostreamer class \\\n A-!;",
        &["A", "v"],
    );
    check_linkdef(
        "#pragma link C++ defined_in \"a.h\";\n#pragma link off class A;",
        &["ns::B<int>", "ns::f", "v"],
    );
}

#[test]
fn linkdef_instantiates() {
    let (selection, _) = check_linkdef("#pragma link C++ class std::vector<A*>+;", &[]);
    assert_eq!(selection.instantiate, ["std::vector<A*>"]);
}

#[test]
fn unknown_pragmas_are_warned_of() {
    let (_, warnings) = check_linkdef(
        "#pragma nonsense\n#pragma link C++ thing A;\n#pragma once\n#pragma link C++ class A;",
        &["A"],
    );
    assert_eq!(messages(&warnings), ["unknown pragma `nonsense`", "unknown kind of declaration `thing`"]);
}

#[test]
fn linkdefs_are_told_by_name() {
    assert!(is_linkdef(Path::new("inc/MyLinkDef.h")) && is_linkdef(Path::new("Linkdef.h")));
    assert!(!is_linkdef(Path::new("MyClass.h")) && !is_linkdef(Path::new("LinkDef.cpp")));
}
