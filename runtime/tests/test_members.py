"""Data members of classes, variables of namespaces, macro constants."""

import ctypes

import pytest

import cppyy_rs


@pytest.fixture(scope="module")
def members(dictionary):
    dictionary("members")
    return cppyy_rs.gbl.members


BUILTINS = [
    # name, first value, another value, values out of range or of the wrong type with the error
    ("truth", True, False, [(2, ValueError)]),
    ("letter", "a", "z", [("ab", ValueError), (1.5, TypeError)]),
    ("signed_letter", "b", "y", [("ab", ValueError)]),
    ("unsigned_letter", "c", "x", [("ab", ValueError)]),
    ("tiny", -8, 127, [(128, ValueError), (-129, ValueError)]),
    ("byte", 200, 255, [(256, ValueError), (-1, ValueError)]),
    ("small", -300, 32767, [(32768, ValueError), (1.5, TypeError)]),
    ("unsigned_small", 60000, 65535, [(65536, ValueError), (-1, ValueError)]),
    ("integer", -70000, 2**31 - 1, [(2**31, ValueError), (0.5, TypeError), ("1", TypeError), (None, TypeError)]),
    ("unsigned_integer", 4000000000, 2**32 - 1, [(2**32, ValueError), (-1, ValueError)]),
    ("big", -5000000000, 2**63 - 1, [(2**63, (ValueError, OverflowError))]),
    ("unsigned_big", 5000000000, 2**64 - 1, [(2**64, (ValueError, OverflowError)), (-1, ValueError)]),
    ("huge", -9000000000000000000, -(2**63), [(-(2**63) - 1, (ValueError, OverflowError))]),
    ("unsigned_huge", 18000000000000000000, 0, [(-1, ValueError)]),
    ("single", 0.5, 1.25, [("1", TypeError)]),
    ("real", 0.25, 1e300, [("1", TypeError), (None, TypeError)]),
    ("wide", "w", "\u20ac", [("ab", ValueError)]),
    ("utf16", "\u00e4", "\u20ac", [("ab", ValueError)]),
    ("utf32", "\U0001f600", "a", [("ab", ValueError)]),
]


@pytest.mark.parametrize("name, first, other, wrong", BUILTINS, ids=[row[0] for row in BUILTINS])
def test_builtin_members(members, name, first, other, wrong):
    record = members.Builtins()
    assert getattr(record, name) == first
    assert type(getattr(record, name)) is type(first)
    setattr(record, name, other)
    assert getattr(record, name) == other
    for value, error in wrong:
        with pytest.raises(error):
            setattr(record, name, value)
        assert getattr(record, name) == other


def test_an_integer_goes_into_a_floating_point_member(members):
    record = members.Builtins()
    record.real = 3
    assert record.real == 3.0


def test_const_members_are_read_only(members):
    record = members.Record()
    assert record.constant == 2
    with pytest.raises(TypeError, match="assignment to const data not allowed"):
        record.constant = 3
    with pytest.raises(TypeError, match="assignment to const data not allowed"):
        record.fixed_inner = members.Inner(1)
    assert (record.constant, record.fixed_inner.value) == (2, 22)


def test_members_cannot_be_deleted(members):
    with pytest.raises((TypeError, AttributeError)):
        del members.Record().plain


def test_class_typed_members_are_references_into_the_object(members):
    record = members.Record()
    record.inner.value = 5
    assert record.inner_value() == 5
    assert record.inner is record.inner
    record.inner = members.Inner(6)
    assert record.inner_value() == 6
    with pytest.raises(TypeError):
        record.inner = "no Inner"


def test_a_member_keeps_its_object_alive(members):
    inner = members.Record().inner
    assert inner.value == 21


def test_pointer_members(members):
    record = members.Record()
    assert not record.pointer
    target = members.Inner(8)
    record.pointer = target
    assert record.pointed_value() == 8
    assert record.pointer is target
    record.pointer = cppyy_rs.nullptr
    assert record.pointed_value() == -1
    with pytest.raises(TypeError):
        record.pointer = None


def test_text_members(members):
    record = members.Record()
    assert record.text == "literal"
    record.text = "made " + "in Python"
    assert record.get_text() == "made in Python"
    assert record.name == "record"
    record.name = "renamed \u00e4"
    assert record.name == "renamed \u00e4"


def test_address_and_number_pointer_members(members):
    record = members.Record()
    assert not record.address
    assert not record.number_pointer
    number = ctypes.c_int(17)
    record.number_pointer = ctypes.pointer(number)
    assert record.number_pointer[0] == 17
    record.number_pointer[0] = 18
    assert number.value == 18


def test_static_members_through_class_and_object(members):
    members.Record.count = 40
    assert members.Record.get_count() == 40
    record = members.Record()
    assert record.count == members.Record.count == 41
    record.count = 50
    assert members.Record.get_count() == 50
    with pytest.raises((TypeError, ValueError)):
        members.Record.count = "many"
    assert members.Record.count == 50


def test_static_constants(members):
    assert members.Record.limit == 99
    assert members.Record.ratio == 1.5
    assert members.Record.motto == "per aspera"
    for name, value in [("limit", 1), ("ratio", 1.0), ("motto", "x")]:
        with pytest.raises(TypeError, match="assignment to const data not allowed"):
            setattr(members.Record, name, value)


def test_static_class_typed_members(members):
    members.Record.shared.value = 56
    assert members.Record.shared.value == 56


def test_class_access_of_an_instance_member(members):
    with pytest.raises(AttributeError):
        members.Record.plain


def test_private_and_protected_members_are_not_there(members):
    record = members.Record()
    for name in ("guarded", "hidden"):
        with pytest.raises(AttributeError):
            getattr(record, name)


def test_arrays(members):
    arrays = members.Arrays()
    assert list(arrays.numbers) == [1, 2, 3, 4, 5]
    arrays.numbers[2] = 30
    assert arrays.total() == 42
    assert len(arrays.numbers) == 5
    assert arrays.numbers.shape == (5,)
    with pytest.raises(IndexError):
        arrays.numbers[5]
    with pytest.raises(IndexError):
        arrays.numbers[5] = 1
    assert arrays.matrix[1][2] == 6.0
    assert arrays.matrix[1, 2] == 6.0
    arrays.matrix[0][1] = -2.0
    assert [list(row) for row in arrays.matrix] == [[1.0, -2.0, 3.0], [4.0, 5.0, 6.0]]
    assert [arrays.inners[0].value, arrays.inners[1].value] == [1, 2]
    assert not arrays.none


def test_whole_array_assignment(members):
    import array

    arrays = members.Arrays()
    arrays.numbers = array.array("i", [5, 4, 3, 2, 1])
    assert list(arrays.numbers) == [5, 4, 3, 2, 1]
    with pytest.raises(ValueError):
        arrays.numbers = array.array("i", range(6))
    with pytest.raises(TypeError):
        arrays.numbers = array.array("d", [1.0] * 5)
    assert list(arrays.numbers) == [5, 4, 3, 2, 1]
    with pytest.raises(TypeError, match="const"):
        arrays.constants = array.array("i", [1, 2, 3])


def test_character_arrays_are_text(members):
    arrays = members.Arrays()
    assert str(arrays.buffer) == "seven"
    arrays.buffer = "eight"
    assert str(arrays.buffer) == "eight"


def test_arrays_are_buffers(members):
    arrays = members.Arrays()
    view = memoryview(arrays.numbers)
    view[0] = 100
    assert arrays.numbers[0] == 100


def test_bit_fields(members):
    flags = members.Flags()
    assert (flags.low, flags.middle, flags.negative, flags.on, flags.wide) == (1, 2, -3, True, 1 << 35)
    flags.low, flags.middle = 7, 31
    assert flags.packed() == 255
    flags.negative = -8
    flags.on = False
    assert (flags.low, flags.middle, flags.negative, flags.on) == (7, 31, -8, False)
    for name, value in [("low", 8), ("low", -1), ("middle", 32), ("negative", 8), ("negative", -9)]:
        with pytest.raises(ValueError):
            setattr(flags, name, value)
    assert flags.packed() == 255


def test_unions(members):
    number = members.Number()
    number.real = 1.0
    assert number.integer == 0x3F800000
    assert bytes(memoryview(number.bytes)) == b"\x00\x00\x80\x3f"
    assert cppyy_rs.sizeof(members.Number) == 4


def test_members_of_anonymous_unions_and_structs(members):
    variant = members.Variant()
    assert variant.integer == 11
    variant.real = 0.0
    variant.first, variant.second = 1, 2
    assert variant.integer == 1 + (2 << 16)


def test_a_member_of_an_unnamed_type(members):
    unnamed = members.Unnamed()
    assert (unnamed.position.x, unnamed.position.y) == (5, 6)
    unnamed.position.x = 50
    assert unnamed.position.x == 50


def test_reference_members(members):
    owner = members.Owner()
    references = owner.references()
    assert references.number == 31
    references.number = 310
    assert owner.number == 310
    references.inner.value = 320
    assert owner.inner.value == 320
    assert references.constant == 310
    with pytest.raises(TypeError, match="const"):
        references.constant = 1


def test_namespace_variables(members):
    assert members.global_counter == 5
    members.global_counter = 6
    assert members.read_global_counter() == 6
    with pytest.raises((TypeError, ValueError)):
        members.global_counter = "seven"
    assert members.read_global_counter() == 6
    members.global_counter = 5
    assert members.global_ratio == 1.25
    assert members.global_text == "global text"
    assert members.global_inner.value == 66
    assert members.global_pointer is members.global_inner
    assert list(members.global_numbers) == [10, 20, 30, 40]
    assert members.global_letter == "g"


def test_namespace_strings(members):
    assert members.global_name == "global"
    members.global_name = "other"
    assert members.read_global_name() == "other"
    members.global_name = "global"


def test_namespace_constants(members):
    assert members.global_limit == 500
    assert members.constexpr_value == 123456789012
    assert members.static_value == 77
    with pytest.raises(TypeError, match="assignment to const data not allowed"):
        members.global_limit = 1
    assert members.global_limit == 500


def test_an_inline_variable_is_one_in_library_and_dictionary(members):
    members.inline_counter = 13
    assert members.read_inline_counter() == 13
    members.inline_counter = 12


def test_variables_at_global_scope(members):
    assert cppyy_rs.gbl.members_global == 1000
    cppyy_rs.gbl.members_global = 1001
    assert cppyy_rs.gbl.read_members_global() == 1001
    cppyy_rs.gbl.members_global = 1000


def test_macro_constants(members):
    gbl = cppyy_rs.gbl
    assert gbl.MEMBERS_VERSION == 3
    assert gbl.MEMBERS_RATIO == 2.5
    assert gbl.MEMBERS_NAME == "members"
    assert gbl.MEMBERS_MASK == 19
    assert gbl.MEMBERS_NEGATIVE == -6
    assert gbl.MEMBERS_DERIVED == 30
    for name in ("MEMBERS_FUNCTION", "MEMBERS_NOTHING"):
        assert not hasattr(gbl, name)


def test_the_address_of_a_member(members):
    record = members.Record()
    assert cppyy_rs.addressof(record, "plain") > 0
    record.plain = 77
    assert ctypes.c_int.from_address(cppyy_rs.addressof(record, "plain")).value == 77


def test_sizes(members):
    assert cppyy_rs.sizeof(members.Inner) == 4
    assert cppyy_rs.sizeof("double") == 8
    assert cppyy_rs.sizeof(members.Inner(1)) == 4
