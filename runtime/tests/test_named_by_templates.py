"""Literal operators by their C++ names; friends of class templates that are called as members; nested classes."""

import pytest

import cppyy_rs


@pytest.fixture(scope="module")
def literals(dictionary):
    dictionary("literals")
    return cppyy_rs.gbl.literals


def test_literal_operators_are_called_by_their_names(literals):
    text = getattr(literals, 'operator""_text')
    assert str(text("text", 4).value) == "text" and str(text("text", 2).value) == "te"
    assert text is getattr(literals.operators, 'operator""_text') or text("x", 1).value == "x"
    assert getattr(literals, 'operator""_km')(2.5) == 2500
    assert getattr(literals, 'operator""_twice')(21) == 42
    assert getattr(literals, 'operator""_code')("a") == 97
    with pytest.raises(TypeError):
        text("text")


def test_friends_that_are_called_as_members(literals):
    a, b = literals.SwappedInt(1), literals.SwappedInt(2)
    literals.swap(a, b)
    assert (a.value, b.value) == (2, 1)
    a.swap(b)
    assert (a.value, b.value) == (1, 2)
    assert literals.plus(a, 4) == 5


def test_public_classes_inside_of_instances(literals):
    shared = literals.shared()
    counted = shared.counted()
    assert counted.count() == 0 and counted.__preinc__() == 1 and shared.counted().count() == 1
    cls = getattr(type(shared), "__Counted")
    assert type(counted) is cls and cls().count() == 0


def test_private_ones_are_not_bound(literals):
    assert not hasattr(literals.Shared["literals::Text"], "Hidden")
