"""Overload sets are CPython's own function objects, which alone the interpreter calls without a detour."""

import copy
import doctest
import gc
import inspect
import os
import pickle
import pydoc
import re
import subprocess
import sys
import types
import unittest.mock

import pytest

import cppyy_rs
import dictionaries

ATTRIBUTES = (
    "__overload__",
    "__add_overload__",
    "__creates__",
    "__release_gil__",
    "__set_lifeline__",
    "__mempolicy__",
    "__sig2exc__",
    "__cpp_name__",
)
FOREIGN = (str.upper, len, [].append, dict.fromkeys, list.__len__)


def taken(*fallbacks):
    """Whether this process runs with one of these fallbacks."""
    return not set(fallbacks).isdisjoint(os.environ.get("CPPYY_RS_FALLBACK", "").split(","))


@pytest.fixture(scope="module")
def calls(dictionary):
    dictionary("calls")
    return cppyy_rs.gbl.calls


def test_types(calls):
    assert type(calls.Widget.twice) is types.MethodDescriptorType
    assert type(calls.Widget().twice) is type(calls.Widget.product) is type(calls.apply) is types.BuiltinFunctionType


def test_copies_in_derived_classes(calls):
    """What an exact match of the object's class takes."""

    class Python(calls.Gizmo):
        pass

    for class_ in (calls.Widget, calls.Gizmo, Python):
        assert [class_().twice(2) for _ in range(50)] == [4] * 50
        assert class_.twice.__objclass__ is class_
        assert class_.twice.__creates__ is False
    assert isinstance(Python.twice, cppyy_rs.types.Method)


def test_attributes_of_other_peoples_functions():
    for function in FOREIGN:
        for name in ATTRIBUTES:
            assert not hasattr(function, name)
            with pytest.raises(AttributeError, match=f"'{type(function).__name__}' object has no attribute '{name}'"):
                getattr(function, name)
            with pytest.raises(AttributeError):
                setattr(function, name, True)
        with pytest.raises(AttributeError, match="not writable|read-only"):
            function.__doc__ = "mine"
        assert function.__doc__ and "mine" not in function.__doc__


def test_tools_on_other_peoples_functions():
    for function in FOREIGN:
        inspect.getmembers(function), inspect.getdoc(function), inspect.getmodule(function)
        assert pickle.loads(pickle.dumps(function)) or True
        copy.copy(function), copy.deepcopy(function)
        pydoc.render_doc(function)
        unittest.mock.create_autospec(function)
    pydoc.render_doc(types.MethodDescriptorType)
    doctest.DocTestFinder().find(dict)
    unittest.mock.create_autospec(dict, instance=True)


def test_tools_on_ours(calls):
    assert "int calls::Widget::twice(int number) const" in pydoc.render_doc(calls.Widget.twice)
    assert "twice" in pydoc.render_doc(calls.Widget)
    assert unittest.mock.create_autospec(calls.Widget, instance=True).twice
    assert copy.copy(calls.Widget.twice) is calls.Widget.twice
    assert inspect.ismethoddescriptor(calls.Widget.twice) and inspect.isbuiltin(calls.Widget().twice)
    assert dict(inspect.getmembers(calls.Widget))["twice"] is calls.Widget.twice


def test_descriptors_of_a_class_are_what_cpython_makes(calls):
    """They are made without CPython's constructor, and the collector does not know them."""
    made, theirs = calls.Widget.twice, str.upper
    assert sys.getsizeof(made) == sys.getsizeof(theirs)
    assert made.__objclass__ is calls.Widget and made.__name__ == "twice" and made.__qualname__ == "Widget.twice"
    assert repr(made).startswith("<method 'twice' of ")
    assert gc.get_referents(made) == [calls.Widget] and gc.is_tracked(theirs)
    assert gc.is_tracked(made) == taken("descriptors", "entries", "all")
    assert not any(each is made for each in gc.get_objects()) or gc.is_tracked(made)


def test_names_are_found_however_they_are_spelled(calls):
    """Keys of a class's dict are no interned strings."""
    names = [name for name, value in vars(calls.Widget).items() if callable(value) and not name.startswith("_")]
    assert "twice" in names and all(type(name) is str for name in names)
    for name in names:
        pieces = "".join(list(name))
        assert getattr(calls.Widget, name) is getattr(calls.Widget, pieces) is getattr(calls.Widget, sys.intern(pieces))


MEMBERS_GO = """
import gc, sys, weakref, cppyy_rs
cppyy_rs.load_lib(sys.argv[1])
Widget = cppyy_rs.gbl.calls.Widget

class Kept:
    pass

# What Python puts into a class is the collector's again once it is gone from there.
kept = Kept()
kept.itself, alive = kept, weakref.ref(kept)
Widget.kept = kept
copied = dict(vars(Widget))
del kept, copied
gc.collect()
assert alive() is not None and Widget.kept is alive()
del Widget.kept
gc.collect()
assert alive() is None

# A descriptor may go from its class, be kept by others, and come back.
widget, twice = Widget(), Widget.twice
count = sys.getrefcount(twice)
for _ in range(3):
    del Widget.twice
    gc.collect()
    assert not hasattr(widget, "twice") and twice(widget, 2) == 4
    Widget.twice = twice
    gc.collect()
    assert widget.twice(2) == 4 and sys.getrefcount(twice) == count
for name in [name for name, value in vars(Widget).items() if type(value) is type(twice)]:
    delattr(Widget, name)
del twice
gc.collect()
print("gone")
"""


@pytest.mark.parametrize("allocator", ["default", "debug"])
@pytest.mark.parametrize("fallback", ["", "descriptors"], ids=["ours", "CPython's"])
def test_members_go(allocator, fallback):
    """Descriptors that are never freed, in a dict that the collector does not look into."""
    environment = {**os.environ, "PYTHONMALLOC": allocator, "CPPYY_RS_FALLBACK": fallback}
    command = [sys.executable, "-c", MEMBERS_GO, str(dictionaries.path("calls"))]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.stdout.split() == ["gone"], done.stderr


def test_names_end_where_they_end(calls):
    """What follows a name in the dictionary is no part of it."""
    strings, tried = dictionaries.path("calls").read_bytes(), 0
    for name in ("Widget", "twice", "apply"):
        for found in re.finditer(rb"\0" + name.encode() + rb"\0([\x20-\x7e]+)\0", strings):
            longer, tried = f"{name}\0{found[1].decode()}", tried + 1
            assert not hasattr(calls, longer) and not hasattr(calls.Widget, longer)
            assert not hasattr(cppyy_rs.gbl, f"calls::{longer}")
    assert tried


def test_documentation_can_be_assigned(calls):
    before = calls.Widget.sum.__doc__
    calls.Widget.sum.__doc__ = "mine"
    try:
        assert calls.Widget.sum.__doc__ == calls.Gizmo.sum.__doc__ == calls.Widget().sum.__doc__ == "mine"
    finally:
        calls.Widget.sum.__doc__ = before
    assert calls.Widget.sum.__doc__ == before


if sys.version_info >= (3, 11):

    def test_the_opcodes_that_are_reached(calls):
        import dis

        class Python(calls.Gizmo):
            pass

        def loop(o):
            for _ in range(500):
                o.nothing()
                o.twice(1)
                o.five(1, 2, 3, 4, 5)

        for class_ in (calls.Widget, calls.Gizmo, Python):
            loop(class_())
            reached = {each.opname for each in dis.get_instructions(loop, adaptive=True)}
            for kind in ("NOARGS", "O", "FAST"):
                assert any(name.endswith(f"METHOD_DESCRIPTOR_{kind}") for name in reached), (class_, reached)

    def test_construction_reaches_its_opcode(calls):
        import dis

        def loop(T):
            for _ in range(500):
                T(1)

        loop(calls.Widget)
        assert any("BUILTIN_CLASS" in each.opname for each in dis.get_instructions(loop, adaptive=True))


if sys.version_info >= (3, 10):

    def test_an_objects_class_stays(calls):
        widget = calls.Widget()
        for other in (calls.Gadget, calls.Right, type("Plain", (), {}), int):
            with pytest.raises(TypeError):
                widget.__class__ = other


@pytest.mark.parametrize(
    "fallback, exact",
    [
        ("", True),
        ("static", True),
        ("pages", True),
        ("shapes", True),
        ("layout", True),
        ("descriptors", True),
        ("entries", False),
        ("all", False),
    ],
)
def test_a_fallback_is_really_taken(fallback, exact):
    program = """
import sys, types, cppyy_rs
cppyy_rs.load_lib(sys.argv[1])
print(type(cppyy_rs.gbl.calls.Widget.twice) is types.MethodDescriptorType, cppyy_rs.gbl.calls.Widget().twice(number=2))
"""
    command = [sys.executable, "-c", program, str(dictionaries.path("calls"))]
    done = subprocess.run(command, env={**os.environ, "CPPYY_RS_FALLBACK": fallback}, capture_output=True, text=True)
    assert done.stdout.split() == [str(exact), "4"], done.stderr


SUB_INTERPRETER = """
import sys
import cppyy_rs
assert cppyy_rs.gbl is not None
if sys.version_info >= (3, 13):
    import _interpreters as interpreters
    create, run = lambda: interpreters.create("legacy"), interpreters.exec
else:
    import _xxsubinterpreters as interpreters
    create, run = (lambda: interpreters.create(isolated=False)), interpreters.run_string
path = repr(sys.path)
failed = run(create(), f'''
import sys
sys.path[:] = {path}
try:
    import cppyy_rs
    cppyy_rs.gbl
except ImportError as error:
    print("ImportError:", error, flush=True)
else:
    print("imported", flush=True)
assert not hasattr(len, "__creates__") and not hasattr(str.upper, "__release_gil__")
assert "text".upper() == "TEXT" and str.upper.__doc__ and [].append.__name__ == "append"
''')
print("failed:", failed)
import gc; gc.collect()
cppyy_rs.load_lib(sys.argv[1])
print(cppyy_rs.gbl.calls.Widget(1).twice(2))
"""


def test_sub_interpreters_are_refused_clearly():
    program = SUB_INTERPRETER
    if sys.version_info < (3, 10):
        program = program.replace("interpreters.create(isolated=False)", "interpreters.create()")
    done = dictionaries.python(program, dictionaries.path("calls"))
    assert done.returncode == 0, done.stdout + done.stderr
    lines = done.stdout.splitlines()
    assert lines[0].startswith("ImportError:") and "interpreter" in lines[0], lines
    assert lines[1:] == ["failed: None", "4"], lines
