"""`f.__returns_out__ = True`: out-parameters that are not passed are made for the call, and returned."""

import ctypes
import gc

import pytest

import cppyy_rs


@pytest.fixture(scope="module")
def outs(dictionary):
    dictionary("outs")
    return cppyy_rs.gbl.outs


@pytest.fixture
def returning():
    """Has a function return its outs for one test."""
    changed = []

    def returning(function):
        function.__returns_out__ = True
        changed.append(function)
        return function

    yield returning
    for function in changed:
        function.__returns_out__ = function.__creates__ = False


def test_behind_the_result(outs, returning):
    divide = returning(outs.divide)
    for _ in range(3):
        assert divide(7, 2) == divide(7, divisor=2) == divide(divisor=2, dividend=7) == (3, 1)


def test_of_void_functions_alone(outs, returning):
    assert returning(outs.split)(2.5) == (2.0, 0.5)
    assert returning(outs.texts)() == ("héllo", "more")
    assert returning(outs.word)() == "word"
    assert returning(outs.address)() == cppyy_rs.nullptr


def test_of_every_builtin_kind(outs, returning):
    assert returning(outs.mood)() == (outs.Mood.calm, outs.Mood.wild, True, 1.5)


def test_methods_and_static_functions(outs, returning):
    element = outs.Element()
    element.number = 3
    returning(outs.Element.query)
    assert element.query("abc") == (97, 3.5) and outs.Element.query(element, "abc") == (97, 3.5)
    assert element.query.__returns_out__ is True
    assert returning(outs.Element.both)() == (1, 2)


def test_objects(outs, returning):
    before = outs.Store.alive()
    opened = returning(outs.open)
    for name, kind in (("fast", "Fast"), ("slow", "Store")):
        done, store = opened(name)
        assert done is True and store.kind() == kind and type(store).__name__ == kind
        assert not store.__python_owns__
        store.__python_owns__ = True
    done, store = opened("")
    assert done is False and not store
    opened.__creates__ = True
    assert opened("fast")[1].__python_owns__
    del store
    gc.collect()
    assert outs.Store.alive() == before


def test_what_lies_in_the_object_keeps_it(outs, returning):
    before = outs.Store.alive()
    returning(outs.Element.own)
    store = outs.Element().own()
    gc.collect()
    assert store.number == 9 and outs.Store.alive() == before + 1
    del store
    gc.collect()
    assert outs.Store.alive() == before


def test_outs_that_are_passed_are_not_returned(outs, returning):
    divide, rest = returning(outs.divide), ctypes.c_int()
    assert (divide(7, 2, rest), rest.value) == (3, 1)
    assert (divide(7, 4, rest=rest), rest.value) == (1, 3)
    assert (returning(outs.optional)(4), outs.optional(4, cppyy_rs.nullptr)) == ((True, 4), False)


def test_defaults_behind_outs(outs, returning):
    defaulted, out = returning(outs.defaulted), ctypes.c_int()
    assert (defaulted(2), defaulted(2, 3), defaulted(2, b=4)) == ((20, 12), (6, 5), (8, 6))
    assert (defaulted(2, out, 5), out.value) == (10, 7)


def test_overloads_count_the_shorter_lists(outs, returning):
    overloaded = returning(outs.overloaded)
    assert overloaded(3) == ("int", 3) and overloaded("abc") == ("text", 3, 2)
    with pytest.raises(TypeError) as refused:
        overloaded(1.5, 1, 2)
    text = str(refused.value)
    assert "takes at most 1 argument (3 given); returned where not passed: out" in text
    assert "returned where not passed: one, two" in text


def test_errors_name_the_outs(outs, returning):
    with pytest.raises(TypeError, match=r"argument 1 .*; returned where not passed: rest"):
        returning(outs.divide)("x", 2)
    with pytest.raises(cppyy_rs.CppException, match="3"):
        returning(outs.fails)()


def test_buffers_of_characters_are_no_outs(outs, returning):
    with pytest.raises(TypeError):
        returning(outs.filled)(3)
    buffer = ctypes.create_string_buffer(3)
    assert outs.filled(buffer, 3) == 3 and buffer.value == b"x"


def test_only_where_it_is_asked_for(outs, returning):
    with pytest.raises(TypeError, match="at least 3 arguments"):
        outs.divide(7, 2)
    divide = returning(outs.divide)
    assert divide.__returns_out__ is True and divide(7, 2) == (3, 1)
    divide.__returns_out__ = False
    with pytest.raises(TypeError, match="at least 3 arguments"):
        divide(7, 2)


def test_documentation_tells(outs, returning):
    assert "returned" not in outs.split.__doc__
    assert "returned where not passed: whole, part" in returning(outs.split).__doc__
