"""What C++ makes of an argument, and what that refers to, live until the call has ended."""

import collections
import gc

import pytest

import cppyy_rs


@pytest.fixture(scope="module")
def temporaries(dictionary):
    dictionary("temporaries")
    return cppyy_rs.gbl.temporaries


# Too long for the place that a std::string has in itself, where what was there might be found by luck.
LONG = "a text of more characters than a string holds in place, number %d"


def test_a_view_of_a_text_is_good_as_long_as_the_call(temporaries):
    for number in range(100):
        text = LONG % number
        assert temporaries.text(text) == text
        assert temporaries.copied(text) == text


def test_so_are_those_of_a_containers_elements(temporaries):
    texts = [LONG % number for number in range(10)]
    assert temporaries.joined(texts) == "".join(texts)


def test_what_a_temporary_alone_owns_lives_as_long_as_the_result_that_is_a_part_of_it(temporaries):
    text = temporaries.held(LONG % 1)
    other = temporaries.held(LONG % 2)
    assert temporaries.Text.alive == 2
    assert (text.text, other.text) == (LONG % 1, LONG % 2)
    del text, other
    gc.collect()
    assert temporaries.Text.alive == 0


# What the first conversion of such values finds is remembered: the second and third must find the same.
TURNS = range(3)


@pytest.mark.parametrize("take", ["spot", "spot_there"])
def test_a_tuple_means_the_constructor_of_its_items(temporaries, take):
    take = getattr(temporaries, take)
    for turn in TURNS:
        assert take((turn, 2)) == f"ints {turn} 2"
        assert take((1.5, 2)) == "doubles 1.5 2"
        assert take((2, 1.5)) == "doubles 2 1.5"
        assert take((LONG % turn, 3)) == f"{LONG % turn} {len(LONG % turn)} 3"
        assert take(("é\udcff", 3)) == "é\udcff 3 3"
    assert temporaries.Spot.alive == 0


def test_so_do_tuples_in_a_list(temporaries):
    expected = "ints 1 2;doubles 0.5 1;ints 3 4;ab 2 5;"
    for _turn in TURNS:
        assert temporaries.spots([(1, 2), (0.5, 1), (3, 4), ("ab", 5)]) == expected
        assert temporaries.spots(((1, 2), (0.5, 1), (3, 4), ("ab", 5))) == expected
    assert temporaries.Spot.alive == 0


def test_a_number_that_does_not_fit_means_another_constructor(temporaries):
    large = 1 << 40
    for _turn in TURNS:
        assert temporaries.spots([(1, 2), (large, 2)]) == "ints 1 2;doubles 1.09951e+12 2;"
    with pytest.raises(TypeError):
        temporaries.spots([(1, 2), (10**400, 2)])
    assert temporaries.sum([1, 2, -3]) == 0
    for value in (200, "ab"):
        with pytest.raises(TypeError, match="item 1"):
            temporaries.sum([1, value])
    assert temporaries.sum([1, 127, True]) == 129


def test_what_a_constructor_throws_ends_the_call(temporaries):
    for _turn in TURNS:
        assert temporaries.spots([(1, 2)]) == "ints 1 2;"
        with pytest.raises(cppyy_rs.gbl.std.out_of_range, match="no spot there"):
            temporaries.spots([(1, 2), (-1, 0)])
        with pytest.raises(cppyy_rs.gbl.std.out_of_range, match="no spot there"):
            temporaries.spot((-1, 0))
    assert temporaries.Spot.alive == 0


def test_an_explicit_constructor_converts_nothing(temporaries):
    for _turn in TURNS:
        assert temporaries.Spot(True).of == "a bool"
        for value in (True, (True,), [True]):
            with pytest.raises(TypeError):
                temporaries.spot(value)
        with pytest.raises(TypeError, match="item 1"):
            temporaries.spots([(1, 2), (True,)])
    gc.collect()
    assert temporaries.Spot.alive == 0


def test_a_subclass_of_tuple_is_one(temporaries):
    pair = collections.namedtuple("pair", "x y")
    for _turn in TURNS:
        assert temporaries.spots([(1, 2), pair(3, 4)]) == "ints 1 2;ints 3 4;"


def test_what_users_say_of_constructors_holds_for_conversions(temporaries):
    assert temporaries.spots([(1, 2)]) == "ints 1 2;"
    constructor = temporaries.Spot.__init__
    constructor.__release_gil__ = True
    try:
        for _turn in TURNS:
            assert temporaries.spots([(1, 2)]) == "ints 1 2;"
    finally:
        constructor.__release_gil__ = False
    assert temporaries.Spot.alive == 0


@pytest.mark.parametrize("text", ["", "ab", "é", "a\0b", LONG % 1, b"bytes", "\udcff"])
def test_objects_are_made_of_texts(temporaries, text):
    size = len(text if isinstance(text, bytes) else text.encode(errors="surrogateescape"))
    for turn in TURNS:
        made = temporaries.Spot(text, turn)
        assert (made.x, made.y) == (size, turn)
    del made
    gc.collect()
    assert temporaries.Spot.alive == 0


def test_lists_for_calls_that_make_something(temporaries):
    alive = temporaries.Text.alive
    for _ in range(3):
        assert list(temporaries.doubled([1, 2])) == [2, 4]
        assert list(temporaries.doubled(temporaries.doubled((3,)))) == [12]
        with pytest.raises(TypeError, match="item 0"):
            temporaries.doubled(["x"])
        assert temporaries.spelled(["a", "bc"]).text == "abc"
        with pytest.raises(cppyy_rs.gbl.std.out_of_range, match="no words"):
            temporaries.spelled([])
        assert temporaries.Text.alive == alive


def test_a_list_of_which_a_result_is_a_part(temporaries):
    for _ in range(3):
        same = temporaries.same([1, 2, 3])
        gc.collect()
        temporaries.doubled([7] * 3)
        assert list(same) == [1, 2, 3]


def test_lists_for_methods_of_a_base_that_lies_elsewhere(temporaries):
    second, both = temporaries.Second(), temporaries.Both()
    for _ in range(3):
        assert second.sum_from([1, 2]) == both.sum_from([1, 2]) == 13
        assert temporaries.Second.sum_from(both, [1, 2]) == temporaries.Both.sum_from(both, (3,)) == 13
        assert both.sum_from(temporaries.doubled([1])) == 12
