"""Objects that look at what they were made of: temporaries of converting constructors, and views of Python's texts."""

import gc

import numpy
import pytest

import cppyy_rs


@pytest.fixture(scope="module")
def views(dictionary):
    dictionary("views")
    return cppyy_rs.gbl.views


def text(number):
    """A text of its own, which is gone when nobody has it."""
    return "".join([f"text {number}, and more than a std::string has room for; "] * 2)


def reused():
    """Has the memory of what is gone used again."""
    gc.collect()
    return [text(number) + "x" for number in range(500)]


def test_one_temporary_an_argument_for_the_whole_call(views):
    for one in (text(1), text(1).encode(), cppyy_rs.gbl.std.string(text(1)), views.Slice(text(1))):
        assert views.joined(one, text(2), text(3)) == f"{text(1)}|{text(2)}|{text(3)}"
    assert views.joined(b"a\0b", "", "c") == "a\0b||c"
    assert views.joined_pieces(text(1), text(2).encode()) == f"{text(1)}|{text(2)}"


def test_a_number_lives_as_long_as_what_was_made_of_it(views):
    assert list(views.sums(4.5, 2)) == [4.5, 2.0]
    arrays = [views.InputArray(number + 0.5) for number in range(1000)]
    assert [array.sum() for array in arrays] == [number + 0.5 for number in range(1000)]
    with pytest.raises(TypeError):
        views.InputArray("4.5")


def test_lists_and_arrays_become_what_a_constructor_takes(views):
    for one in ([1.0, 2.0], (1, 2), numpy.array([1.0, 2.0]), cppyy_rs.gbl.std.vector["double"]([1.0, 2.0])):
        assert list(views.sums(one, views.Matrix(4))) == [3.0, 4.0]
        assert list(views.sums(views.Matrix(2), one)) == [2.0, 3.0]
    assert views.count(["a", "b"], ("c",)) == 21
    with pytest.raises(TypeError):
        views.sums("text", 1.0)
    with pytest.raises(TypeError):
        views.sums([1.0, "x"], 1.0)
    with pytest.raises(TypeError):
        views.sums({"a": 1}, 1.0)


@pytest.mark.parametrize(
    "make",
    [
        lambda lib: lib.Slice(text(0)),
        lambda lib: lib.Slice(text(0).encode()),
        lambda lib: lib.Slice(lib.Slice(text(0))),
        lambda lib: lib.Piece(text(0)),
        lambda lib: lib.Kept(text(0)),
        lambda lib: lib.same(text(0)),
        lambda lib: lib.same(lib.Slice(text(0))),
        lambda lib: lib.same(lib.same(text(0))),
        lambda lib: lib.piece(text(0)),
        lambda lib: lib.piece(text=text(0).encode()),
    ],
)
def test_views_keep_their_text(views, make):
    view = make(views)
    reused()
    assert view.text() == text(0)


def test_a_view_of_a_constant_is_one(views):
    slice = views.Slice()
    assert slice.text() == ""
    assert views.Slice("abc", 2).text() == "ab" and views.behind(text(0), 5).text() == text(0)[5:]


def test_members_that_are_constant_texts(views):
    named = views.Named(text(0), 3)
    reused()
    assert (named.name, named.number) == (text(0), 3)


def test_what_ends_its_own_text_keeps_nothing(views):
    before = views.Status.alive()
    status = views.Status(text(0))
    reused()
    assert status.text() == text(0) and views.Status.alive() == before + 1
    del status
    gc.collect()
    assert views.Status.alive() == before
