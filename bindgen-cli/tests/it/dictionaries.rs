//! Headers in, the dictionary's source out; and what the compiler and the linker make of it.
//!
//! `tests/headers/dictionary.hpp` must give `tests/expectations/dictionary.dict.cpp`; `CPPBIND_BLESS=1` writes it
//! anew. The other tests compile small headers and load what comes out.

use std::collections::BTreeSet;
use std::ffi::{CStr, c_char, c_int, c_void};
use std::path::{Path, PathBuf};

use cppbind::analysis::analyze;
use cppbind::compile::{Destination, Outcome, Request, compile};
use cppbind::emit::dictionary::{self, emit};
use cppbind::error::{Error, Result};
use cppbind_abi::codes::TableKind;
use cppbind_abi::handshake::check_version;
use cppbind_abi::link::{RuntimeLink, TextResult, Thrown};
use cppbind_abi::records::{DictionaryHeader, FunctionRecord, OverloadSetRecord, SkippedRecord, StubRecord};

use crate::ir_snapshots::{check, lower_header, tests};

/// What a dictionary of one header says besides its declarations.
fn request(header: &Path) -> dictionary::Request {
    let stem = header.file_stem().expect("it has a name").to_string_lossy().into_owned();
    dictionary::Request { stem, includes: vec![format!("\"{}\"", header.display())], ..Default::default() }
}

/// Writes a header and a source and compiles the header's dictionary, with the source where it is not empty.
pub(crate) fn build(directory: &Path, header: &str, source: &str) -> Result<Outcome> {
    let (path, definitions) = (directory.join("sample.hpp"), directory.join("sample.cpp"));
    std::fs::write(&path, header).expect("the directory can be written");
    std::fs::write(&definitions, format!("#include \"sample.hpp\"\n{source}"))
        .expect("and so can the source");
    let mut lowered = lower_header(&path, &[])?;
    let facts = analyze(&mut lowered.ir);
    compile(Request {
        source: emit(&lowered.ir, &facts, &request(&path)),
        compiler: PathBuf::from("g++"),
        flags: vec!["-std=c++17".into()],
        preludes: None,
        linker: None,
        partial: false,
        sources: if source.is_empty() { Vec::new() } else { vec![definitions] },
        libraries: Vec::new(),
        library_directories: Vec::new(),
        loaded: Vec::new(),
        destination: Destination::Here,
        process: Vec::new(),
        output: directory.join("libsampleDict.so"),
        jobs: 2,
        progress: &|_, _| {},
    })
}

/// A dictionary in memory.
pub(crate) struct Loaded {
    library: libloading::Library,
}

impl Loaded {
    pub(crate) fn open(path: &Path) -> Self {
        // SAFETY: the library is a dictionary that this test has just made; its initialisers are the C++ runtime's.
        let library = unsafe { libloading::Library::new(path) }.expect("the dictionary can be loaded");
        Self { library }
    }

    pub(crate) fn header(&self) -> &DictionaryHeader {
        // SAFETY: a dictionary's one symbol is its header, constant as long as the library is loaded.
        let header = unsafe { self.library.get::<*const DictionaryHeader>(cppbind_abi::SYMBOL.as_bytes()) };
        // SAFETY: as above; the symbol's address is the header's.
        unsafe { &**header.expect("the dictionary has its symbol") }
    }

    pub(crate) fn table<T>(&self, kind: TableKind) -> &[T] {
        let table = &self.header().tables[kind as usize];
        assert!(table.count == 0 || table.record_size as usize == size_of::<T>(), "{}", kind.name());
        if table.count == 0 {
            return &[];
        }
        // SAFETY: the compiler has laid out `count` records of this type there, checked by static_assert.
        unsafe { std::slice::from_raw_parts(table.data.cast(), table.count as usize) }
    }

    pub(crate) fn string(&self, offset: u32) -> &str {
        let strings: &[c_char] = self.table(TableKind::Strings);
        // SAFETY: every string of the blob ends with a NUL.
        let text = unsafe { CStr::from_ptr(strings[offset as usize..].as_ptr()) };
        text.to_str().expect("names are UTF-8")
    }

    /// The functions of an overload set.
    pub(crate) fn functions(&self, qualified: &str) -> &[FunctionRecord] {
        let sets: &[OverloadSetRecord] = self.table(TableKind::OverloadSets);
        let set = sets.iter().find(|set| self.string(set.qualified) == qualified);
        let set = set.unwrap_or_else(|| panic!("{qualified} is in the dictionary"));
        let first = set.functions_first as usize;
        &self.table(TableKind::Functions)[first..first + set.functions_count as usize]
    }

    pub(crate) fn stub(&self, index: u32) -> *const c_void {
        self.table::<StubRecord>(TableKind::Stubs)[index as usize].address
    }
}

#[test]
fn the_source_of_a_dictionary() {
    let header = tests().join("headers/dictionary.hpp");
    let mut lowered = lower_header(&header, &[]).expect("the header is lowered");
    let facts = analyze(&mut lowered.ir);
    let request = dictionary::Request { includes: vec!["\"dictionary.hpp\"".into()], ..request(&header) };
    let source = emit(&lowered.ir, &facts, &request);
    let text: String =
        source.files().iter().map(|file| format!("// ---- {} ----\n{}\n", file.name, file.text)).collect();
    check(&tests().join("expectations/dictionary.dict.cpp"), &text)
        .expect("CPPBIND_BLESS=1 accepts the new text");
    let again = emit(&lowered.ir, &facts, &request);
    assert!(source.files() == again.files(), "the same input gives the same bytes");
}

#[test]
fn the_source_compiles_as_one_file() {
    let directory = tempfile::tempdir().expect("there is room for temporary files");
    let header = tests().join("headers/dictionary.hpp");
    let mut lowered = lower_header(&header, &[]).expect("the header is lowered");
    let facts = analyze(&mut lowered.ir);
    let path = directory.path().join("all.cpp");
    std::fs::write(&path, emit(&lowered.ir, &facts, &request(&header)).single_file())
        .expect("it can be written");
    let output = std::process::Command::new("g++")
        .args(["-std=c++17", "-w", "-fsyntax-only", "-fPIC"])
        .arg(&path)
        .output()
        .expect("g++ runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_dictionary_is_loaded_and_its_stubs_are_called() {
    let directory = tempfile::tempdir().expect("there is room for temporary files");
    let header =
        "struct Counter { int n; int add(int by = 2) { return n += by; } };\nint twice(int value);\n";
    let outcome =
        build(directory.path(), header, "int twice(int value) { return 2 * value; }\n").expect("it compiles");
    assert!(outcome.rejected.is_empty(), "{:?}", outcome.rejected);
    let loaded = Loaded::open(&outcome.output);
    assert_eq!(check_version(loaded.header()), Ok(()));
    assert_eq!(loaded.string(loaded.header().name), "sample");

    let twice = loaded.functions("twice")[0];
    // SAFETY: the stub of `int twice(int)` has that type in C.
    let twice: extern "C" fn(c_int) -> c_int = unsafe { std::mem::transmute(loaded.stub(twice.stubs)) };
    assert_eq!(twice(21), 42);

    let add = loaded.functions("Counter::add")[0];
    assert_eq!((add.parameters_count, add.required), (1, 0));
    let mut counter: c_int = 5;
    // SAFETY: the stub with one argument takes the object's address and an int.
    let by: extern "C" fn(*mut c_int, c_int) -> c_int =
        unsafe { std::mem::transmute(loaded.stub(add.stubs + 1)) };
    // SAFETY: the one without takes the object's address alone.
    let alone: extern "C" fn(*mut c_int) -> c_int = unsafe { std::mem::transmute(loaded.stub(add.stubs)) };
    assert_eq!((by(&mut counter, 10), alone(&mut counter), counter), (15, 17, 17));
}

thread_local! {
    /// What the last exception said.
    static SAID: std::cell::RefCell<Option<String>> = const { std::cell::RefCell::new(None) };
}

/// What the runtime would do with an exception.
extern "C" fn thrown(thrown: &Thrown) {
    let said = if thrown.what.is_null() {
        // SAFETY: the only other thing that the test throws is an int.
        format!("int {}", unsafe { *thrown.object.cast::<c_int>() })
    } else {
        // SAFETY: `what` is a C string as long as the exception lives.
        unsafe { CStr::from_ptr(thrown.what) }.to_string_lossy().into_owned()
    };
    SAID.set(Some(said));
    // SAFETY: `release` is `void (void*)` and is owed the exception.
    let release: extern "C" fn(*mut c_void) = unsafe { std::mem::transmute(thrown.release) };
    release(thrown.exception);
}

#[test]
fn exceptions_are_handed_to_the_runtime() {
    let directory = tempfile::tempdir().expect("there is room for temporary files");
    let header = "#include <stdexcept>\n\
                  inline int fail(int n) { if (n > 0) throw std::out_of_range(\"too far\"); throw n; }\n";
    let outcome = build(directory.path(), header, "").expect("it compiles");
    let loaded = Loaded::open(&outcome.output);
    let link = RuntimeLink { abi_major: 1, abi_minor: 0, size: 16, thrown: thrown as *const c_void };
    // SAFETY: the loader may store its link there; it outlives the calls.
    unsafe { *loaded.header().link = &link };
    // SAFETY: the stub of `int fail(int)` has that type in C.
    let fail: extern "C" fn(c_int) -> c_int =
        unsafe { std::mem::transmute(loaded.stub(loaded.functions("fail")[0].stubs)) };
    assert_eq!((fail(1), SAID.take()), (0, Some("too far".into())));
    assert_eq!((fail(-7), SAID.take()), (0, Some("int -7".into())));
}

#[test]
fn text_goes_in_and_out() {
    let directory = tempfile::tempdir().expect("there is room for temporary files");
    let header = "#include <string>\ninline std::string twice(const std::string& s) { return s + s; }\n";
    let outcome = build(directory.path(), header, "").expect("it compiles");
    let loaded = Loaded::open(&outcome.output);
    // SAFETY: a text result comes first, a text argument is two C parameters.
    let twice: extern "C" fn(*mut TextResult, *const c_char, usize) =
        unsafe { std::mem::transmute(loaded.stub(loaded.functions("twice")[0].stubs)) };
    for (text, released) in [("ab", false), ("a text that is longer than a short string", true)] {
        let mut result = TextResult {
            data: std::ptr::null(),
            size: 0,
            object: std::ptr::null_mut(),
            release: std::ptr::null(),
            storage: [0; 8],
        };
        twice(&mut result, text.as_ptr().cast(), text.len());
        // SAFETY: the stub has filled in the bytes and their count.
        let bytes = unsafe { std::slice::from_raw_parts(result.data.cast::<u8>(), result.size) };
        assert_eq!(bytes, text.repeat(2).as_bytes());
        assert_eq!(!result.release.is_null(), released, "short strings need no release");
        if released {
            // SAFETY: `release` is `void (TextResult*)`.
            let release: extern "C" fn(*mut TextResult) = unsafe { std::mem::transmute(result.release) };
            release(&mut result);
        }
    }
}

#[test]
fn nothing_runs_when_a_dictionary_is_loaded() {
    use object::{Object, ObjectSection};
    let directory = tempfile::tempdir().expect("there is room for temporary files");
    let header = "struct Base { virtual ~Base() {} };\nstruct Derived : virtual Base { int n; };\n";
    let outcome = build(directory.path(), header, "").expect("it compiles");
    let empty = directory.path().join("empty.so");
    let status = std::process::Command::new("g++")
        .args(["-shared", "-x", "c++", "/dev/null", "-o"])
        .arg(&empty)
        .status()
        .expect("g++ runs");
    assert!(status.success());
    let initialisers = |path: &Path| {
        let data = std::fs::read(path).expect("the library can be read");
        let file = object::File::parse(&*data).expect("it is an ELF file");
        file.section_by_name(".init_array").map_or(0, |section| section.size())
    };
    assert_eq!(
        initialisers(&outcome.output),
        initialisers(&empty),
        "only the C runtime's own initialiser is there"
    );
}

#[test]
fn a_rejected_stub_costs_only_itself() {
    let directory = tempfile::tempdir().expect("there is room for temporary files");
    let header =
        "template <class T> struct Unknown;\nUnknown<int> make();\ninline int fine() { return 1; }\n";
    let outcome = build(directory.path(), header, "").expect("the rest compiles");
    let [rejected] = outcome.rejected.as_slice() else { panic!("one rejection: {:?}", outcome.rejected) };
    assert_eq!((rejected.scope.as_str(), rejected.name.as_str()), ("", "make"));
    assert!(rejected.reason.starts_with("the compiler rejects it: "), "{}", rejected.reason);
    assert!(rejected.reason.contains("incomplete type"), "{}", rejected.reason);
    let loaded = Loaded::open(&outcome.output);
    assert!(loaded.stub(loaded.functions("make")[0].stubs).is_null());
    assert!(!loaded.stub(loaded.functions("fine")[0].stubs).is_null());
    let skipped: &[SkippedRecord] = loaded.table(TableKind::Skipped);
    assert!(
        skipped
            .iter()
            .any(|skip| loaded.string(skip.name) == "make" && loaded.string(skip.reason) == rejected.reason)
    );
}

#[test]
fn a_missing_definition_costs_what_needs_it() {
    let directory = tempfile::tempdir().expect("there is room for temporary files");
    let header = "struct Forgotten { virtual ~Forgotten(); virtual void key(); };\n\
                  int defined(int);\nint also_defined(int);\nint and_this(int);\nint undefined(int);\n\
                  inline int through(int value) { return undefined(value); }\n";
    let source = "int defined(int n) { return n; } int also_defined(int n) { return n; } int and_this(int n) { return n; }\n";
    let outcome = build(directory.path(), header, source).expect("the rest links");
    let names: BTreeSet<&str> = outcome.rejected.iter().map(|skipped| skipped.name.as_str()).collect();
    assert!(names.is_superset(&BTreeSet::from(["undefined", "through", "key"])), "{names:?}");
    assert!(!names.contains("defined"), "{names:?}");
    assert!(
        outcome.undefined.contains(&("_Z9undefinedi".into(), "undefined(int)".into())),
        "{:?}",
        outcome.undefined
    );
    let through = outcome.rejected.iter().find(|skipped| skipped.name == "through").expect("checked above");
    assert_eq!(
        through.reason,
        "it needs undefined(int), which no source or library given defines (name a source, -l or -L)"
    );
    let loaded = Loaded::open(&outcome.output);
    assert!(loaded.stub(loaded.functions("undefined")[0].stubs).is_null());
    assert!(!loaded.stub(loaded.functions("defined")[0].stubs).is_null());
}

#[test]
fn a_forgotten_source_is_an_error() {
    let directory = tempfile::tempdir().expect("there is room for temporary files");
    let error = build(directory.path(), "struct A { A(); int f(); };\nint g();\n", "")
        .expect_err("nothing is defined");
    let Error::Link { message, output } = error else { panic!("{error:?}") };
    assert_eq!(message, "no source or library given defines A::A(), A::f(), g()");
    assert!(output.contains("-l NAME"), "{output}");
}

#[test]
fn a_broken_source_is_an_error() {
    let directory = tempfile::tempdir().expect("there is room for temporary files");
    let error =
        build(directory.path(), "int f();\n", "int f() { return x; }\n").expect_err("x is not declared");
    let Error::Compile { message, output } = error else { panic!("{error:?}") };
    assert!(message.ends_with("sample.cpp does not compile"), "{message}");
    assert!(output.contains("'x' was not declared"), "{output}");
}
