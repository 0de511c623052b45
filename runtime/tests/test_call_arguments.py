"""Every kind of argument that a quick way might take for another one, and what is said of wrong ones.

test_fallbacks.py runs this file again with each fast way switched off.
"""

import enum
import gc
import math
import sys

import pytest

import cppyy_rs

WARM = 200


@pytest.fixture(scope="module")
def calls(dictionary):
    dictionary("calls")
    return cppyy_rs.gbl.calls


@pytest.fixture
def widget(calls):
    return calls.Widget(7)


class Integer(int):
    """No exact int, and its own arithmetic must not matter."""

    def __index__(self):
        raise AssertionError("an int is its own index")

    def __add__(self, other):
        return "added"


class Index:
    def __index__(self):
        return 21


class Real(float):
    def __float__(self):
        raise AssertionError("a float is its own value")


class Text(str):
    def __str__(self):
        return "other"

    def encode(self, *_):
        return b"other"


class Number(enum.IntEnum):
    SEVEN = 7


INT_MAX, LONG_MAX, ULONG_MAX = (1 << 31) - 1, (1 << 63) - 1, (1 << 64) - 1
# Around the sizes at which CPython stores an int in another way.
BOUNDARIES = sorted(
    {
        sign * (1 << bits) + delta
        for sign in (1, -1)
        for bits in (0, 5, 8, 15, 29, 30, 31, 60, 62)
        for delta in (-1, 0, 1)
    }
)


def test_integers_of_every_size(widget):
    for number in BOUNDARIES:
        assert widget.wide(number) == number
        if abs(number) <= INT_MAX // 2:
            assert widget.twice(number) == 2 * number
        if number >= 0:
            assert widget.large(number) == number
    for number in (LONG_MAX, -LONG_MAX - 1):
        assert widget.wide(number) == number
    assert widget.large(ULONG_MAX) == ULONG_MAX


@pytest.mark.parametrize(
    "method, number",
    [
        ("twice", INT_MAX + 1),
        ("twice", -INT_MAX - 2),
        ("twice", 1 << 40),
        ("twice", 1 << 80),
        ("wide", LONG_MAX + 1),
        ("wide", -LONG_MAX - 2),
        ("wide", 1 << 200),
        ("large", ULONG_MAX + 1),
        ("large", -1),
        ("large", -(1 << 80)),
        ("tiny", 128),
        ("tiny", -129),
        ("negated", 2),
        ("negated", -1),
    ],
)
def test_integers_out_of_range(widget, method, number):
    for _ in range(20):
        with pytest.raises(ValueError):
            getattr(widget, method)(number)


def test_what_is_an_integer(calls, widget):
    for _ in range(WARM):
        assert widget.twice(Integer(4)) == 8
        assert widget.twice(True) == 2 and widget.twice(False) == 0
        assert widget.twice(Number.SEVEN) == 14
        assert widget.twice(Index()) == 42
    for wrong in (1.0, "1", None, [], 1j, b"1", calls.Widget(1), int):
        with pytest.raises(TypeError):
            widget.twice(wrong)


def test_what_is_a_bool(widget):
    for _ in range(WARM):
        assert widget.negated(True) is False and widget.negated(0) is True
        assert widget.negated(Integer(1)) is False
    for wrong in (1.0, "True", None, []):
        with pytest.raises(TypeError):
            widget.negated(wrong)


def test_what_is_a_float(widget):
    for _ in range(WARM):
        assert widget.halved(5.0) == 2.5 and widget.halved(5) == 2.5
        assert widget.halved(Real(5.0)) == 2.5 and widget.halved(Number.SEVEN) == 3.5
    assert math.isnan(widget.halved(math.nan)) and widget.halved(math.inf) == math.inf
    assert math.copysign(1, widget.halved(-0.0)) == -1
    assert widget.halved(1 << 60) == float(1 << 59)
    assert widget.single(0.1) != 0.1 and abs(widget.single(0.1) - 0.1) < 1e-8
    for wrong in ("1.0", None, [], 1j):
        with pytest.raises(TypeError):
            widget.halved(wrong)
    with pytest.raises((OverflowError, ValueError, TypeError)):
        widget.halved(10**400)


def test_numpy_scalars(widget):
    numpy = pytest.importorskip("numpy")
    for _ in range(WARM):
        assert widget.halved(numpy.float64(5)) == 2.5 and widget.halved(numpy.float32(5)) == 2.5
        assert widget.twice(numpy.int32(4)) == 8 and widget.wide(numpy.int64(1 << 40)) == 1 << 40
        assert widget.large(numpy.uint64(ULONG_MAX)) == ULONG_MAX
        assert widget.negated(numpy.bool_(True)) is False
    with pytest.raises(TypeError):
        widget.twice(numpy.float64(4))
    with pytest.raises(ValueError):
        widget.twice(numpy.int64(1 << 40))


TEXTS = ["", "a", "a" * 15, "a" * 16, "a" * 1000, "nul\0inside", "\0", "é", "\xff" * 40, "€uro", "😀", "a😀" * 50]


@pytest.mark.parametrize("text", TEXTS)
def test_texts(widget, text):
    for _ in range(20):
        assert widget.greet(text) == "hello " + text
        assert widget.label(text) == text
        assert widget.length(text) == len(text.encode())
        assert widget.greet(Text(text)) == "hello " + text
        assert widget.greet(text.encode()) == "hello " + text
        if "\0" in text:
            with pytest.raises(ValueError):
                widget.echo(text)
        else:
            assert widget.echo(text) == text


def test_texts_that_are_none(widget):
    for method in (widget.greet, widget.length, widget.echo, widget.label):
        for wrong in (1, 1.0, [], ["a"], object()):
            with pytest.raises(TypeError):
                method(wrong)
        # A lone surrogate has no UTF-8.
        with pytest.raises((TypeError, ValueError)):
            method("\ud800")
    assert widget.greet("after all") == "hello after all"


def test_objects_as_arguments(calls, widget):
    class Python(calls.Gizmo):
        pass

    for other in (calls.Widget(1), calls.Gadget(1), calls.Gizmo(1), Python(1)):
        for _ in range(WARM):
            assert widget.add_to(other) == 8 and widget.value_or(other, 3) == 1
    assert widget.add_to(widget) == 14
    assert widget.value_or(cppyy_rs.nullptr, 3) == 3
    for wrong in (calls.Right(), "text", None, []):
        with pytest.raises((TypeError, ReferenceError)):
            widget.add_to(wrong)
        with pytest.raises((TypeError, ReferenceError)):
            widget.value_or(wrong, 3)
    gone = calls.Widget()
    gone.__destruct__()
    with pytest.raises(ReferenceError):
        widget.add_to(gone)
    with pytest.raises((ReferenceError, TypeError), match="was deleted"):
        calls.Widget(gone)


def test_results_that_are_objects(calls, widget):
    for _ in range(WARM):
        assert widget.self() is widget
        copied = widget.copied()
        assert copied is not widget and copied.value == 7 and copied.__python_owns__
    gizmo = calls.Gizmo(3)
    for _ in range(WARM):
        found = gizmo.self()
        assert found is gizmo and type(found) is calls.Gizmo


def test_overloads_by_type_in_turn(calls, widget):
    choices = [
        ((1,), "int"),
        ((1 << 40,), "long long"),
        ((1.5,), "double"),
        (("text",), "string"),
        ((widget,), "Widget"),
        ((calls.Gizmo(),), "Widget"),
        ((1, 2), "int, int"),
        ((Integer(1),), "int"),
        ((Integer(1 << 40),), "long long"),
        ((Real(1.5),), "double"),
        ((Text("text"),), "string"),
        ((-1,), "int"),
        ((-(1 << 40),), "long long"),
    ]
    for _ in range(WARM):
        for arguments, expected in choices:
            assert widget.pick(*arguments) == expected
    for arguments, expected in reversed(choices):
        for _ in range(20):
            assert widget.pick(*arguments) == expected


def test_overloads_by_value(calls, widget):
    def site(argument):
        return widget.pick(argument)

    for _ in range(WARM):
        assert site(1) == "int" and site(INT_MAX) == "int" and site(INT_MAX + 1) == "long long"
    for _ in range(WARM):
        assert calls.pointed(widget) == "Widget*" and calls.pointed("text") == "const char*"
        assert calls.pointed(cppyy_rs.nullptr).startswith("null ")


def test_an_overload_that_fits_after_one_that_did_not(widget):
    for _ in range(WARM):
        with pytest.raises(TypeError, match="none of the 6 overloaded methods succeeded"):
            widget.pick([])
        assert widget.pick(1) == "int"


def test_overloads_chosen_by_signature(calls, widget):
    by_double = widget.pick.__overload__("double")
    assert by_double(1) == by_double(1.5) == "double" and widget.pick(1) == "int"
    assert calls.Widget.pick.__overload__("long long")(widget, 1) == "long long"
    with pytest.raises(TypeError):
        by_double("text")


def test_too_many_and_too_few(widget, calls):
    for wrong in ((), (1, 2)):
        for _ in range(20):
            with pytest.raises(TypeError, match=r"int calls::Widget::twice\(int number\) const"):
                widget.twice(*wrong)
    with pytest.raises(TypeError, match=r"takes at most 0 arguments \(1 given\)"):
        widget.nothing(1)
    with pytest.raises(TypeError, match="at least 5 arguments"):
        widget.five(1, 2, 3, 4)
    with pytest.raises(TypeError, match=r"static int calls::Widget::product|int calls::Widget::product"):
        calls.Widget.product(1)


def test_keywords_that_are_wrong(widget):
    for _ in range(20):
        with pytest.raises(TypeError, match="unexpected keyword argument 'none'"):
            widget.twice(none=1)
        with pytest.raises(TypeError, match="multiple values for argument 'a'"):
            widget.sum(1, a=2)
        with pytest.raises(TypeError, match="missing a value for argument 'a'"):
            widget.sum(b=2)
        with pytest.raises(TypeError):
            widget.nothing(x=1)


def test_errors_name_every_overload(widget, calls):
    with pytest.raises(TypeError) as failed:
        widget.pick(None)
    text = str(failed.value)
    for parameters in ("int", "long long", "double", "const std::string&", "const calls::Widget&", "int, int"):
        assert f"calls::Widget::pick({parameters}) const" in text
    with pytest.raises(TypeError) as failed:
        calls.Widget([])
    assert "calls::Widget::Widget(int value)" in str(failed.value)
    for argument, words in ((1.5, "float"), ("x", "str")):
        with pytest.raises(TypeError, match=rf"could not convert argument 1 .*{words}"):
            widget.twice(argument)


def test_exceptions_of_cpp(calls):
    fragile, brittle = calls.Fragile(), calls.Brittle()
    std = cppyy_rs.gbl.std
    for number in range(WARM):
        assert fragile.safe(number) == number + 1
        assert fragile.fails_virtually(number) == number
        if number % 2:
            with pytest.raises(std.out_of_range, match="beyond"):
                fragile.fails_at(number, number)
        else:
            assert fragile.fails_at(number, number + 1) == number
        with pytest.raises(std.invalid_argument, match=f"brittle {number}"):
            brittle.fails_virtually(number)
    with pytest.raises(std.runtime_error):
        fragile.fails()
    assert fragile.fails_at(1, 2) == 1


def test_exceptions_of_arguments_come_through(calls, widget):
    class Broken:
        def __index__(self):
            raise KeyError("mine")

    for _ in range(20):
        with pytest.raises((KeyError, TypeError)):
            widget.twice(Broken())
    assert widget.twice(2) == 4


def test_references_are_counted_right(calls, widget):
    number, text, other = 1 << 25, "text" * 10, calls.Widget(1)
    subjects = (number, text, other, widget, calls.Widget)

    def exercise():
        widget.wide(number), widget.greet(text), widget.add_to(other), widget.nothing(), widget.self()
        widget.pick(text), widget.twice(number=number), calls.Widget(3)
        for wrong in (text, other):
            with pytest.raises(TypeError):
                widget.twice(wrong)
            with pytest.raises(TypeError):
                widget.five(wrong, number, text)

    def counts():
        gc.collect()
        return [sys.getrefcount(each) for each in subjects]

    # What the first call binds for ever may hold some.
    exercise()
    before = counts()
    for _ in range(WARM):
        exercise()
    assert counts() == before
