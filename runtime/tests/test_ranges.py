"""Iteration over whatever `begin()` and `end()` return, over pairs of iterators, and functions that take two."""

import gc

import pytest

import cppyy_rs


@pytest.fixture(scope="module")
def ranges(dictionary):
    dictionary("ranges")
    return cppyy_rs.gbl.ranges


def numbers(items):
    return [item.number for item in items]


@pytest.mark.parametrize(
    "make, expected",
    [
        (lambda lib: lib.Ring(3), [0, 1, 2]),
        (lambda lib: lib.constant_ring(), [0, 1, 2]),
        (lambda lib: lib.DerivedRing(), [0, 1]),
        (lambda lib: lib.ring(2), [0, 1]),
        (lambda lib: lib.Items(), [1, 2, 3]),
        (lambda lib: lib.Nodes(), [0, 1, 2, 3]),
        (lambda lib: lib.NodePointers(), [0, 5]),
        (lambda lib: lib.stepped(), [7, 8]),
        (lambda lib: lib.Nothing(), []),
    ],
)
def test_objects(ranges, make, expected):
    for _ in range(3):
        assert numbers(make(ranges)) == expected
        iterator = iter(make(ranges))
        assert numbers(iterator) == expected
        assert next(iterator, None) is None


def test_values(ranges):
    assert list(ranges.Numbers()) == [1, 2, 3, 4]
    assert list(ranges.Marks()) == [ranges.Mark.high, ranges.Mark.low]
    assert [str(word) for word in ranges.Words()] == ["one", "two"]
    assert list(ranges.Wrapped()) == [5, 6, 7]
    assert [(str(name), number) for name, number in ranges.Named()] == [("a", 1), ("b", 2)]
    assert list(ranges.UpTo(3)) == [0, 1, 2] and list(ranges.UpTo(0)) == []
    assert list(ranges.Compared()) == [0, 1, 2]


def test_elements_behind_pointers_are_what_they_are(ranges):
    assert [node.twice() for node in ranges.Nodes()] == [0, 2, 4, 6]
    items = ranges.Items()
    for item in items:
        item.number *= 2
    assert numbers(items) == [2, 4, 6]


def test_an_end_before_the_begin_is_refused(ranges):
    with pytest.raises(ValueError, match="does not come behind"):
        iter(ranges.Backwards())


@pytest.mark.parametrize("make", ["Items()", "Ring(3)", "stepped()", "ring(3)", "all(ranges.Ring(3))"])
def test_elements_keep_their_container(ranges, make):
    gc.collect()
    before = ranges.Item.alive()
    last = None
    for last in eval(f"ranges.{make}", {"ranges": ranges}):
        pass
    gc.collect()
    assert last.number > 0 and ranges.Item.alive() > before
    del last
    gc.collect()
    assert ranges.Item.alive() == before


def test_pairs_of_iterators_are_what_lies_between(ranges):
    ring = ranges.Ring(3)
    pair = ranges.all(ring)
    assert numbers(pair) == numbers(pair) == [0, 1, 2]
    groups = ranges.Groups()
    for key, name in ((1, "a"), (2, "b"), (1, "c")):
        groups.add(key, name)
    assert [str(member.second) for member in groups.group(1)] == ["a", "c"]
    assert list(groups.group(3)) == []
    # The two are still there.
    assert (pair.first != pair.second) and len(pair) == 2 and not (pair[0] != pair.first)


def test_pairs_of_other_things_are_two(ranges):
    assert list(ranges.numbers()) == [3, 5]
    assert numbers(ranges.two_items()) == [1, 2]


def test_two_iterators_as_arguments(ranges):
    vector, ring = cppyy_rs.gbl.std.vector[int]([1, 2, 4]), ranges.Ring(4)
    assert ranges.sum(vector.begin(), vector.end()) == 7
    assert ranges.sum(ring.begin(), ring.end()) == 6
    numbers = ranges.Numbers()
    assert ranges.sum(numbers.begin(), numbers.end()) == 10
    assert ranges.Sum(vector.begin(), vector.end()).value == 7
    assert ranges.Sum(ring.begin(), ring.end()).value == 6
    wrapped = ranges.Wrapped()
    assert ranges.Sum(wrapped.begin(), wrapped.end()).value == 18
