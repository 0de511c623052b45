"""Enumerations beside numbers: enumerators prefer their own enumeration, numbers prefer numbers."""

import pytest

import cppyy_rs


@pytest.fixture(scope="module")
def ranks(dictionary):
    dictionary("ranks")
    return cppyy_rs.gbl.ranks


def test_enumerators_prefer_their_own_enumeration(ranks):
    assert ranks.both(ranks.square) == "Shape"
    assert ranks.two(ranks.square) == "Shape"
    assert ranks.two(ranks.large) == "Size"
    assert ranks.real(ranks.circle) == "Shape"
    assert ranks.scoped(ranks.Side.right) == "Side"
    assert ranks.constant(ranks.square) == "Shape"
    assert ranks.letters(ranks.Letter.b) == "Letter"


def test_numbers_prefer_numbers(ranks):
    for _ in range(3):
        assert ranks.both(1) == "int"
        assert ranks.real(1) == "double"
        assert ranks.scoped(1) == "int"
        assert ranks.constant(1) == "int"
        assert ranks.letters("b") == "char"


def test_calls_in_turn_mean_what_each_means_alone(ranks):
    calls = [(1, "int"), (ranks.square, "Shape"), (ranks.small, "int"), (True, "int"), (ranks.circle, "Shape"), (7, "int")]
    for value, expected in calls * 3:
        assert ranks.both(value) == expected


def test_enumerators_of_others_are_promoted_to_int(ranks):
    assert ranks.both(ranks.small) == "int"
    assert ranks.numbers(ranks.square) == "int"
    assert ranks.numbers(ranks.Letter.a) == "int"


def test_what_has_no_other_place_takes_a_number(ranks):
    assert ranks.only(1) == 1
    assert ranks.only(ranks.square) == 1
    assert ranks.two(1) in ("Shape", "Size")


def test_numbers_do_not_convert_by_way_of_an_enumeration(ranks):
    assert ranks.how(ranks.square) == "Shape"
    assert ranks.how(7) == "T"
    assert ranks.how(2.5) == "T"
    assert ranks.how_guarded(ranks.square) == "Shape"
    for value in (7, 2.5):
        with pytest.raises(TypeError):
            ranks.how_guarded(value)


def test_a_template_alone_needs_a_compiler(ranks, without_compiler):
    assert ranks.how(ranks.square) == "Shape"
    with pytest.raises(TypeError):
        ranks.how(["no", "list", "that", "was", "compiled"])
