"""Classes with rows and columns of numbers, as Eigen's: NumPy's arrays of their memory, and made of NumPy's arrays."""

import gc

import numpy
import pytest

import cppyy_rs
import memory


@pytest.fixture(scope="module")
def matrices(dictionary):
    dictionary("matrices")
    return cppyy_rs.gbl.matrices


@pytest.fixture
def alive(matrices):
    """How many matrices there are more than at the beginning; none of them may be left at the end."""
    matrices.constant()
    gc.collect()
    before = matrices.alive
    yield lambda: matrices.alive - before
    gc.collect()
    assert matrices.alive == before


def place(array):
    return array.__array_interface__["data"][0]


def test_a_matrix_with_another_base_has_no_dict_of_the_interpreters_own(matrices):
    # Py_TPFLAGS_MANAGED_DICT: the interpreter would look for a dict before the object, where proxies have none.
    assert not any(base.__flags__ & 1 << 4 for base in matrices.Table.__mro__ if base is not object)
    table = matrices.table(2, 3)
    assert isinstance(table, cppyy_rs.types.Matrix) and table.size() == 6
    table.label = "an attribute of this object"

    class Own(matrices.Table):
        pass

    own = Own()
    own.label = table.label
    assert vars(own) == vars(table) == {"label": "an attribute of this object"}


# ---- Out ----

RESULTS = {
    "table": ((2, 3), "f8", [[0, 1, 2], [3, 4, 5]]),
    "by_rows": ((2, 3), "f4", [[0, 1, 2], [3, 4, 5]]),
    "three": ((), "f8", [[0, 1, 2], [3, 4, 5], [6, 7, 8]]),
    "column": ((3,), "f8", [0, 1, 2]),
    "row": ((3,), "i4", [0, 1, 2]),
    "waves": ((), "c16", [[0, 1 + 2j]]),
}


@pytest.mark.parametrize("name", RESULTS)
def test_a_matrix_is_an_array_of_its_memory(matrices, name):
    arguments, dtype, expected = RESULTS[name]
    matrix = getattr(matrices, name)(*arguments)
    view = numpy.asarray(matrix)
    assert view.dtype == dtype and view.tolist() == expected and view.flags.writeable
    assert not view.flags.owndata and place(view) == place(numpy.asarray(matrix))
    assert isinstance(matrix, cppyy_rs.types.Matrix)
    view[...] = 7
    assert numpy.array(matrix).tolist() == numpy.full(view.shape, 7).tolist()


def test_rows_and_columns_lie_as_the_class_has_them(matrices):
    assert numpy.asarray(matrices.table(2, 3)).strides == (8, 16)
    assert numpy.asarray(matrices.table(2, 3)).flags.f_contiguous
    assert numpy.asarray(matrices.by_rows(2, 3)).strides == (12, 4)
    assert memoryview(matrices.by_rows(2, 3)).c_contiguous and memoryview(matrices.table(2, 3)).f_contiguous
    matrix = matrices.table(2, 3)
    numpy.asarray(matrix)[1, 0] = 30
    assert matrix.get(1, 0) == 30


def test_an_empty_matrix_is_an_empty_array(matrices):
    assert numpy.asarray(matrices.table(0, 0)).shape == (0, 0)
    assert numpy.asarray(matrices.Table()).shape == (0, 0)
    assert numpy.asarray(matrices.column(0)).shape == (0,)


def test_a_view_keeps_the_matrix_and_what_holds_it(matrices, alive):
    view = numpy.asarray(matrices.table(2, 2))
    gc.collect()
    assert alive() == 1 and view.tolist() == [[0, 1], [2, 3]]
    holder = matrices.Holder()
    holder.matrix.resize(2, 2)
    held = numpy.asarray(holder.matrix)
    del holder
    gc.collect()
    assert held.tolist() == [[0, 0], [0, 0]]
    del view, held


def test_a_matrix_that_may_move_is_locked_while_it_is_shown(matrices):
    matrix = matrices.table(2, 2)
    view = numpy.asarray(matrix)
    with pytest.raises(BufferError, match="existing exports"):
        matrix.resize(3, 3)
    assert matrix.get(1, 1) == 3 and matrices.total(matrix) == 6
    matrix[1, 1] = 4
    assert matrix(1, 1) == 4 and matrix.data() and view[1, 1] == 4
    del view
    matrix.resize(3, 3)
    fixed = matrices.three()
    view = numpy.asarray(fixed)
    fixed.resize(3, 3)
    assert view.tolist() == [[0] * 3] * 3


def test_a_class_that_derives_from_a_matrix(matrices):
    named = matrices.named()
    view = numpy.asarray(named)
    assert view.tolist() == [[0, 3]] and named.label == 5
    with pytest.raises(BufferError):
        named.resize(1, 1)
    del view
    named.resize(1, 1)


def test_what_is_no_matrix_is_no_buffer(matrices):
    for other in (matrices.gauge(), matrices.texts()):
        assert not isinstance(other, cppyy_rs.types.Matrix)
        with pytest.raises(TypeError):
            memoryview(other)
    with pytest.raises(ReferenceError):
        memoryview(cppyy_rs.bind_object(cppyy_rs.nullptr, matrices.Table))


# ---- In ----

def test_arrays_are_copied_where_cpp_wants_a_matrix(matrices, alive):
    array = numpy.arange(6.0).reshape(2, 3)
    for each in (array, numpy.asfortranarray(array), numpy.arange(12.0).reshape(2, 6)[:, ::2] / 2, array[::-1][::-1]):
        assert matrices.total(each) == 15 and matrices.corner(each) == 2
    assert matrices.total_by_rows(array.astype("f4")) == 15
    assert matrices.trace(numpy.diag([1.0, 2.0, 3.0])) == 6
    assert matrices.last(numpy.arange(5.0)) == 4 and matrices.last(numpy.arange(10.0)[::3]) == 9
    assert matrices.second(numpy.arange(3, dtype="i4")) == 1
    assert matrices.length(numpy.array([1.0, 2.0, 3.0])) == 6
    assert matrices.imaginary(numpy.array([[1j, 2j]])) == 3
    assert alive() == 0


def test_lists_and_arrays_of_other_numbers_are_converted(matrices):
    assert matrices.total([[1, 2], [3, 4.5]]) == 10.5
    assert matrices.total(((1, 2), (3, 4))) == 10
    assert matrices.total(numpy.arange(4).reshape(2, 2)) == 6
    assert matrices.last([1, 2]) == 2 and matrices.length((1, 2, 3)) == 6
    assert matrices.total([]) == 0


@pytest.mark.parametrize("function, value, error", [
    ("trace", numpy.zeros((2, 3)), r"an array of shape \(3, 3\) is expected, not \(2, 3\)"),
    ("trace", [[1, 2], [3, 4]], r"an array of shape \(3, 3\) is expected, not \(2, 2\)"),
    ("total", numpy.zeros(3), r"an array of shape \(rows, columns\) is expected, not \(3,\)"),
    ("last", numpy.zeros((3, 1)), r"an array of shape \(size,\) is expected, not \(3, 1\)"),
    ("length", numpy.zeros(2), r"an array of shape \(3,\) is expected, not \(2,\)"),
    ("total", [[1, 2], [3]], "rows of different lengths"),
    ("total", [[1, "x"]], "expected"),
    ("total", numpy.zeros((2, 2), "c16"), "the array's elements are Zd, not d"),
    ("second", numpy.zeros(3), "expected an integer"),
])
def test_shapes_and_elements_that_do_not_fit_are_named(matrices, function, value, error):
    with pytest.raises((TypeError, ValueError), match=error):
        getattr(matrices, function)(value)


def test_what_shows_memory_shows_the_arrays_own(matrices):
    array = numpy.asfortranarray(numpy.arange(6.0).reshape(2, 3))
    matrices.scale(array, 2.0)
    assert array.tolist() == [[0, 2, 4], [6, 8, 10]]
    assert matrices.place(array) == place(array) and matrices.sum(array) == 30
    larger = numpy.zeros((4, 3), order="F")
    matrices.scale(larger[:2] + 0, 2.0)
    larger[...] = 1
    matrices.scale(larger[:2], 5.0)
    assert larger.tolist() == [[5] * 3] * 2 + [[1] * 3] * 2
    rows = numpy.arange(6.0).reshape(2, 3)
    assert matrices.place(rows) == place(rows) and matrices.sum(rows) == 15 and matrices.sum(rows[:, ::2]) == 10
    matrices.fill(array, 9.0)
    assert array.tolist() == [[9] * 3] * 2
    column = numpy.arange(6.0)
    matrices.negate(column[::2])
    assert column.tolist() == [0, 1, -2, 3, -4, 5]


def test_what_cpp_only_reads_is_copied_where_it_lies_otherwise(matrices):
    rows = numpy.arange(6.0).reshape(2, 3)
    for each in (rows, numpy.asfortranarray(rows), rows[:, ::-1], rows.astype("i4"), rows.tolist(), matrices.table(2, 3)):
        assert matrices.sum_by_columns(each) == 15
    with pytest.raises(ValueError, match="shape"):
        matrices.sum_by_columns(numpy.zeros(3))


def test_a_matrix_of_cpp_is_shown_as_well(matrices):
    matrix = matrices.table(2, 3)
    matrices.scale(matrix, 2.0)
    assert matrices.total(matrix) == 30 and matrices.sum(matrix) == 30
    matrix.resize(1, 1)


def test_memory_that_does_not_lie_as_cpp_wants_it_is_refused(matrices):
    rows = numpy.arange(6.0).reshape(2, 3)
    with pytest.raises(TypeError, match="asfortranarray"):
        matrices.scale(rows, 2.0)
    with pytest.raises(TypeError, match="asfortranarray"):
        matrices.fill(numpy.zeros((4, 3), order="F")[:2], 1.0)
    constant = numpy.asfortranarray(rows)
    constant.flags.writeable = False
    with pytest.raises(TypeError, match="read-only"):
        matrices.scale(constant, 2.0)
    assert matrices.sum(constant) == 15
    with pytest.raises(TypeError):
        matrices.scale(numpy.asfortranarray(rows.astype("i4")), 2.0)
    with pytest.raises(TypeError):
        matrices.scale([[1.0]], 2.0)


def test_many_of_all_leave_nothing(matrices, alive):
    array, columns = numpy.arange(9.0).reshape(3, 3), numpy.asfortranarray(numpy.zeros((3, 3)))

    def work(count):
        for _ in range(count):
            numpy.asarray(matrices.table(10, 10))
            matrices.total(array)
            matrices.scale(columns, 1.0)
            matrices.trace([[1, 2, 3]] * 3)
            try:
                matrices.trace(columns[:2])
            except ValueError:
                pass

    work(500)
    left = memory.left_by(lambda: work(20_000))
    assert alive() == 0
    assert left < memory.NOISE
