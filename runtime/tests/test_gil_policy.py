"""The interpreter's lock is released where users say so, truly, and only there."""

import sys
import threading

import pytest

import cppyy_rs
from cppyy_rs import py

# Long enough for a loaded machine; a test that goes well never waits so long.
PATIENCE = 20_000


@pytest.fixture(scope="module")
def calls(dictionary):
    dictionary("calls")
    return cppyy_rs.gbl.calls


@pytest.fixture
def released():
    """Releases the lock in a function for one test."""
    changed = []

    def release(function):
        function.__release_gil__ = True
        changed.append(function)

    yield release
    for function in changed:
        function.__release_gil__ = False


def opened_by_another_thread(calls, wait, milliseconds=PATIENCE):
    """Whether a C++ function that blocks is freed by a call that another Python thread makes."""
    gate, entered = calls.Gate(), threading.Event()

    def open_it():
        entered.wait()
        gate.open()

    other = threading.Thread(target=open_it)
    other.start()
    entered.set()
    opened = wait(gate, milliseconds)
    other.join()
    return opened


WAITS = {
    "method": lambda calls: (calls.Gate.wait, lambda gate, time: gate.wait(time)),
    "keyword": lambda calls: (calls.Gate.wait, lambda gate, time: gate.wait(milliseconds=time)),
    "bound": lambda calls: (calls.Gate.wait, lambda gate, time: (lambda bound: bound(time))(gate.wait)),
    "through the class": lambda calls: (calls.Gate.wait, lambda gate, time: calls.Gate.wait(gate, time)),
    "static": lambda calls: (calls.Gate.wait_at, lambda gate, time: calls.Gate.wait_at(gate, time)),
    "function": lambda calls: (calls.wait_for, lambda gate, time: calls.wait_for(gate, time)),
}


@pytest.mark.parametrize("way", WAITS)
def test_another_thread_can_free_a_call(calls, released, way):
    function, wait = WAITS[way](calls)
    released(function)
    for _ in range(5):
        assert opened_by_another_thread(calls, wait)


def test_the_lock_is_held_unless_released(calls):
    """The call times out: nobody else can run Python code until it returns."""
    gate, ready = calls.Gate(), threading.Event()

    def open_it():
        ready.wait()
        gate.open()

    other = threading.Thread(target=open_it)
    other.start()
    before = sys.getswitchinterval()
    sys.setswitchinterval(60)
    try:
        # The other thread waits for the lock from now on, and does not ask for it within a minute.
        ready.set()
        assert not gate.wait(100)
    finally:
        sys.setswitchinterval(before)
    other.join()
    assert gate.wait(0)


def test_a_method_without_arguments(calls, released):
    released(calls.Gate.wait_a_second)
    # One second may be too short on a loaded machine, but not ten times in a row.
    assert any(opened_by_another_thread(calls, lambda gate, _: gate.wait_a_second()) for _ in range(10))


def test_set_after_the_first_calls_and_seen_everywhere(calls, released):
    class Python(calls.Gate):
        pass

    class Further(Python):
        pass

    gates = [calls.Gate(), Python(), Further()]
    bound = [gate.wait for gate in gates]
    for gate in gates:
        for _ in range(100):
            assert not gate.wait(0) and not Python.wait(gates[1], 0)
    released(calls.Gate.wait)
    assert [method.__release_gil__ for method in bound] == [True] * 3
    assert Python.wait.__release_gil__ is True and Further.wait.__release_gil__ is True
    assert opened_by_another_thread(calls, lambda gate, time: gate.wait(time))
    for kind in (Python, Further):
        gate = kind()
        other = threading.Thread(target=gate.open)
        other.start()
        assert gate.wait(PATIENCE)
        other.join()


def test_set_on_a_copy_and_seen_on_the_original(calls):
    class Python(calls.Gate):
        pass

    Python().wait(0)
    Python.wait.__release_gil__ = True
    try:
        assert calls.Gate.wait.__release_gil__ is True and calls.Gate().wait.__release_gil__ is True
    finally:
        calls.Gate.wait.__release_gil__ = False
    assert Python.wait.__release_gil__ is False


def test_other_policies_set_before_and_after_calls(calls):
    class Python(calls.Gizmo):
        pass

    objects = [calls.Widget(1), calls.Gizmo(2), Python(3)]
    before = calls.Widget.alive()
    for made in [each.made(5) for each in objects for _ in range(50)]:
        assert not made.__python_owns__
        made.__python_owns__ = True
    del made
    assert calls.Widget.alive() == before
    calls.Widget.made.__creates__ = True
    try:
        for each in objects:
            assert each.made.__creates__ and type(each).made.__creates__
            for _ in range(50):
                assert each.made(5).__python_owns__
        assert calls.Widget.alive() == before
    finally:
        calls.Widget.made.__creates__ = False
    for each in objects:
        made = each.made(5)
        assert not made.__python_owns__
        made.__python_owns__ = True


def test_lifelines_set_after_calls(calls):
    calls.Widget().self()
    calls.Widget.made.__set_lifeline__ = True
    try:
        for kind in (calls.Widget, calls.Gizmo):
            assert kind.made.__set_lifeline__ is True
            before = calls.Widget.alive()
            made = kind(1).made(2)
            # The object that made it lives as long as what it made.
            assert calls.Widget.alive() == before + 2
            made.__python_owns__ = True
            del made
            assert calls.Widget.alive() == before
    finally:
        calls.Widget.made.__set_lifeline__ = False


def test_memory_policies_are_seen_everywhere(calls):
    calls.Gizmo(1).value_or(calls.Widget(2), 3)
    calls.Widget.value_or.__mempolicy__ = 1
    try:
        assert calls.Gizmo.value_or.__mempolicy__ == calls.Gizmo().value_or.__mempolicy__ == 1
    finally:
        calls.Widget.value_or.__mempolicy__ = 0
    assert calls.Gizmo.value_or.__mempolicy__ == 0


def test_added_overloads(calls):
    class Python(calls.Gizmo):
        pass

    def of_lists(self, numbers):
        return len(numbers)

    objects = [calls.Widget(), calls.Gizmo(), Python()]
    for each in objects:
        for _ in range(50):
            assert each.halved(4) == 2.0
        with pytest.raises(TypeError):
            each.halved([1, 2, 3])
    calls.Widget.halved.__add_overload__(of_lists)
    for each in objects:
        for _ in range(50):
            assert each.halved(4) == 2.0 and each.halved([1, 2, 3]) == 3
        assert type(each).halved(each, [1]) == 1
        bound = each.halved
        assert bound([1, 2]) == 2


def test_set_gil_policy(calls):
    """The pythonizor runs once for each class that is made after it was added."""
    seen = []
    release = py.set_gil_policy(".*Gate", "wait.*", True)

    def pythonizor(cls, name):
        seen.append(name)
        release(cls, name)

    pythonizor(calls.Gate, "calls::Gate")
    try:
        assert calls.Gate.wait.__release_gil__ is True and calls.Gate.wait_at.__release_gil__ is True
        assert calls.Gate.open.__release_gil__ is False
        assert opened_by_another_thread(calls, lambda gate, time: gate.wait(time))
        py.set_gil_policy("Another", "wait.*", False)(calls.Gate, "calls::Gate")
        assert calls.Gate.wait.__release_gil__ is True
    finally:
        py.set_gil_policy(".*Gate", "wait.*", release_gil=False)(calls.Gate, "calls::Gate")
    assert calls.Gate.wait.__release_gil__ is False
