"""Errors and warnings of C++ at run time: their type, their words, and the place that they name."""

import os
import subprocess
import warnings

import pytest

import cppyy_rs
from cppyy_rs import gbl
from cppyy_rs.run_time import session


@pytest.mark.parametrize("call", ["cppdef", "cppexec", "include", "c_include", "macro", "prebuild"])
def test_cpp_is_text(call):
    for wrong in (5, b"int bytes_are_no_text;", None):
        with pytest.raises(TypeError, match=f"str, not {type(wrong).__name__}"):
            getattr(cppyy_rs, call)(wrong)
    with pytest.raises(ValueError):
        getattr(cppyy_rs, call)("int half_a_pair_\udc80;")


def test_strange_text_is_an_error_or_compiles():
    with pytest.raises(SyntaxError):
        cppyy_rs.cppdef("int \x01;")
    assert cppyy_rs.cppdef("") is True
    assert cppyy_rs.cppdef("// nothing at all") is True
    assert cppyy_rs.cppexec("") is True
    assert cppyy_rs.cppdef('const char* with_umlauts = "äöü \U0001f600";') is True
    assert gbl.with_umlauts == "äöü \U0001f600"
    with pytest.raises(SyntaxError):
        cppyy_rs.cppdef("int unclosed_comment; /*")
    with pytest.raises(SyntaxError):
        cppyy_rs.cppdef("} int unbalanced; {")


def test_errors_name_line_and_column_of_the_text():
    with pytest.raises(SyntaxError) as caught:
        cppyy_rs.cppdef("namespace placed {\n\nint f() { return 1; }\n  int g() { return h(); }\n}")
    assert ":4:20: error: use of undeclared identifier 'h'" in str(caught.value)
    with pytest.raises(SyntaxError) as caught:
        cppyy_rs.cppexec("int kept_nowhere = 1;\nkept_nowhere = nowhere_declared;")
    assert ":2:16: error: use of undeclared identifier 'nowhere_declared'" in str(caught.value)
    assert not hasattr(gbl, "kept_nowhere"), "nothing of it stays"


def test_what_begins_no_declaration_is_explained_as_a_statement():
    with pytest.raises(SyntaxError) as caught:
        cppyy_rs.cppdef("int fine;\n1aap = 42;")
    told = str(caught.value)
    assert ":2:1: error: expected unqualified-id" in told
    assert ":2:2: note: as a statement: invalid digit 'a' in decimal constant" in told


def test_what_a_library_defines_is_not_defined_again(dictionary):
    dictionary("directors")
    with pytest.raises(SyntaxError, match=r":3:\d+: error: redefinition of 'walk\(.*', which libdirectorsDict.so defines"):
        cppyy_rs.cppdef("""
            namespace directors {
            int walk(Visitor&) { return -1; } }""")
    assert cppyy_rs.cppdef("namespace directors { int walk(Visitor&, int) { return -1; } }"), "an overload is another function"


def test_warnings_name_the_place_in_the_text_and_in_the_program(tmp_path):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        cppyy_rs.cppdef("int warned(int x) {\n    if (x = 1) return 2;\n    return 3;\n}")
        cppyy_rs.cppexec("\n1 + 2;")
    first, second = caught
    assert (first.category, first.filename) == (SyntaxWarning, __file__)
    assert ":2:11: warning: using the result of an assignment as a condition" in str(first.message)
    assert (second.category, second.filename) == (SyntaxWarning, __file__)
    assert ":2:3: warning: expression result unused" in str(second.message)
    assert gbl.warned(0) == 2


def test_places_where_headers_are(tmp_path):
    with pytest.raises(OSError, match="no such directory"):
        cppyy_rs.add_include_path(str(tmp_path / "nowhere"))
    cppyy_rs.add_include_path(str(tmp_path))
    known = list(session.include_directories)
    cppyy_rs.add_include_path(str(tmp_path))
    assert session.include_directories == known
    (tmp_path / "in_c.h").write_text("struct in_c { int class_; };\nstatic int in_c_twice(int x) { return 2 * x; }\n")
    assert cppyy_rs.c_include("in_c.h") is True and gbl.in_c_twice(4) == 8
    with pytest.raises(ImportError, match='Failed to load header file "absent.h"'):
        cppyy_rs.c_include("absent.h")


def test_places_where_libraries_are(tmp_path):
    source = tmp_path / "placed.cpp"
    source.write_text('extern "C" int placed_in_a_library() { return 8; }\n')
    subprocess.run(["c++", "-shared", "-fPIC", "-o", tmp_path / "libplaced_here.so", source], check=True)
    with pytest.raises(OSError, match="nowhere"):
        cppyy_rs.add_library_path(str(tmp_path / "nowhere"))
    with pytest.raises(RuntimeError, match="'placed_here'"):
        cppyy_rs.load_library("placed_here")
    cppyy_rs.add_library_path(str(tmp_path))
    for name in ("placed_here", "libplaced_here", "libplaced_here.so", str(tmp_path / "libplaced_here.so")):
        assert cppyy_rs.load_library(name) is True
    assert session.libraries.count(os.path.realpath(tmp_path / "libplaced_here.so")) == 1
    cppyy_rs.cppdef('extern "C" int placed_in_a_library();')
    assert gbl.placed_in_a_library() == 8


def test_macros_without_a_value_are_value_errors():
    cppyy_rs.cppdef("#define TAKES_AN_ARGUMENT(x) (x)\n#define A_TYPE int\n#define A_SUM 3 + 4")
    assert cppyy_rs.macro("A_SUM") == 7
    for name in ("TAKES_AN_ARGUMENT", "A_TYPE", "not even a name", ""):
        with pytest.raises(ValueError):
            cppyy_rs.macro(name)


def test_what_one_request_needs_is_compiled_in_one_go():
    cppyy_rs.cppdef("namespace batch { struct A { int n; }; struct B { int n; }; }")
    made = len(session._loaded)
    assert cppyy_rs.prebuild("std::map<int, batch::A>", "std::vector<std::vector<batch::B>>", "std::pair<batch::A, batch::B>")
    assert len(session._loaded) == made + 1
    assert len(gbl.std.map["int", "batch::A"]()) == 0
    nested = gbl.std.vector["std::vector<batch::B>"](2)
    assert len(nested[0]) == 0 and type(nested[0]) is gbl.std.vector["batch::B"]
    assert gbl.std.pair["batch::A", "batch::B"]().first.n in range(-(2**31), 2**31)
    assert len(session._loaded) == made + 1, "nothing more was compiled"


def test_a_specialisation_of_a_specialisation_that_is_there():
    cppyy_rs.cppdef("namespace batch { struct C { int n; }; }")
    assert len(gbl.std.vector["batch::C"](1)) == 1
    assert len(gbl.std.vector["std::vector<batch::C>"](2)[1]) == 0
    assert len(gbl.std.map["int", "std::vector<std::vector<batch::C>>"]()) == 0
