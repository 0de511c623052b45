"""Large specialisations at run time: members are made when they are called, classes when they are met."""

import gc
import pathlib

import pytest

import cppyy_rs

HEADER = pathlib.Path(__file__).parents[2] / "testlibs" / "expressions" / "expressions.hpp"


@pytest.fixture(scope="module")
def expressions():
    cppyy_rs.include(str(HEADER))
    return cppyy_rs.gbl.expressions


def test_members_are_listed_before_they_are_made(expressions):
    names = dir(expressions.Doubles)
    assert {"a0", "l9", "sum", "twice", "kind", "scaled"} <= set(names)
    assert "scaled(double factor, int times)" in expressions.Doubles.scaled.__doc__


def test_members_are_made_when_they_are_called(expressions):
    doubles = expressions.Doubles(1.5, 2.0, 3.0)
    assert doubles.sum() == 6.5
    assert doubles.b7() == 7
    assert doubles.scaled(2.0) == 3.0
    assert doubles.scaled(2.0, 2) == 6.0
    assert expressions.Doubles.kind() == "operand"


def test_what_was_made_serves_other_numbers_too(expressions, request):
    doubles = expressions.Doubles(1.5, 2.0, 3.0)
    assert doubles.scaled(2.0) == 3.0
    request.getfixturevalue("without_compiler")
    assert doubles.scaled(4.0) == 6.0
    assert doubles.scaled(3) == 4.5
    assert expressions.Doubles(doubles).scaled(True) == 1.5


def test_elements_are_assigned(expressions):
    doubles = expressions.Doubles()
    doubles[0] = 4
    assert doubles(0) == doubles[0] == 4
    with pytest.raises(IndexError):
        doubles(3)


def test_a_member_that_does_not_compile_harms_no_other(expressions):
    doubles = expressions.Doubles(1, 2, 3)
    with pytest.raises(TypeError, match="front"):
        doubles.first_letter()
    with pytest.raises(TypeError, match="first_letter"):
        doubles.first_letter()
    assert doubles.c3() == 3


def test_wrong_arguments_are_refused(expressions):
    doubles = expressions.Doubles(1, 2, 3)
    with pytest.raises(TypeError, match="sum"):
        doubles.sum(1)
    with pytest.raises(TypeError):
        doubles.scaled("twice")


def test_every_name_of_the_header_is_there(expressions):
    for name, value in [("Doubles", 1.5), ("Floats", 1.5), ("Integers", 1), ("Longs", 2**40)]:
        assert getattr(expressions, name)(value, value, value).sum() == 3 * value
    assert expressions.Longs is expressions.Operand["long"]


def test_results_bring_their_classes(expressions):
    integers = expressions.Integers(1, 2, 3)
    assert expressions.narrow(integers).sum() == 6
    assert expressions.hold(integers).value(1) == 2


def test_an_expression_keeps_its_operands(expressions):
    gc.collect()
    before = expressions.live
    twice = expressions.Doubles(1, 2, 3).twice()
    assert expressions.live == before + 1
    negated = twice.negated()
    del twice
    gc.collect()
    assert expressions.live == before + 1
    assert [negated.value(index) for index in range(3)] == [-2, -4, -6]
    del negated
    gc.collect()
    assert expressions.live == before


def test_nothing_stays_behind(expressions):
    gc.collect()
    before = expressions.live
    for _ in range(1000):
        assert expressions.Doubles(1, 2, 3).twice().value(2) == 6
    gc.collect()
    assert expressions.live == before
