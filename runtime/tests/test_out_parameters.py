"""Out-parameters, arrays, pointers to pointers, function pointers."""

import array
import ctypes
import gc
import weakref

import pytest

import cppyy_rs


@pytest.fixture(scope="module")
def pointers(dictionary):
    dictionary("pointers")
    return cppyy_rs.gbl.pointers


@pytest.mark.parametrize(
    "function, made",
    [
        ("set_bool", ctypes.c_bool),
        ("set_char", ctypes.c_char),
        ("set_short", ctypes.c_short),
        ("set_int", ctypes.c_int),
        ("set_unsigned", ctypes.c_uint),
        ("set_long", ctypes.c_long),
        ("set_long_long", ctypes.c_longlong),
        ("set_unsigned_long", ctypes.c_ulong),
        ("set_float", ctypes.c_float),
        ("set_double", ctypes.c_double),
        ("set_int_pointer", ctypes.c_int),
        ("set_double_pointer", ctypes.c_double),
        ("set_mood", ctypes.c_uint),
    ],
)
def test_ctypes_objects_are_filled(pointers, function, made):
    out, again, untouched = made(), made(), made()
    getattr(pointers, function)(out)
    assert out.value != untouched.value
    getattr(pointers, function)(ctypes.byref(again))
    assert again.value == out.value


@pytest.mark.parametrize(
    "function, code", [("set_int", "i"), ("set_long", "l"), ("set_double", "d"), ("set_float", "f"), ("set_short", "h")]
)
def test_arrays_are_filled(pointers, function, code):
    out = array.array(code, [0])
    getattr(pointers, function)(out)
    assert out[0] != 0


@pytest.mark.parametrize("function", ["set_long", "set_double", "set_unsigned", "set_short", "set_bool"])
def test_the_element_type_must_be_the_same(pointers, function):
    with pytest.raises(TypeError):
        getattr(pointers, function)(ctypes.c_int())


def test_a_number_is_no_out_parameter(pointers):
    with pytest.raises(TypeError, match="use ctypes.c_int for pass-by-ref of ints"):
        pointers.set_int(3)
    with pytest.raises(TypeError, match="use ctypes.c_double"):
        pointers.set_double(3.0)
    with pytest.raises(TypeError):
        pointers.set_int(None)
    with pytest.raises(TypeError):
        pointers.set_int(cppyy_rs.nullptr)


def test_read_only_memory_is_not_written(pointers):
    with pytest.raises(TypeError, match="read-only"):
        pointers.set_int(memoryview(array.array("i", [1])).toreadonly())


def test_several_at_once(pointers):
    quotient, remainder = ctypes.c_int(), ctypes.c_int()
    pointers.divide(17, 5, quotient, remainder)
    assert (quotient.value, remainder.value) == (3, 2)
    number = ctypes.c_int(41)
    pointers.increment(number)
    assert number.value == 42


def test_optional_pointers(pointers):
    assert pointers.set_if_wanted(cppyy_rs.nullptr) is False
    assert pointers.set_if_wanted(0) is False
    out = ctypes.c_int()
    assert pointers.set_if_wanted(out) is True
    for wrong in (None, 1, 1.5, "text", object()):
        with pytest.raises(TypeError):
            pointers.set_if_wanted(wrong)


def test_strings(pointers):
    text = cppyy_rs.gbl.std.string("before")
    pointers.set_string(text)
    assert str(text) != "before"
    with pytest.raises(TypeError):
        pointers.set_string("a Python str cannot change")


def test_arrays_in(pointers):
    assert pointers.sum(array.array("d", [1, 2, 3.5]), 3) == 6.5
    assert pointers.sum_ints(array.array("i", [1, 2, 3]), 3) == 6
    assert pointers.sum_ints((ctypes.c_int * 3)(4, 5, 6), 3) == 15
    assert pointers.sum_longs(array.array("l", [1, 2, 3]), 3) == 6
    assert pointers.sum_floats(array.array("f", [1, 2, 3]), 3) == 6
    assert pointers.sum_bytes(b"\x01\x02\x03", 3) == 6
    assert pointers.sum_fixed(array.array("i", [1, 2, 3])) == 6
    with pytest.raises(TypeError):
        pointers.sum(array.array("f", [1.0]), 1)
    with pytest.raises(TypeError):
        pointers.sum([1.0], 1)


def test_numpy_arrays(pointers):
    numpy = pytest.importorskip("numpy")
    values = numpy.arange(5, dtype=numpy.float64)
    assert pointers.sum(values, 5) == 10
    pointers.scale(values, 5, 2)
    assert list(values) == [0, 2, 4, 6, 8]
    with pytest.raises(TypeError):
        pointers.sum(values.astype(numpy.float32), 5)


def test_arrays_are_locked_as_long_as_the_call(pointers):
    left, right = bytearray(array.array("d", [1, 2])), bytearray(array.array("d", [3, 4]))
    views = [memoryview(each).cast("d") for each in (left, right)]
    assert pointers.dot(*views, 2) == 11
    with pytest.raises(TypeError):
        pointers.dot(views[0], [3.0, 4.0], 2)
    with pytest.raises(TypeError):
        pointers.dot(*views, "2")
    with pytest.raises(cppyy_rs.gbl.std.invalid_argument, match="a negative count"):
        pointers.dot(*views, -1)
    for each in views:
        each.release()
    del views
    left.clear(), right.clear()  # BufferError if a call had kept one


def test_an_array_that_is_empty(pointers):
    assert pointers.sum(array.array("d"), 0) == 0
    with pytest.raises(TypeError):
        pointers.set_int(array.array("i"))


def test_many_arrays_of_one_call(pointers):
    values = [array.array("d", [number]) for number in range(5)]
    for _ in range(3):
        assert pointers.sum_of_five(*values) == 10
    for each in values:
        each.append(1.0)


def test_an_array_that_came_as_another_type_the_last_time(pointers):
    doubles, floats = array.array("d", [1, 2]), array.array("f", [1, 2])
    for _ in range(3):
        assert pointers.sum(doubles, 2) == 3
        with pytest.raises(TypeError):
            pointers.sum(floats, 2)


def test_an_address_in_an_array_that_was_passed(pointers):
    values = array.array("d", [1, 2, 3])
    view = pointers.second_of(values)
    view.reshape((2,))
    assert list(view) == [2, 3]


def test_null_after_objects_and_objects_after_null(pointers):
    node = pointers.Node(7)
    for _ in range(3):
        for null in (cppyy_rs.nullptr, 0):
            assert pointers.value_or(null, 5) == 5
            assert not pointers.Node(1, null).next
        assert pointers.value_or(node, 5) == 7
        assert pointers.Node(1, node).next.value == 7
        for wrong in (None, 1, "text", object()):
            with pytest.raises(TypeError):
                pointers.value_or(wrong, 5)


def test_views_of_results(pointers):
    numbers = pointers.numbers()
    assert isinstance(numbers, cppyy_rs.types.LowLevelView)
    numbers.reshape((3,))
    assert numbers.shape == (3,) and len(numbers) == 3
    total = sum(numbers)
    assert pointers.sum_ints(numbers, 3) == total
    before = numbers[0]
    numbers[0] = before + 1
    assert sum(numbers) == total + 1 == sum(memoryview(numbers))
    numbers[0] = before
    assert numbers[-1] == numbers[2] and list(numbers[1:]) == [numbers[1], numbers[2]]
    for outside in (3, -4):
        with pytest.raises(IndexError):
            numbers[outside]
    with pytest.raises(TypeError):
        numbers[0] = 1.5
    with pytest.raises(ValueError):
        numbers[0] = 1 << 40
    with pytest.raises(TypeError):
        numbers.reshape(3)
    with pytest.raises(ValueError):
        numbers.reshape((1, 3))


def test_constant_views(pointers):
    constants = pointers.constants()
    assert isinstance(constants[0], float)
    with pytest.raises(TypeError, match="const"):
        constants[0] = 1.0


def test_null_views(pointers):
    nothing = pointers.no_numbers()
    assert not nothing
    assert nothing == cppyy_rs.nullptr
    assert list(nothing) == [] and len(nothing) == 0
    with pytest.raises(ReferenceError):
        nothing[0]


def test_void_pointers(pointers):
    shared = pointers.address_of_shared()
    assert shared and pointers.as_integer(shared) == cppyy_rs.addressof(shared)
    assert pointers.read_int(shared) == pointers.read_int(pointers.as_integer(shared))
    assert pointers.read_int(ctypes.c_int(34)) == 34
    assert pointers.as_integer(cppyy_rs.nullptr) == 0
    assert pointers.null_address() is cppyy_rs.nullptr
    node = pointers.Node(1)
    assert pointers.as_integer(node) == cppyy_rs.addressof(node)
    with pytest.raises(TypeError):
        pointers.as_integer(None)


def test_pointers_to_pointers(pointers):
    node = cppyy_rs.bind_object(cppyy_rs.nullptr, pointers.Node)
    assert not node
    pointers.make_node(5, node)
    assert node and node.value == 5
    first = cppyy_rs.addressof(node)
    pointers.make_node_reference(6, node)
    assert node.value == 6
    node.__python_owns__ = True
    cppyy_rs.bind_object(first, pointers.Node, owns=True)

    number = ctypes.POINTER(ctypes.c_int)()
    pointers.point_to_number(number)
    assert isinstance(number[0], int)
    text = ctypes.c_char_p()
    pointers.point_to_text(text)
    assert text.value
    anything = ctypes.c_void_p()
    pointers.point_to_anything(anything)
    assert anything.value


def test_objects_by_pointer_reference_and_value(pointers):
    node = pointers.Node(9)
    assert pointers.identity(node) is node
    assert pointers.constant_identity(node) is node
    assert pointers.reference(node) is node
    copy = pointers.copy(node)
    assert copy is not node and copy.value == 9
    assert pointers.value_or(node, 1) == 9
    assert pointers.value_or(cppyy_rs.nullptr, 1) == 1
    with pytest.raises(TypeError):
        pointers.value_or(None, 1)
    null = pointers.null_node()
    assert not null and isinstance(null, pointers.Node)
    with pytest.raises(ReferenceError):
        null.value
    with pytest.raises(ReferenceError):
        pointers.reference(null)


def test_function_pointers(pointers):
    assert pointers.apply(pointers.doubled, 21) == 42
    doubler = pointers.doubler()
    assert doubler(5) == 10
    assert pointers.apply(doubler, 6) == 12
    assert pointers.no_function() is cppyy_rs.nullptr
    tripled = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int)(lambda number: 3 * number)
    assert pointers.apply(tripled, 5) == 15
    with pytest.raises(TypeError):
        pointers.apply(pointers.sum_ints, 1)
    with pytest.raises(TypeError):
        pointers.apply(None, 1)


def test_python_callables_as_function_pointers(pointers):
    assert pointers.apply(lambda number: number * 7, 6) == 42
    offset = 100

    def add(number):
        return number + offset

    assert [pointers.apply(add, 1), pointers.apply(add, 2)] == [101, 102]
    assert pointers.apply(abs, -5) == 5


def test_callables_behind_function_pointers_end(pointers):
    def used():
        callback = lambda number: number * 2  # noqa: E731
        assert pointers.apply(callback, 4) == 8
        return weakref.ref(callback)

    references = [used() for _ in range(10)]
    gc.collect()
    assert [reference() for reference in references] == 10 * [None]


def test_errors_in_callbacks_come_back(pointers):
    def fail(number):
        raise KeyError(number)

    with pytest.raises(KeyError):
        pointers.apply(fail, 1)
    assert pointers.apply(lambda number: number, 3) == 3


def test_c_functions(pointers):
    c = cppyy_rs.gbl
    assert isinstance(c.pointers_c_function(3), int)
    assert c.pointers_c_sum(c.pointers_c_struct(2, 0.5)) == 2.5
