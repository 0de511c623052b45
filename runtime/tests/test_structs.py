"""Arrays of structs, NumPy's and C++'s own, where C++ wants a pointer to the first or a container."""

import ctypes
import gc

import numpy
import pytest

import cppyy_rs
import memory
from cppyy_rs import ll


@pytest.fixture(scope="module")
def structs(dictionary):
    dictionary("structs")
    return cppyy_rs.gbl.structs


POINT = numpy.dtype({"names": ["tag", "x", "y"], "formats": ["i1", "f8", "f4"], "offsets": [0, 8, 16], "itemsize": 24})


def array(count, dtype=POINT):
    made = numpy.zeros(count, dtype)
    made["x"] = numpy.arange(count)
    return made


# ---- Pointers ----

def test_a_structured_array_goes_where_a_pointer_is_wanted_without_a_copy(structs):
    points = array(4)
    assert structs.place(points) == points.ctypes.data
    assert structs.sum(points, 4) == 6
    structs.move(points, 4, 0.5)
    assert points["x"].tolist() == [0.5, 1.5, 2.5, 3.5]
    assert structs.sum(points[2:], 2) == 6


def test_aligned_dtypes_and_ctypes_are_the_same_structs(structs):
    aligned = array(3, numpy.dtype([("tag", "i1"), ("x", "f8"), ("y", "f4")], align=True))
    assert structs.sum(aligned, 3) == 3

    class Point(ctypes.Structure):
        _fields_ = [("tag", ctypes.c_int8), ("x", ctypes.c_double), ("y", ctypes.c_float)]

    assert structs.sum((Point * 2)(Point(1, 2, 3), Point(4, 5, 6)), 2) == 7


def test_structs_of_structs_arrays_and_complex_numbers(structs):
    dtype = numpy.asarray(cells := vector_of_cells(structs)).dtype
    made = numpy.zeros(2, dtype)
    made["at"]["x"] = [1, 2]
    made["grid"][:, 1, 2] = 10
    made["amplitude"] = 3j
    made["used"] = True
    assert structs.sum_of_cells(made, 2) == 1 + 2 + 2 * (10 + 3 + 1)
    assert structs.total_of_cells(made) == structs.sum_of_cells(made, 2)
    assert len(cells) == 1


def vector_of_cells(structs):
    return cppyy_rs.gbl.std.vector[structs.Cell](1)


def test_other_elements_are_refused_by_name_type_and_place(structs):
    others = [
        numpy.dtype([("tag", "i1"), ("x", "f8"), ("y", "f4")]),  # packed
        numpy.dtype([("tag", "i1"), ("x", "f4"), ("y", "f8")], align=True),
        numpy.dtype([("tag", "i1"), ("longitude", "f8"), ("y", "f4")], align=True),
        numpy.dtype([("tag", "u2"), ("x", "f8"), ("y", "f4")], align=True),
        numpy.dtype([("tag", "i1"), ("x", ">f8"), ("y", "f4")], align=True),
    ]
    for dtype in others:
        with pytest.raises(TypeError, match="the array's elements are"):
            structs.sum(numpy.zeros(3, dtype), 3)
    for other in (numpy.zeros(3), cppyy_rs.gbl.std.vector["double"](3)):
        with pytest.raises(TypeError):
            structs.sum(other, 3)
    with pytest.raises(TypeError):
        structs.sum(array(6)[::2], 3)


def test_memory_that_cpp_may_not_write_or_cannot_read_is_refused(structs):
    constant = array(3)
    constant.flags.writeable = False
    assert structs.sum(constant, 3) == 3
    with pytest.raises(TypeError, match="read-only"):
        structs.move(constant, 3, 1.0)
    shifted = numpy.frombuffer(bytearray(24 * 3 + 1), dtype=POINT, offset=1)
    with pytest.raises(TypeError, match="not aligned"):
        structs.sum(shifted, 3)


def test_containers_and_views_of_such_structs(structs):
    points = structs.points(4)
    structs.move(points, 4, 1.0)
    assert structs.sum(points, 4) == 10 and points[3].x == 4
    view = structs.first()
    assert structs.sum(points.data(), 1) == 1 and view.x == 1
    assert structs.chosen(points) == 2 and structs.chosen(array(1)) == 1
    weighed = cppyy_rs.gbl.std.vector[structs.Weighed](2)
    with pytest.raises(TypeError):
        structs.sum(weighed, 2)


# ---- Containers ----

def test_a_structured_array_becomes_a_vector(structs):
    assert structs.total(array(5)) == 10
    made = cppyy_rs.gbl.std.vector[structs.Point](array(3))
    assert [point.x for point in made] == [0, 1, 2]
    made.extend(array(2))
    assert len(made) == 5 and made[4].x == 1
    assert structs.total(array(0)) == 0
    with pytest.raises(TypeError, match="the array's elements are"):
        structs.total(numpy.zeros(3, [("x", "f8")]))


# ---- Arrays of C++'s own ----

def test_arrays_of_plain_classes(structs):
    points = ll.array_new[structs.Point](3)
    assert [point.tag for point in points] == [7, 7, 7] and len(points) == 3
    points[1].x = 5
    assert structs.sum(points, 3) == 7
    structs.move(points, 3, 1.0)
    assert numpy.asarray(points)["x"].tolist() == [2, 6, 2]
    ll.array_delete(points)
    assert not points
    with pytest.raises(TypeError, match="vector"):
        ll.array_new[structs.Named](2)


def test_managed_ones_are_deleted(structs):
    def work(count):
        for _ in range(count):
            ll.array_new[structs.Point](10_000, managed=True)
            structs.sum(array(100), 100)
            structs.total(array(100))

    work(20)
    before = memory.used()
    work(1000)
    assert memory.used() - before < memory.NOISE
