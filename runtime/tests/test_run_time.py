"""C++ at run time: cppdef, cppexec, include, macro, names and specialisations that nothing has prepared."""

import os
import signal
import subprocess
import sys
import textwrap

import pytest

import cppyy_rs
import dictionaries
from cppyy_rs import gbl


def run(program, **environment):
    """The output of a Python program in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_declarations_are_there_at_once_and_for_later_code():
    assert cppyy_rs.cppdef("int run_twice(int x) { return 2 * x; }") is True
    assert gbl.run_twice(4) == 8
    cppyy_rs.cppdef("namespace run { int thrice(int x) { return run_twice(x) + x; } int count = 7; }")
    assert gbl.run.thrice(4) == 12
    gbl.run.count = 9
    cppyy_rs.cppdef("int run_count() { return run::count; }")
    assert gbl.run_count() == 9


def test_namespaces_with_nothing_inside_wait_for_what_comes():
    cppyy_rs.cppdef("namespace run_waiting { }")
    waiting = gbl.run_waiting
    assert not hasattr(waiting, "number")
    cppyy_rs.cppdef("namespace run_waiting { int number = 5; namespace inside {} }")
    assert waiting.number == 5
    assert gbl.run_waiting is waiting
    assert waiting.inside.__name__.endswith("run_waiting.inside")


def test_all_kinds_of_definitions_are_shared_by_later_code():
    cppyy_rs.cppdef(
        """
        #define KINDS_FACTOR 3
        namespace kinds {
        static int s = 1;
        const int c = 2;
        constexpr int e = 3;
        namespace { int unnamed = 4; int hidden() { return unnamed++; } }
        static int f() { return ++s; }
        struct S { static int made; S(); int get() const; template <class T> T as() const; };
        int S::made = 0;
        S::S() { ++made; }
        int S::get() const { return made; }
        template <class T> T S::as() const { return static_cast<T>(made); }
        template <class T> T t(T x) { return x; }
        template <> int t<int>(int x) { return -x; }
        extern "C" int kinds_in_c(int x) { return x; }
        extern "C" { int kinds_in_c_too = 5; }
        struct Pair { int a, b; } pair = {1, 2};
        int one = 1, two = 2;
        [[nodiscard]] int attributed() { return 6; }
        auto lambda = [](int x) { return x + 1; };
        inline int already() { return 7; }
        int array[] = {1, 2, 3};
        int declared(int);
        enum class E { A, B };
        }
        int kinds::declared(int x) { return x * KINDS_FACTOR; }
        """
    )
    cppyy_rs.cppdef(
        """
        namespace kinds {
        int all() {
            S made;
            return s + c + e + unnamed + f() + made.get() + t(1) + kinds_in_c(1) + kinds_in_c_too + pair.b + two
                + attributed() + lambda(1) + already() + array[2] + declared(KINDS_FACTOR) + static_cast<int>(E::B);
        }
        int state() { hidden(); return unnamed * 100 + s * 10 + S::made; }
        }
        """
    )
    assert gbl.kinds.all() == sum([1, 2, 3, 4, 2, 1, -1, 1, 5, 2, 2, 6, 2, 7, 3, 9, 1])
    assert gbl.kinds.state() == 521
    assert gbl.kinds.s == 2, "one variable in both libraries"
    assert gbl.kinds.S.made == 1
    assert gbl.kinds.f() == 3
    cppyy_rs.cppdef("int kinds_s() { return kinds::s; }")
    assert gbl.kinds_s() == 3


def test_initialisers_run_once():
    cppyy_rs.cppdef("int initialised = 0; int initialise() { return ++initialised; } int first = initialise();")
    cppyy_rs.cppdef("int second() { return first; }")
    assert (gbl.second(), gbl.initialised) == (1, 1)


def test_errors_have_the_compilers_words_and_leave_nothing_behind():
    with pytest.raises(SyntaxError) as caught:
        cppyy_rs.cppdef("int fine_so_far() { return 1; }\nint broken( { }")
    text = str(caught.value)
    assert text.startswith("Failed to parse the given C++ code\n")
    assert ":2:16: error: expected ')'" in text and "int broken( { }" in text
    assert not hasattr(gbl, "fine_so_far")
    cppyy_rs.cppdef("int fine_so_far() { return 2; }")
    assert gbl.fine_so_far() == 2


def test_redefinitions_are_errors():
    cppyy_rs.cppdef("int defined_once() { return 1; }")
    with pytest.raises(SyntaxError, match="redefinition of 'defined_once'"):
        cppyy_rs.cppdef("int defined_once() { return 2; }")
    with pytest.raises(SyntaxError, match="redefinition of 'defined_once'"):
        cppyy_rs.cppdef("int defined_once() { return 1; }")
    assert gbl.defined_once() == 1


def test_warnings_are_python_s():
    with pytest.warns(SyntaxWarning, match="unused|no effect"):
        cppyy_rs.cppexec("1 + 2;")


def test_statements_run_each_time_and_declarations_stay():
    cppyy_rs.cppexec("int executed = 1")
    for expected in (2, 4, 8):
        assert cppyy_rs.cppexec("executed *= 2;") is True
        assert gbl.executed == expected
    cppyy_rs.cppexec("executed = 5; int from_it = executed; executed = 6;")
    assert (gbl.executed, gbl.from_it) == (6, 5), "in the order of the text"
    cppyy_rs.cppexec("for (int i = 0; i < 3; ++i) { executed += i; }")
    assert gbl.executed == 9
    with pytest.raises(SyntaxError, match="no_such_thing"):
        cppyy_rs.cppexec("no_such_thing();")


def test_exceptions_of_statements_come_as_from_calls():
    with pytest.raises(gbl.std.runtime_error, match="thrown here"):
        cppyy_rs.cppexec('throw std::runtime_error("thrown here");')


def test_headers_are_included(tmp_path):
    (tmp_path / "included.hpp").write_text("#pragma once\nstruct Included { int value = 3; };\ninline int included(const Included& i) { return i.value; }\n")
    cppyy_rs.add_include_path(str(tmp_path))
    assert cppyy_rs.include("included.hpp") is True
    assert gbl.included(gbl.Included()) == 3
    cppyy_rs.cppdef("int included_twice() { return 2 * included(Included()); }")
    assert gbl.included_twice() == 6
    with pytest.raises(ImportError, match='"no_such_header_at_all.hpp"'):
        cppyy_rs.include("no_such_header_at_all.hpp")
    (tmp_path / "broken.hpp").write_text("struct Broken {\n")
    with pytest.raises(ImportError, match="expected '}'"):
        cppyy_rs.include("broken.hpp")


def test_what_a_library_defines_may_be_declared_before_it_is_loaded(tmp_path):
    (tmp_path / "outside.cpp").write_text("int outside(int x) { return x + 1; }\nint outside_value = 5;\n")
    library = tmp_path / "liboutside.so"
    subprocess.run(["c++", "-shared", "-fPIC", "-o", str(library), str(tmp_path / "outside.cpp")], check=True)
    cppyy_rs.cppdef("int outside(int x); int inside(int x) { return -x; }")
    assert gbl.inside(1) == -1
    with pytest.raises((AttributeError, TypeError), match="outside"):
        gbl.outside(1)
    cppyy_rs.load_library(str(library))
    assert gbl.outside(1) == 2
    cppyy_rs.cppdef("int outside_twice(int x) { return 2 * outside(x); }")
    assert gbl.outside_twice(1) == 4


def test_headers_of_c_are_included(tmp_path):
    (tmp_path / "plain_c.h").write_text("static inline int plain_c(int x) { return x + 1; }\n")
    cppyy_rs.add_include_path(str(tmp_path))
    assert cppyy_rs.c_include("plain_c.h") is True
    assert gbl.plain_c(1) == 2


def test_headers_of_loaded_dictionaries_are_known(dictionary):
    dictionary("operators")
    cppyy_rs.cppdef("int use_a_bound_class() { operators::Plain made; return sizeof(made) > 0; }")
    assert gbl.use_a_bound_class() == 1


def test_macros_have_values():
    cppyy_rs.cppdef("#define RUN_TIME_MACRO (3 * 14)\n#define RUN_TIME_TEXT \"text\"\n#define RUN_TIME_NOTHING")
    assert cppyy_rs.macro("RUN_TIME_MACRO") == 42
    assert cppyy_rs.macro("RUN_TIME_TEXT") == "text"
    assert cppyy_rs.macro("INT_MAX") == 2**31 - 1
    for name in ("RUN_TIME_NOTHING", "NO_SUCH_MACRO"):
        with pytest.raises(ValueError, match=name):
            cppyy_rs.macro(name)


def test_specialisations_that_nothing_has_prepared():
    cppyy_rs.cppdef("namespace special { struct Part { int n; }; template <class T, int N> struct Array { T items[N]; int size() const { return N; } }; }")
    parts = gbl.std.vector["special::Part"]()
    parts.push_back(gbl.special.Part(3))
    assert [part.n for part in parts] == [3]
    assert gbl.std.vector[gbl.special.Part] is type(parts)
    assert gbl.special.Array["int", 3]().size() == 3
    assert gbl.special.Array["special::Part", 2]().size() == 2
    assert gbl.std.map["std::string", "special::Part"]().size() == 0


def test_several_specialisations_are_compiled_in_one_go():
    cppyy_rs.cppdef("namespace several { struct A { int n; }; struct B { int n; }; }")
    assert cppyy_rs.prebuild("std::vector<several::A>", "std::vector<several::B>", "std::vector<int>") is True
    from cppyy_rs.run_time import session

    before = len(session._loaded)
    assert (len(gbl.std.vector["several::A"](3)), len(gbl.std.vector["several::B"](4))) == (3, 4)
    assert len(session._loaded) == before, "nothing more was compiled"
    with pytest.raises(TypeError, match="no_such_type"):
        cppyy_rs.prebuild("std::vector<several::A>", "std::vector<no_such_type>")


def test_what_cannot_be_instantiated_has_the_compilers_reason():
    with pytest.raises(TypeError, match="no_such_type"):
        gbl.std.vector["no_such_type"]
    cppyy_rs.cppdef("template <class T> struct OnlyInts { static_assert(sizeof(T) == 4, \"four bytes, please\"); };")
    with pytest.raises(TypeError, match="four bytes, please"):
        gbl.OnlyInts["double"]


def test_names_of_the_standard_library_are_found_when_they_are_asked_for():
    assert gbl.std.bitset[8](5).count() == 2
    with pytest.raises(AttributeError, match="no_such_name"):
        gbl.std.no_such_name


PROGRAM = """
    import cppyy_rs, os
    cppyy_rs.cppdef("int cached(int x) { return x + 1; }")
    cppyy_rs.cppexec("int cached_too = cached(1)")
    assert cppyy_rs.gbl.cached_too == 2
    from cppyy_rs.run_time import session
    import sys
    print("subprocess" in sys.modules)
"""


def test_results_serve_later_processes(tmp_path):
    assert run(PROGRAM, CPPBIND_CACHE=str(tmp_path)) == "True\n"
    assert run(PROGRAM, CPPBIND_CACHE=str(tmp_path)) == "False\n", "nothing is started for what is in the cache"


def test_changed_headers_are_noticed(tmp_path):
    header = tmp_path / "changing.hpp"
    program = f"""
        import cppyy_rs
        cppyy_rs.add_include_path({str(tmp_path)!r})
        cppyy_rs.include("changing.hpp")
        print(cppyy_rs.gbl.changing())
    """
    for value in (1, 2):
        header.write_text(f"inline int changing() {{ return {value}; }}\n")
        assert run(program) == f"{value}\n"


def test_a_killed_child_is_replaced():
    cppyy_rs.cppdef("int before_the_kill() { return 1; }")
    from cppyy_rs.run_time import child

    # An answer that is in the cache starts none.
    cppyy_rs.cppdef(f"int starts_a_child_{os.getpid()}() {{ return 1; }}")
    os.kill(child._child._process.pid, signal.SIGKILL)
    cppyy_rs.cppdef(f"int after_the_kill_{os.getpid()}() {{ return before_the_kill() + 1; }}")
    assert getattr(gbl, f"after_the_kill_{os.getpid()}")() == 2


def test_forked_processes_have_children_of_their_own():
    cppyy_rs.cppdef(f"int before_the_fork_{os.getpid()}() {{ return 1; }}")
    assert run(f"""
        import os, cppyy_rs
        cppyy_rs.cppdef("int parent_{os.getpid()}() {{ return 1; }}")
        pid = os.fork()
        cppyy_rs.cppdef("int both_%d() {{ return parent_{os.getpid()}() + 1; }}" % (pid == 0))
        assert getattr(cppyy_rs.gbl, "both_%d" % (pid == 0))() == 2
        if pid:
            assert os.waitpid(pid, 0)[1] == 0
            print("done")
    """) == "done\n"


def test_without_the_generator_it_says_what_is_missing(tmp_path):
    assert "no program" in run(
        """
        import cppyy_rs
        try:
            cppyy_rs.cppdef("int never() { return 0; }")
        except RuntimeError as error:
            print(error)
        try:
            cppyy_rs.gbl.std.vector["cppyy_rs_has_no_such_type"]
        except TypeError as error:
            assert "--instantiate" in str(error), error
        else:
            raise AssertionError
        """,
        CPPBIND="/no/such/program",
        CPPBIND_CACHE=str(tmp_path),
    )


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_cache_that_cannot_be_written_is_an_error(tmp_path):
    tmp_path.chmod(0o500)
    assert "CPPBIND_CACHE" in run(
        """
        import cppyy_rs
        try:
            cppyy_rs.cppdef("int unwritten() { return 0; }")
        except OSError as error:
            print(error)
        """,
        CPPBIND_CACHE=str(tmp_path / "below"),
    )


def test_a_file_in_the_caches_place_is_an_error(tmp_path):
    place = tmp_path / "file"
    place.write_text("")
    assert "CPPBIND_CACHE" in run(
        """
        import cppyy_rs
        try:
            cppyy_rs.cppdef("int unwritten() { return 0; }")
        except OSError as error:
            print(error)
        """,
        CPPBIND_CACHE=str(place),
    )


def test_cells_of_notebooks():
    class Shell:
        magics = {}

        def register_magic_function(self, function, kind, name):
            self.magics[name] = function

    shell = Shell()
    cppyy_rs.load_ipython_extension(shell)
    shell.magics["cppdef"]("", "int in_a_cell() { return 1; }")
    shell.magics["cppexec"]("int from_a_line = in_a_cell()")
    shell.magics["cppexec"]("", "from_a_line += 1;\nfrom_a_line *= 2;")
    assert gbl.from_a_line == 4
