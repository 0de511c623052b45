"""Function templates that are made when Python calls them: of namespaces, classes, constructors and operators."""

import array
import ctypes

import pytest

import cppyy_rs
import dictionaries


@pytest.fixture(scope="module")
def lib(dictionary):
    dictionary("ondemand")
    return cppyy_rs.gbl.ondemand


def test_arguments_are_deduced_as_cpp_would(lib):
    assert lib.by_value(1) == "int"
    assert lib.by_value(2**40) == "long"
    assert lib.by_value(2**63) == "unsigned long"
    assert lib.by_value(1) == "int"
    assert lib.by_value(True) == "bool"
    assert lib.by_value(1.5) == "double"
    assert lib.by_value("text") == "string"
    assert lib.by_value(lib.green) == "Colour"
    assert lib.by_value(lib.Base()) == "Base"
    assert lib.by_value(lib.Derived()) == "Derived"
    with pytest.raises(OverflowError):
        lib.by_value(2**64)


def test_references(lib):
    derived = lib.Derived()
    assert lib.forwarded(derived) == "Derived&"
    assert lib.forwarded(cppyy_rs.gbl.std.move(derived)) == "Derived"
    assert lib.forwarded(derived) == "Derived&"
    assert lib.forwarded(1) == "int"
    assert lib.constant(derived) == "Derived"
    assert lib.constant(lib.Base()) == "Base"
    assert lib.itself(derived) is derived
    assert lib.itself(derived).id == 2


def test_addresses_and_buffers(lib):
    assert lib.pointed(lib.Derived()) == "Derived"
    assert lib.pointed(array.array("d", [1.0])) == "double"
    assert lib.pointed(ctypes.c_int(3)) == "int"
    assert lib.forwarded(ctypes.c_int(3)) == "int&"
    numpy = pytest.importorskip("numpy")
    assert lib.pointed(numpy.zeros(3)) == "double"
    assert lib.by_value(numpy.float32(1)) == "float"
    assert lib.by_value(numpy.int64(1)) == "long"


def test_views_of_pointers_are_the_addresses_that_they_show(lib):
    pointers = cppyy_rs.ll.malloc["int*"](4)
    assert lib.pointed(pointers) == "int*"
    assert lib.pointed["int*"](pointers) == "int*"
    numbers = cppyy_rs.ll.malloc["double"](2)
    assert lib.pointed(numbers) == "double"
    cppyy_rs.ll.free(pointers)
    cppyy_rs.ll.free(numbers)


def test_types_are_given(lib):
    assert lib.same[int](3) == 3
    assert lib.same["double"](3) == 3.0
    assert isinstance(lib.same["double"](3), float)
    assert lib.same["std::string"]("x") == "x"
    assert lib.same[lib.Base](lib.Base()).id == 1
    assert lib.defaulted() == "double"
    assert lib.defaulted[int]() == "int"
    assert lib.number[3]() == 3
    assert lib.number[-1]() == -1
    assert lib.truth[True]() is True
    assert lib.colour[lib.green]() == 1
    assert lib.count[int, float](1, 2) == 2


def test_some_types_are_given_and_the_others_deduced(lib):
    convert = getattr(lib, "as")
    assert convert[int](3.7) == 3
    assert convert["float"](3) == 3.0
    assert convert["int"](4.2) == 4


def test_packs(lib):
    assert lib.count() == 0
    assert lib.count(1, "2", 3.0) == 3
    assert lib.names(1, "2", 3.0) == "int,string,double"


def test_ordinary_functions_that_fit_go_first(lib):
    assert lib.mixed(1) == "ordinary int"
    assert lib.mixed(2.5) == "template double"
    assert lib.mixed("text") == "template string"
    assert lib.mixed("text", 1) == "ordinary string, double"
    assert lib.mixed(2**40) == "template long"


def test_what_no_template_takes_is_converted_or_refused(lib):
    assert lib.half(8) == 4
    assert lib.half("abcd") == "cd"
    for _ in range(3):
        with pytest.raises(TypeError, match="Template method resolution failed"):
            lib.half([])
    with pytest.raises(TypeError, match="nothing_has_this"):
        lib.does_not_compile(1)


def test_failures_are_remembered(lib, monkeypatch):
    from cppyy_rs.run_time import session

    with pytest.raises(TypeError):
        lib.half(1.5)
    monkeypatch.setattr(session, "_make", None)
    with pytest.raises(TypeError, match="no matching function"):
        lib.half(2.5)


def test_exceptions(lib):
    with pytest.raises(cppyy_rs.gbl.std.invalid_argument, match="fails on demand"):
        lib.fails(1)


def test_results_of_new_classes(lib):
    assert lib.hold(3).value == 3
    assert lib.hold("three").value == "three"


def test_callables(lib):
    def twice(x: int) -> float:
        return 2.0 * x

    assert lib.apply(twice, 3) == 6.0
    assert lib.call_function[int](lambda x: x + 1, 4) == 5
    assert lib.call_function["double"](lambda x: x / 2, 5) == 2.5


def test_collections(lib):
    assert lib.sum([1, 2, 3]) == 6
    assert lib.sum([1, 2.5]) == 3.5
    assert lib.sum["double"]([1, 2]) == 3.0
    assert lib.sum(cppyy_rs.gbl.std.vector[int]([4, 5])) == 9


def test_methods(lib):
    box = lib.Box(5)
    assert box.get[int]() == 5
    assert box.get["double"]() == 5.0
    assert lib.Box.get[int](box) == 5
    box.put(7.9)
    assert box.value() == 7
    assert lib.Box.put(box, 3) is None
    assert box.value() == 3
    assert box.kind(1) == "Box int"
    assert box.kind("x", 1) == "ordinary"
    assert box.chain(2) is box
    assert box.value() == 5
    assert lib.Box.create["double"]() == "double"
    assert box.create[int]() == "int"
    assert lib.Box.make("x") == "x"
    assert box.make(3) == 3


def test_derived_classes(lib):
    class Mine(lib.Box):
        def get_twice(self):
            return 2 * self.get[int]()

    assert Mine(4).get_twice() == 8
    assert Mine(4).kind(1.0) == "Box double"
    special = lib.Special(6)
    assert special.get[int]() == 6
    assert special.kind(special) == "Box ?"


def test_constructors(lib):
    assert lib.Box(1, 2).value() == 3
    assert lib.Box(1.5, 2).value() == 3
    assert lib.Box(4).value() == 4
    with pytest.raises(TypeError):
        lib.Box("a", 1)


def test_operators(lib):
    assert lib.Box(2) + 3 == 5
    assert lib.Box(2) + 3.9 == 5
    assert lib.Box()(1) == "called with int"
    assert lib.ints(3).add(lib.doubles(1.5)).v() == 4
    assert (lib.doubles(3.5) - lib.ints(1)).v() == 2.5
    assert (lib.doubles(3.5) * 2).v() == 7.0


def test_they_are_shown(lib):
    assert "by_value" in dir(lib)
    assert "get" in dir(lib.Box)
    assert "Says what its argument is." in lib.by_value.__doc__
    assert "template <class T>" in lib.by_value.__doc__


def test_without_a_compiler_it_is_told_how_to_prepare(lib, without_compiler):
    with pytest.raises(TypeError, match=r"--instantiate 'ondemand::by_value\(std::vector<int>\)'"):
        lib.by_value([1])
    with pytest.raises(TypeError, match=r"--instantiate 'ondemand::Box::get<unsigned int>\(\)'"):
        lib.Box().get["unsigned"]()


def test_what_is_prepared_needs_no_compiler(tmp_path):
    folder = dictionaries.TESTLIBS / "ondemand"
    header, source = folder / "ondemand.hpp", folder / "ondemand.cpp"
    calls = ["ondemand::by_value(int)", "ondemand::Box::get<double>()", "ondemand::Box::Box(int,double)", "ondemand::names(int,double)"]
    wanted = [argument for call in calls for argument in ("--instantiate", call)]
    built = dictionaries.build("prepared", ["-o", "libpreparedDict.so", "-std=c++17", *wanted, header, source], [header, source])
    program = """
import sys, cppyy_rs
cppyy_rs.load_lib(sys.argv[1])
lib = cppyy_rs.gbl.ondemand
print(lib.by_value(1), lib.Box(3, 1.5).get["double"](), lib.names(1, 2.0))
try:
    lib.by_value(1.5)
except TypeError as error:
    print(str(error).rpartition("generate")[2])
"""
    done = dictionaries.python(program, built / "libpreparedDict.so", env={**dictionaries.os.environ, "CPPBIND": str(tmp_path / "none")})
    assert done.stdout.splitlines() == [
        "int 4.0 int,double",
        " the dictionary with `--instantiate 'ondemand::by_value(double)'` to have it",
    ], done.stderr
