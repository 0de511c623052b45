"""Class, alias and variable templates that nothing has prepared; deduced class template arguments; the makers of std."""

import array
import ctypes
import gc

import pytest

import cppyy_rs
from cppyy_rs import gbl


@pytest.fixture(scope="module")
def aliases(dictionary):
    dictionary("aliases")
    return gbl.aliases


@pytest.fixture(scope="module")
def std(aliases):
    return gbl.std


def test_an_alias_is_what_it_stands_for(aliases, std):
    assert aliases.Vec[int] is std.vector[int]
    assert aliases.Vec["aliases::Live"] is std.vector[aliases.Live]
    assert aliases.ByName[int] is std.map["std::string", int]
    assert getattr(gbl, "aliases::Vec<int>") is std.vector[int]
    assert std.vector["aliases::Vec<int>"] is std.vector[std.vector[int]]
    assert repr(aliases.Vec).startswith("<cppyy_rs.Template 'aliases::Vec' object at 0x")
    assert aliases.Vec.__doc__ == "A vector by another name.\ntemplate<class T> using aliases::Vec"


def test_an_alias_may_name_what_is_no_class(aliases):
    assert aliases.Bare["const int&"].__cpp_name__ == "int"
    assert aliases.Bare["const int&"] is aliases.Bare["int&&"] is getattr(gbl, "int")
    assert aliases.Bare["const aliases::Live&"] is aliases.Live
    assert aliases.Bare["aliases::Scoped&"] is aliases.Scoped
    assert aliases.Bare["char* const"].__cpp_name__ == "char*"


def test_a_variable_template_has_values(aliases, std):
    assert aliases.pi["double"] == 3.141592653589793
    assert aliases.pi[int] == 3
    assert abs(aliases.pi[float] - 3.1415927) < 1e-6
    assert aliases.same[int, "int"] is True and aliases.same[int, "long"] is False
    assert std.is_same_v["int", "int"] is True
    assert std.integral_constant[int, 5].value == 5
    assert aliases.pi.__doc__ == "As near as it gets.\ntemplate<class T> auto aliases::pi"


def test_a_variable_is_cpp_s_own(aliases):
    assert aliases.counter[int] == 0
    aliases.counter[int] = 7
    assert (aliases.counter[int], aliases.counter["long"]) == (7, 0)
    with pytest.raises(TypeError):
        aliases.pi[int] = 4
    with pytest.raises(TypeError, match="no template of variables"):
        aliases.Vec[int] = 4


def test_members_that_are_templates(aliases, std):
    assert aliases.Host.List[int] is std.vector[int]
    assert aliases.Host.Inner[int]().value == 0
    assert aliases.Host.size["double"] == 8


def test_values_as_arguments(aliases):
    assert aliases.OfPlain[aliases.Second]().value() == 1
    assert aliases.OfPlain[aliases.Plain.Second] is aliases.OfPlain["aliases::Second"]
    assert aliases.OfScoped[aliases.Scoped.High]().value() == 200
    assert aliases.OfScoped[aliases.Scoped.High] is aliases.OfScoped["aliases::Scoped::High"]
    assert aliases.OfLetter[aliases.Letter.A]().value() == "a"
    assert aliases.OfBool[True]().value() is True
    assert aliases.OfBool[True] is aliases.OfBool["true"] is aliases.OfBool["1 == 1"]
    assert aliases.OfChar["'x'"]().value() == "x"
    assert aliases.OfAny[3]().value() == 3 and aliases.OfAny[True]().value() is True
    assert aliases.OfSize[12]().value() == 12
    assert aliases.OfSize["sizeof(int)"] is aliases.OfSize[4] is aliases.OfSize["4ul"]


def test_packs_templates_and_defaults(aliases, std):
    assert [aliases.Pack[types].size() for types in [(), (int,), (int, "double", str)]] == [0, 1, 3]
    assert aliases.Pack["int, double"] is aliases.Pack[int, "double"]
    assert aliases.Sum[1, 2, 3].value() == 6
    assert type(aliases.Holder[std.vector, int]().items) is std.vector[int]
    assert aliases.Holder["std::vector", "int"] is aliases.Holder[std.vector, int]
    three = aliases.Defaulted[int]
    assert three is aliases.Defaulted[int, int] is aliases.Defaulted["int, int, 3"]
    assert aliases.Defaulted[int, "double"].n() == 3 and aliases.Defaulted[int, "double", 4].n() == 4
    assert aliases.OfFunction["int(double, char)"].arity() == 2


def test_every_spelling_is_one_class(aliases, std):
    live = std.vector[aliases.Live]
    for spelling in ("aliases::Live", "::aliases::Live", " aliases :: Live ", "aliases::Live, std::allocator<aliases::Live>"):
        assert std.vector[spelling] is live
    assert std.map[str, "std::vector<double>"] is std.map["std::string", std.vector["double"]]
    assert std.vector[std.vector[int]] is std.vector["std::vector<int>"]
    assert std.vector["unsigned"] is std.vector["unsigned int"] is std.vector[ctypes.c_uint]


def test_types_of_other_packages(std):
    numpy = pytest.importorskip("numpy")
    assert std.vector[numpy.float32] is std.vector[numpy.dtype("float32")] is std.vector["float"]
    assert std.vector[numpy.array([1, 2]).dtype] is std.vector["long"]
    assert std.vector[ctypes.c_short] is std.vector["short"]
    assert std.vector[ctypes.c_int64] is std.vector["long"]


def test_a_bad_argument_is_named(aliases, std):
    for bad, named in [(2.5, "2.5"), (object(), "object"), (array, "module"), (list, "list")]:
        with pytest.raises(TypeError, match=f"argument 2 of template std::map: .*{named}"):
            std.map[int, bad]


def test_what_cannot_be_instantiated_says_why(aliases, without_compiler):
    with pytest.raises(TypeError, match=r"--instantiate 'aliases::Vec<aliases::Host>'"):
        aliases.Vec["aliases::Host"]
    with pytest.raises(TypeError, match="no generator"):
        aliases.same["aliases::Host", int]
    with pytest.raises(TypeError, match="the compiler's to deduce"):
        aliases.Box(aliases.Host())


def test_the_compiler_s_reason_is_told(aliases, std):
    with pytest.raises(TypeError, match="no_such_type"):
        aliases.Vec["no_such_type"]
    with pytest.raises(TypeError, match="aliases::Vec<int,int,int> cannot be instantiated: .*too many template arguments"):
        aliases.Vec[int, int, int]
    with pytest.raises(TypeError, match="no_such_type"):
        aliases.pi["no_such_type"]


def test_arguments_are_deduced_as_in_cpp(aliases, std):
    assert type(aliases.Box(3)) is aliases.Box[int]
    assert type(aliases.Box(2.5)) is aliases.Box["double"]
    assert type(aliases.Box("text")) is aliases.Box["std::string"] and str(aliases.Box("text").held) == "text"
    assert type(aliases.Box(True)) is aliases.Box[bool]
    assert type(aliases.Box(1 << 40)) is aliases.Box["long"]
    assert type(aliases.Box(aliases.Live(3))) is aliases.Box[aliases.Live]
    assert type(aliases.Box([1, 2])) is aliases.Box["std::vector<int>"]
    assert aliases.Box(aliases.Box(3)).held == 3, "a copy"
    assert type(aliases.Wide(3)) is aliases.Wide["long long"], "the guide says so"
    assert aliases.Many([1, 2, 3]).count == 3
    with pytest.raises(TypeError, match="cannot be deduced"):
        aliases.Wide(aliases.Live())


def test_what_was_deduced_is_remembered(aliases):
    aliases.Box(aliases.Host())
    from cppyy_rs.run_time import session

    before = len(session._loaded)
    for _ in range(3):
        aliases.Box(aliases.Host())
    assert len(session._loaded) == before


def test_the_standard_s_templates_are_deduced(std):
    assert type(std.pair(1, 2.0)) is std.pair[int, "double"]
    assert tuple(std.tuple(1, 2.5, "x"))[:2] == (1, 2.5)
    assert type(std.optional(3)) is std.optional[int] and std.optional(3) == 3
    assert list(std.array([1, 2, 3])) == [1, 2, 3]
    assert type(std.array([1, 2, 3])) is std.array[int, 3]
    assert type(std.map({1: 2.5})) is std.map[int, "double"]
    assert type(std.vector([1.5])) is std.vector["double"]
    assert type(std.set({1, 2})) is std.set[int]
    assert type(std.vector(std.vector[int]([1, 2]))) is std.vector[int]


def test_the_standard_s_templates_need_no_compiler_for_deduction(std, without_compiler):
    assert type(std.pair(1, 2)) is std.pair[int, int]
    assert type(std.vector([1, 2])) is std.vector[int]


def test_concepts_are_conditions(tmp_path):
    import dictionaries, os

    program = (
        "import cppyy_rs\n"
        "cppyy_rs.cppdef('#include <concepts>\\ntemplate <class T> concept Small = sizeof(T) <= 4;')\n"
        "assert cppyy_rs.gbl.Small[int] is True and cppyy_rs.gbl.Small['double'] is False\n"
        "assert cppyy_rs.gbl.std.integral[int] is True\n"
        "try:\n"
        "    cppyy_rs.gbl.Small(3)\n"
        "except TypeError as error:\n"
        "    assert 'concept' in str(error), error\n"
        "else:\n"
        "    raise AssertionError\n"
    )
    done = dictionaries.python(program, env={**os.environ, "CPPYY_RS_CXXFLAGS": "-std=c++20"})
    assert done.returncode == 0, done.stderr


def test_makers_make_what_smart_pointers_hold(aliases, std):
    gc.collect()
    before = aliases.Live.alive
    shared = std.make_shared["aliases::Live"](4)
    assert type(shared) is aliases.Live and shared.twice() == 8
    assert type(shared.__smartptr__()) is std.shared_ptr[aliases.Live]
    unique = std.make_unique[aliases.Live](5)
    assert type(unique.__smartptr__()) is std.unique_ptr[aliases.Live]
    taken = aliases.Live(6)
    assert std.make_shared(taken) is taken
    assert aliases.Live.alive == before + 3
    del shared, unique, taken
    gc.collect()
    assert aliases.Live.alive == before


def test_makers_make_pointers_to_values(std):
    number = std.make_unique[int](42)
    assert number and number.get()[0] == 42
    assert std.make_shared["double"](2.5).get()[0] == 2.5
    assert list(std.make_unique["int[]"](3).get()[:3]) == [0, 0, 0]


def test_makers_of_a_class_refuse_python_classes(aliases, std):
    class Mine(aliases.Live):
        pass

    with pytest.raises(TypeError, match="Mine is a Python class"):
        std.make_unique[aliases.Live](Mine())


def test_functions_are_made_of_callables(std):
    halve = std.function["double(double)"](lambda x: x / 2)
    assert halve(5.0) == 2.5
    assert type(halve) is std.function["double(double)"]


def test_values_are_swapped(aliases, std):
    one, other = aliases.Live(1), aliases.Live(2)
    std.swap(one, other)
    assert (one.number, other.number) == (2, 1)
    first, second = std.vector[int]([1, 2]), std.vector[int]()
    std.swap(first, second)
    assert (list(first), list(second)) == ([], [1, 2])
    with pytest.raises(TypeError):
        std.swap(one, first)


def test_pairs_and_tuples_are_made(std):
    assert tuple(std.make_pair(1, 2.5)) == (1, 2.5)
    assert tuple(std.make_tuple(1, 2.5, True)) == (1, 2.5, True)


def test_results_are_reduced(aliases):
    cppyy_rs.cppdef(
        """
        namespace reduction {
        struct Sum;
        struct Number { int value; Number(int v) : value(v) {} Number(const Sum&); static int alive; };
        struct Sum { const Number& a; const Number& b; static int alive; Sum(const Number& x, const Number& y) : a(x), b(y) { ++alive; }
            Sum(const Sum& o) : a(o.a), b(o.b) { ++alive; } ~Sum() { --alive; } };
        int Sum::alive = 0;
        Number::Number(const Sum& s) : value(s.a.value + s.b.value) {}
        Sum operator+(const Number& a, const Number& b) { return Sum(a, b); }
        Sum sum(const Number& a, const Number& b) { return Sum(a, b); }
        }
        """
    )
    number = gbl.reduction.Number
    assert type(gbl.reduction.sum(number(1), number(2))) is gbl.reduction.Sum
    cppyy_rs.py.add_type_reducer("reduction::Sum", number)
    for _ in range(20):
        total = gbl.reduction.sum(number(1), number(2))
        assert type(total) is number and total.value == 3
        assert (number(1) + number(5)).value == 6
    gc.collect()
    assert gbl.reduction.Sum.alive == 0
    cppyy_rs.py.add_type_reducer("reduction::Number", "reduction::NoSuch")
    cppyy_rs.cppdef("namespace reduction { Number one() { return Number(1); } }")
    with pytest.raises(TypeError, match="NoSuch"):
        gbl.reduction.one()


def test_templates_may_be_used_where_they_are_declared():
    cppyy_rs.cppdef(
        """
        namespace used_at_once {
        template <class T> struct S { static auto twice(T t) { return 2 * t; } auto thrice(T t) const { return 3 * t; } };
        template <class T> static auto half(T t) { return t / 2; }
        inline int all(int n) { return S<int>::twice(n) + S<int>().thrice(n) + half(n); }
        }
        """
    )
    assert gbl.used_at_once.all(4) == 8 + 12 + 2
    cppyy_rs.cppdef("int used_later(int n) { return used_at_once::S<int>::twice(n) + used_at_once::all(n); }")
    assert gbl.used_later(4) == 30
    assert gbl.used_at_once.S["double"]().thrice(1.5) == 4.5


def test_what_a_loaded_dictionary_defines_is_there_for_later_code(aliases):
    cppyy_rs.cppdef("int how_many_are_alive() { return aliases::Live::alive; }")
    kept = aliases.Live()
    assert gbl.how_many_are_alive() == aliases.Live.alive
    del kept
