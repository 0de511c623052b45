"""Tuples, optionals, variants, std::any, initializer lists, times and paths: testlibs/vocabulary."""

import ctypes
import datetime
import gc
import os
import pathlib
import pickle

import pytest

import cppyy_rs
import cppyy_rs.types
import dictionaries
import memory
from cppyy_rs.gbl import std


@pytest.fixture(scope="module")
def vocabulary(dictionary):
    dictionary("vocabulary")
    return cppyy_rs.gbl.vocabulary


@pytest.fixture(autouse=True)
def nothing_leaks(vocabulary):
    yield
    gc.collect()
    assert vocabulary.Item.alive == 0


# ---- Tuples ----


def test_a_tuple_unpacks_indexes_and_compares(vocabulary):
    triple = vocabulary.triple(1, "two", 3.5)
    number, text, real = triple
    assert (number, text, real) == (1, "two", 3.5)
    assert triple == (1, "two", 3.5) and (1, "two", 3.5) == triple
    assert triple != (1, "two", 4.5)
    assert triple < (2, "", 0.0) and triple >= (1, "two", 3.5)
    assert triple == vocabulary.triple(1, "two", 3.5)
    assert len(triple) == 3
    assert triple[1] == "two" and triple[-1] == 3.5 and triple[:2] == (1, "two")
    assert "two" in triple and "three" not in triple
    assert hash(triple) == hash((1, "two", 3.5))
    with pytest.raises(IndexError):
        triple[3]
    assert str(triple) == "(1, 'two', 3.5)"
    assert repr(triple) == "std::tuple<int,std::string,double>(1, 'two', 3.5)"


def test_tuple_elements_are_assigned(vocabulary):
    triple = vocabulary.triple(1, "two", 3.5)
    triple[0] = 10
    triple[1] = "ten"
    assert triple == (10, "ten", 3.5)
    with pytest.raises(TypeError):
        triple[0] = "ten"


def test_tuples_are_arguments(vocabulary):
    assert vocabulary.sum((1, 2.5)) == 3.5
    assert vocabulary.sum([1, 2]) == 3
    assert vocabulary.joined(("a", 1)) == "a:1"
    assert vocabulary.sum(std.tuple[int, "double"](1, 2)) == 3
    assert vocabulary.sum(std.pair[int, "double"](1, 2)) == 3
    assert vocabulary.of_nested(([1, 2, 3], (4, "four"))) == 7
    assert vocabulary.of_nested(vocabulary.nested()) == 5
    pair = vocabulary.swapped(("a", 1))
    assert pair == vocabulary.swapped(["a", 1]) == (1, "a") and pair != (1, "b") and pair < (2, "")
    assert repr(pair) == "std::pair<int,std::string>(1, 'a')" and 1 in pair
    with pytest.raises(TypeError, match="item 1"):
        vocabulary.sum((1, "two"))
    with pytest.raises(TypeError, match="2 items are expected"):
        vocabulary.sum((1, 2, 3))
    with pytest.raises(ValueError):
        vocabulary.sum((2**40, 2))
    with pytest.raises(TypeError):
        vocabulary.sum("ab")


def test_tuples_of_objects_keep_each_other_alive(vocabulary):
    one, other = vocabulary.items(1, 2)
    assert (one.number, other.number) == (1, 2)
    assert vocabulary.Item.alive == 2
    assert vocabulary.first_number((one, other)) == 1
    # Tuples of Python are copied from, and the copies end with the call.
    assert vocabulary.Item.alive == 2
    held = vocabulary.items(3, 4)
    held[0].number = 30
    assert vocabulary.first_number(held) == 30
    del one, other, held


def test_tuples_nest(vocabulary):
    numbers, (number, text) = vocabulary.nested()
    assert list(numbers) == [1, 2] and (number, text) == (3, "three")


def test_tuples_of_references_and_of_nothing(vocabulary):
    number = ctypes.c_int(1)
    text = std.string("text")
    references = vocabulary.references(number, text)
    assert references[0] == 1 and references[1] == "text"
    references[0] = 5
    assert number.value == 5
    assert len(vocabulary.nothing()) == 0 and tuple(vocabulary.nothing()) == ()
    assert vocabulary.single((3,)) == (3,)
    with pytest.raises(TypeError, match="C\\+\\+ alone|constructor"):
        type(references)(1, "text")


def test_functions_on_tuples(vocabulary):
    made = std.make_tuple(1, "a")
    assert type(made) is std.tuple[int, str]
    assert std.get[0](made) == 1 and std.get["std::string"](made) == "a"
    assert std.tuple_size[type(made)].value == 2 and std.tuple_size(type(made)).value == 2
    assert std.make_tuple[int, "char"](1, "a") == (1, "a")
    assert std.get[1](std.make_pair(1, 2)) == 2
    assert std.tuple[int]((3,)) == (3,) and std.tuple[int](3) == (3,)
    assert std.tuple[int, str]() == (0, "")
    with pytest.raises(TypeError, match="template argument"):
        std.get(made)
    with pytest.raises(TypeError, match="no type for a dict"):
        std.make_tuple({}, 1.5, True)


# ---- Optionals ----


def test_an_optional_is_its_value_or_none(vocabulary):
    half, nothing = vocabulary.half(4), vocabulary.half(3)
    assert half and half == 2 and half.value() == 2 and half.has_value()
    assert not nothing and nothing == None and not nothing.has_value()  # noqa: E711
    assert half != None and half != 3 and nothing != 0  # noqa: E711
    assert half.value_or(7) == 2 and nothing.value_or(7) == 7 and nothing.value_or(None) is None
    assert half == vocabulary.half(4) and half != nothing
    assert half < 3 and hash(half) == hash(2)
    assert str(half) == "2" and str(nothing) == "None"
    assert repr(half) == "std::optional<int>(2)" and repr(nothing) == "std::optional<int>(None)"
    with pytest.raises(std.bad_optional_access):
        nothing.value()


def test_optionals_are_arguments(vocabulary):
    assert vocabulary.shown(5) == "5"
    assert vocabulary.shown(None) == vocabulary.shown(std.nullopt) == "nothing"
    assert vocabulary.shown(vocabulary.half(8)) == "4"
    assert vocabulary.named() == vocabulary.named(None) == "nobody"
    assert vocabulary.named("name") == "name"
    assert vocabulary.shown(std.optional["long"](3)) == "3"
    assert vocabulary.shown(std.optional["long"]()) == "nothing"
    assert vocabulary.takes_pointer(vocabulary.Item(1)) and not vocabulary.takes_pointer(None)
    with pytest.raises(TypeError):
        vocabulary.shown("five")
    with pytest.raises(ValueError):
        vocabulary.shown(2**40)


def test_nullopt_is_an_object_that_stands_for_nothing(vocabulary):
    nullopt, half = std.nullopt, vocabulary.half
    assert nullopt and nullopt is std.nullopt and repr(nullopt) == "std::nullopt"
    assert half(3) == nullopt and nullopt == half(3) and half(4) != nullopt
    assert nullopt == std.nullopt == None and nullopt != 0 and hash(nullopt) == hash(None)  # noqa: E711
    assert not std.optional["long"](nullopt).has_value()
    assert pickle.loads(pickle.dumps(nullopt)) is nullopt
    with pytest.raises(TypeError):
        half(nullopt)


def test_optionals_of_objects(vocabulary):
    found = vocabulary.item(True)
    assert found.value().number == 7 and vocabulary.number_of(found) == 7
    found.value().number = 8
    assert vocabulary.number_of(found) == 8
    assert vocabulary.number_of(vocabulary.Item(3)) == 3
    assert vocabulary.number_of(None) == -1 and not vocabulary.item(False)
    # Converting a value to an object takes one implicit conversion more.
    assert vocabulary.length_of(2.5) == 2.5 and vocabulary.length_of(2) == 2
    assert list(vocabulary.numbers(True).value()) == [1, 2, 3]
    # The value outlives the optional's name.
    value = vocabulary.item(True).value()
    gc.collect()
    assert value.number == 7
    del found, value


def test_optionals_are_constructed_and_assigned(vocabulary):
    assert std.optional[int](5) == 5 and not std.optional[int]() and not std.optional[int](None)
    settings = vocabulary.Settings()
    assert settings.level == None  # noqa: E711
    settings.level = 3
    assert settings.level == 3 and settings.level.value() == 3
    settings.level = None
    assert not settings.level
    settings.name = "name"
    assert settings.name == "name"
    with pytest.raises(TypeError):
        settings.level = "three"
    assert not settings.level


def test_an_optional_that_cannot_be_copied(vocabulary):
    assert vocabulary.moved_only().has_value()


# ---- Variants ----


@pytest.mark.parametrize(
    "value, name", [(1, "int"), (1.5, "double"), ("text", "string"), (b"bytes", "string"), (True, "int")]
)
def test_a_variant_takes_what_fits_best(vocabulary, value, name):
    assert vocabulary.which(value) == name


def test_alternatives_are_chosen_as_overloads_are(vocabulary):
    assert [vocabulary.which_flag(each) for each in (True, 1, "x")] == ["bool", "int", "string"]
    assert [vocabulary.which_number(each) for each in (1, 1.0, 2**40)] == ["long", "double", "long"]
    assert vocabulary.which_object(None) == "nothing"
    assert vocabulary.which_object(vocabulary.Item(1)) == "item"
    assert vocabulary.which_object(2.5) == "metres"
    assert vocabulary.which_object([1, 2]) == "vector"
    with pytest.raises(TypeError, match="no alternative of .* takes a dict"):
        vocabulary.which({})


def test_a_variant_is_what_it_holds(vocabulary):
    values = vocabulary.parse("12"), vocabulary.parse("1.5"), vocabulary.parse("text")
    assert values == (12, 1.5, "text")
    assert [value.index() for value in values] == [0, 1, 2]
    assert std.holds_alternative[int](values[0]) and not std.holds_alternative["double"](values[0])
    assert std.get[0](values[0]) == 12 and std.get["std::string"](values[2]) == "text"
    assert std.get_if[int](values[1]) is None and std.get_if["double"](values[1]) == 1.5
    with pytest.raises(std.bad_variant_access):
        std.get[1](values[0])
    with pytest.raises(TypeError, match="no part of type"):
        std.get["vocabulary::Item"](values[0])
    assert std.visit(repr, values[2]) == "'text'" and std.visit(lambda a, b: a + b, *values[:2]) == 13.5
    assert str(values[0]) == "12" and values[0] < 13 and hash(values[2]) == hash("text")
    assert values[0] == vocabulary.parse("12") and values[0] != vocabulary.parse("13")
    assert repr(values[2]) == "std::variant<int,double,std::string>('text')"


def test_variants_of_objects(vocabulary):
    assert vocabulary.object(0) == None  # noqa: E711
    item = std.get[1](vocabulary.object(1))
    gc.collect()
    assert item.number == 5
    assert std.get["vocabulary::Metres"](vocabulary.object(2)).length == 2.5
    assert list(std.get[3](vocabulary.object(3))) == [4, 5]
    del item


def test_containers_of_variants(vocabulary):
    assert vocabulary.count([1, "two", 3.5]) == 3
    assert list(vocabulary.values()) == [1, 2.5, "three"]
    with pytest.raises(TypeError, match="item 1"):
        vocabulary.count([1, {}])


def test_variants_are_constructed_and_assigned(vocabulary):
    Value = type(vocabulary.parse("1"))
    assert Value("text") == "text" and Value() == 0 and Value(1.5).index() == 1
    settings = vocabulary.Settings()
    settings.value = "text"
    assert settings.value == "text" and settings.value.index() == 2
    settings.value = 2
    assert settings.value == 2


# ---- Anything ----


def test_any_holds_what_cpp_would_deduce(vocabulary):
    for value, name in [
        (None, "nothing"), (1, "int"), (2**40, "long"), (1.5, "double"), (True, "bool"), ("text", "string"),
        (vocabulary.Item(1), "Item"), (std.vector[int]([1]), "vector"), (vocabulary.Colour.Green, "Colour"),
    ]:  # fmt: skip
        assert vocabulary.type_of(value) == name
    with pytest.raises(TypeError, match="C\\+\\+ has no type for a dict"):
        vocabulary.type_of({})


def test_any_shows_what_it_holds(vocabulary):
    assert not vocabulary.anything(0) and vocabulary.anything(0) == None  # noqa: E711
    assert vocabulary.anything(1) == 42 and vocabulary.anything(2) == "text"
    item = std.any_cast["vocabulary::Item"](vocabulary.anything(3))
    assert item.number == 3
    assert std.any_cast[int](vocabulary.anything(1)) == 42
    for wrong in (vocabulary.anything(0), vocabulary.anything(2), vocabulary.anything(4)):
        with pytest.raises(std.bad_any_cast):
            std.any_cast[int](wrong)
    assert vocabulary.anything(4).has_value()
    settings = vocabulary.Settings()
    settings.extra = "text"
    assert settings.extra == "text"
    settings.extra = None
    assert not settings.extra.has_value()
    assert std.any(5) == 5 and not std.any()
    del item


# ---- Initializer lists ----


def test_initializer_lists(vocabulary):
    assert vocabulary.total([1, 2.5]) == 3.5 and vocabulary.total((1,)) == 1 and vocabulary.total([]) == 0
    assert vocabulary.total(range(4)) == 6 and vocabulary.total(x for x in (1, 2)) == 3
    assert vocabulary.concatenated(["a", b"b", "c" * 100]) == "ab" + "c" * 100
    assert vocabulary.all([True, True]) and not vocabulary.all((True, False))
    assert vocabulary.lengths([[1, 2], (3,)]) == 3
    assert list(vocabulary.Numbers([1, 2, 3]).numbers) == [1, 2, 3]
    numbers = vocabulary.Numbers()
    numbers.assign([4, 5])
    assert list(numbers.numbers) == [4, 5]
    with pytest.raises(TypeError, match="item 1"):
        vocabulary.total([1, "two"])
    with pytest.raises(TypeError):
        vocabulary.total(1)
    with pytest.raises(ZeroDivisionError):
        vocabulary.total(1 / (1 - x) for x in range(3))


def test_a_list_goes_where_a_class_takes_an_initializer_list(vocabulary):
    assert vocabulary.sum_of([1, 2], (3,)) == 6
    assert vocabulary.sum_of(second=(1, 2, 3), first=[]) == 6
    assert vocabulary.sum_of((1,)) == 101
    with pytest.raises(TypeError, match="a vocabulary::Numbers object is expected, not list"):
        vocabulary.sum_of(["one"], [])
    with pytest.raises(TypeError):
        vocabulary.sum_of(1, [])


def test_initializer_lists_of_objects_end(vocabulary):
    assert vocabulary.total_of([vocabulary.Item(1), vocabulary.Item(2)]) == 3
    assert vocabulary.Item.alive == 0
    with pytest.raises(TypeError, match="item 1"):
        vocabulary.total_of([vocabulary.Item(1), "two"])
    assert vocabulary.Item.alive == 0


# ---- Times ----


def test_durations(vocabulary):
    time = vocabulary.doubled(datetime.timedelta(seconds=1.5))
    assert time.count() == 3000
    assert time == datetime.timedelta(seconds=3) and time.to_timedelta() == datetime.timedelta(seconds=3)
    assert time.total_seconds() == 3.0 and time > datetime.timedelta(seconds=2)
    assert time + datetime.timedelta(seconds=1) == datetime.timedelta(seconds=4)
    assert datetime.timedelta(seconds=4) - time == datetime.timedelta(seconds=1)
    assert str(time) == "0:00:03" and hash(time) == hash(datetime.timedelta(seconds=3))
    # As `duration_cast`: towards zero.
    assert vocabulary.doubled(datetime.timedelta(microseconds=1999)).count() == 2
    assert vocabulary.doubled(datetime.timedelta(microseconds=-1999)).count() == -2
    assert vocabulary.in_seconds(datetime.timedelta(milliseconds=1500)) == 1.5
    assert vocabulary.precise(1500).to_timedelta() == datetime.timedelta(microseconds=1)
    assert vocabulary.precise(1500) > vocabulary.precise(1499)
    assert vocabulary.precise(1500) != datetime.timedelta(microseconds=1)
    for wrong in (1.5, 2, "1s", None):
        with pytest.raises(TypeError):
            vocabulary.doubled(wrong)


def test_durations_convert_as_in_cpp(vocabulary):
    assert vocabulary.doubled(std.chrono.seconds(2)).count() == 4000
    assert vocabulary.in_seconds(vocabulary.doubled(std.chrono.minutes(1))) == 120.0
    with pytest.raises(TypeError, match="finer ticks"):
        vocabulary.doubled(vocabulary.precise(1500))
    with pytest.raises((ValueError, OverflowError)):
        vocabulary.doubled(datetime.timedelta(days=999_999_999) * 1)
        std.chrono.nanoseconds(datetime.timedelta(days=999_999_999))


def test_points_in_time(vocabulary):
    utc = datetime.timezone.utc
    noon = datetime.datetime(2024, 5, 17, 12, 0, 0, 250_000, tzinfo=utc)
    later = vocabulary.later(noon, datetime.timedelta(hours=2))
    assert later.to_datetime(utc) == noon + datetime.timedelta(hours=2)
    assert later == noon + datetime.timedelta(hours=2) and later > noon
    local = datetime.datetime(2024, 5, 17, 12, 0)
    assert vocabulary.later(local, datetime.timedelta()).to_datetime() == local
    assert vocabulary.since_epoch(noon) == int(noon.timestamp())
    assert vocabulary.later(later, datetime.timedelta(hours=-2)).to_datetime(utc) == noon
    steady = vocabulary.steady(5_000_000)
    assert steady == datetime.timedelta(milliseconds=5)
    assert vocabulary.steady_ticks(steady) == 5_000_000
    assert vocabulary.steady_ticks(datetime.timedelta(milliseconds=5)) == 5_000_000
    with pytest.raises(TypeError, match="no calendar"):
        steady.to_datetime()
    for wrong in (noon.timestamp(), noon.date(), datetime.timedelta(1), steady):
        with pytest.raises(TypeError):
            vocabulary.since_epoch(wrong)


def test_times_are_members(vocabulary):
    settings = vocabulary.Settings()
    assert settings.timeout == datetime.timedelta(milliseconds=250)
    settings.timeout = datetime.timedelta(seconds=1)
    assert settings.timeout.count() == 1000


# ---- Paths ----


def test_paths(vocabulary):
    assert vocabulary.extension("a/b.txt") == vocabulary.extension(b"b.txt") == ".txt"
    assert vocabulary.extension(pathlib.Path("a/b.txt")) == ".txt"
    parent = vocabulary.parent("/a/b")
    assert os.fspath(parent) == "/a" and str(parent) == "/a" and pathlib.Path(parent) == pathlib.Path("/a")
    assert parent == "/a" and parent == pathlib.Path("/a") and hash(parent) == hash(pathlib.Path("/a"))
    assert vocabulary.joined(parent, "b") == "/a/b" and parent / "c" == "/a/c" and "/x" / parent == "/a"
    assert repr(parent) == "std::filesystem::path('/a')"
    assert open(vocabulary.parent("/dev/null/x")).close() is None
    settings = vocabulary.Settings()
    settings.file = pathlib.Path("/etc/hosts")
    assert settings.file == "/etc/hosts" and settings.file.filename() == "hosts"
    undecodable = os.fsdecode(b"/tmp/\xff")
    assert vocabulary.size_of(undecodable) == 6 and os.fspath(vocabulary.parent(undecodable + "/x")) == undecodable
    for wrong in (1, None, [b"a"]):
        with pytest.raises(TypeError):
            vocabulary.extension(wrong)


# ---- No leaks ----


def test_conversions_leave_nothing_behind(vocabulary):
    item = vocabulary.Item(1)
    for _ in range(2_000):
        vocabulary.number_of(item)
        vocabulary.first_number((item, item))
        vocabulary.which_object(item)
        vocabulary.type_of(item)
        vocabulary.total_of([item, item])
        vocabulary.items(1, 2)
        vocabulary.item(True).value()
        std.get[1](vocabulary.object(1))
    gc.collect()
    assert vocabulary.Item.alive == 1
    del item


def test_memory_stays_flat(vocabulary):
    hour, text = datetime.timedelta(hours=1), "x" * 100
    numbers = std.vector[int](range(100))

    def conversions(count):
        for _ in range(count):
            vocabulary.which(text)
            vocabulary.named(text)
            vocabulary.joined((text, 1))
            vocabulary.concatenated([text, text])
            vocabulary.type_of(text)
            vocabulary.doubled(hour)
            vocabulary.extension(pathlib.PurePath(text))
            vocabulary.parse(text) == text
            tuple(vocabulary.triple(1, text, 2.0))
            numbers.data()
            std.count_if(numbers.begin(), numbers.begin(), bool)
            for refused in ({}, [text]):
                try:
                    vocabulary.which(refused)
                except TypeError:
                    pass

    conversions(1_000)
    gc.collect()
    before = memory.used()
    conversions(10_000)
    gc.collect()
    assert memory.used() - before < memory.NOISE


# ---- Algorithms ----


def test_algorithms_on_containers():
    numbers = std.vector[int]([3, 1, 2, 1])
    std.sort(numbers.begin(), numbers.end())
    assert list(numbers) == [1, 1, 2, 3]
    std.sort(numbers.begin(), numbers.end(), lambda a, b: a > b)
    assert list(numbers) == [3, 2, 1, 1]
    std.reverse(numbers.begin(), numbers.end())
    found = std.find(numbers.begin(), numbers.end(), 2)
    assert found.__deref__() == 2 and std.distance(numbers.begin(), found) == 2
    assert std.find(numbers.begin(), numbers.end(), 7) == numbers.end()
    assert std.count(numbers.begin(), numbers.end(), 1) == 2
    assert std.accumulate(numbers.begin(), numbers.end(), 10) == 17
    assert std.max_element(numbers.begin(), numbers.end()).__deref__() == 3
    assert std.min_element(numbers.begin(), numbers.end()).__deref__() == 1
    seen = []
    std.for_each(numbers.begin(), numbers.end(), seen.append)
    assert seen == [1, 1, 2, 3]
    std.transform(numbers.begin(), numbers.end(), numbers.begin(), lambda number: number * 10)
    assert list(numbers) == [10, 10, 20, 30]
    assert std.any_of(numbers.begin(), numbers.end(), lambda number: number > 20)
    assert std.sort[type(numbers.begin())](numbers.begin(), numbers.end()) is None


def test_algorithms_on_other_elements():
    words = std.list[str](["b", "a"])
    std.reverse(words.begin(), words.end())
    assert list(words) == ["a", "b"] and std.count(words.begin(), words.end(), "a") == 1
    reals = std.deque["double"]([2.5, float("nan"), 0.5])
    std.sort(reals.begin(), reals.end())
    assert list(reals)[:2] == [0.5, 2.5]
    keys = std.set[int]([3, 1])
    assert std.find(keys.begin(), keys.end(), 3) != keys.end()
    assert [each for each in (keys.rbegin().__deref__(), keys.begin().__deref__())] == [3, 1]


def test_an_order_that_is_none_stays_within_its_range():
    numbers = std.vector[int](range(2_000))
    for less in (lambda a, b: True, lambda a, b: a <= b, lambda a, b: False):
        std.sort(numbers.begin(), numbers.end(), less)
        assert sorted(numbers) == list(range(2_000))
    reals = std.vector["double"]([float("nan")] * 500 + list(range(500)) + [float("nan")] * 500)
    std.sort(reals.begin(), reals.end())
    assert list(reals)[:500] == list(range(500))


def test_algorithms_tell_what_they_take(without_compiler):
    numbers = std.vector[int]([1])
    with pytest.raises(TypeError, match="--instantiate 'RESULT std::sort"):
        std.sort(std.vector["char"]().begin(), std.vector["char"]().end())
    with pytest.raises(TypeError):
        std.find(numbers.begin(), numbers.end(), "text")

    def failing(number):
        raise TypeError("mine")

    with pytest.raises(TypeError, match="^mine$"):
        std.for_each(numbers.begin(), numbers.end(), failing)
    with pytest.raises(AttributeError):
        std.no_such_algorithm


def test_algorithms_are_requested():
    header = dictionaries.TESTLIBS / "vocabulary" / "sorting.hpp"
    iterator = "std::vector<sorting::Item>::iterator"
    wanted = f"void std::sort({iterator}, {iterator})"
    folder = dictionaries.build("sorting", ["-std=c++17", "--instantiate", wanted, header], [header])
    program = (
        "import sys, cppyy_rs\ncppyy_rs.load_lib(sys.argv[1])\nfrom cppyy_rs.gbl import std, sorting\n"
        "items = sorting.items()\nstd.sort(items.begin(), items.end())\nprint([item.number for item in items])\n"
        "numbers = std.vector[int]([2, 1])\nstd.sort(numbers.begin(), numbers.end())\nprint(list(numbers))\n"
    )
    done = dictionaries.python(program, folder / "libsortingDict.so")
    assert done.stdout.split("\n")[:2] == ["[1, 2, 3]", "[1, 2]"], done.stderr


def test_data_is_a_view_of_all_elements():
    numbers = std.vector["double"]([1, 2, 3])
    view = numbers.data()
    assert isinstance(view, cppyy_rs.types.LowLevelView) and len(view) == 3 and list(view) == [1, 2, 3]
    del numbers
    gc.collect()
    assert view[2] == 3
    assert len(std.array[int, 4]().data()) == 4 and len(std.vector[int]().data()) == 0
