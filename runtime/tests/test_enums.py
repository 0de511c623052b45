"""Enumerations are real Python enums that are ints and accept any value."""

import ctypes
import enum
import pickle

import pytest

import cppyy_rs


@pytest.fixture(scope="module")
def enums(dictionary):
    dictionary("enums")
    return cppyy_rs.gbl.enums


def test_an_enum_is_a_python_enum_of_ints(enums):
    assert issubclass(enums.Fruit, enum.Enum)
    assert issubclass(enums.Fruit, int)
    assert isinstance(enums.Fruit.Apple, enums.Fruit)
    assert [enums.Fruit.Apple, enums.Fruit.Banana, enums.Fruit.Cherry] == [0, 5, 6]
    assert enums.Fruit.__name__ == "Fruit"
    assert enums.Fruit.__cpp_name__ == "enums::Fruit"


def test_plain_enumerators_are_in_the_scope_too(enums):
    assert enums.Apple is enums.Fruit.Apple
    assert not hasattr(enums, "Low")
    assert cppyy_rs.gbl.GlobalTwo == 2
    assert cppyy_rs.gbl.GlobalEnum.GlobalTwo == 2


def test_it_prints_as_in_cppyy(enums):
    assert repr(enums.Fruit.Banana) == "(enums::Fruit::Banana) : (unsigned int) 5"
    assert str(enums.Fruit.Banana) == "5"
    assert repr(enums.Level.High) == "(enums::Level::High) : (unsigned char) 200"


def test_a_result_is_the_enumerator_each_time(enums):
    for _turn in range(3):
        assert enums.with_default() is enums.Cherry
        assert enums.with_default(enums.Apple) is enums.Apple
        assert enums.with_default(5) is enums.Banana
        other = enums.with_default(enums.Fruit(3))
        assert (other, type(other)) == (3, enums.Fruit)
        assert other is not enums.with_default(3)
        assert enums.raise_level(enums.Level.Low) in (enums.Level.Medium, enums.Level(2))
        assert enums.offset_value(enums.Offset.Back) == -5000000000
        assert enums.Machine.parse("x").__class__ is enums.Machine.State
        with pytest.raises((TypeError, ValueError, OverflowError)):
            enums.with_default(1 << 40)
        with pytest.raises(TypeError):
            enums.with_default("Apple")


def test_any_value_of_the_underlying_type(enums):
    both = enums.Options(enums.F1 | enums.F2)
    assert both == 3
    assert isinstance(both, enums.Options)
    assert enums.option_bits(both) == 3
    assert enums.option_bits(enums.F1 | enums.F3) == 5
    assert enums.Level(77) == 77
    for value in (256, -1):
        with pytest.raises(ValueError):
            enums.Level(value)


def test_sized_enums_hold_their_extremes(enums):
    assert enums.Offset.Back == -5000000000
    assert enums.offset_value(enums.Offset.Forth) == 5000000000
    assert enums.Top == 2**64 - 1


def test_duplicate_names_are_kept(enums):
    assert enums.Odd.First == enums.Odd.Same == 1
    assert {"First", "Same"} <= set(dir(enums.Odd))


def test_reserved_names_are_kept(enums):
    assert getattr(enums.Odd, "None") == 2
    assert getattr(enums.Odd, "True") == 3
    assert enums.Odd.class_ == 4
    assert getattr(enums.Odd, "mro") == 5
    assert getattr(enums.Odd, "name") == 6
    assert getattr(enums.Odd, "value") == 7


def test_enumerators_cannot_be_assigned(enums):
    with pytest.raises((TypeError, AttributeError)):
        enums.Fruit.Apple = 3
    assert enums.Fruit.Apple == 0


def test_anonymous_enums_are_constants(enums):
    assert (enums.Anonymous, enums.AnotherOne) == (17, 18)
    assert enums.Machine.MaxParts == 64


def test_arguments_and_results(enums):
    assert enums.next(enums.Apple) is enums.Fruit.Banana
    assert isinstance(enums.next(enums.Apple), enums.Fruit)
    assert enums.value_of(enums.Cherry) == 6
    assert enums.raise_level(enums.Level.Low) == enums.Level.Medium
    assert isinstance(enums.raise_level(enums.Level.Low), enums.Level)
    assert enums.with_default() == enums.Cherry
    assert enums.is_high(enums.Level.High)


def test_an_int_is_accepted_where_an_enum_is_wanted(enums):
    assert enums.value_of(5) == 5
    with pytest.raises(TypeError):
        enums.value_of("Apple")
    with pytest.raises(TypeError):
        enums.value_of(1.5)
    with pytest.raises(ValueError):
        enums.value_of_level(300)


def test_enums_over_characters_and_truth_values_are_ints_too(enums):
    assert enums.Letter.A == ord("a")
    assert enums.Truth.Yes == 1
    assert isinstance(enums.Letter.B, int)


def test_nested_enums_and_members(enums):
    machine = enums.Machine()
    assert machine.state == enums.Machine.Stopped
    machine.state = enums.Machine.Running
    assert machine.get_state() == enums.Machine.State.Running
    machine.set_state(enums.Machine.Stopped)
    assert machine.state == 0
    machine.speed = enums.Machine.Speed.Fast
    assert machine.speed == 30
    assert enums.Machine.parse("running") == enums.Machine.Running


def test_variables_of_enum_type(enums):
    assert enums.favourite == enums.Banana
    enums.favourite = enums.Apple
    assert enums.favourite == enums.Apple
    enums.favourite = enums.Banana


def test_out_parameters(enums):
    by_reference = ctypes.c_uint(0)
    enums.set_through(by_reference)
    assert by_reference.value == enums.Cherry
    by_pointer = ctypes.c_ubyte(0)
    enums.set_level_through(by_pointer)
    assert by_pointer.value == enums.Level.High


def test_hash_and_dict_keys(enums):
    assert {enums.Apple: "a", enums.Banana: "b"}[enums.Fruit.Banana] == "b"
    assert {0: "zero"}[enums.Apple] == "zero"


def test_enums_pickle(enums):
    assert pickle.loads(pickle.dumps(enums.Fruit.Cherry)) is enums.Fruit.Cherry


def test_iteration_gives_the_enumerators(enums):
    assert [int(each) for each in enums.Fruit] == [0, 5, 6]
    assert len(enums.Fruit) == 3
