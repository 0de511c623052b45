"""Small results by value: they live with their proxies until their address is asked for, which nobody notices."""

import gc
import weakref

import pytest

import cppyy_rs


@pytest.fixture(scope="module")
def values(dictionary):
    dictionary("values")
    return cppyy_rs.gbl.values


def test_a_value(values):
    vector = values.vector(1, 2, 3)
    assert (vector.x, vector.y, vector.z, vector.norm2()) == (1, 2, 3, 14)
    vector.y = 5
    assert (vector.y, values.sum(vector)) == (5, 9)
    assert vector.__python_owns__
    assert type(vector) is values.Vector


def test_each_value_is_its_own(values):
    vectors = [values.vector(n, n, n) for n in range(10_000)]
    assert all(vector.x == n and vector.norm2() == 3 * n * n for n, vector in enumerate(vectors))
    for vector in vectors[::2]:
        vector.x = -1
    assert [vector.x for vector in vectors[:4]] == [-1, 1, -1, 3]
    assert len({cppyy_rs.addressof(vector) for vector in vectors}) == 10_000


def test_fields_are_read_and_written_before_and_after_the_move(values):
    vector = values.vector(1, 2, 3)
    vector.x = 10
    address = cppyy_rs.addressof(vector)
    assert (vector.x, vector.y) == (10, 2)
    vector.y = 20
    assert cppyy_rs.addressof(vector) == address
    assert (vector.x, vector.y, vector.z) == (10, 20, 3)
    assert values.Vector(vector).y == 20


def test_an_address_once_told_stays(values):
    vector = values.vector(1, 2, 3)
    values.keep(vector)
    vector.x = 7
    assert values.kept().x == 7
    assert values.kept() is vector
    other = values.vector(4, 5, 6)
    values.keep_reference(other)
    other.x = 8
    assert values.kept() is other and values.kept().x == 8
    assert cppyy_rs.addressof(other) == other.where() == other.where()


def test_methods_that_return_the_object(values):
    vector = values.vector(1, 2, 3)
    assert vector.self() is vector
    assert values.vector(1, 2, 3).itself().x == 1
    vector = values.vector(1, 2, 3)
    assert vector.itself() is vector
    vector = values.vector(1, 2, 3)
    assert vector.grow(2) is vector
    assert vector.x == 2
    assert values.vector(1, 2, 3).scaled(2).scaled(2).z == 12


def test_parts_keep_the_whole_and_share_its_memory(values):
    segment = values.segment(values.vector(1, 2, 3), values.vector(4, 5, 6))
    part = segment.to
    part.x = 40
    assert segment.to.x == 40
    segment.to.y = 50
    assert part.y == 50
    assert (list(segment.weights), segment.axis) == ([1, 2, 3], values.Axis.Y)
    segment.axis = values.Axis.Z
    assert segment.axis == values.Axis.Z
    del segment
    gc.collect()
    assert (part.x, part.y, part.z) == (40, 50, 6)


def test_ownership(values):
    vector = values.vector(1, 2, 3)
    vector.__python_owns__ = False
    values.consume(vector)
    del vector
    vector = values.vector(4, 5, 6)
    vector.__destruct__()
    with pytest.raises(ReferenceError):
        vector.x
    with pytest.raises(ReferenceError):
        vector.x = 1
    bound = cppyy_rs.bind_object(values.vector(7, 8, 9), values.Vector)
    assert (bound.x, bound.__python_owns__) == (7, True)


def test_attributes_weak_references_and_cycles(values):
    vector = values.vector(1, 2, 3)
    vector.note = vector
    reference = weakref.ref(vector)
    assert reference() is vector
    del vector
    gc.collect()
    assert reference() is None
    vector = values.vector(4, 5, 6)
    reference = weakref.ref(vector)
    del vector
    assert reference() is None
    again = values.vector(7, 8, 9)
    assert again.__dict__ == {} and weakref.getweakrefcount(again) == 0


def test_comparison(values):
    vector, other = values.vector(1, 2, 3), values.vector(1, 2, 3)
    assert vector and vector == vector and vector != other and vector != None  # noqa: E711
    assert len({vector, other}) == 2


def test_values_that_know_their_address_are_never_moved(values):
    selfish = values.selfish()
    assert selfish.knows_itself()
    cppyy_rs.addressof(selfish)
    assert selfish.knows_itself()
    owner = values.owner()
    cppyy_rs.addressof(owner)
    assert owner.part.knows_itself()


def test_large_and_aligned_values(values):
    large = values.large()
    assert large.numbers[8] == 8
    assert large.where() == large.where() == cppyy_rs.addressof(large)
    assert all(values.aligned().aligned() for _ in range(20))


def test_values_with_destructors_are_destroyed(values):
    before = values.Counted.alive
    counted = values.counted(3)
    assert (counted.number, values.Counted.alive - before) == (3, 1)
    del counted
    assert values.Counted.alive == before


def test_a_value_that_does_not_come(values):
    for _ in range(100):
        with pytest.raises(Exception, match="refused"):
            values.refuse()
    assert values.vector(1, 2, 3).norm2() == 14


def test_values_in_python_containers_of_cpp_objects(values):
    vectors = [values.vector(n, 0, 0) for n in range(10)]
    assert values.sum(max(vectors, key=lambda vector: vector.x)) == 9
    assert sum(vector.x for vector in vectors) == 45
