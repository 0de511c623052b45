"""Which of the standard library's headers C++ at run time is compiled behind, and that nobody notices."""

import subprocess
import sys
import textwrap

import pytest

import cppyy_rs
from cppyy_rs import gbl


def run(program):
    """The output of a Python program in a process of its own."""
    command = [sys.executable, "-c", textwrap.dedent(program)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_c_library_is_there_for_text_that_names_no_header():
    cppyy_rs.cppdef("int bare_length(const char* text) { return (int)strlen(text); }")
    cppyy_rs.cppdef("double bare_root(double x) { return sqrt(x); }")
    cppyy_rs.cppdef("int bare_sum() { int sum = 0; for (int each : {1, 2, 3}) sum += each; return sum; }")
    assert (gbl.bare_length("four"), gbl.bare_root(9.0), gbl.bare_sum()) == (4, 3.0, 6)


# Each in a process of its own, where nothing before it has needed the header.
RARE = {
    "filesystem": ("bool f() { return std::filesystem::path{\"/a/b\"}.filename() == \"b\"; }", "True"),
    "future": ("int f() { return std::async(std::launch::deferred, [] { return 5; }).get(); }", "5"),
    "random": ("unsigned long f() { std::mt19937 engine(1); return engine(); }", "1791095845"),
    "thread": ("int f() { int x = 0; std::thread([&] { x = 6; }).join(); return x; }", "6"),
    "valarray": ("double f() { std::valarray<double> v{1, 2, 4}; return (v * v).sum(); }", "21.0"),
    "mutex": ("int f() { std::mutex m; std::lock_guard<std::mutex> lock(m); return 7; }", "7"),
}


@pytest.mark.parametrize("header", RARE)
def test_rare_headers_are_there_without_being_named(header):
    source, expected = RARE[header]
    program = f"import cppyy_rs; cppyy_rs.cppdef({source!r}); print(cppyy_rs.gbl.f())"
    assert run(program).strip() == expected


def test_names_and_specialisations_of_rare_headers():
    assert (
        run(
            """
            import cppyy_rs
            std = cppyy_rs.gbl.std
            print(std.valarray["double"](3).size())
            print(std.mt19937(1)())
            """
        ).split()
        == ["3", "1791095845"]
    )


def test_later_text_of_another_process_builds_upon_what_needed_them():
    first = """
        import cppyy_rs
        cppyy_rs.cppdef("inline std::filesystem::path place() { return \\"/a/b\\"; } struct Here { int number; };")
    """
    # What was compiled before comes from the cache: this child has not seen which headers it needed.
    second = """
        cppyy_rs.cppdef("int parts_of_place() { int n = 0; for (auto& each : place()) { (void)each; ++n; } return n; }")
        cppyy_rs.cppdef("int number_of(const Here& here) { return here.number; }")
        here = cppyy_rs.gbl.Here()
        here.number = 3
        print(cppyy_rs.gbl.parts_of_place(), cppyy_rs.gbl.number_of(here))
    """
    run(first)
    assert run(textwrap.dedent(first) + textwrap.dedent(second)) == "3 3\n"


def test_a_stub_that_is_rejected_takes_nothing_with_it():
    cppyy_rs.cppdef(
        """
        struct HeadersFixed { HeadersFixed() = default; HeadersFixed(const HeadersFixed&) = delete; int value = 3; };
        template <class T> struct HeadersHolder {
            T held;
            HeadersHolder() = default;
            T copied() const { return held; }
            int value() const { return held.value; }
        };
        """
    )
    holder = gbl.HeadersHolder["HeadersFixed"]()
    assert holder.value() == 3
    with pytest.raises((AttributeError, TypeError)):
        holder.copied()


def test_types_that_bodies_decide_are_known():
    cppyy_rs.cppdef(
        """
        auto headers_deduced(int x) { return x * 0.5; }
        decltype(auto) headers_reference(int& x) { return (x); }
        constexpr int headers_size() { return 4; }
        struct HeadersSized { int values[headers_size()]; auto first() const { return values[0] + 0.25; } };
        template <class T> auto headers_twice(T x) { return x + x; }
        inline auto headers_three = headers_twice(1.5);
        """
    )
    assert gbl.headers_deduced(3) == 1.5
    assert gbl.headers_three == 3.0
    assert len(gbl.HeadersSized().values) == 4
    assert gbl.HeadersSized().first() == 0.25


def test_an_error_in_a_body_is_told_as_before():
    with pytest.raises(SyntaxError, match="no_such_name"):
        cppyy_rs.cppdef("int headers_wrong() { return no_such_name; }")
    assert not hasattr(gbl, "headers_wrong")
