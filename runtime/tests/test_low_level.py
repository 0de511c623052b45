"""cppyy_rs.ll: casts, memory, the command line; FILE*; names of builtin types; constants of classes."""

import ctypes
import sys

import pytest

import cppyy_rs
import memory as process_memory
from cppyy_rs import ll
from dictionaries import python


@pytest.fixture(scope="module")
def lowlevel(dictionary):
    dictionary("lowlevel")
    return cppyy_rs.gbl.lowlevel


def test_casts_of_numbers():
    for cast in (ll.cast, ll.static_cast):
        assert cast[float](1) == 1.0 and type(cast[float](1)) is float
        assert cast[int](1.9) == 1 and type(cast[int](1.9)) is int
        assert cast["unsigned char"](300) == 44
        assert cast["unsigned int"](-1) == 2**32 - 1
        assert cast["char"](65) == "A"
        assert cast["bool"](2) is True
    with pytest.raises(TypeError):
        ll.cast["int"](object())
    with pytest.raises(TypeError):
        ll.reinterpret_cast["int"](3)


def test_casts_to_pointers():
    null = ll.reinterpret_cast["int*"](0)
    assert len(null) == 0 and not null and list(null) == []
    with pytest.raises(ReferenceError):
        null[0]
    memory = ll.malloc(8)
    numbers = ll.cast["int*"](memory)
    numbers[1] = 7
    assert numbers[1] == 7 and ll.reinterpret_cast["long"](numbers) == ll.addressof(memory)
    ll.free(memory)
    with pytest.raises(TypeError, match="no loaded dictionary knows"):
        ll.cast["nowhere::Nothing**"](0)
    with pytest.raises(TypeError):
        ll.cast["nowhere::Nothing"]


def test_casts_between_classes(lowlevel):
    dog = lowlevel.dog()
    assert type(dog) is lowlevel.Dog
    aged = ll.static_cast["lowlevel::Aged*"](dog)
    assert type(aged) is lowlevel.Aged and aged.age == 7
    assert ll.addressof(aged) != ll.addressof(dog)
    back = ll.static_cast[lowlevel.Dog](aged)
    assert back is dog or ll.addressof(back) == ll.addressof(dog)
    assert back.tail == 3 and back.legs() == 4
    assert ll.dynamic_cast[lowlevel.Dog](aged).tail == 3
    assert ll.dynamic_cast["lowlevel::Aged*"](ll.static_cast["lowlevel::Animal*"](dog)).age == 7
    assert not ll.dynamic_cast["lowlevel::Dog*"](lowlevel.bird())
    with pytest.raises(TypeError, match="not related"):
        ll.static_cast[lowlevel.Bird](dog)
    with pytest.raises(TypeError):
        ll.dynamic_cast[lowlevel.Dog](17)
    with pytest.raises(TypeError):
        ll.dynamic_cast["int*"](dog)


def test_memory_of_c(lowlevel):
    memory = ll.malloc[int](4)
    assert len(memory) == 4 and not memory.__cpp_array__ and not memory.__python_owns__
    for index in range(4):
        memory[index] = index
    assert lowlevel.sum(memory, 4) == 6
    ll.free(memory)
    assert not memory and list(memory) == []
    ll.free(memory)
    block = cppyy_rs.gbl.malloc(16)
    cppyy_rs.gbl.free(block)
    with pytest.raises(ValueError):
        ll.malloc[int](-1)


def test_arrays_of_cpp(lowlevel):
    array = ll.array_new["double"](3)
    assert array.__cpp_array__ and list(array) == [0.0, 0.0, 0.0]
    ll.array_delete(array)
    assert not array
    managed = ll.array_new[int](3, managed=True)
    assert managed.__python_owns__
    managed.__python_owns__ = False
    assert not managed.__python_owns__
    managed.__python_owns__ = True
    part = managed[1:]
    del managed
    assert list(part) == [0, 0]
    made = ctypes.POINTER(ctypes.c_int)()
    lowlevel.make(made, 3, 5)
    assert made[:3] == [5, 6, 7]
    ll.array_delete(made)
    with pytest.raises(TypeError, match="vector"):
        ll.array_new[lowlevel.Dog](2)


def test_managed_arrays_are_deleted():
    program = """
import memory
from cppyy_rs import ll
def run(times):
    for _ in range(times):
        ll.array_new["double"](100000, managed=True)
        memory = ll.malloc["double"](100000); ll.free(memory)
run(10)
before = memory.used()
run(1000)
print(memory.used() - before)
"""
    done = python(program)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < process_memory.NOISE


def test_bytes_of_arrays():
    array = ll.array_new["short"](3, managed=True)
    array[1] = 258
    memory = ll.as_memoryview(array)
    assert memory.itemsize == 2 and memory.tobytes() == b"\0\0\2\1\0\0"
    del array
    assert memory.nbytes == 6


def test_the_command_line(lowlevel):
    assert ll.argc() == len(sys.argv) == lowlevel.count(ll.argv())
    assert ll.argv()[0] == sys.argv[0].encode()


def test_files(lowlevel, tmp_path):
    path = tmp_path / "text"
    with open(path, "w") as file:
        file.write("python, ")
        assert lowlevel.put(file, "C, ") >= 0
        file.write("python")
    assert path.read_text() == "python, C, python"
    with open(path, "rb") as file:
        assert file.read(2) == b"py"
        assert lowlevel.first_character(file) == ord("t")
        assert file.read() == b"hon, C, python"
    with open(path) as file:
        assert file.readline() and lowlevel.first_character(file) == -1
    with pytest.raises(ValueError):
        lowlevel.put(file, "closed")
    for wrong in (1, "path", None, object()):
        with pytest.raises(TypeError):
            lowlevel.put(wrong, "text")


def test_names_of_builtin_types():
    gbl = cppyy_rs.gbl
    assert gbl.short(3) == 3 and gbl.short.__cpp_name__ == "short"
    assert getattr(gbl, "unsigned long")(4) == 4 and isinstance(gbl.double(1), float)
    assert gbl.std.vector[gbl.short]([1, 2])[1] == 2
    with pytest.raises(AttributeError):
        gbl.shorter


def test_streams_of_the_standard_library():
    out = cppyy_rs.gbl.std.cout
    assert out is cppyy_rs.gbl.std.cout and type(out) is type(cppyy_rs.gbl.std.cerr)


def test_constants_of_classes_are_not_assigned(lowlevel):
    for name in ("low", "most"):
        with pytest.raises(TypeError):
            setattr(lowlevel.Limits, name, 42)
    assert lowlevel.Limits.low == 1 and lowlevel.Limits.high == 9


def test_arrays_of_any_rank(lowlevel):
    matrix = lowlevel.Matrix()
    assert matrix.cells.shape == (2, 3) and matrix.cells[1][2] == matrix.cells[1, 2] == 6
    assert matrix.cube.shape == (2, 2, 2) and matrix.cube[1, 0, 1] == 6
    matrix.cells = [[6, 5, 4], [3, 2, 1]]
    assert [list(row) for row in matrix.cells] == [[6, 5, 4], [3, 2, 1]]
    matrix.cube[0][1] = [8, 9]
    assert matrix.cube[0, 1, 1] == 9
    for wrong in ([[1, 2, 3]] * 3, [[1, 2, 3, 4]]):
        with pytest.raises(ValueError):
            matrix.cells = wrong
    with pytest.raises(IndexError):
        matrix.cells[2]


def test_null_proxies_have_no_operators(lowlevel):
    none = cppyy_rs.bind_object(0, lowlevel.Dog)
    assert none == None and none == cppyy_rs.bind_object(0, lowlevel.Dog)  # noqa: E711
    assert none != lowlevel.dog() and lowlevel.dog() != none


def test_arrays_of_pointers_to_bytes_are_pointers_to_pointers():
    cppyy_rs.cppdef("namespace pointers_of_bytes { void* first(unsigned char** all) { return all; } void* fixed(std::uint8_t* all[3]) { return all; } }")
    for name in ("uint8_t*", "unsigned char*"):
        addresses = ll.array_new[name](3, managed=True)
        for function in (cppyy_rs.gbl.pointers_of_bytes.first, cppyy_rs.gbl.pointers_of_bytes.fixed):
            assert cppyy_rs.addressof(function(addresses)) == cppyy_rs.addressof(addresses)
    with pytest.raises(TypeError):
        cppyy_rs.gbl.pointers_of_bytes.first(ll.array_new["int*"](3, managed=True))
