"""Closures of C++: variables that hold them and functions that return them."""

import gc

import pytest

import cppyy_rs


@pytest.fixture(scope="module")
def closures(dictionary):
    dictionary("closures")
    return cppyy_rs.gbl.closures


def test_variables_are_called(closures):
    assert closures.add and closures.add(1) == 3 and closures.add(1, b=4) == 5
    assert closures.twice(2.5) == 5
    assert [closures.count(), closures.count()] == [1, 2]
    assert closures.Holder.length([1, 2, 3]) == 3
    with pytest.raises(TypeError):
        closures.add("one")


def test_results_are_called(closures):
    add = closures.adder(40)
    assert add and add(2) == 42
    assert closures.adder(0.5)(1) == 1.5
    assert closures.Holder.seven()() == 7
    assert type(add).__name__ == "(lambda adder(int))"
    assert type(add) is type(closures.adder(1)) and type(add) is not type(closures.adder(1.0))


def test_they_are_copied_and_never_made_of_nothing(closures):
    count = type(closures.count)(closures.count)
    first = count()
    assert count() == first + 1
    with pytest.raises(TypeError):
        type(closures.count)()


def test_they_end_what_they_hold(closures):
    counted = closures.Counted()
    keep = closures.keeper(counted)
    assert keep() == 1 and closures.Counted.alive == 2
    del keep, counted
    gc.collect()
    assert closures.Counted.alive == 0


def test_what_no_code_outside_can_name(closures):
    assert closures.Holder().own == 9
    with pytest.raises(AttributeError, match="cannot name its type"):
        closures.Holder().method()
    assert not hasattr(closures.Holder, "hidden") and not hasattr(closures.Holder, "secret")
    assert not callable(closures.generic)


def test_at_run_time(closures):
    cppyy_rs.cppdef("namespace closures { auto later = [](int value) { return value - 1; }; auto maker() { return later; } }")
    assert closures.later(5) == 4 and closures.maker()(8) == 7
    assert closures.constant(6)() == 6
    assert closures.constant("text")() == "text"
