"""Signals that C++ dies of become exceptions where a program asks for that, and nowhere else."""

import os
import signal

import pytest

import dictionaries

# A sanitizer would be the first to handle what these programs want to see: here it leaves the signals to them.
UNHANDLED = "".join(f":handle_{name}=0" for name in ("segv", "sigbus", "abort", "sigill", "sigfpe"))
ENVIRONMENT = {**os.environ, "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + UNHANDLED}

# What goes wrong in C++ may leave anything behind: each program has a process of its own.
PRELUDE = f"""
import math, threading
import cppyy_rs
from cppyy_rs import ll
cppyy_rs.load_lib({str(dictionaries.path("signals"))!r})
s = cppyy_rs.gbl.signals

def raised(function, *arguments, **keywords):
    try:
        function(*arguments, **keywords)
    except ll.FatalError as error:
        return type(error)
"""


def run(program):
    done = dictionaries.python(PRELUDE + program, env=ENVIRONMENT)
    return done.returncode, done.stdout.strip(), done.stderr


def said(program):
    code, out, errors = run(program)
    assert code == 0, errors
    return out


def test_the_exceptions_are_a_family():
    from cppyy_rs import ll

    for each in (ll.BusError, ll.SegmentationViolation, ll.IllegalInstruction, ll.AbortSignal):
        assert issubclass(each, ll.FatalError) and issubclass(each, Exception)


def test_each_signal_is_its_exception():
    assert not said(
        """
with ll.signals_as_exception():
    for _ in range(3):
        assert raised(s.read_null) is ll.SegmentationViolation
        assert raised(s.write_at, 8) is ll.SegmentationViolation
        assert raised(s.call_null) is ll.SegmentationViolation
        assert raised(s.abort_now) is ll.AbortSignal
        assert raised(s.illegal) is ll.IllegalInstruction
        assert raised(s.bus_error) is ll.BusError
"""
    )


def test_the_message_is_cppyy_s():
    assert said(
        """
try:
    ll.set_signals_as_exception(True)
    s.read_null()
except ll.SegmentationViolation as error:
    print(error)
"""
    ) == "segfault in C++; program state was reset"


@pytest.mark.parametrize(
    "call, number", [("s.read_null()", signal.SIGSEGV), ("s.abort_now()", signal.SIGABRT), ("s.illegal()", signal.SIGILL)]
)
@pytest.mark.parametrize(
    "before",
    [
        "",
        "ll.set_signals_as_exception(True); ll.set_signals_as_exception(False); ",
        "context = ll.signals_as_exception(); context.__enter__(); raised(s.read_null); context.__exit__(None, None, None); ",
        "s.call_null.__sig2exc__ = True; raised(s.call_null); ",
        "s.read_null.__sig2exc__ = s.abort_now.__sig2exc__ = s.illegal.__sig2exc__ = True; "
        "s.read_null.__sig2exc__ = s.abort_now.__sig2exc__ = s.illegal.__sig2exc__ = False; ",
    ],
)
def test_what_is_not_asked_for_ends_the_process(before, call, number):
    code, _, _ = run(before + call)
    assert code == -number


def test_single_functions():
    assert not said(
        """
assert s.read_null.__sig2exc__ is False
s.read_null.__sig2exc__ = True
assert s.read_null.__sig2exc__ is True
assert raised(s.read_null) is ll.SegmentationViolation
s.Object.method.__sig2exc__ = True
one = s.Object()
assert one.method(False) == 7
assert raised(one.method, True) is ll.SegmentationViolation
assert raised(one.method, fail=True) is ll.SegmentationViolation
assert one.method(False) == 7
"""
    )


def test_calls_of_all_kinds_go_on_as_before():
    assert not said(
        """
before = False
for guarded in (False, True, False, True):
    assert ll.set_signals_as_exception(guarded) is before
    before = guarded
    arguments = (1, 2.5, 3, 4.5, 5, 6, 7, 8, 9)
    assert s.mixed(*arguments, False) == 46
    assert s.text("ab", False) == "abab"
    assert s.sum([1, 2, 3], fail=False) == 6
    assert s.Object().number == 7
    try:
        s.throws()
    except cppyy_rs.gbl.std.runtime_error as error:
        assert error.what().endswith("thrown")
    if guarded:
        assert raised(s.mixed, *arguments, True) is ll.SegmentationViolation
        assert raised(s.text, "ab", True) is ll.SegmentationViolation
        assert raised(s.sum, [1, 2, 3], fail=True) is ll.SegmentationViolation
        assert raised(s.Object, True) is ll.SegmentationViolation
"""
    )


def test_what_lies_between_is_skipped():
    assert said(
        """
with ll.signals_as_exception():
    raised(s.with_local)
print(s.Local.alive)
"""
    ) == "1"


def test_the_end_of_the_stack():
    assert not said(
        """
s.recurse.__sig2exc__ = True
for _ in range(2):
    assert raised(s.recurse, 0) is ll.SegmentationViolation
found = []
threads = [threading.Thread(target=lambda: found.append(raised(s.recurse, 0))) for _ in range(3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
assert found == [ll.SegmentationViolation] * 3
"""
    )


def test_the_machine_is_as_before():
    """Rounding, the x87 stack and the direction of string instructions are the caller's."""
    assert not said(
        """
import ctypes
third = 1 / 3
with ll.signals_as_exception():
    for _ in range(3):
        assert raised(s.with_other_modes) is ll.SegmentationViolation
    assert 1 / 3 == third and math.nextafter(1, 2) > 1 and 0.1 + 0.2 == 0.30000000000000004
    assert bytes(bytearray(100_000)) == b"\\0" * 100_000
    assert cppyy_rs.gbl.signals.mixed(1, 2, 3, 4, 5, 6, 7, 8, 9, False) == 45
    assert ctypes.c_longdouble(1.5).value == 1.5
"""
    )


def test_without_the_lock_and_in_threads():
    assert not said(
        """
s.read_null.__release_gil__ = s.read_null.__sig2exc__ = True
found = []

def work():
    found.extend(raised(s.read_null) for _ in range(200))

threads = [threading.Thread(target=work) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
assert found == [ll.SegmentationViolation] * 1600
"""
    )


@pytest.mark.parametrize("through", ["s.through(lambda: {}, {})", "s.through_pointer(lambda number: {}, {})"])
def test_callbacks(through):
    """C++ that has called Python is guarded again afterwards; what Python calls has a guard of its own."""
    program = f"""
with ll.signals_as_exception():
    assert {through.format("5", False)} == 5
    assert raised(lambda: {through.format("5", True)}) is ll.SegmentationViolation
    inner = []
    assert {through.format("inner.append(raised(s.read_null)) or 1", False)} == 1
    assert inner == [ll.SegmentationViolation]
    assert raised(lambda: {through.format("s.read_null()", False)}) is ll.SegmentationViolation
    assert raised(lambda: {through.format("inner.append(raised(s.abort_now)) or 1", True)}) is ll.SegmentationViolation
    assert inner[1] is ll.AbortSignal
"""
    assert not said(program)


@pytest.mark.parametrize("function, through", [("through", "lambda: s.read_null()"), ("through_pointer", "lambda number: s.read_null()")])
def test_no_signal_goes_past_python(function, through):
    """The outer call is guarded, the inner one is not: between the two are frames of Python."""
    code, _, _ = run(f"s.{function}.__sig2exc__ = True; s.{function}({through}, False)")
    assert code == -signal.SIGSEGV


def test_handlers_of_others_get_what_is_not_ours():
    program = """
import faulthandler
faulthandler.enable()
s.read_null.__sig2exc__ = True
assert raised(s.read_null) is ll.SegmentationViolation
s.call_null()
"""
    code, _, errors = run(program)
    assert code == -signal.SIGSEGV and "Fatal Python error: Segmentation fault" in errors


def test_a_handler_that_was_replaced_is_installed_again():
    assert not said(
        """
import faulthandler
ll.set_signals_as_exception(True)
faulthandler.enable()
ll.set_signals_as_exception(True)
assert raised(s.read_null) is ll.SegmentationViolation
"""
    )


def test_signals_of_other_processes_are_not_of_the_call():
    code, _, _ = run(
        """
import os, subprocess, sys
s.through.__sig2exc__ = True
kill = f"import os, signal; os.kill({os.getpid()}, signal.SIGSEGV)"
ll.set_signals_as_exception(True)
subprocess.run([sys.executable, "-c", kill])
"""
    )
    assert code == -signal.SIGSEGV
