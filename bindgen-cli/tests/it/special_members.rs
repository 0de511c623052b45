//! Stubs of special members: those that a class surely does not need are not even compiled.

use cppbind_abi::NONE;
use cppbind_abi::codes::{ClassFlags, TableKind};
use cppbind_abi::records::ClassRecord;

use crate::dictionaries::{Loaded, build};

/// Of each class: whether its copies are bytes, whether stubs were written for its copy constructor and its operator
/// new, and whether the compiler has kept them.
fn special(header: &str) -> Vec<(String, bool, [bool; 2], [bool; 2])> {
    let directory = tempfile::tempdir().expect("there is room for temporary files");
    let outcome = build(directory.path(), header, "").expect("it compiles");
    let loaded = Loaded::open(&outcome.output);
    let classes: &[ClassRecord] = loaded.table(TableKind::Classes);
    let told = |class: &ClassRecord| {
        let stubs = [class.copy, class.allocate];
        (
            loaded.string(class.qualified).to_owned(),
            ClassFlags(class.flags).has(ClassFlags::TRIVIALLY_COPYABLE),
            stubs.map(|stub| stub != NONE),
            stubs.map(|stub| stub != NONE && !loaded.stub(stub).is_null()),
        )
    };
    classes.iter().map(told).collect()
}

#[test]
fn plain_classes_need_no_stubs_to_copy() {
    let header = "struct A { int n; double* p; A(int n) : n(n), p(nullptr) {} };\n\
                  struct B : A { A a[2]; enum { X } e; B() : A(1), a{1, 2} {} };\n";
    for (name, trivial, written, _) in special(header) {
        assert!(trivial, "{name}");
        assert_eq!(written, [false, false], "{name}");
    }
}

#[test]
fn whatever_is_not_plain_is_left_to_the_compiler() {
    let header = "#include <string>\n\
        struct Assigned { int n; Assigned& operator=(const Assigned&) { return *this; } };\n\
        struct Copied { Copied() {} Copied(const Copied&) {} };\n\
        struct Destroyed { ~Destroyed() {} };\n\
        struct Heir : Destroyed {};\n\
        struct Holder { Copied copied[2]; };\n\
        class Hidden { Hidden& operator=(const Hidden&) { return *this; } };\n\
        struct Named { std::string name; };\n\
        struct Virtual { virtual int f() { return 1; } };\n\
        struct Anonymous { union { int n; float x; }; Destroyed d; };\n";
    for (name, trivial, written, kept) in
        special(header).into_iter().filter(|(name, ..)| !name.contains("::"))
    {
        assert!(!trivial, "{name}");
        assert!(written[0] && kept[0], "{name} is copied by its constructor");
    }
}

#[test]
fn memory_operators_are_found_in_bases_and_templates() {
    let header = "#include <cstddef>\nstruct Pool { static void* operator new(std::size_t); static void operator delete(void*); };\n\
        inline void* Pool::operator new(std::size_t size) { return ::operator new(size); }\n\
        inline void Pool::operator delete(void* memory) { ::operator delete(memory); }\n\
        struct Pooled : Pool { int n; };\n\
        template <class T> struct Twice : Pool { T n; };\n\
        struct Both { Twice<int> a; };\n\
        struct Plain { int n; };\n";
    let allocates = |wanted: &str| {
        let classes = special(header);
        let (.., kept) = classes.into_iter().find(|(name, ..)| name == wanted).expect("it is bound");
        kept[1]
    };
    assert!(allocates("Pool") && allocates("Pooled") && allocates("Twice<int>"));
    assert!(!allocates("Both") && !allocates("Plain"));
}
