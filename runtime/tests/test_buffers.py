"""C++ memory as Python's buffers and NumPy's arrays, and theirs where C++ wants memory: without a copy."""

import array
import ctypes
import gc
import sys
import weakref

import numpy
import pytest

import cppyy_rs

from dictionaries import path, python
from memory import used


@pytest.fixture(scope="module")
def buffers(dictionary):
    dictionary("buffers")
    return cppyy_rs.gbl.buffers


@pytest.fixture(scope="module")
def std(buffers):
    return cppyy_rs.gbl.std


@pytest.fixture
def alive(buffers):
    """How many samples there are more than at the beginning; none of them may be left at the end."""
    gc.collect()
    before = buffers.Samples.alive
    yield lambda: buffers.Samples.alive - before
    gc.collect()
    assert buffers.Samples.alive == before


def place(array):
    return array.__array_interface__["data"][0]


# ---- Out: containers ----

NUMBERS = {
    "doubles": ("float64", [0.0, 1.0, 2.0]),
    "ints": ("int32", [0, 1, 2]),
    "characters": ("int8", [97, 98, 99]),
    "colours": ("uint8", [2, 0]),
    "complexes": ("complex128", [1 + 2j]),
    "array": ("int32", [1, 2, 3]),
    "rows": ("float64", [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]),
}


@pytest.mark.parametrize("name", NUMBERS)
def test_numbers_are_an_array_of_their_type(buffers, name):
    dtype, expected = NUMBERS[name]
    container = getattr(buffers, name)(*([3] if name in ("doubles", "ints") else []))
    view = numpy.asarray(container)
    assert view.dtype == dtype and view.tolist() == expected and view.flags.writeable
    assert place(view) == place(numpy.asarray(container)) and not view.flags.owndata
    shared = memoryview(container)
    assert shared.nbytes == view.nbytes and shared.shape == view.shape and shared.strides == view.strides
    assert bytes(container) == view.tobytes()


@pytest.mark.parametrize("kind, value", [
    ("bool", True), ("signed char", -3), ("unsigned char", 200), ("short", -300), ("unsigned short", 60000), ("int", -70000),
    ("unsigned int", 1 << 31), ("long", -(1 << 40)), ("unsigned long", 1 << 63), ("long long", -(1 << 62)),
    ("float", 0.5), ("double", 0.1),
])
def test_each_builtin_type(std, kind, value):
    try:
        vector = std.vector[kind]
    except (TypeError, AttributeError):
        pytest.fail(f"the standard library's dictionary has no vector of {kind}")
    if kind == "bool":
        with pytest.raises(BufferError, match="bits have no addresses"):
            memoryview(vector([value]))
        assert numpy.asarray(vector([value])).tolist() == [True]
        return
    values = vector(3)
    view = numpy.asarray(values)
    view[1] = value
    assert view.itemsize == cppyy_rs.sizeof(kind)
    assert view.tolist() == [0, value, 0]
    again = memoryview(values)
    assert again.itemsize == view.itemsize and again[1] == value
    assert values.at(1) == value or ord(values.at(1)) in (value, value & 0xFF)


def test_both_sides_write_to_the_same_memory(buffers):
    values = buffers.doubles(4)
    view = numpy.asarray(values)
    assert place(view) == buffers.address(values)
    view[1] = 10
    values[2] = 20
    assert values == [0, 10, 20, 3] and view.tolist() == [0, 10, 20, 3]
    view *= 2
    assert buffers.total(values) == view.sum() == 66
    assert numpy.shares_memory(view, numpy.asarray(values))
    copied = numpy.array(values)
    assert not numpy.shares_memory(view, copied) and copied.tolist() == view.tolist()
    if numpy.lib.NumpyVersion(numpy.__version__) >= "2.0.0":
        assert numpy.shares_memory(numpy.array(values, copy=False), view)
        with pytest.raises(ValueError):
            numpy.array(values, copy=False, dtype="int32")


def test_nothing_is_an_array_of_nothing(buffers, std):
    for container in (buffers.doubles(0), std.vector["int"]()):
        view = numpy.asarray(container)
        assert view.shape == (0,) and memoryview(container).nbytes == 0
    with pytest.raises(ReferenceError, match="null pointer"):
        memoryview(cppyy_rs.bind_object(cppyy_rs.nullptr, std.vector["double"]))


POINT = {"names": ["tag", "x", "y"], "formats": ["i1", "f8", "f4"], "offsets": [0, 8, 16], "itemsize": 24}


def test_structs_are_structured_arrays(buffers):
    points = buffers.points()
    view = numpy.asarray(points)
    assert view.dtype == numpy.dtype(POINT)
    assert view["x"].tolist() == [2.5, 5.5] and view.tolist() == [(1, 2.5, 3.5), (4, 5.5, 6.5)]
    view["x"] += 1
    assert points[0].x == 3.5 and points[1].x == 6.5
    points[1].tag = 9
    assert view["tag"].tolist() == [1, 9]
    view[0] = (7, 8, 9)
    assert (points[0].tag, points[0].x, points[0].y) == (7, 8, 9)


def test_structs_of_structs_and_arrays(buffers):
    cells = buffers.cells()
    view = numpy.asarray(cells)
    assert view.itemsize == cppyy_rs.sizeof("buffers::Cell")
    assert view["at"].dtype == numpy.dtype(POINT) and view["at"]["x"][0] == 2.5
    assert view["grid"].shape == (1, 2, 3) and view["grid"][0].tolist() == [[1, 2, 3], [4, 5, 6]]
    assert view["size"][0].tolist() == [7, 8] and view["colour"][0] == 1
    assert view["used"].dtype == bool and view["used"][0] and view["name"][0] == 0
    view["grid"][0, 1, 2] = 60
    assert cells[0].grid[1][2] == 60


def test_structs_without_gaps_and_with_bases(buffers):
    packed = numpy.asarray(buffers.packed())
    assert packed.itemsize == 9 and packed.tolist() == [(1, 2.5)]
    derived = numpy.asarray(buffers.derived())
    assert derived.dtype.names == ("tag", "x", "y", "weight") and derived.tolist() == [(1, 2.5, 3.5, 4)]


def test_constants_are_read_only(buffers, std):
    view = numpy.asarray(buffers.constants())
    assert not view.flags.writeable and view["value"].tolist() == [1, 2]
    with pytest.raises(ValueError, match="read-only"):
        view["value"] = 3


@pytest.mark.parametrize("name, why", [
    ("bits", "bits have no addresses"),
    ("named", "copying its bytes does not copy it"),
    ("flags", "its member (low|high) has no bytes of its own"),
    ("eithers", "members of unions share their bytes"),
    ("hidden", "none of its members is known"),
    ("nested", "copying its bytes does not copy it"),
    ("words", "copying its bytes does not copy it"),
    ("deque", "its elements do not lie one behind the other"),
    ("list", "its elements do not lie one behind the other"),
])
def test_what_is_no_buffer_says_why(buffers, name, why):
    container = getattr(buffers, name)()
    with pytest.raises(BufferError, match=why):
        memoryview(container)
    assert len(numpy.asarray(container, dtype=object)) == len(container)


def test_elements_without_memory_of_their_own_become_arrays_all_the_same(buffers):
    assert numpy.asarray(buffers.bits()).tolist() == [True, False, True]
    assert numpy.asarray(buffers.deque()).tolist() == [1.5, 2.5]
    assert numpy.asarray(buffers.words()).tolist() == ["a", "bc"]


# ---- How long ----

def test_a_view_keeps_its_owner_alive(buffers, alive):
    samples = buffers.Samples(3)
    view = numpy.asarray(samples)
    del samples
    gc.collect()
    view[:] = 5
    assert alive() == 1 and view.tolist() == [5, 5, 5]
    part = view[1:]
    del view
    gc.collect()
    assert alive() == 1 and part.tolist() == [5, 5]
    del part


def test_a_view_keeps_what_holds_its_owner(buffers, alive):
    view = numpy.asarray(buffers.Holder().samples)
    rows = numpy.asarray(buffers.Holder().matrix)
    gc.collect()
    assert alive() == 2 and view.tolist() == [0, 0, 0, 0]
    assert rows.tolist() == [[1, 2, 3], [4, 5, 6]]
    del rows
    gc.collect()
    assert alive() == 1


def test_a_small_container_in_its_proxy_moves_out_first(buffers):
    values = buffers.array()
    view = numpy.asarray(values)
    address = cppyy_rs.addressof(values)
    assert place(view) == address
    view[0] = 9
    assert values[0] == 9 and cppyy_rs.addressof(values) == address
    values.fill(4)
    assert view.tolist() == [4, 4, 4]


CHANGES = {
    "push_back": lambda v: v.push_back(1),
    "pop_back": lambda v: v.pop_back(),
    "resize": lambda v: v.resize(100),
    "reserve": lambda v: v.reserve(1000),
    "shrink_to_fit": lambda v: v.shrink_to_fit(),
    "clear": lambda v: v.clear(),
    "assign": lambda v: v.assign(5, 1.0),
    "erase": lambda v: v.erase(v.cbegin()),
    "insert": lambda v: v.insert(v.cbegin(), 1.0),
    "swap": lambda v: v.swap(type(v)()),
    "append": lambda v: v.append(1),
    "extend": lambda v: v.extend([1]),
    "pop": lambda v: v.pop(),
    "iadd": lambda v: v.__iadd__([1]),
    "delete": lambda v: v.__delitem__(0),
    "slice": lambda v: v.__setitem__(slice(0, 1), [1, 2]),
    "destruct": lambda v: v.__destruct__(),
    "enlarge": lambda v: cppyy_rs.gbl.buffers.enlarge(v),
    "exchange": lambda v: cppyy_rs.gbl.buffers.exchange(cppyy_rs.gbl.buffers.doubles(1), v),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_may_move_the_memory_has_to_wait(buffers, change):
    values = buffers.doubles(3)
    change, view = CHANGES[change], numpy.asarray(values)
    address = cppyy_rs.addressof(values)
    with pytest.raises(BufferError, match="existing exports of data"):
        change(values)
    assert view.tolist() == [0, 1, 2] and values == [0, 1, 2]
    other = memoryview(values)
    del view
    with pytest.raises(BufferError):
        change(values)
    assert cppyy_rs.addressof(values) == address
    other.release()
    change(values)


def test_everything_else_goes_on(buffers, std):
    values = buffers.doubles(3)
    view = numpy.asarray(values)
    values[0] = 5
    values[-1] += 1
    values[0:2] = [6, 7]
    assert values == [6, 7, 3] and list(values) == [6, 7, 3] and values[1:] == [7, 3] and 7 in values
    assert len(values) == values.size() == 3 and values and not values.empty() and values.capacity() >= 3
    assert values.at(1) == values.front() + 1 and values.back() == 3 and values[0] == 6
    assert values.begin() != values.end() and values.data()[1] == 7
    with pytest.raises(IndexError):
        values[3]
    with pytest.raises(TypeError):
        values.push_back("no number")
    with pytest.raises(TypeError):
        buffers.enlarge(buffers.ints(1))
    assert buffers.total(values) == buffers.total_of_copy(values) == 16
    assert buffers.chosen(values) == 2 and type(values)(values) == values
    assert view.tolist() == [6, 7, 3] and values.copy() == values
    assert repr(values) and str(values) == "{ 6.0, 7.0, 3.0 }" and hash(values) == hash(values)
    values.push_back.__doc__
    del view
    values.push_back(4)
    assert values == [6, 7, 3, 4]


def test_overloads_that_were_remembered_ask_again(buffers):
    values = buffers.doubles(3)
    for _ in range(5):
        buffers.enlarge(values)
        values.push_back(1)
        values.resize(len(values) + 1)
        view = memoryview(values)
        for change in (values.push_back, buffers.enlarge):
            with pytest.raises(BufferError):
                change(*([1.0] if change is not buffers.enlarge else [values]))
        with pytest.raises(BufferError):
            values.resize(1)
        view.release()


def test_the_same_object_is_found_while_it_is_locked(buffers):
    shared = buffers.shared()
    view = numpy.asarray(shared)
    assert buffers.shared() is shared and cppyy_rs.addressof(buffers.shared()) == cppyy_rs.addressof(shared)
    with pytest.raises(BufferError):
        buffers.shared().push_back(1)
    del view
    size = len(shared)
    buffers.shared().push_back(1)
    assert len(shared) == size + 1


def test_a_member_is_not_assigned_while_it_is_viewed(buffers, alive):
    holder = buffers.Holder()
    plain = holder.plain
    view = numpy.asarray(plain)
    with pytest.raises(BufferError):
        holder.plain = [1, 2, 3, 4]
    with pytest.raises(BufferError):
        holder.plain = plain
    with pytest.raises(BufferError):
        holder.__destruct__()
    with pytest.raises(BufferError):
        holder.values().push_back(1)
    holder.touch()
    assert holder.touched == 1 and view.tolist() == [1, 2, 3]
    del view
    holder.plain = [1, 2, 3, 4]
    assert plain == [1, 2, 3, 4]


def test_what_holds_the_container_is_locked_too(buffers):
    nested, table = buffers.nested(), buffers.table()
    inner, mapped = numpy.asarray(nested[0]), numpy.asarray(table["a"])
    for change in (nested.clear, lambda: nested.push_back(buffers.doubles(1)), lambda: nested.append([1.0]),
                   table.clear, lambda: table.__delitem__("a"), lambda: nested.__setitem__(0, [1.0])):
        with pytest.raises(BufferError):
            change()
    assert inner.tolist() == [1, 2] == mapped.tolist()
    nested[1].push_back(4)
    del inner, mapped
    nested.clear(), table.clear()
    assert not nested and not table


def test_a_class_that_derives_from_a_container(buffers, alive):
    samples = buffers.Samples(2)
    view = numpy.asarray(samples)
    view[:] = [1, 2]
    assert samples.sum() == 3 and samples.label == 3
    samples.label = 4
    with pytest.raises(BufferError):
        samples.grow()
    with pytest.raises(BufferError):
        buffers.enlarge(samples)
    assert buffers.total(samples) == 3 and samples.label == 4
    del view
    samples.grow()
    assert len(samples) == 3

    class Python(buffers.Samples):
        pass

    python = Python(3)
    view = memoryview(python)
    with pytest.raises(BufferError):
        python.grow()
    reference = weakref.ref(python)
    del python
    gc.collect()
    assert reference() is not None
    view.release()
    gc.collect()
    assert reference() is None


def test_a_class_whose_second_base_has_attributes_is_laid_out_as_all_others(buffers):
    done = python(f"""
import cppyy_rs, gc
cppyy_rs.load_lib({str(path("buffers"))!r})
buffers = cppyy_rs.gbl.buffers
values = buffers.doubles(3)
values.view = memoryview(values)
made = [buffers.Labelled() for _ in range(1000)]
for each in made:
    each.push_back(1), each.label(), gc.is_tracked(each)
made[0].note = 1
del made
gc.collect()
print("done")
""")
    assert (done.returncode, done.stdout) == (0, "done\n"), done.stderr


def test_a_cycle_through_a_view_is_collected(buffers, alive):
    samples = buffers.Samples(3)
    samples.view = memoryview(samples)  # NumPy's arrays are not known to the collector
    del samples
    gc.collect()
    assert alive() == 0


def test_a_buffer_that_is_refused_locks_nothing(buffers):
    constants, nested, rows = buffers.constants(), buffers.nested(), buffers.rows()
    with pytest.raises((BufferError, TypeError)):
        (ctypes.c_char * 8).from_buffer(constants)
    constants.__destruct__()
    with pytest.raises(BufferError):
        memoryview(nested)
    nested.clear()
    (ctypes.c_char * 48).from_buffer(rows)
    gc.collect()
    rows.clear()


# ---- In ----

def test_arrays_go_to_pointers_without_a_copy(buffers):
    for values in (numpy.arange(4.0), array.array("d", [0, 1, 2, 3]), buffers.doubles(4), (ctypes.c_double * 4)(0, 1, 2, 3)):
        assert buffers.sum(values, 4) == 6
        buffers.scale(values, 4, 2)
        assert list(values) == [0, 2, 4, 6]
    view = numpy.arange(6.0)
    assert buffers.place(view) == place(view) and buffers.place(view[2:]) == place(view) + 16
    vector = buffers.doubles(3)
    assert buffers.place(vector) == buffers.address(vector)
    vector.push_back(1)


def test_arrays_that_do_not_fit_are_refused(buffers):
    read_only = numpy.arange(4.0)
    read_only.flags.writeable = False
    assert buffers.sum(read_only, 4) == 6
    for values in (numpy.arange(4), numpy.arange(4, dtype="f4"), numpy.arange(4.0).astype(">f8"), numpy.arange(8.0)[::2],
                   buffers.ints(4), buffers.points(), "text", 1.5):
        with pytest.raises(TypeError):
            buffers.sum(values, 4)
    with pytest.raises(TypeError, match="read-only"):
        buffers.scale(read_only, 4, 2)


def test_a_container_is_no_pointer_where_it_is_wanted_itself(buffers):
    assert buffers.chosen(buffers.doubles(1)) == 2
    assert buffers.chosen(numpy.arange(1.0)) == 1
    assert buffers.chosen(buffers.memory()) == 1


# ---- Views of arrays and pointers ----

def test_pointers_are_buffers_once_their_length_is_known(buffers):
    memory = buffers.memory()
    assert isinstance(memory, cppyy_rs.types.LowLevelView)
    memory.reshape((4,))
    view = numpy.asarray(memory)
    assert view.tolist() == [0, 1, 2, 3] and view.dtype == "float64"
    view[0] = 7
    assert memory[0] == 7
    view[0] = 0
    assert numpy.from_dlpack(memory).tolist() == [0, 1, 2, 3]


def test_arrays_of_numbers_and_structs(buffers):
    holder = buffers.Holder()
    matrix = numpy.asarray(holder.matrix)
    assert matrix.tolist() == [[1, 2, 3], [4, 5, 6]]
    matrix[1, 2] = 60
    assert holder.matrix[1][2] == 60
    points = numpy.asarray(holder.points)
    assert points.dtype == numpy.dtype(POINT) and points.shape == (3,)
    points["x"] = [1, 2, 3]
    assert [holder.points[index].x for index in range(3)] == [1, 2, 3]


# ---- DLPack ----

def test_dlpack(buffers, alive):
    for name, (dtype, expected) in NUMBERS.items():
        container = getattr(buffers, name)(*([3] if name in ("doubles", "ints") else []))
        assert container.__dlpack_device__() == (1, 0)
        tensor = numpy.from_dlpack(container)
        assert tensor.dtype == dtype and tensor.tolist() == expected
        assert place(tensor) == place(numpy.asarray(container))
    samples = buffers.Samples(3)
    tensor = numpy.from_dlpack(samples)
    with pytest.raises(BufferError):
        samples.grow()
    del samples
    gc.collect()
    assert alive() == 1 and tensor.tolist() == [0, 0, 0]
    del tensor
    gc.collect()
    assert alive() == 0


def test_a_capsule_that_nobody_takes_is_released(buffers):
    values = buffers.doubles(3)
    for version in (None, (1, 0), (0, 8)):
        capsule = values.__dlpack__(max_version=version)
        assert ("dltensor_versioned" in repr(capsule)) == (version == (1, 0))
        with pytest.raises(BufferError):
            values.push_back(1)
        del capsule
        values.push_back(1)


def test_dlpack_refuses_what_it_cannot_say(buffers):
    with pytest.raises(BufferError, match="no elements of the format"):
        buffers.points().__dlpack__()
    with pytest.raises(BufferError, match="is no buffer"):
        buffers.list().__dlpack__()
    with pytest.raises(BufferError, match="devices"):
        buffers.doubles(1).__dlpack__(dl_device=(2, 0))
    with pytest.raises(BufferError, match="copied"):
        buffers.doubles(1).__dlpack__(copy=True)


# ---- Costs ----

def test_no_copy_is_made(buffers):
    values = buffers.doubles(8_000_000)
    before = used()
    views = [numpy.asarray(values) for _ in range(10)]
    views += [numpy.from_dlpack(values), memoryview(values)]
    assert buffers.sum(values, 8_000_000) == buffers.sum(views[0], 8_000_000)
    assert used() - before < 8_000_000


def test_many_views_leave_nothing(buffers, alive):
    samples, points, holder = buffers.Samples(10), buffers.points(), buffers.Holder()

    def work(count):
        for _ in range(count):
            numpy.asarray(samples)
            memoryview(points)
            numpy.from_dlpack(samples)
            numpy.asarray(holder.samples)
            numpy.asarray(holder.matrix)
            numpy.asarray(buffers.Samples(2))

    work(2000)
    gc.collect()
    before, references = used(), sys.getrefcount(samples)
    work(200_000)
    gc.collect()
    assert alive() == 2 and sys.getrefcount(samples) == references
    assert used() - before < 4_000_000
    samples.grow(), points.clear(), holder.__destruct__()


def test_views_outlive_the_interpreter(buffers):
    program = f"""
import cppyy_rs, numpy
cppyy_rs.load_lib({str(path("buffers"))!r})
values = cppyy_rs.gbl.buffers.doubles(3)
views = [numpy.asarray(values), memoryview(values), numpy.from_dlpack(values), values.__dlpack__()]
values.view = views
print(sum(views[0]))
"""
    done = python(program)
    assert (done.returncode, done.stdout) == (0, "3.0\n"), done.stderr
