"""C++ containers by Python's protocols, and Python's collections where C++ wants a container."""

import array
import collections.abc
import gc

import pytest

import cppyy_rs

from dictionaries import python


@pytest.fixture(scope="module")
def containers(dictionary):
    dictionary("containers")
    return cppyy_rs.gbl.containers


@pytest.fixture(scope="module")
def std(containers):
    return cppyy_rs.gbl.std


@pytest.fixture
def alive(containers):
    """How many items there are more than at the beginning; none of them may be left at the end."""
    gc.collect()
    before = containers.Item.alive
    yield lambda: containers.Item.alive - before
    gc.collect()
    assert containers.Item.alive == before


# ---- Sequences ----

SEQUENCES = {
    "array": [1, 2, 3],
    "bits": [True, False, True],
    "bitset": [True, False, True, False, False, False, False, False],
    "constant": [4, 5],
    "deque": [1.5, 2.5],
    "forward_list": [1, 2, 3],
    "list": [1, 2, 3],
    "words": ["a", "bc", "def"],
}


@pytest.mark.parametrize("name", SEQUENCES)
def test_a_sequence_is_what_a_list_of_its_elements_is(containers, name):
    sequence, expected = getattr(containers, name)(), SEQUENCES[name]
    assert isinstance(sequence, collections.abc.MutableSequence)
    assert len(sequence) == len(expected) and list(sequence) == expected
    assert [sequence[index] for index in range(len(expected))] == expected
    assert sequence[-1] == expected[-1] and list(reversed(sequence)) == expected[::-1]
    assert expected[0] in sequence and "nothing" not in sequence
    assert sequence == expected and sequence != expected[1:] and sequence == tuple(expected)
    assert sequence.index(expected[1]) == 1
    if name != "bitset":  # whose own count() goes first
        assert sequence.count(expected[1]) == expected.count(expected[1])
    assert list(sequence[1:]) == expected[1:] and list(sequence[::-1]) == expected[::-1]
    assert [*sequence] == expected and sorted(map(str, sequence)) == sorted(map(str, expected))
    for index in (len(expected), -len(expected) - 1, 1 << 40, 1 << 80):
        with pytest.raises(IndexError):
            sequence[index]
    for index in ("x", 1.0, None):
        with pytest.raises(TypeError, match="indices must be integers or slices"):
            sequence[index]


@pytest.mark.parametrize("name", ["ints", "deque", "list", "bits", "words"])
def test_a_sequence_changes_as_a_list_does(containers, name):
    sequence = containers.ints(3) if name == "ints" else getattr(containers, name)()
    expected = list(sequence)
    first, last = expected[0], expected[-1]
    for each in (sequence, expected):
        each.append(first)
        each += [last, first]
        each.extend(value for value in (first, last))
        each[1] = last
        each[-1] = first
        each[1:2] = [first, first, last]
        each[::2] = each[::2][::-1]
        del each[0]
        del each[1:3]
        each += each
        del each[::3]
    assert list(sequence) == expected
    assert sequence.pop() == expected.pop() and sequence.pop(0) == expected.pop(0)
    assert list(sequence) == expected


def test_numbers_are_checked(containers):
    vector = containers.ints(3)
    for value, error in (("x", TypeError), (1.5, TypeError), (1 << 40, (ValueError, OverflowError)), (None, TypeError)):
        with pytest.raises(error):
            vector[0] = value
        with pytest.raises(error, match="item 1"):
            vector += [1, value]
        # As a list keeps what an iterator has given before it failed.
        assert vector == [0, 1, 2, 1]
        del vector[3:]
        with pytest.raises(error):
            vector[0:1] = [value]
    assert vector == [0, 1, 2]
    vector[True] = True
    assert vector == [0, 1, 2]


def test_what_has_a_fixed_size_keeps_it(containers, std):
    numbers = containers.array()
    numbers[0:2] = [7, 8]
    assert numbers == [7, 8, 3]
    for change in (lambda: numbers.append(1), lambda: numbers.pop(), lambda: numbers.extend([1])):
        with pytest.raises(TypeError):
            change()
    with pytest.raises(ValueError):
        numbers[0:2] = [1]
    kind = std.array["int", 3]
    assert kind([1, 2, 3]) == [1, 2, 3] and kind([5])[0] == 5
    with pytest.raises(ValueError, match="too many items for std::array<int,3>"):
        kind([1, 2, 3, 4])


def test_elements_of_a_class_are_the_containers_own(containers, alive):
    vector = containers.items(3)
    assert [item.value for item in vector] == [0, 1, 2]
    vector[1].value = 10
    assert vector[1].value == 10 and vector[1] is vector[1]
    vector[2] = containers.Item(5)
    assert [item.value for item in vector] == [0, 10, 5]
    first = vector[0]
    del vector
    gc.collect()
    assert first.value == 0
    del first


def test_what_is_popped_outlives_its_place(containers, alive):
    vector = containers.items(3)
    item = vector.pop()
    del vector[0]
    assert item.value == 2 and [each.value for each in vector] == [1]


def test_nested_ones(containers):
    nested = containers.nested()
    assert [list(inner) for inner in nested] == [[1, 2], [3]]
    nested[0].append(9)
    nested.append([4, 5])
    nested += [(6,), range(2)]
    assert [list(inner) for inner in nested] == [[1, 2, 9], [3], [4, 5], [6], [0, 1]]
    assert containers.sum_of_nested([[1, 2], (3,), [], range(4)]) == 12
    assert str(nested[:2]) == "{ { 1, 2, 9 }, { 3 } }"


def test_pairs_pointers_and_smart_pointers(containers):
    assert [(number, str(text)) for number, text in containers.pairs()] == [(1, "x"), (2, "y")]
    assert [item.value for item in containers.pointers()] == [1, 2]
    assert [item.value for item in containers.owned()] == [3]


def test_a_class_that_derives_from_one(containers):
    series = containers.Series()
    series += [1, 2.5]
    series.push_back(5.5)
    assert len(series) == 3 and series[1] == 2.5 and list(series) == [1.0, 2.5, 5.5] and series.tag == 7
    series[0] = 4
    assert series.mean() == 4.0 and series == [4.0, 2.5, 5.5]


def test_python_subclasses_override(std):
    class Doubled(std.vector["int"]):
        def __getitem__(self, index):
            return 2 * super().__getitem__(index)

        def __len__(self):
            return 1

    doubled = Doubled([1, 2, 3])
    assert doubled[2] == 6 and len(doubled) == 1 and list(doubled) == [1, 2, 3]
    doubled.note = "own"
    assert doubled.note == "own"


def test_construction(std):
    vector = std.vector["int"]
    assert vector() == [] and vector(3) == [0, 0, 0] and vector(2, 7) == [7, 7]
    for items in ([1, 2], (1, 2), range(1, 3), {1: 0, 2: 0}.keys(), (n for n in (1, 2)), array.array("i", [1, 2])):
        assert vector(items) == [1, 2]
    assert vector(vector([1, 2])) == [1, 2] and vector(std.list["int"]([1, 2])) == [1, 2]
    assert std.vector["bool"]([True, False]) == [True, False]
    assert std.vector["std::string"](["a", "ü"]) == ["a", "ü"]
    for wrong in ("12", {1: 2}, 1.5, None):
        with pytest.raises(TypeError):
            vector(wrong)
    with pytest.raises(TypeError, match="item 1: int: expected an integer, not str"):
        vector([1, "x"])


def test_comparison_hash_and_text(containers):
    assert containers.ints(3) == containers.ints(3) and containers.ints(3) != containers.ints(2)
    assert str(containers.ints(3)) == "{ 0, 1, 2 }" and str(containers.ints(0)) == "{}"
    assert str(containers.words()) == '{ "a", "bc", "def" }' and str(containers.bits()) == "{ true, false, true }"
    assert not containers.ints(0) and containers.ints(1)
    assert containers.ints(2) < containers.ints(3) and {containers.ints(1): 1}


# ---- Sets and maps ----


def test_a_set(containers, std):
    numbers = containers.set()
    assert isinstance(numbers, collections.abc.MutableSet)
    assert len(numbers) == 3 and list(numbers) == [1, 2, 3] and numbers == {1, 2, 3} and numbers != {1}
    assert 2 in numbers and 5 not in numbers and "x" not in numbers and 1 << 80 not in numbers
    numbers.add(7)
    numbers.discard(1)
    numbers.discard("x")
    numbers.remove(2)
    with pytest.raises(KeyError):
        numbers.remove(2)
    assert list(numbers) == [3, 7] and numbers.pop() == 3
    assert numbers | {1} == {1, 7} and numbers & {7, 8} == {7} and numbers - {7} == set() and numbers ^ {1} == {1, 7}
    assert numbers.union([1], [2]) == {1, 2, 7} and numbers.intersection([7]) == {7}
    assert numbers.issubset([7, 8]) and numbers.isdisjoint([1])
    assert list(containers.multiset()) == [1, 1, 2] and "x" in containers.unordered_set()
    assert std.set["int"]([3, 3, 1]) == {1, 3} and containers.size_of({1, 2}) == containers.size_of([1, 2, 2]) == 2


def test_a_map(containers, std):
    counts = containers.map()
    assert isinstance(counts, collections.abc.MutableMapping)
    assert len(counts) == 2 and counts["one"] == 1 and counts == {"one": 1, "two": 2}
    assert "two" in counts and "three" not in counts and 5 not in counts
    assert [(key, value) for key, value in counts] == [("one", 1), ("two", 2)]
    assert [item.first for item in counts] == ["one", "two"]
    assert list(counts.keys()) == ["one", "two"] and list(counts.values()) == [1, 2] and dict(counts) == counts
    assert ("one", 1) in counts.items() and 2 in counts.values() and len(counts.items()) == 2
    assert counts.get("x") is None and counts.get("x", 3) == 3 and "x" not in counts
    counts["three"] = 3
    counts["one"] = 11
    counts.update({"four": 4}, five=5)
    assert counts.pop("two") == 2 and counts.pop("two", None) is None and counts.setdefault("six", 6) == 6
    with pytest.raises(KeyError):
        counts.pop("two")
    del counts["three"]
    with pytest.raises(KeyError):
        del counts["three"]
    assert counts == {"one": 11, "four": 4, "five": 5, "six": 6}
    assert counts["new"] == 0 and "new" in counts
    with pytest.raises(TypeError):
        counts["one"] = "x"
    with pytest.raises(TypeError):
        counts[5]
    assert std.map["std::string", "int"]({"a": 1}) == {"a": 1} == std.map["std::string", "int"]([("a", 1)])
    assert containers.total({"a": 1, "b": 2}) == containers.total([("a", 3)]) == 3
    assert str(containers.map()) == '{ "one" => 1, "two" => 2 }'


def test_other_maps(containers, alive):
    items = containers.item_map()
    items[1].value += 1
    items[2] = containers.Item(4)
    assert {key: item.value for key, item in items} == {1: 11, 2: 4} and items[3].value == 0
    popped = items.pop(2)
    assert popped.value == 4
    assert list(containers.multimap()) == [(1, 1), (1, 2)] and containers.multimap()[1] in (1, 2)
    with pytest.raises(KeyError):
        containers.multimap()[7]
    for name in ("map", "multimap", "unordered_map", "set", "multiset", "unordered_set"):
        first, second = getattr(containers, name)(), getattr(containers, name)()
        assert first == second and not first != second
        first.clear()
        assert first != second and len(first) == 0
    assert containers.unordered_map()["pi"] == 3.14


# ---- Arguments ----


def test_collections_as_arguments(containers, std):
    for values in ([1, 2, 3], (1, 2, 3), range(1, 4), {1, 2, 3}, (n for n in (1, 2, 3)), array.array("i", [1, 2, 3])):
        assert containers.sum(values) == 6
    assert containers.sum_of_doubles([1, 2.5]) == 3.5 and containers.sum_of_doubles(array.array("d", [1, 2.5])) == 3.5
    assert containers.sum_of_doubles(array.array("i", [1, 2])) == 3.0
    assert containers.joined(["a", "ü", "c\0d"]) == "aüc\0d" and containers.joined(w for w in "abc") == "abc"
    assert containers.sum_of_items([containers.Item(1), 2]) == 3
    assert containers.sum(std.list["int"]([1, 2])) == 3
    assert containers.chosen([1]) == "ints" and containers.chosen(["a"]) == "words"


def test_refusals_name_the_item(containers):
    for wrong in ("abc", 5, {1: 2}, None, b"ab"):
        with pytest.raises(TypeError):
            containers.sum(wrong)
    with pytest.raises(TypeError, match="item 2: int: expected an integer, not str"):
        containers.sum([1, 2, "x"])
    with pytest.raises(TypeError, match="item 0: item 1: "):
        containers.sum_of_nested([[1, "x"]])
    with pytest.raises(TypeError):
        containers.append([1], 2)


def test_calls_that_follow_know_no_more(containers):
    for _ in range(3):
        assert containers.sum([1, 2]) == containers.sum((1, 2)) == 3 and containers.sum(containers.ints(4)) == 6
        assert containers.sum_of_nested([[1, 2], [3]]) == 6 and containers.joined(["a", "b"]) == "ab"
        with pytest.raises(TypeError, match="item 1: int: expected an integer, not str"):
            containers.sum([1, "x"])
        assert containers.chosen([1]) == "ints" and containers.chosen(["a"]) == "words"


def test_what_is_made_for_a_call_ends_with_it(containers):
    item = containers.Item(1)
    before = containers.Item.alive
    for _ in range(3):
        assert containers.sum_of_items([item, 2]) == 3
        with pytest.raises(TypeError, match="item 1"):
            containers.sum_of_items([item, "x"])
        assert containers.Item.alive == before


def test_what_an_item_raises_comes_through(containers):
    class Number:
        def __index__(self):
            raise LookupError("from the item")

    for _ in range(3):
        with pytest.raises(LookupError, match="from the item"):
            containers.sum([1, Number()])
        with pytest.raises(LookupError, match="from the item"):
            containers.ints(Number())


def test_what_a_collection_raises_comes_through(containers):
    def broken():
        yield 1
        raise LookupError("from the generator")

    with pytest.raises(LookupError, match="from the generator"):
        containers.sum(broken())
    with pytest.raises(LookupError, match="from the generator"):
        containers.ints(2).extend(broken())


# ---- The package's own dictionary ----


def own(program):
    """What a program prints that loads no dictionary."""
    done = python("import cppyy_rs\nfrom cppyy_rs.gbl import std\n" + program)
    assert done.returncode == 0, done.stderr
    return done.stdout.split("\n")[:-1]


def test_common_containers_need_no_dictionary():
    program = """
print(std.vector["int"]([1, 2]), std.map[str, "double"]({"a": 1.5}), std.set[int]({3, 1}), std.vector[str](["x"]))
print(std.vector([1.5, 2]), std.list([1, 2]), std.map({"a": 1}), std.set({4}), std.deque(["x"]), std.vector((True,)))
print(list(std.array["int", 3]([1, 2, 3])), std.make_pair(1, "x").second)
print(type(std.vector([1])) is std.vector["int"], cppyy_rs.include("vector"))
"""
    assert own(program) == [
        '{ 1, 2 } { "a" => 1.5 } { 1, 3 } { "x" }',
        '{ 1.5, 2.0 } { 1, 2 } { "a" => 1 } { 4 } { "x" } { true }',
        "[1, 2, 3] x",
        "True True",
    ]


def test_what_the_package_does_not_have_is_said():
    program = """
for ask in (lambda: std.vector["Nothing"], lambda: std.vector([]), lambda: std.vector([object()]), lambda: std.nothing):
    try:
        ask()
    except (TypeError, AttributeError) as error:
        print(type(error).__name__)
"""
    assert own(program) == ["TypeError"] * 3 + ["AttributeError"]


def test_pairs_are_made_of_tuples(containers, std):
    pair = std.pair["int", "std::string"]
    assert tuple(pair(3, "x")) == (3, "x") and pair().first == 0
    kind = type(containers.pairs())
    assert [(number, str(text)) for number, text in kind([(1, "a"), (2, "b"), pair(3, "c")])] == [(1, "a"), (2, "b"), (3, "c")]


def test_iterators_and_algorithms(containers, std):
    vector = std.vector["int"]([1, 2, 3])
    begin, end = vector.begin(), vector.end()
    assert begin == vector.begin() and begin != end and not begin == end
    assert std.distance(begin, end) == 3 and begin == vector.begin()
    steps = []
    while begin != end:
        steps.append(begin.__deref__())
        begin.__preinc__()
    assert steps == [1, 2, 3]
    moved = std.vector["int"](std.move(vector))
    assert moved == [1, 2, 3] and len(vector) == 0
    with pytest.raises(TypeError):
        std.move(5)


# ---- What must not crash ----


class Meddling:
    """A number that runs code when C++ asks for it."""

    def __init__(self, action):
        self.action = action

    def __index__(self):
        self.action()
        return 1


def test_conversions_that_change_what_they_are_for(containers):
    values = [0, 1, 2, 3]
    values[1] = Meddling(lambda: values.clear())
    with pytest.raises(RuntimeError):
        containers.sum(values)

    vector = containers.ints(4)
    with pytest.raises(IndexError):
        vector[3] = Meddling(lambda: vector.clear())
    assert vector == []
    vector += [5]
    vector[:] = [1, Meddling(lambda: vector.clear()), 3]
    assert vector == [1, 1, 3]
    vector.append(Meddling(lambda: vector.clear()))
    assert vector == [1]


def test_containers_that_change_while_they_are_iterated(containers):
    vector = containers.ints(3)
    seen = []
    for value in vector:
        seen.append(value)
        if value == 1:
            vector.clear()
    assert seen == [0, 1]
    counts = containers.map()
    with pytest.raises(RuntimeError, match="changed size during iteration"):
        for key, _ in counts:
            counts[key + "x"] = 1
    iterator = iter(containers.ints(2))
    assert [*iterator] == [0, 1] and next(iterator, None) is None


def test_containers_that_are_gone(containers):
    vector, counts = containers.ints(3), containers.map()
    iterator, keys = iter(vector), iter(counts)
    vector.__destruct__()
    counts.__destruct__()
    for use in (len, list, str, lambda c: c[0], lambda c: 1 in c, lambda c: c.append(1), lambda _: next(iterator)):
        with pytest.raises((ReferenceError, AttributeError)):
            use(vector)
    for use in (len, list, lambda c: c["one"], lambda c: "one" in c, lambda _: next(keys)):
        with pytest.raises(ReferenceError):
            use(counts)


def test_elements_and_iterators_in_cycles(containers, alive):
    vector = containers.items(2)
    vector.itself = iter(vector)
    vector.first = vector[0]
    del vector
    gc.collect()
    assert alive() == 0


def test_base_types_have_no_objects():
    program = """
import cppyy_rs
from cppyy_rs import types
for base in (types.Sequence, types.Set, types.Map):
    try:
        base()
    except TypeError as error:
        print("refused")
"""
    done = python(program)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["refused"] * 3
