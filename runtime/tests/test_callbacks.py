"""Python callables where C++ wants a std::function: how they are passed, what crosses, how long they live, and what
becomes of exceptions; std::functions as Python's callables.
"""

import ctypes
import functools
import gc
import sys
import threading
import traceback
import weakref

import pytest

import cppyy_rs
import dictionaries

WITHOUT_THE_LOCK = ("in_thread", "in_threads", "what_in_thread", "forget_in_thread", "rethrow_from_thread")


@pytest.fixture(scope="module")
def callbacks(dictionary):
    dictionary("callbacks")
    callbacks = cppyy_rs.gbl.callbacks
    # Their threads call Python while they wait for them.
    for name in WITHOUT_THE_LOCK:
        getattr(callbacks, name).__release_gil__ = True
    return callbacks


def increment(number):
    return number + 1


def divide():
    return 1 / 0


class Adder:
    def __init__(self, amount):
        self.amount = amount

    def __call__(self, number):
        return number + self.amount

    def add(self, number):
        return number + self.amount


# ---- What is passed ----


@pytest.mark.parametrize("how", ["by_value", "by_reference", "by_rvalue"])
def test_any_callable_is_passed_in_every_way(callbacks, how):
    function = getattr(callbacks, how)
    assert function(increment, 1) == 2
    assert function(lambda number: number * 3, 2) == 6
    assert function(Adder(5), 1) == 6
    assert function(Adder(5).add, 1) == 6
    assert function(functools.partial(max, 10), 1) == 10
    assert function(abs, -4) == 4
    assert function(callbacks.adder(3), 4) == 7
    assert function(callbacks.Unary(increment), 4) == 5
    for wrong in (3, "text", None, [increment]):
        with pytest.raises(TypeError, match="object is expected|not an rvalue"):
            function(wrong, 1)


def test_a_reference_that_may_be_changed_wants_an_object(callbacks):
    with pytest.raises(TypeError):
        callbacks.twice(increment, 1)
    assert callbacks.twice(callbacks.Unary(increment), 1) == 3


def test_null_is_an_empty_function(callbacks):
    assert callbacks.is_empty(cppyy_rs.nullptr) is True
    assert callbacks.is_empty(callbacks.Unary()) is True
    assert callbacks.is_empty(increment) is False
    with pytest.raises(Exception, match="bad_function_call"):
        callbacks.by_value(cppyy_rs.nullptr, 1)


def test_overloads_and_overload_sets(callbacks):
    assert callbacks.chosen(1) == "int"
    assert callbacks.chosen(increment) == "function 2"
    # A function of C++ is a callable as well, whichever of its overloads fits.
    assert callbacks.by_value(callbacks.adder(1), 1) == 2
    assert callbacks.what_of(functools.partial(callbacks.fail, "bad")).endswith("invalid_argument: bad")
    assert callbacks.sum(cppyy_rs.gbl.std.function["int(int)"](increment), 3) == 6


def test_a_callable_may_be_called_often(callbacks):
    assert callbacks.sum(increment, 1000) == sum((i & 63) + 1 for i in range(1000))
    assert list(callbacks.mapped([1, 2, 3], lambda number: number * number)) == [1, 4, 9]


# ---- Arguments and results ----


def test_numbers(callbacks):
    assert callbacks.filter(lambda value: not value, True) is False
    assert callbacks.reals(lambda first, second: first / second, 3.0, 1.5) == 2.0
    seen = []
    assert callbacks.wide(lambda *values: seen.extend(values) or -(2**63)) == -(2**63)
    assert callbacks.narrow(lambda *values: seen.extend(values) or -5) == -5
    assert seen == [2**64 - 1, -(2**63), 200, -3, 60000]
    assert callbacks.letter(lambda letter: letter.upper(), "a") == "A"
    assert callbacks.precise(lambda value: value * 2, 1.25) == 2.5
    assert callbacks.many(lambda *numbers: sum(numbers)) == 55
    assert callbacks.constant_number(lambda: 42) == 42
    Color = callbacks.Color
    assert callbacks.paint(lambda color: Color.blue if color == Color.green else Color.red, Color.green) == Color.blue


def test_texts(callbacks):
    assert callbacks.text(lambda *texts: "|".join(texts)) == "first|" + 40 * "x" + "|view"
    assert callbacks.viewed(lambda text: "v" + text, "abc") == 4
    assert callbacks.viewed(lambda text: b"v", "abc") == 1
    assert callbacks.pointed(lambda: "a text") == "a text"
    assert callbacks.referred(lambda: "a text") == "a text!"
    assert callbacks.referred(lambda: b"bytes") == "bytes!"
    with pytest.raises(TypeError, match="result of the Python callable"):
        callbacks.referred(lambda: 3)


def test_the_result_of_void_is_dropped(callbacks):
    assert callbacks.silent(lambda: object()) is None


def test_objects_by_value_are_pythons_own(callbacks):
    kept = []
    assert callbacks.tracked_value(lambda tracked: kept.append(tracked) or tracked.value, 3) == 3
    assert callbacks.tracked_rvalue(lambda tracked: kept.append(tracked) or tracked.value, 4) == 4
    assert callbacks.tracked_unique(lambda unique: kept.append(unique) or unique.get().value, 5) == 5
    assert [kept[0].value, kept[1].value, kept[2].get().value] == [3, 4, 5]
    assert kept[0].__python_owns__ and callbacks.Tracked.alive == 3
    del kept[:]
    gc.collect()
    assert callbacks.Tracked.alive == 0


def test_objects_by_reference_are_the_ones_of_cpp(callbacks):
    special = callbacks.Special(2)
    assert callbacks.tracked_reference(lambda seen: int(seen is special), special) == 1
    assert callbacks.tracked_reference(lambda seen: seen.doubled(), special) == 40
    assert callbacks.tracked_pointer(lambda seen: int(seen is special), special) == 1
    assert callbacks.tracked_pointer(lambda seen: 7 if not seen else 0, cppyy_rs.nullptr) == 7

    def change(tracked):
        tracked.value = type(tracked) is callbacks.Special and tracked.value + 1

    assert callbacks.tracked_change(change, 1) == 2


def test_objects_come_back(callbacks):
    assert callbacks.make_tracked(lambda: callbacks.Tracked(4)) == 8
    assert callbacks.refer_tracked(lambda: callbacks.Special(4)) == 80
    assert callbacks.point_tracked(lambda: callbacks.Special(4)) == 80
    assert callbacks.point_tracked(lambda: cppyy_rs.nullptr) == -1
    assert callbacks.move_point(lambda point: callbacks.Point(point.y, point.x), 3, 4) == 43
    assert callbacks.total(lambda numbers: [2 * number for number in numbers]) == 12
    assert callbacks.higher(lambda function: function(41)) == 42
    gc.collect()
    assert callbacks.Tracked.alive == 0


@pytest.mark.parametrize(
    "wrong, error, text",
    [("text", TypeError, "expected an integer, not str"), (2**40, ValueError, "out of range"), (None, TypeError, "NoneType")],
)
def test_a_result_that_does_not_fit(callbacks, wrong, error, text):
    with pytest.raises(error, match="could not convert the result of the Python callable .*" + text):
        callbacks.by_value(lambda number: wrong, 1)


def test_a_callable_of_another_signature(callbacks):
    with pytest.raises(TypeError, match="positional argument"):
        callbacks.by_value(lambda: 1, 1)


# ---- Exceptions ----


def test_cpp_sees_the_message(callbacks):
    assert callbacks.what_of(divide) == "division by zero"
    assert callbacks.swallow(divide) is True
    assert callbacks.swallow(lambda: None) is False

    class Mute(Exception):
        def __str__(self):
            raise ValueError

    def fail():
        raise Mute

    assert callbacks.what_of(fail) == "Mute"
    assert callbacks.what_of(lambda: int("\0")).startswith("invalid literal")


@pytest.mark.parametrize("way", ["silent", "pass_on", "rethrow_later", "rethrow_from_thread"])
def test_python_gets_the_original_back(callbacks, way):
    error = KeyError("original")

    def fail():
        raise error

    with pytest.raises(KeyError) as caught:
        getattr(callbacks, way)(fail)
    assert caught.value is error
    frames = [frame.name for frame in traceback.extract_tb(error.__traceback__)]
    assert frames[0] == "test_python_gets_the_original_back" and frames[-1] == "fail"


def test_what_is_no_exception_of_a_program_crosses_too(callbacks):
    def stop():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        callbacks.pass_on(stop)


def test_cpp_may_throw_something_else(callbacks):
    with pytest.raises(cppyy_rs.gbl.std.out_of_range, match="replaced: division by zero"):
        callbacks.replace(divide)


def test_exceptions_of_cpp_cross_python(callbacks):
    with pytest.raises(cppyy_rs.gbl.std.invalid_argument, match="bad"):
        callbacks.pass_on(lambda: callbacks.fail("bad"))
    assert "bad" in callbacks.what_of(lambda: callbacks.fail("bad"))


def test_a_swallowed_exception_is_released(callbacks):
    class Seen(Exception):
        pass

    seen = []

    def fail():
        error = Seen()
        seen.append(weakref.ref(error))
        raise error

    assert callbacks.swallow(fail) and callbacks.what_of(fail) == ""
    assert callbacks.what_in_thread(fail) == ""
    gc.collect()
    assert [reference() for reference in seen] == [None, None, None]


def test_endless_recursion_is_an_error(callbacks):
    def again():
        callbacks.silent(again)

    with pytest.raises(RecursionError):
        callbacks.silent(again)
    holder = callbacks.Holder()
    holder.function = functools.partial(holder.call)
    with pytest.raises(RecursionError):
        holder.call(1)
    holder.clear()


# ---- Lifetime ----


def test_a_callable_lives_as_long_as_cpp_holds_it(callbacks):
    callable_, holder = Adder(1), callbacks.Holder()
    alive = weakref.ref(callable_)
    holder.set(callable_)
    del callable_
    gc.collect()
    assert alive() is not None and holder.call(1) == 2
    copy = holder.get()
    holder.clear()
    gc.collect()
    assert alive() is not None and copy(1) == 2
    del copy
    gc.collect()
    assert alive() is None


def test_members_and_variables(callbacks):
    holder = callbacks.Holder()
    holder.function = increment
    assert holder.function(1) == holder.call(1) == holder.get()(1) == holder.get_reference()(1) == 2
    holder.function = callbacks.adder(10)
    assert holder.call(1) == 11
    holder.function = cppyy_rs.nullptr
    with pytest.raises(cppyy_rs.gbl.std.bad_function_call):
        holder.function(1)
    setattr(callbacks, "global", increment)
    assert getattr(callbacks, "global")(1) == 2
    setattr(callbacks, "global", cppyy_rs.nullptr)


def test_a_callable_may_replace_itself(callbacks):
    holder = callbacks.Holder()
    assert callbacks.replace_while_running(holder, holder.clear) == 7


def test_results_are_callable(callbacks):
    assert callbacks.adder(3)(4) == 7 and callable(callbacks.adder(3))
    assert callbacks.greeter("Hello")("you") == "Hello, you"
    assert bool(callbacks.adder(1)) is True and bool(callbacks.nothing()) is False
    with pytest.raises(cppyy_rs.gbl.std.bad_function_call):
        callbacks.nothing()(1)


def test_nothing_is_leaked(callbacks):
    class Local(Adder):
        alive = 0

        def __init__(self):
            super().__init__(1)
            Local.alive += 1

        def __del__(self):
            Local.alive -= 1

    def fail(number):
        raise ValueError

    before = sys.getrefcount(increment)
    tracked = callbacks.Tracked(1)
    for _ in range(1000):
        callbacks.by_value(Local(), 1)
        callbacks.by_rvalue(increment, 1)
        callbacks.by_value(lambda number: callbacks.Tracked(number).value, 1)
        callbacks.tracked_value(lambda object: object.value, 1)
        callbacks.point_tracked(lambda: tracked)
        callbacks.make_tracked(lambda: callbacks.Tracked(1))
        callbacks.referred(lambda: "text")
        with pytest.raises(ValueError):
            callbacks.by_value(fail, 1)
        with pytest.raises(TypeError):
            callbacks.by_value(lambda number: None, 1)
    gc.collect()
    assert Local.alive == 0 and sys.getrefcount(increment) == before and callbacks.Tracked.alive == 1


def test_a_million_callbacks_take_no_memory(callbacks):
    program = """if True:
        import sys
        sys.path.insert(0, sys.argv[1])
        import dictionaries, cppyy_rs, memory
        dictionaries.dictionary("callbacks")
        callbacks = cppyy_rs.gbl.callbacks

        def work(turns):
            for turn in range(turns):
                callbacks.sum(lambda number: number + turn, 1000)
                callbacks.text(lambda first, second, third: first + second)
                callbacks.tracked_value(lambda tracked: tracked.value + 100000, 3)
                callbacks.swallow(lambda: 1 / 0)

        work(100)
        left = memory.left_by(lambda: work(1000))
        assert callbacks.Tracked.alive == 0
        assert left < memory.NOISE, left
    """
    done = dictionaries.python(program, dictionaries.TESTS)
    assert done.returncode == 0, done.stderr


# ---- Threads ----


def test_threads_of_cpp_call_python(callbacks):
    assert callbacks.in_thread(increment, 1) == 2
    names = []
    callbacks.in_thread(lambda number: names.append(threading.current_thread().name) or number, 1)
    assert names[0] != threading.current_thread().name
    assert callbacks.in_threads(increment, 8, 500) == 8 * sum((i & 63) + 1 for i in range(500))
    assert callbacks.what_in_thread(divide) == "division by zero"


def test_threads_of_cpp_forget_callables(callbacks):
    callable_ = Adder(1)
    alive = weakref.ref(callable_)
    callbacks.forget_in_thread(callable_)
    del callable_
    gc.collect()
    assert alive() is None


def test_without_the_lock(callbacks):
    callbacks.sum.__release_gil__ = True
    try:
        results = []
        threads = [threading.Thread(target=lambda: results.append(callbacks.sum(increment, 500))) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert results == 4 * [callbacks.sum(increment, 500)]
        with pytest.raises(ZeroDivisionError):
            callbacks.sum(lambda number: number // 0, 1)
    finally:
        callbacks.sum.__release_gil__ = False


LOADED = """if True:
    import sys
    sys.path.insert(0, sys.argv[1])
    import dictionaries, cppyy_rs, time
    dictionaries.dictionary("callbacks")
    callbacks = cppyy_rs.gbl.callbacks
"""


def test_the_interpreter_may_end_meanwhile(callbacks):
    program = LOADED + """
    count = 0
    def seen(number):
        global count
        count += 1
        return number
    for _ in range(4):
        callbacks.call_for_ever(seen)
    while count < 1000:
        time.sleep(0.001)
    """
    for _ in range(5):
        done = dictionaries.python(program, dictionaries.TESTS)
        assert (done.returncode, done.stderr) == (0, "")


def test_callables_outlive_the_interpreter(callbacks):
    program = LOADED + """
    callbacks.call_at_exit(lambda number: number)
    setattr(callbacks, "global", lambda number: number)
    """
    done = dictionaries.python(program, dictionaries.TESTS)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "the Python interpreter of the callable has ended\n"


def test_function_pointers_of_ctypes_are_callables(callbacks):
    function = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int)(increment)
    assert callbacks.by_value(function, 1) == 2
