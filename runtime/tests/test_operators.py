"""C++ operators as Python's: members, friends, free ones, conversions, calls, subscripts."""

import operator

import pytest

import cppyy_rs


@pytest.fixture(scope="module")
def ops(dictionary):
    dictionary("operators")
    return cppyy_rs.gbl.operators


@pytest.mark.parametrize(
    "python, left, right, expected",
    [
        (operator.add, (1, 2), (3, 4), (4, 6)),
        (operator.sub, (1, 2), (3, 4), (-2, -2)),
        (operator.mul, (1, 2), 2.0, (2, 4)),
        (operator.truediv, (1, 2), 2.0, (0.5, 1)),
    ],
)
def test_members(ops, python, left, right, expected):
    other = ops.Vector2(*right) if isinstance(right, tuple) else right
    result = python(ops.Vector2(*left), other)
    assert type(result) is ops.Vector2
    assert (result.x, result.y) == expected


def test_unary(ops):
    vector = ops.Vector2(1, 2)
    assert (-vector).x == -1
    assert (+vector).y == 2
    assert (~ops.Bits(5)).value == ~5
    with pytest.raises(NotImplementedError, match="operator~"):
        ~vector


def test_assigning_operators_change_the_object_itself(ops):
    vector = same = ops.Vector2(1, 2)
    vector += ops.Vector2(3, 4)
    vector -= ops.Vector2(1, 1)
    vector *= 2.0
    assert vector is same
    assert (vector.x, vector.y) == (6, 10)


def test_assignment_falls_back_to_the_plain_operator(ops):
    vector = before = ops.Vector2(2, 4)
    vector /= 2.0
    assert vector is not before
    assert (vector.x, vector.y) == (1, 2)
    assert (before.x, before.y) == (2, 4)


def test_friends_and_free_operators(ops):
    left, right = ops.Vector2(1, 2), ops.Vector2(3, 4)
    assert left ^ right == 1 * 4 - 2 * 3
    assert left | right == 11


def test_the_reflected_form_of_a_friend(ops):
    result = 3.0 * ops.Vector2(1, 2)
    assert (result.x, result.y) == (3, 6)
    with pytest.raises(NotImplementedError, match="operator-"):
        3.0 - ops.Vector2(1, 2)


def test_an_operator_that_does_not_take_the_operand(ops):
    with pytest.raises(TypeError):
        ops.Vector2() * "text"
    with pytest.raises(NotImplementedError, match="operator%"):
        ops.Vector2() % 2


def test_the_right_operand_may_know_the_operator(ops):
    class Scale:
        def __rmod__(self, left):
            return "reflected", left

    vector = ops.Vector2()
    assert vector % Scale() == ("reflected", vector)


def test_comparison(ops):
    small, large = ops.Vector2(1, 1), ops.Vector2(2, 2)
    assert small < large and large > small and small <= large and large >= small
    assert not large < small
    assert small == ops.Vector2(1, 1)
    assert small != large
    assert not small == "text"
    assert small != None  # noqa: E711
    with pytest.raises(TypeError):
        small < "text"


def test_operators_of_the_namespace_take_what_converts(ops):
    symbolic = ops.symbolic
    one, two = symbolic.Symbol(1), symbolic.Symbol(2)

    def told(relation):
        return relation.sign, relation.left, relation.right

    assert told(one == two) == ("=", 101, 102)
    assert told(one == 5) == ("=", 101, 5)
    assert told(5 == one)[0] == "="
    assert told(one == 0) == ("=", 101, 0) and told(one != 0) == ("!", 101, 0)
    assert told(one != two) == ("!", 101, 102)
    assert told(one < two) == ("<", 101, 102)
    assert told(symbolic.Expression(3) == one) == ("=", 3, 101)
    assert (one * two).value == 101 * 102 and (3 * one).value == (one * 3).value == 303
    with pytest.raises(TypeError):
        "text" * one
    assert (one == "text") is False and (one != "text") is True
    with pytest.raises(NotImplementedError, match="operator<="):
        one <= two


def test_without_operators_equality_is_identity(ops):
    one, other = ops.Plain(), ops.Plain()
    assert one == one
    assert one != other
    assert one == cppyy_rs.bind_object(cppyy_rs.addressof(one), ops.Plain)
    with pytest.raises(NotImplementedError):
        one < other


def test_null_equals_none_and_nullptr(ops):
    null = cppyy_rs.bind_object(cppyy_rs.nullptr, ops.Plain)
    assert null == None and null == cppyy_rs.nullptr  # noqa: E711
    assert not null
    assert ops.Plain() != None and ops.Plain() != 0 and null == 0  # noqa: E711


def test_bitwise(ops):
    twelve, ten = ops.Bits(12), ops.Bits(10)
    results = [twelve & ten, twelve | ten, twelve ^ ten, twelve << 2, twelve >> 2, twelve % 5]
    assert [result.value for result in results] == [8, 14, 6, 48, 3, 2]
    twelve &= ten
    twelve |= ops.Bits(1)
    twelve ^= ops.Bits(2)
    twelve <<= 3
    twelve >>= 1
    twelve %= 32
    twelve /= 2
    assert twelve.value == 6


def test_increments_and_assignment_have_names(ops):
    bits = ops.Bits(5)
    assert bits.__preinc__().value == 6
    assert bits.__postinc__().value == 6
    assert bits.value == 7
    assert bits.__predec__().value == 6
    assert bits.__postdec__().value == 6
    assert bits.value == 5
    bits.__assign__(11)
    assert bits.value == 11


def test_conversions(ops):
    number = ops.Number(3.75)
    assert int(number) == 3
    assert float(number) == 3.75
    assert bool(number)
    assert not ops.Number(0)
    assert str(ops.Text("converted")) == "converted"


def test_subscripts(ops):
    table = ops.Table(3, 2)
    table[0] = 1.5
    table[-1] = 2.5
    assert table[0] == 1.5
    assert table[5] == 2.5
    table[2, 1] = 3.5
    assert table[2, 1] == table(2, 1) == table[5] == 3.5
    assert len(table) == 6
    assert list(table) == [1.5, 0, 0, 0, 0, 3.5]
    for outside in (6, -7):
        with pytest.raises(IndexError):
            table[outside]
        with pytest.raises(IndexError):
            table[outside] = 1.0


def test_subscripts_by_text(ops):
    registry = ops.Registry()
    registry["key"] = "value"
    assert registry["key"] == "value"
    assert registry["other"] == ""


def test_calls(ops):
    multiply = ops.Multiplier()
    assert multiply(4) == 12
    assert multiply("ab") == "ababab"
    multiply.factor = 2
    assert multiply(4) == 8


def test_pointer_like_classes(ops):
    handle = ops.Handle()
    assert handle.__deref__().x == 1
    assert handle.__follow__().y == 2
    assert handle.x == 1
    with pytest.raises(AttributeError, match="nothing"):
        handle.nothing


def test_operator_new_and_delete_are_used(ops):
    before = ops.Pooled.allocations, ops.Pooled.deallocations
    pooled = ops.Pooled()
    assert ops.Pooled.allocations == before[0] + 1
    pooled.__destruct__()
    assert ops.Pooled.deallocations == before[1] + 1


def test_operators_of_the_standard_library_that_are_templates():
    """No dictionary has them before they are asked for."""
    std = cppyy_rs.gbl.std
    now, second = std.chrono.system_clock.now(), std.chrono.seconds(1)
    before, after = now - second, now + second
    assert before < now < after and (after - before) / second == 2
    with pytest.raises(NotImplementedError, match=r"no operator\^ takes"):
        now ^ second


def test_a_class_keeps_its_operators_where_its_base_gets_pythons():
    cppyy_rs.cppdef(
        """
        namespace operators_of_bases {
        struct Base { int value = 0; };
        struct Equal : Base { bool operator==(const Equal&) const { return true; } };
        struct Unequal : Base { bool operator!=(const Unequal&) const { return true; } };
        }
        """
    )
    own = cppyy_rs.gbl.operators_of_bases
    own.Base.__eq__ = lambda self, other: False
    own.Base.__ne__ = lambda self, other: False
    assert own.Equal() == own.Equal() and own.Unequal() != own.Unequal()
    assert not own.Base() == own.Base() and not own.Unequal() == own.Unequal()
