//! What lowering says of headers that clang does not accept, and what it instantiates on request.

use cppbind::diagnostics::Severity;
use cppbind::error::Error;
use cppbind::ir::Origin;
use cppbind::lower::{Lowered, Request, lower};
use cppbind::selection::Selection;

use crate::libclang;

/// Lowers a header with this text.
fn lower_text(text: &str, instantiate: &[&str]) -> Result<Lowered, Error> {
    lower_with(text, instantiate, &[])
}

/// The same with further arguments for clang.
fn lower_with(text: &str, instantiate: &[&str], further: &[&str]) -> Result<Lowered, Error> {
    let directory = tempfile::TempDir::new().expect("there is room");
    let header = directory.path().canonicalize().expect("it exists").join("input.hpp");
    std::fs::write(&header, text).expect("it is writable");
    let mut arguments = libclang::system_arguments();
    arguments.push("-std=c++17".to_owned());
    arguments.extend(further.iter().map(|argument| (*argument).to_owned()));
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

#[test]
fn errors_come_with_their_lines_and_notes() {
    let Err(Error::Parse(errors)) = lower_text("struct A { };\nint f(A);\nint x = f(3);\n", &[]) else {
        panic!("the header does not parse");
    };
    let error = errors.first().expect("there is one");
    let place = error.place.as_ref().expect("it has a place");
    assert_eq!(error.message, "no matching function for call to 'f'");
    assert_eq!((place.line, place.column, place.source.as_deref()), (3, 9, Some("int x = f(3);")));
    let note = error.notes.first().expect("the candidate is told");
    assert_eq!((note.severity, note.place.as_ref().map(|place| place.line)), (Severity::Note, Some(2)));
}

#[test]
fn errors_in_what_headers_instantiate_are_errors() {
    let text = "template <class T> int size(T t) { return t.size(); }\ninline int f() { return size(1); }\n";
    let Err(Error::Parse(errors)) = lower_text(text, &[]) else { panic!("the header does not parse") };
    assert_eq!(errors[0].message, "member reference base type 'int' is not a structure or union");
}

#[test]
fn a_header_that_includes_a_missing_one_does_not_parse() {
    let Err(Error::Parse(errors)) = lower_text("#include \"missing.hpp\"\n", &[]) else {
        panic!("it does not parse")
    };
    assert_eq!(errors[0].message, "'missing.hpp' file not found");
}

#[test]
fn a_header_that_does_not_exist_is_named() {
    let request = Request {
        libclang: libclang::libclang(),
        includes: vec!["<no/such.hpp>".to_owned()],
        arguments: libclang::system_arguments(),
        selection: Selection::default(),
        instantiate: Vec::new(),
        calls: Vec::new(),
        elsewhere: Default::default(),
        known: Default::default(),
        along: Default::default(),
    };
    match lower(&request) {
        Err(Error::HeaderNotFound { header, .. }) => assert_eq!(header, "no/such.hpp"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn forced_includes_are_read_once() {
    let directory = tempfile::TempDir::new().expect("there is room");
    let forced = directory.path().join("forced.hpp");
    std::fs::write(&forced, "struct Forced { int x; };\n").expect("it is writable");
    let text = "template <class T> struct Box { T value; };\nBox<Forced> box();\n";
    let lowered = lower_with(text, &[], &["-include", &forced.display().to_string()]).expect("it parses");
    let named =
        lowered.ir.records.iter().find(|record| record.qualified == "Box<Forced>").expect("it is named");
    assert_eq!((named.origin, named.fields.len()), (Origin::Named, 1));
}

#[test]
fn warnings_of_selected_files_are_kept() {
    let lowered =
        lower_text("inline int f() { int x = 1; if (x = 2) return x; return 0; }\n", &[]).expect("it parses");
    assert_eq!(lowered.warnings.len(), 1, "{:?}", lowered.warnings);
    assert_eq!(lowered.warnings[0].severity, Severity::Warning);
}

#[test]
fn specialisations_are_instantiated_on_request() {
    let text = "#include <vector>\ntemplate <class T> struct Pair { T first, second; };\n";
    let lowered = lower_text(text, &["Pair<int>", "std::vector< unsigned >"]).expect("it parses");
    let named: Vec<&str> = lowered
        .ir
        .records
        .iter()
        .filter(|record| {
            record.origin == Origin::Named && !record.functions.is_empty() | !record.fields.is_empty()
        })
        .map(|record| record.qualified.as_str())
        .collect();
    assert!(named.contains(&"Pair<int>"), "{named:?}");
    assert!(named.contains(&"std::vector<unsigned int>"), "{named:?}");
    assert!(lowered.warnings.is_empty(), "{:?}", lowered.warnings);
}

#[test]
fn a_specialisation_that_cannot_be_instantiated_is_told() {
    let text = "template <class T> struct Value { T value; };\n";
    let lowered = lower_text(text, &["Value<int>", "Value<void>", "Value<Nothing>"]).expect("it parses");
    let messages: Vec<&str> = lowered.refused.iter().map(|warning| warning.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "`Value<void>` cannot be instantiated: field has incomplete type 'void'",
            "`Value<Nothing>` cannot be instantiated: use of undeclared identifier 'Nothing'",
        ]
    );
}

#[test]
fn too_many_specialisations_are_told() {
    let mut text = "template <int N> struct Number { int value; };\n".to_owned();
    for number in 0..260 {
        text += &format!("Number<{number}>* number{number}();\n");
    }
    let lowered = lower_text(&text, &["Number<259>"]).expect("it parses");
    let bound = lowered.ir.records.iter().filter(|record| record.origin == Origin::Named).count();
    // The one that is asked for comes besides.
    assert_eq!(bound, 251);
    assert!(
        lowered
            .ir
            .records
            .iter()
            .any(|record| record.origin == Origin::Named && record.name == "Number<259>")
    );
    assert!(lowered.warnings[0].message.contains("; 9 of them are left out"), "{:?}", lowered.warnings);
}

#[test]
fn an_instance_that_is_bound_brings_its_bases() {
    let mut text = "template <int N> struct Base {\n".to_owned();
    for number in 0..40 {
        text += &format!("  void base{number}();\n");
    }
    text += "};\ntemplate <int N> struct Derived : Base<N> { void derived(); };\n";
    for number in 0..100 {
        // Further bases are named before, and wait for their turn when the class that needs them comes.
        text += &format!("Derived<{number}>* derived{number}();\nBase<{}>* base{number}();\n", 99 - number);
    }
    let lowered = lower_text(&text, &[]).expect("it parses");
    let bound = |name: &str| {
        lowered.ir.records.iter().any(|record| record.origin == Origin::Named && record.name == name)
    };
    let derived = (0..100).filter(|number| bound(&format!("Derived<{number}>"))).count();
    assert!((1..100).contains(&derived), "the functions' limit leaves some out: {derived}");
    for number in (0..100).filter(|number| bound(&format!("Derived<{number}>"))) {
        assert!(bound(&format!("Base<{number}>")), "Base<{number}>");
    }
    assert!(lowered.warnings[0].message.contains("--instantiate"), "{:?}", lowered.warnings);
}
