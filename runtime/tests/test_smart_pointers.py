"""Smart pointers: Python sees the objects that they hold, in both directions."""

import gc
import threading
import weakref

import pytest

import cppyy_rs

from dictionaries import path, python


@pytest.fixture(scope="module")
def smart(dictionary):
    dictionary("smart")
    return cppyy_rs.gbl.smart


@pytest.fixture(scope="module")
def std(smart):
    return cppyy_rs.gbl.std


@pytest.fixture(autouse=True)
def nothing_is_left(smart):
    """Every object that a test makes is gone at its end, and none was deleted twice."""
    smart.global_shape(), smart.known_self()
    counters = [smart.Shape, smart.Plain, smart.Self, smart.Scene]
    gc.collect()
    before = [each.alive for each in counters] + [smart.Fancy.fancy_alive]
    yield
    gc.collect()
    assert [each.alive for each in counters] + [smart.Fancy.fancy_alive] == before


@pytest.fixture
def alive(smart):
    before = smart.Shape.alive
    return lambda: smart.Shape.alive - before


# ---- Results ----


@pytest.mark.parametrize("name", ["make_shape", "make_unique_shape"])
def test_a_result_is_the_object(smart, alive, name):
    shape = getattr(smart, name)(7)
    assert type(shape) is smart.Shape and shape and alive() == 1
    assert shape.sides == 7 and shape.twice() == 14 and shape.name() == "shape"
    shape.sides = 8
    assert shape.twice() == 16
    assert not shape.__python_owns__
    del shape
    assert alive() == 0


def test_the_object_shows_as_what_it_is(smart):
    square = smart.make_square()
    assert type(square) is smart.Square
    assert (square.name(), square.size, square.label, square.sides) == ("square", 2.5, "named", 4)
    assert type(smart.make_unique_square()) is smart.Square


def test_the_pointer_is_told_of(smart):
    shape = smart.make_shape(1)
    assert "held by std::shared_ptr<smart::Shape> at 0x" in repr(shape)
    assert "held by std::unique_ptr<smart::Shape" in repr(smart.make_unique_shape(1))
    pointer = shape.__smartptr__()
    assert type(pointer).__cpp_name__ == "std::shared_ptr<smart::Shape>"
    assert pointer.use_count() == 2
    assert pointer.get() is shape
    assert pointer.__smartptr__() is pointer
    assert smart.Shape().__smartptr__() is None
    del pointer
    assert smart.uses(shape) == 1


def test_the_pointer_of_a_unique_one_ends_with_it(smart):
    shape = smart.make_unique_shape(3)
    pointer = shape.__smartptr__()
    assert pointer.get() is shape and pointer
    assert smart.consume(shape) == 3
    with pytest.raises(ReferenceError):
        pointer.get()


@pytest.mark.parametrize("name", ["no_shape", "no_unique"])
def test_an_empty_pointer_is_a_null_object(smart, name):
    nothing = getattr(smart, name)()
    assert not nothing and type(nothing) is smart.Shape
    assert nothing == cppyy_rs.nullptr or nothing == None  # noqa: E711
    with pytest.raises(ReferenceError):
        nothing.sides
    assert nothing.__smartptr__() is None


def test_the_same_object_is_the_same_proxy(smart):
    shape = smart.make_shape(5)
    shape.mark = "kept"
    assert smart.share_through(shape) is shape
    assert smart.global_shape() is smart.global_shape()
    smart.keep(shape)
    assert smart.uses(shape) == 2
    smart.forget()


def test_pointers_to_pointers(smart, alive):
    assert smart.global_address(True) is smart.global_shape()
    assert not smart.global_address(False)
    shape = smart.make_shape(3)
    assert smart.sides_behind(shape) == 3 and smart.sides_behind(shape.__smartptr__()) == 3
    assert smart.sides_behind(smart.Square()) == 4 and smart.sides_behind(cppyy_rs.nullptr) == -1
    smart.replace_behind(shape, 5)
    assert shape.sides == 5
    for wrong in ("shape", smart.Plain(1), 7):
        with pytest.raises(TypeError):
            smart.sides_behind(wrong)


def test_other_pointers(smart):
    assert smart.make_constant().sides == 8
    assert smart.make_abstract().answer() == 42
    number = smart.make_number(4)
    assert type(number) is not int and number.use_count() == 1
    hidden = smart.make_hidden()
    assert smart.hidden_value(hidden) == 11
    array = smart.make_array(3)
    assert array


def test_deleters_are_called(smart):
    calls = smart.Counting.calls
    plain = smart.make_counted()
    assert plain.value == 7
    del plain
    assert smart.Counting.calls == calls + 1
    assert smart.consume_counted(smart.make_counted()) == 7
    assert smart.Counting.calls == calls + 2
    with pytest.raises(TypeError, match="deleter"):
        smart.consume_counted(smart.Plain(1))


# ---- Shared pointers as arguments ----


@pytest.mark.parametrize("name", ["sides_of", "sides_of_reference", "sides_of_constant", "sides_of_moved", "sides_of_raw"])
def test_a_held_object_is_passed_by_its_pointer(smart, alive, name):
    function = getattr(smart, name)
    for shape, sides in [(smart.make_shape(3), 3), (smart.make_square(), 4), (smart.Shape(5), 5), (smart.Square(), 4)]:
        for _ in range(3):
            assert function(shape) == sides
        assert shape.sides == sides
    del shape
    assert alive() == 0
    assert function(smart.Shape(6)) == 6
    assert alive() == 0


def test_a_pointer_keeps_what_python_gave(smart, alive):
    shape = smart.Square()
    assert shape.__python_owns__
    smart.keep(shape)
    assert not shape.__python_owns__
    assert smart.uses(shape) >= 2
    del shape
    gc.collect()
    assert smart.kept_sides() == 4 and alive() == 1
    smart.forget()
    assert alive() == 0


def test_python_keeps_what_a_pointer_gives_up(smart, alive):
    shape = smart.Shape(9)
    smart.keep(shape)
    smart.forget()
    assert shape.sides == 9 and alive() == 1


def test_null_is_an_empty_pointer(smart):
    for function in (smart.sides_of, smart.sides_of_reference, smart.sides_of_moved, smart.consume, smart.look):
        assert function(cppyy_rs.nullptr) == -1
        assert function(smart.no_shape()) == -1


def test_an_object_ends_as_what_it_is(smart):
    """Though the pointer's class has no virtual destructor."""
    assert smart.plain_value(smart.Fancy()) == 9
    with pytest.raises(TypeError, match="no virtual destructor"):
        smart.consume_plain(smart.Fancy())
    with pytest.raises(TypeError, match="no virtual destructor"):
        smart.consume_plain(smart.make_unique_fancy())
    assert smart.consume_plain(smart.Plain(4)) == 4


def test_what_is_not_pythons_is_not_given(smart):
    scene = smart.Scene()
    with pytest.raises(TypeError, match="holds the object alone"):
        smart.sides_of(scene.own)
    with pytest.raises(TypeError, match="not Python's to give"):
        smart.consume(_unowned(smart))
    with pytest.raises(TypeError, match="no std::shared_ptr is known"):
        smart.sides_of(_unowned(smart))
    with pytest.raises(TypeError):
        smart.sides_of(smart.Plain())
    with pytest.raises(TypeError):
        smart.sides_of("shape")


_KEPT = []


def _unowned(smart):
    shape = smart.Shape(1)
    _KEPT.append(shape)
    shape.__python_owns__ = False
    return shape


@pytest.fixture(autouse=True)
def unowned_are_deleted():
    yield
    while _KEPT:
        shape = _KEPT.pop()
        shape.__python_owns__ = True
        del shape


def test_an_object_may_know_its_pointers(smart):
    assert smart.self_uses(smart.known_self()) == 3
    own = smart.Self()
    assert smart.self_uses(own) >= 2
    assert own.me() is own
    assert smart.make_self().me().me()


def test_overloads(smart):
    assert smart.overloaded(smart.make_shape(3)) == 3
    assert smart.overloaded(smart.Square()) == 4
    assert smart.overloaded(smart.Plain()) == "plain"
    assert smart.overloaded(12) == 12
    assert smart.nearest(smart.make_square()) == "square" and smart.nearest(smart.Square()) == "square"
    assert smart.nearest(smart.make_shape(3)) == "shape"


def test_overloads_of_several_kinds_of_pointers(smart, alive):
    """What one overload would take, and another argument keeps it from taking, is still there for the next."""
    assert smart.kind(smart.Square(), 1) == "shared 1"
    assert smart.kind(smart.Square(), "x") == "unique x"
    assert smart.kind(number=1, shape=smart.Square()) == "shared 1"
    assert smart.kind(text="x", shape=smart.Square()) == "unique x"
    assert smart.kind(smart.make_shape(3), 1) == "shared 1"
    assert smart.kind(smart.make_unique_shape(3), "x") == "unique x"
    for wrong in (None, [], 1.5j):
        shape = smart.Shape(3)
        with pytest.raises(TypeError):
            smart.kind(shape, wrong)
        assert shape.__python_owns__ and shape.__smartptr__() is None and shape.sides == 3
    with pytest.raises(TypeError, match="a std::shared_ptr<smart::Shape> holds the object"):
        smart.kind(smart.make_shape(3), "x")
    shape = wrong = None
    assert alive() == 0


def test_several_arguments_change_hands_together(smart, alive):
    assert smart.two(smart.Square(), smart.Shape(3)) == "shared"
    assert smart.two(smart.Shape(3), smart.Plain(1)) == "unique"
    first, second = smart.Shape(3), smart.make_unique_shape(4)
    with pytest.raises(TypeError):
        smart.two(first, second)
    assert first.__python_owns__ and second.sides == 4
    del first, second
    assert alive() == 0


def test_the_object_itself_goes_before_its_pointers(smart, alive):
    shape = smart.Shape(3)
    assert smart.plainest(shape) == "object" and shape.__python_owns__
    assert smart.plainest(smart.make_shape(3)) == "object"
    assert smart.plainest(smart.make_unique_shape(3)) == "object"
    assert smart.plainest.__overload__("std::unique_ptr<smart::Shape>")(shape) == "unique"
    with pytest.raises(ReferenceError):
        shape.sides
    del shape
    assert alive() == 0


def test_a_reference_is_an_argument_that_changes(smart, alive):
    shape = smart.make_shape(3)
    smart.replace(shape, 4)
    assert shape.sides == 4 and alive() == 1
    nothing = smart.no_shape()
    smart.replace(nothing, 5)
    assert nothing.sides == 5 and nothing
    smart.clear(nothing)
    with pytest.raises(ReferenceError):
        nothing.sides
    square = smart.make_square()
    smart.replace(square, 6)  # which is no square
    with pytest.raises(ReferenceError):
        square.sides
    del shape
    assert alive() == 0


# ---- Unique pointers as arguments ----


@pytest.mark.parametrize("name", ["consume", "consume_rvalue"])
def test_what_is_given_away_is_gone(smart, alive, name):
    function = getattr(smart, name)
    for shape, sides in [
        (smart.make_unique_shape(3), 3),
        (smart.make_unique_square(), 4),
        (smart.Shape(5), 5),
        (smart.Square(), 4),
    ]:
        assert function(shape) == sides
        for use in (lambda: shape.sides, lambda: shape.name(), lambda: function(shape)):
            with pytest.raises(ReferenceError):
                use()
        assert not shape and not shape.__python_owns__
    assert alive() == 0


def test_what_is_not_taken_stays(smart, alive):
    shape = smart.Shape(3)
    assert smart.consume_not(shape) == 3
    assert shape.sides == 3 and smart.look(shape) == 3
    with pytest.raises(TypeError):
        smart.consume_with(shape, "no number")
    assert shape.sides == 3
    assert smart.consume_with(shape, 4) == 7
    assert alive() == 0


def test_a_refused_argument_costs_nothing(smart):
    shape = smart.Square()
    with pytest.raises(TypeError):
        smart.consume_with(shape, "no number")
    assert shape.sides == 4
    with pytest.raises(TypeError):
        smart.look(smart.Shape(1))


def test_an_exception_after_the_move(smart, alive):
    shape = smart.make_unique_shape(3)
    with pytest.raises(Exception, match="failed"):
        smart.fail(shape)
    with pytest.raises(ReferenceError):
        shape.sides
    assert alive() == 0


def test_through_cpp_and_back(smart, alive):
    shape = smart.Shape(3)
    back = smart.pass_through(shape)
    assert back.sides == 3 and back is not shape and alive() == 1
    with pytest.raises(ReferenceError):
        shape.sides
    assert smart.pass_through(smart.pass_through(back)).sides == 3


def test_one_object_twice(smart, alive):
    shape = smart.make_unique_shape(3)
    assert smart.consume_two(shape, shape) == 1
    with pytest.raises(ReferenceError):
        shape.sides
    assert alive() == 0


def test_a_unique_reference_is_an_argument_that_changes(smart, alive):
    shape = smart.make_unique_shape(3)
    smart.renew(shape, 4)
    assert shape.sides == 4 and alive() == 1
    smart.drop(shape)
    with pytest.raises(ReferenceError):
        shape.sides
    assert alive() == 0


def test_shared_objects_are_not_given_away(smart):
    with pytest.raises(TypeError, match="std::shared_ptr<smart::Shape> holds the object"):
        smart.consume(smart.make_shape(3))


# ---- Weak pointers ----


def test_weak_pointers_hold_nothing(smart, alive):
    shape = smart.make_shape(3)
    smart.observe(shape)
    assert smart.observes() and smart.observed_sides() == 3
    weak = smart.observed()
    assert weak.lock() is shape and not weak.expired()
    del shape
    assert alive() == 0 and not smart.observes() and weak.expired() and not weak.lock()
    mine = smart.Square()
    smart.observe(mine)
    assert smart.observed_sides() == 4
    del mine
    assert alive() == 0 and not smart.observes()
    smart.observe(cppyy_rs.nullptr)


# ---- Members and containers ----


def test_members(smart, alive):
    scene = smart.Scene()
    shape = scene.shape
    assert shape.sides == 3 and scene.shape is shape and scene.reference() is shape
    scene.shape = smart.Square()
    assert scene.shape.name() == "square" and shape.sides == 3
    scene.shape = cppyy_rs.nullptr
    assert not scene.shape
    own = scene.own
    assert own.sides == 5 and scene.unique() is own
    del scene
    assert own.sides == 5  # keeps the scene


def test_unique_members_are_taken_and_put(smart, alive):
    scene = smart.Scene()
    own = scene.own
    taken = scene.take()
    assert taken is own and taken.sides == 5
    assert not scene.own
    scene.put(taken)
    with pytest.raises(ReferenceError):
        taken.sides
    assert scene.own.sides == 5
    with pytest.raises(TypeError):
        scene.own.__destruct__()
    scene.own = smart.Shape(8)
    assert scene.own.sides == 8
    assert smart.look(scene.own) == 8


def test_cycles_are_cpps_own(smart):
    one, two = smart.Scene(), smart.Scene()
    one.next, two.next = two, one
    assert one.next is two and two.next.next is two
    one.next = cppyy_rs.nullptr


def test_containers(smart, alive):
    shapes = smart.shapes(4)
    assert [shape.sides for shape in shapes] == [0, 1, 2, 3]
    first = shapes[1]
    assert shapes[1] is first
    shapes[0] = smart.Square()
    shapes.append(smart.Shape(5))
    del shapes[1]
    assert smart.sum(shapes) == 4 + 2 + 3 + 5
    assert smart.sum([smart.Shape(1), smart.Square(), first]) == 6
    last = shapes[-1]
    assert shapes.pop() is last and last.sides == 5
    del shapes, last
    assert first.sides == 1 and alive() == 1
    assert smart.shapes_by_name()["square"].name() == "square"
    assert smart.numbered_shape().second.sides == 3


def test_containers_of_unique_pointers(smart, alive):
    shapes = smart.unique_shapes(3)
    assert [shape.sides for shape in shapes] == [0, 1, 2]
    mine = smart.Square()
    shapes.append(mine)
    with pytest.raises(ReferenceError):
        mine.sides
    assert shapes[3].name() == "square" and alive() == 4
    last = shapes.pop()
    assert last.name() == "square" and len(shapes) == 3
    shapes[0] = last
    with pytest.raises(ReferenceError):
        last.name()
    shapes[1:2] = [smart.Shape(6), smart.Shape(7)]
    assert [shape.sides for shape in shapes] == [4, 6, 7, 2]
    del shapes, last  # which was a part of them
    gc.collect()
    assert alive() == 0


# ---- Made in Python ----


@pytest.mark.parametrize("name", ["shared_ptr", "unique_ptr"])
def test_pointers_are_constructed_of_objects(smart, std, alive, name):
    shape = smart.Shape(3)
    pointer = getattr(std, name)[smart.Shape](shape)
    assert pointer and pointer.__python_owns__ and pointer.sides == 3 and alive() == 1
    assert not shape.__python_owns__
    del shape
    assert pointer.get().sides == 3
    del pointer
    gc.collect()
    assert alive() == 0


@pytest.mark.parametrize("name", ["shared_ptr", "unique_ptr"])
def test_pointers_are_constructed_of_objects_that_were_let_go(smart, std, alive, name):
    """`std::shared_ptr<T>(object)` takes what is nobody's; functions do not, see `test_what_is_not_pythons_is_not_given`."""

    class Mine(smart.Shape):
        pass

    for cls in (smart.Shape, Mine):
        for _ in range(3):
            shape = cls(3)
            shape.__python_owns__ = False
            pointer = getattr(std, name)[smart.Shape](shape)
            assert pointer.sides == 3 and pointer.__python_owns__
            # A shared pointer holds the proxy of what may override C++ (docs/adr/0037).
            assert shape.__python_owns__ == (cls is Mine and name == "shared_ptr")
            with pytest.raises(TypeError):
                getattr(std, name)[smart.Shape](pointer.get(), 1, 2)
            del shape, pointer
            gc.collect()
            assert alive() == 0


@pytest.mark.parametrize("name", ["shared_ptr", "unique_ptr"])
def test_pointers_are_not_constructed_of_what_never_was_pythons(smart, std, alive, name):
    pointer = std.unique_ptr[smart.Shape](smart.Shape(1))
    borrowed = cppyy_rs.bind_object(cppyy_rs.addressof(pointer.get()), smart.Shape)
    borrowed.__python_owns__ = False
    with pytest.raises(TypeError):
        getattr(std, name)[smart.Shape](borrowed)
    assert pointer.sides == 1 and alive() == 1
    let_go = smart.Plain(1)
    let_go.__python_owns__ = False
    with pytest.raises(TypeError):
        getattr(std, name)[smart.Shape](let_go)
    assert not let_go.__python_owns__
    let_go.__python_owns__ = True


@pytest.mark.parametrize("name", ["shared", "unique"])
def test_make_functions(smart, std, alive, name, without_compiler):
    make = getattr(std, "make_" + name)
    shape = make[smart.Shape](3)
    assert type(shape) is smart.Shape and shape.sides == 3
    assert f"held by std::{name}_ptr<smart::Shape" in repr(shape)
    taken = smart.Shape(4)
    held = make[smart.Shape](taken)
    assert held.sides == 4 and alive() == 2 and not taken.__python_owns__
    assert make(smart.Shape(5)).sides == 5
    with pytest.raises(TypeError):
        make[smart.Shape]("no", "such", "arguments")
    with pytest.raises(TypeError):
        make[smart.Counting]()


# ---- Lives ----


def test_python_objects_stay_with_the_object(smart):
    class Mine(smart.Square):
        pass

    mine = Mine()
    mine.note = "mine"
    smart.keep(mine)
    assert smart.share_through(mine) is mine and mine.note == "mine"
    reference = weakref.ref(mine)
    smart.forget()
    del mine
    gc.collect()
    assert reference() is None


def test_destruct_gives_up_the_share(smart, alive):
    shape = smart.make_shape(3)
    smart.keep(shape)
    shape.__destruct__()
    with pytest.raises(ReferenceError):
        shape.sides
    assert smart.kept_sides() == 3 and alive() == 1
    smart.forget()
    assert alive() == 0


def test_python_does_not_delete_what_is_held(smart):
    shape = smart.make_shape(3)
    with pytest.raises(TypeError, match="held by"):
        shape.__python_owns__ = True
    shape.__python_owns__ = False


def test_many(smart, alive):
    shape = smart.make_shape(1)
    for _ in range(20_000):
        smart.make_shape(1)
        smart.make_unique_square()
        smart.consume(smart.Shape(2))
        smart.sides_of(smart.Square())
        smart.sides_of_moved(shape)
        smart.share_through(shape)
    del shape
    assert alive() == 0


def test_threads(smart, alive):
    shape = smart.make_shape(1)
    failures = []

    def work():
        try:
            for _ in range(2_000):
                smart.keep(shape)
                smart.consume(smart.make_unique_shape(1))
                assert smart.share_through(shape) is shape
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    smart.forget()
    assert not failures and smart.uses(shape) == 1


def test_memory_stays_flat():
    """What counts no objects is freed too: copies of pointers, empty ones, those that were moved from."""
    program = """
import sys
import memory
import cppyy_rs
cppyy_rs.load_lib(sys.argv[1])
smart = cppyy_rs.gbl.smart
shape, kept = smart.make_shape(1), smart.global_shape()

def work(count):
    for _ in range(count):
        smart.sides_of(cppyy_rs.nullptr)
        smart.sides_of_moved(shape)
        smart.consume(smart.Shape(1))
        smart.consume(smart.make_unique_square())
        smart.observe(shape)
        smart.observed().lock()
        smart.replace(shape, 2)
        smart.no_shape(), smart.no_unique()
        shape.__smartptr__()
        smart.make_constant()

work(5_000)
before = memory.used()
work(50_000)
print(memory.used() - before)
"""
    done = python(program, path("smart"))
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 400_000
