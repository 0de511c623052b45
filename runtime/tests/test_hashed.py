"""`hash()` of classes that C++ hashes."""

import pytest

import cppyy_rs


@pytest.fixture(scope="module")
def hashed(dictionary):
    dictionary("hashed")
    return cppyy_rs.gbl.hashed


def test_equal_objects_are_one_key(hashed):
    assert hash(hashed.Point(2, 3)) == 65
    assert {hashed.Point(1, 2): "here"}[hashed.Point(1, 2)] == "here"
    assert len({hashed.Point(1, 2), hashed.Point(1, 2), hashed.Point(2, 1)}) == 2


def test_what_a_derived_class_inherits(hashed):
    derived = hashed.Derived()
    derived.x, derived.y = 2, 3
    assert hash(derived) == hash(hashed.Point(2, 3))

    class Mine(hashed.Point):
        pass

    assert hash(Mine(2, 3)) == 65


def test_other_objects_hash_as_themselves(hashed):
    one, other = hashed.Plain(1), hashed.Plain(1)
    assert hash(one) == hash(one) == object.__hash__(one) and hash(one) != hash(other)


def test_large_hashes_and_errors(hashed):
    assert isinstance(hash(hashed.Broken(1)), int)
    with pytest.raises(cppyy_rs.gbl.std.runtime_error, match="negative"):
        hash(hashed.Broken(-1))


def test_strings_hash_as_pythons_do():
    assert hash(cppyy_rs.gbl.std.string("text")) == hash("text")
