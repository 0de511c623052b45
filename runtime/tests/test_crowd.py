"""Threads of C++ call overrides while Python allocates, subclasses, raises and collects."""

import gc
import itertools
import os
import time

import pytest

import cppyy_rs

# How long it lasts, in s: `make test-asan` has a minute of it.
SECONDS = float(os.environ.get("CPPYY_RS_CROWD", "2"))
THREADS = 8
PLACES = 16


@pytest.fixture(scope="module")
def crowd(dictionary):
    dictionary("crowd")
    return cppyy_rs.gbl.crowd


def number(self, value):
    self.seen = [value, self]
    return value + 1


def text(self, value):
    return value[:10] + value[10:]


def look(self, item):
    self.items = [item.number] * 10
    return item.number


def raising(self, *arguments):
    raise ValueError("raised in an override")


def subclass(crowd, kind):
    """A class of one of several kinds, each time another."""
    make = {"make": lambda self: crowd.Item()}
    bodies = [
        {"number": number, "text": text, "look": look, **make},
        {"number": raising},
        {"make": raising, "look": look},
        {},
        {"number": number, "quiet": lambda self: gc.collect(0)},
    ]
    base = type("Between", (crowd.Worker,), {"text": text}) if kind % 3 == 0 else crowd.Worker
    return type("Own", (base,), bodies[kind % len(bodies)])


def ask(worker):
    """Python calls as well."""
    try:
        assert not worker or worker.number(3) in (3, 4)
    except ValueError as error:
        assert str(error) == "raised in an override"


def test_overrides_while_python_does_what_it_likes(crowd):
    before = crowd.made() - crowd.ended()
    calls = crowd.Crowd(THREADS, PLACES)
    calls.stop.__release_gil__ = True
    calls.put.__release_gil__ = True
    end = time.monotonic() + SECONDS
    for turn in itertools.count():
        own = subclass(crowd, turn)
        worker = own()
        worker.cycle = [worker]
        calls.put(turn % PLACES, worker)
        if turn % 4 == 0:
            # Threads may be calling it.
            own.number = number
            own.text = text
        if turn % 8 == 0:
            ask(calls.at(turn // 8 % PLACES))
        if turn % 16 == 0:
            gc.collect()
        if time.monotonic() > end and calls.raised() and calls.calls() > 100 * THREADS:
            break
    calls.stop()
    assert calls.wrong() == 0
    assert calls.raised() > 0
    del calls, worker, own
    gc.collect()
    assert crowd.made() - crowd.ended() == before
