"""std::span: arrays, containers and lists as arguments, views as results."""

import array
import gc

import numpy
import pytest

import cppyy_rs
import memory
from dictionaries import TESTLIBS, build


@pytest.fixture(scope="module")
def spans():
    sources = [TESTLIBS / "spans" / "spans.hpp", TESTLIBS / "spans" / "spans.cpp"]
    cppyy_rs.load_lib(str(build("spans", ["-std=c++20", *sources], sources) / "libspansDict.so"))
    return cppyy_rs.gbl.spans


@pytest.fixture(scope="module")
def std(spans):
    return cppyy_rs.gbl.std


def test_elements_are_shown_where_they_are(spans, std):
    for values in (numpy.arange(4.0), array.array("d", [0, 1, 2, 3]), std.vector["double"]([0, 1, 2, 3])):
        assert spans.sum(values) == 6
        spans.scale(values, 2.0)
        assert list(values) == [0, 2, 4, 6]
    values = numpy.arange(4.0)
    assert spans.place(values) == values.ctypes.data and spans.place(values[1:]) == values.ctypes.data + 8
    assert spans.sum(numpy.zeros(0)) == 0
    vector = std.vector["double"]([1, 2])
    spans.scale(vector, 2.0)
    vector.push_back(1)


def test_what_cpp_only_reads_may_be_a_list(spans):
    assert spans.sum([1, 2.5]) == 3.5 and spans.sum((1, 2)) == 3 and spans.sum([]) == 0
    assert spans.sum(range(4)) == 6 and spans.sum(numpy.arange(3)) == 3 and spans.sum(numpy.arange(6.0)[::2]) == 6
    with pytest.raises(TypeError, match="C\\+\\+ may write to the elements"):
        spans.scale([1.0, 2.0], 2.0)
    with pytest.raises(TypeError, match="item 1"):
        spans.sum([1, "x"])
    constant = numpy.arange(3.0)
    constant.flags.writeable = False
    assert spans.sum(constant) == 3
    with pytest.raises(TypeError, match="read-only"):
        spans.scale(constant, 2.0)
    for other in (numpy.arange(3), numpy.arange(3, dtype="f4"), 1.5, "text"):
        with pytest.raises(TypeError):
            spans.scale(other, 2.0)


def test_a_span_of_fixed_extent_names_what_does_not_fit(spans):
    assert spans.three([1, 2, 3]) == 6 and spans.three(numpy.arange(3.0)) == 3
    with pytest.raises(ValueError, match="cannot show 2 elements"):
        spans.three([1, 2])


def test_structs_and_strings(spans):
    points = spans.origin(3)
    spans.move(points)
    assert spans.points(points) == 3
    made = numpy.asarray(points).copy()
    spans.move(made)
    assert made["x"].tolist() == [2, 2, 2] and spans.points(made) == 6
    assert spans.points([points[0], points[1]]) == 2
    with pytest.raises(TypeError):
        spans.points(numpy.zeros(3))
    assert spans.joined(spans.words()) == "a text that does not fit into its objectb"
    with pytest.raises(TypeError, match="a container from C\\+\\+ is expected"):
        spans.joined(["a"])


def test_results_are_views(spans):
    view = spans.view()
    assert list(view) == [1, 2, 3] and len(view) == 3 and view[-1] == 3
    shown = numpy.asarray(view)
    shown[0] = 10
    assert spans.view()[0] == 10 and spans.sum(spans.view()) == 15
    spans.view()[0] = 1
    assert not numpy.asarray(spans.constant()).flags.writeable
    with pytest.raises(TypeError):
        spans.scale(spans.constant(), 2.0)


def test_a_vector_is_passed_as_itself_where_both_are_wanted(spans, std):
    assert spans.chosen(std.vector["double"]([1])) == 2


def test_many_leave_nothing(spans, std):
    values, vector = numpy.arange(100.0), std.vector["double"](100)

    def work(count):
        for _ in range(count):
            spans.sum(values)
            spans.sum(vector)
            spans.sum([1.0, 2.0])
            try:
                spans.three([1.0])
            except ValueError:
                pass

    work(500)
    assert memory.left_by(lambda: work(20_000)) < memory.NOISE
    vector.push_back(1)
