"""What lies behind pointers: arrays and matrices of objects and numbers, functions, handles; classes that iterate, and
names that only Python gives a meaning.
"""

import array
import ctypes
import gc

import pytest

import cppyy_rs
from cppyy_rs import ll, nullptr


@pytest.fixture(scope="module")
def pointees(dictionary):
    dictionary("pointees")
    return cppyy_rs.gbl.pointees


# ---- Objects ----


def test_a_pointer_to_objects_is_indexed(pointees):
    shelf = pointees.Shelf()
    cells = shelf.cells
    assert [cells[i].row for i in range(3)] == [0, 1, 2]
    assert cells[0] is cells
    cells[2].row = 7
    assert shelf.cells[2].row == 7
    assert cells[1] is shelf.cells[1]


def test_what_python_owns_is_no_array(pointees):
    with pytest.raises(TypeError, match="'pointees::Cell' object is not subscriptable"):
        pointees.Cell()[0]
    with pytest.raises(TypeError):
        iter(pointees.Shelf().cells)
    shelf = pointees.Shelf()
    with pytest.raises(IndexError):
        shelf.cells[-1]
    with pytest.raises(ReferenceError):
        shelf.none[0]
    with pytest.raises(TypeError):
        shelf.cells["row"]


def test_rows_of_objects(pointees):
    rows = pointees.rows(2, 3)
    assert (rows.row, rows.column) == (0, 0)
    assert [(rows[i][j].row, rows[i][j].column) for i in range(2) for j in range(3)] == [
        (i, j) for i in range(2) for j in range(3)
    ]
    with pytest.raises(AttributeError):
        rows.no_such_member
    pointees.free_rows(rows)


def test_bytes_behind_a_pointer_to_objects(pointees):
    shelf = pointees.Shelf()
    assert ll.as_memoryview(shelf.cells).itemsize == 8


# ---- Numbers ----


def test_what_users_say_of_a_member_holds(pointees):
    grid = pointees.Grid()
    grid.flat.reshape((2, 3))
    assert grid.flat.shape == (2, 3)
    assert grid.flat[1, 2] == 2.5
    grid.matrix.reshape((2, 3))
    assert grid.matrix.shape == (2, 3)
    assert [[grid.matrix[i][j] for j in range(3)] for i in range(2)] == [[0, 1, 2], [10, 11, 12]]
    assert len(grid.matrix[1]) == 3
    with pytest.raises(IndexError):
        grid.matrix[1][3]
    grid.matrix[1, 2] = 5
    assert grid.matrix[1][2] == 5
    with pytest.raises(ValueError):
        grid.matrix.reshape((2, 3, 4))
    # Of this object alone.
    assert len(pointees.Grid().flat) > 6


def test_it_ends_when_the_member_points_elsewhere(pointees):
    grid = pointees.Grid()
    grid.borrowed = array.array("d", [1, 2, 3])
    assert len(grid.borrowed) == 3
    assert list(grid.borrowed) == [1, 2, 3]
    grid.borrowed = grid.flat
    assert len(grid.borrowed) > 6
    grid.borrowed = nullptr
    assert len(grid.borrowed) == 0


def test_variables_of_namespaces_are_remembered_too(pointees):
    pointees.table.size = 3
    assert list(pointees.table) == [7, 8, 9]


def test_what_is_remembered_keeps_nobody_alive(pointees):
    grid = pointees.Grid()
    grid.flat.reshape((6,))
    assert pointees.sum(grid.flat, 6) == 7.5
    del grid
    gc.collect()
    assert not [found for found in gc.get_objects() if type(found) is pointees.Grid]


# ---- Nothing known ----


def test_addresses_are_numbers(pointees):
    slots = pointees.Slots()
    assert [int(slots.addresses[i, j]) for i in range(2) for j in range(2)] == [0, 1, 2, 3]
    assert slots.addresses[1][1] == 3
    assert slots.addresses[1][1] != 4
    assert slots.addresses[0][0] is nullptr


def test_behind_an_untyped_pointer_are_addresses(pointees):
    slots = pointees.Slots()
    assert [int(slots.words[i]) for i in range(4)] == [1, 2, 3, 4]


def test_names_of_pointers_make_pointers(pointees):
    handle = pointees.Handle(nullptr)
    assert not handle
    pointees.open_handle(handle)
    assert handle
    assert pointees.close_handle(handle) == 42
    handle = ctypes.c_void_p()
    pointees.open_handle(handle)
    assert pointees.close_handle(handle) == 42
    assert cppyy_rs.addressof(pointees.HiddenHandle(0x42)) == 0x42
    hidden = pointees.HiddenHandle()
    assert not hidden
    assert pointees.open_hidden(hidden) == cppyy_rs.addressof(hidden)
    cell = pointees.Cell()
    assert pointees.CellPointer(cell) is cell
    assert not pointees.CellPointer()
    with pytest.raises(TypeError):
        pointees.Handle("text")
    with pytest.raises(TypeError):
        pointees.Handle(1, 2)


def test_an_untyped_pointer_of_ctypes_is_filled(pointees):
    pointer = ctypes.c_void_p()
    pointees.first_two(pointer)
    for spelled in (pointer, pointer.value, ctypes.cast(pointer, ctypes.POINTER(ctypes.c_int))):
        assert ll.cast["int*"](spelled)[1] == 8


def test_names_of_bool_make_truth_values(pointees):
    for name in (pointees.Flag, pointees.Named.Truth):
        assert name(1) is True
        assert name() is False
        assert name([]) is False
    assert pointees.Named.Truth.__name__ == "Truth"
    assert pointees.Named.Truth.__cpp_name__ == "pointees::Named::Truth"


# ---- Functions ----


def test_a_null_function_is_not_called(pointees):
    function = pointees.operation
    assert function(2, 3) == 5
    assert pointees.operation is function
    pointees.operation = pointees.multiply
    assert pointees.operation(2, 3) == 6
    pointees.operation = nullptr
    assert not pointees.operation
    with pytest.raises(cppyy_rs.gbl.std.bad_function_call):
        pointees.operation(2, 3)
    pointees.operation = pointees.add
    assert pointees.operation(2, 3) == 5


def test_callbacks_assign_to_references(pointees):
    def assign(reference):
        assert reference.value == 1
        reference.value = 5

    assert pointees.with_reference(assign) == 5
    assert pointees.with_function(assign) == 5

    def assign_some(number, constant, cell):
        number.value += constant
        cell.row = 10

    assert pointees.with_references(assign_some) == 13.5

    def answer(number, text):
        number.value = len(text)
        return 7

    assert pointees.with_result(answer) == 407


def test_what_a_callback_has_assigned_before_it_raised(pointees):
    def fail(reference):
        reference.value = 6
        raise KeyError("no")

    assert pointees.with_function(fail) == -6
    with pytest.raises(KeyError):
        pointees.with_reference(fail)


def test_a_reference_that_is_kept_is_no_more_than_a_number(pointees):
    kept = []
    for function in (pointees.with_reference, pointees.with_function):
        assert function(kept.append) == 1
    gc.collect()
    for reference in kept:
        reference.value = 3
    assert [reference.value for reference in kept] == [3, 3]


# ---- Names ----


def test_an_enumeration_behind_a_function(pointees):
    assert pointees.number_of(pointees.closed) == 42
    assert pointees.Door(pointees.open).now == 1


def test_classes_without_names_in_each_other(pointees):
    nested = pointees.Nested()
    nested.outer.inner.value = 3
    nested.outer.count = 4
    assert (nested.outer.inner.value, nested.outer.count) == (3, 4)
    assert "value" in dir(nested.outer.inner)


# ---- Iteration ----


def test_iterators_that_only_tell_when_they_differ(pointees):
    counter = pointees.Counter(4)
    assert [number.value for number in counter] == [0, 1, 2, 3]
    iterator = iter(counter)
    assert next(iterator).value == 0
    assert next(iterator).value == 1
    assert list(pointees.Counter(0)) == []
    iterator = iter(pointees.Counter(1))
    next(iterator)
    for _ in range(2):
        with pytest.raises(StopIteration):
            next(iterator)


def test_iterators_of_a_container_inside(pointees):
    pool = pointees.Pool()
    assert [cell.row for cell in pool] == [0, 1, 2]


def test_a_static_size_bounds_indices(pointees):
    fixed = pointees.Fixed()
    assert len(fixed) == 3
    assert list(fixed) == [4, 5, 6]


# ---- Python's special methods ----


def test_special_methods_of_cpp(pointees):
    one, same, other = pointees.Special(1), pointees.Special(1), pointees.Special(2)
    assert one == same and not one != same
    assert one != other and not one == other
    assert pointees.Special.__dict__["__eq__"](one, same)
    assert repr(one) == "Special(1)"
    assert str(one) == "special"


def test_a_null_pointer_is_false(pointees):
    assert not pointees.no_truth()
    assert pointees.Truth(True)
    assert not pointees.Truth(False)


# ---- What only C++ at run time meets ----


def test_containers_of_what_has_no_default():
    cppyy_rs.cppdef("struct PointeesNoDefault { explicit PointeesNoDefault(int value) : value(value) {} int value; };")
    numbers = cppyy_rs.gbl.std.vector["PointeesNoDefault"]()
    for number in range(3):
        numbers.push_back(cppyy_rs.gbl.PointeesNoDefault(number))
    assert [found.value for found in numbers] == [0, 1, 2]


def test_generic_lambdas_in_classes():
    cppyy_rs.cppdef(
        """
        #include <algorithm>
        namespace pointees_lambda {
        struct Total {
            void add_all() { std::for_each(numbers.begin(), numbers.end(), [this](auto* p) { total += *p; }); }
            std::vector<int*> numbers;
            int total = 0;
        };
        }
        """
    )
    cppyy_rs.cppdef("int pointees_total() { pointees_lambda::Total t; int x = 4; t.numbers = {&x, &x}; t.add_all(); return t.total; }")
    assert cppyy_rs.gbl.pointees_total() == 8


def test_a_header_that_is_not_there():
    with pytest.raises(ImportError, match="fatal error: 'no/such/header.h' file not found"):
        cppyy_rs.include("no/such/header.h")


def test_a_capsule_is_an_address(pointees):
    cell = pointees.Cell()
    assert cppyy_rs.bind_object(ll.as_capsule(cell), pointees.Cell) is cell


def test_members_of_an_aggregate_keep_what_they_point_to():
    cppyy_rs.cppdef("struct PointeesBuffer { double* data; int size; };")
    buffer = cppyy_rs.gbl.PointeesBuffer(array.array("d", [1, 2, 3]), 3)
    gc.collect()
    others = [array.array("d", [7, 8, 9]) for _ in range(100)]
    assert [buffer.data[i] for i in range(3)] == [1, 2, 3]
    assert others


def test_so_do_those_of_every_later_one():
    cppyy_rs.cppdef(
        """
        struct PointeesEnding {
            ~PointeesEnding() { ++ended; }
            inline static int ended = 0;
        };
        struct PointeesPin { PointeesEnding* there; };
        """
    )
    from cppyy_rs.gbl import PointeesEnding, PointeesPin

    for turn in range(4):
        pin = PointeesPin(PointeesEnding())
        gc.collect()
        assert PointeesEnding.ended == turn
        del pin
        gc.collect()
    assert PointeesEnding.ended == 4


def test_a_function_pointer_whose_callable_has_ended(pointees):
    pointees.set_operation(lambda one, other: one - other)
    gc.collect()
    with pytest.raises(TypeError, match="callable has ended"):
        pointees.operate(5, 3)
    pointees.operation = pointees.add


def test_code_of_callables_is_used_again(pointees):
    gc.collect()
    for number in range(1000):
        assert pointees.with_reference(lambda reference, number=number: setattr(reference, "value", number)) == number


def test_objects_keep_the_callables_that_they_are_given():
    cppyy_rs.cppdef(
        """
        struct PointeesCaller {
            explicit PointeesCaller(int (*function)(int)) : function(function) {}
            void set(int (*other)(int)) { function = other; }
            int call(int number) { return function(number); }
            int (*function)(int);
        };
        """
    )
    caller = cppyy_rs.gbl.PointeesCaller(lambda number: number + 1)
    gc.collect()
    assert caller.call(1) == 2
    caller.set(lambda number: number + 2)
    gc.collect()
    assert caller.call(1) == 3
    caller.__dict__.clear()
    gc.collect()
    with pytest.raises(TypeError, match="callable has ended"):
        caller.call(1)


def test_names_of_pointers_to_objects_are_called_as_the_objects_class():
    cppyy_rs.cppdef("namespace pointer_names { struct Node {}; using link = Node*; using number = int*; }")
    names = cppyy_rs.gbl.pointer_names
    assert names.link.__name__ == "Node" and names.link.__cpp_name__ == "pointer_names::Node*"
    assert names.number.__name__ == "number" and names.link is not names.Node
    assert cppyy_rs.gbl.std.vector[names.link].__cpp_name__ == "std::vector<pointer_names::Node*>"
