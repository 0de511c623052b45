"""Parameters that take rvalues."""

import gc

import pytest

import cppyy_rs


@pytest.fixture(scope="module")
def moved(dictionary):
    dictionary("moved")
    return cppyy_rs.gbl.moved


@pytest.fixture
def move():
    return cppyy_rs.gbl.std.move


def test_objects_of_other_classes_convert(moved, move):
    source = moved.Source(1)
    assert moved.take(source) == 101 and source.value == 1
    taken = moved.take(moved.Source(2))
    assert taken % 100 == 2  # Copied or moved: nobody can tell.
    assert moved.take(move(source)) == 201 and source.value == 0
    assert moved.take(moved.Target(source)) == 100
    del source
    gc.collect()
    assert moved.Source.alive == moved.Target.alive == 0


def test_what_cannot_be_copied_has_to_be_moved(moved, move):
    only = moved.Only(3)
    with pytest.raises(ValueError, match="object is not an rvalue"):
        moved.take_only(only)
    assert moved.take_only(move(only)) == 3
    # Not within an assertion, which pytest rewrites so that it keeps what is passed.
    taken = moved.take_only(moved.Only(4))
    assert taken == 4


def test_what_is_no_such_object_is_a_wrong_type(moved):
    for wrong in (None, "text", 1.5, moved.Source(1)):
        with pytest.raises(TypeError, match="a moved::Only object is expected"):
            moved.take_only(wrong)


def test_named_specialisations_say_what_functions_say(moved, move):
    only = moved.Only(5)
    assert moved.take_any[int](move(only), 1) == 5
    with pytest.raises(ValueError, match="object is not an rvalue"):
        moved.take_any[int](only, 1)
    # A call from which C++ would have to deduce one has no function at all.
    with pytest.raises(TypeError, match="Template method resolution failed"):
        moved.take_any(only, 1)
