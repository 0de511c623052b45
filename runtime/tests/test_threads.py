"""Calls, constructions and deletions from many threads, with and without the interpreter's lock, and
while something watches: tracing, profiling, monitoring, callbacks that call again.
"""

import ctypes
import gc
import sys
import threading

import pytest

import cppyy_rs
import dictionaries

THREADS, TURNS = 8, 300


@pytest.fixture(scope="module")
def calls(dictionary):
    dictionary("calls")
    return cppyy_rs.gbl.calls


@pytest.fixture(params=[False, True], ids=["with the lock", "without the lock"])
def lock_policy(request, calls):
    """Every method of the test, with and without releasing the interpreter's lock."""
    names = ("twice", "sum", "greet", "pick", "add_to", "self", "copied", "product", "kind")
    for name in names:
        getattr(calls.Widget, name).__release_gil__ = request.param
    yield request.param
    for name in names:
        getattr(calls.Widget, name).__release_gil__ = False


@pytest.fixture
def often():
    """Threads take turns much more often than they would."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def in_threads(work, count=THREADS):
    """Runs `work(number)` in threads that start together; raises what any of them raised."""
    failures, start = [], threading.Barrier(count)

    def run(number):
        try:
            start.wait()
            work(number)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


def test_calls(calls, lock_policy, often):
    shared = calls.Widget(7)

    def work(number):
        own = calls.Gizmo(number)
        for turn in range(TURNS):
            assert shared.twice(turn) == 2 * turn
            assert own.sum(turn, c=number) == turn + 10 + number
            assert own.greet(f"thread {number}") == f"hello thread {number}"
            assert shared.pick(turn) == "int" and own.pick(1.5) == "double" and own.pick("x") == "string"
            assert own.add_to(shared) == number + 7
            assert own.self() is own and shared.self() is shared
            assert calls.Widget.product(turn, number) == turn * number
            assert own.kind() == 3

    in_threads(work)


def test_objects_come_and_go(calls, lock_policy, often):
    gc.collect()
    before = calls.Widget.alive()

    def work(number):
        for turn in range(TURNS):
            many = [calls.Widget(turn), calls.Gadget(turn), calls.Gizmo(turn)]
            many += [each.copied() for each in many]
            assert [each.value for each in many] == [turn] * 6
            many[0].note = many  # a cycle, which the collector finds
            del many

    in_threads(work)
    gc.collect()
    assert calls.Widget.alive() == before


def test_classes_come_and_go(calls, often):
    def work(number):
        for turn in range(50):
            fresh = type("Fresh", (calls.Gizmo,), {"mine": lambda self: number})
            object = fresh(turn)
            assert object.twice(turn) == 2 * turn and object.kind() == 3 and object.mine() == number
            assert type("Further", (fresh,), {})(turn).sum(1, 2, 3) == 6

    in_threads(work)
    gc.collect()


def test_a_method_is_replaced_while_it_is_called(calls, often):
    original, seen = calls.Widget.twice, set()

    def work(number):
        if number:
            objects = [calls.Widget(), calls.Gizmo(), type("Fresh", (calls.Gadget,), {})()]
            for _ in range(TURNS):
                seen.update(each.twice(2) for each in objects)
            return
        for _ in range(TURNS // 3):
            calls.Widget.twice = lambda self, number: "replaced"
            calls.Widget.twice = original

    try:
        in_threads(work)
    finally:
        calls.Widget.twice = original
    assert seen <= {4, "replaced"} and calls.Gizmo().twice(2) == 4


@pytest.mark.parametrize("release", [False, True], ids=["with the lock", "without the lock"])
def test_failures(calls, often, release):
    std, failing = cppyy_rs.gbl.std, calls.Fragile.fails_at

    def work(number):
        fragile, brittle = calls.Fragile(), calls.Brittle()
        for turn in range(TURNS):
            with pytest.raises(std.out_of_range, match=f"beyond {number}$"):
                fragile.fails_at(number, number)
            with pytest.raises(std.invalid_argument, match=f"brittle {turn}$"):
                brittle.fails_virtually(turn)
            with pytest.raises(TypeError, match="not str"):
                fragile.safe("text")
            assert fragile.safe(turn) == turn + 1

    failing.__release_gil__ = release
    try:
        in_threads(work)
    finally:
        failing.__release_gil__ = False


CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int)


def test_recursion_through_callbacks(calls):
    def down(number):
        return 0 if number == 0 else 1 + calls.apply(callback, number - 1)

    callback = CALLBACK(down)
    assert calls.apply(callback, 30) == 30


def test_callbacks_in_threads(calls, often):
    def work(number):
        widget = calls.Widget(number)

        def down(depth):
            return widget.value if depth == 0 else calls.apply(callback, depth - 1) + widget.twice(0)

        callback = CALLBACK(down)
        for _ in range(30):
            assert calls.apply(callback, 5) == number

    in_threads(work)


def test_methods_change_in_callbacks(calls):
    original = calls.Widget.twice

    def change(number):
        calls.Widget.twice = lambda self, number: "changed"
        return number

    widget, callback = calls.Widget(), CALLBACK(change)
    try:
        assert (widget.twice(2), calls.apply(callback, 1), widget.twice(2)) == (4, 1, "changed")
    finally:
        calls.Widget.twice = original
    assert widget.twice(2) == 4


def exercise(calls):
    """What the watched tests do."""
    python = type("Fresh", (calls.Gizmo,), {})
    for object in (calls.Widget(1), calls.Gizmo(1), python(1)):
        for turn in range(100):
            assert object.twice(turn) == object.twice(number=turn) == 2 * turn
            assert object.sum(1, c=3) == 14 and object.pick("x") == "string" and object.nothing() is None
            with pytest.raises(TypeError):
                object.twice("x")
            with pytest.raises(cppyy_rs.gbl.std.runtime_error):
                calls.Fragile().fails()


@pytest.mark.parametrize("watch, watched", [("settrace", "gettrace"), ("setprofile", "getprofile")])
def test_while_traced_and_profiled(calls, watch, watched):
    events, before = set(), getattr(sys, watched)()

    def watcher(frame, event, argument):
        events.add((event, getattr(argument, "__name__", None)))
        return watcher

    getattr(sys, watch)(watcher)
    try:
        exercise(calls)
    finally:
        getattr(sys, watch)(before)
    assert any(event == "call" for event, _ in events)
    exercise(calls)


if sys.version_info >= (3, 12):

    def test_while_monitored(calls):
        monitoring = sys.monitoring
        tool, seen = monitoring.PROFILER_ID, set()
        monitoring.use_tool_id(tool, "test_threads")
        try:
            for event in (monitoring.events.CALL, monitoring.events.C_RETURN, monitoring.events.C_RAISE):
                monitoring.register_callback(
                    tool, event, lambda *arguments: seen.add(getattr(arguments[2], "__name__", None))
                )
            monitoring.set_events(tool, monitoring.events.CALL)
            exercise(calls)
        finally:
            monitoring.set_events(tool, 0)
            monitoring.free_tool_id(tool)
        assert "twice" in seen
        exercise(calls)


def test_the_interpreter_ends_while_threads_call():
    program = f"""
import threading, cppyy_rs
cppyy_rs.load_lib({str(dictionaries.path("calls"))!r})
calls = cppyy_rs.gbl.calls
calls.busy.__release_gil__ = True
def work():
    while True:
        calls.Widget(1).twice(2)
        calls.busy(1000)
for _ in range(4):
    threading.Thread(target=work, daemon=True).start()
for _ in range(200):
    calls.Widget(1).greet("x")
print("ends")
"""
    done = dictionaries.python(program)
    assert (done.returncode, done.stdout.split()) == (0, ["ends"]), done.stderr
