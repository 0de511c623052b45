"""C++ in functions that Numba compiles."""

import gc
import re
import sys
import threading

import pytest

import cppyy_rs
from memory import used

numba = pytest.importorskip("numba", reason="there is no wheel of Numba for this Python")

import numpy
from numba.core.errors import NumbaError, NumbaWarning, TypingError

import cppyy_rs.numba_ext

njit = numba.njit


@pytest.fixture(scope="module")
def compiled(dictionary):
    dictionary("compiled")
    return cppyy_rs.gbl.compiled


# Data members


def test_numbers_are_read(compiled):
    @njit
    def whole(d):
        return (d.tiny, d.byte, d.small, d.usmall, d.middle, d.umiddle, d.large, d.ularge, d.huge, d.uhuge, d.eight, d.ueight)

    numbers = compiled.Numbers()
    assert whole(numbers) == (
        -5, 200, -30000, 60000, -2000000000, 4000000000, -9000000000000000000, 18000000000000000000,
        -9000000000000000001, 18000000000000000001, -8, 248,
    )  # fmt: skip

    @njit
    def others(d):
        return d.truth, d.letter, d.single, d.precise, d.colour, d.unit, d.constant, d.bits, d.signed_bits, d.shared

    read = others(numbers)
    assert read == (True, ord("a"), 1.5, 2.25, 5, -3, 11, 21, -3, 77)
    assert isinstance(read[0], bool)


def test_numbers_are_written(compiled):
    @njit
    def write(d):
        d.truth = False
        d.small = 7
        d.umiddle = 8
        d.large = -9
        d.single = 0.25
        d.precise = 3
        d.bits = 30
        d.signed_bits = -8
        d.unit = 7
        d.shared = 78

    numbers = compiled.Numbers()
    before = numbers.usmall, numbers.middle
    write(numbers)
    assert (numbers.truth, numbers.small, numbers.umiddle, numbers.large) == (False, 7, 8, -9)
    assert (numbers.single, numbers.precise, numbers.bits, numbers.signed_bits) == (0.25, 3.0, 30, -8)
    assert numbers.unit == compiled.Unit.second
    assert compiled.Numbers.shared == 78
    assert (numbers.usmall, numbers.middle) == before
    compiled.Numbers.shared = 77


@pytest.mark.parametrize("statement", ["d.constant = 1", "d.row = 1", "d.nothing_of_that_name = 1", "d.plus = 1"])
def test_what_cannot_be_written(compiled, statement):
    namespace = {}
    exec(f"def write(d):\n    {statement}\n", namespace)
    with pytest.raises(NumbaError, match="cannot be assigned|Cannot cast|nothing_of_that_name"):
        njit(namespace["write"])(compiled.Numbers())


def test_arrays_are_arrays(compiled):
    @njit
    def change(d):
        d.row[1] += 5
        d.grid[1, 2] = d.grid[0, 1] + d.row[2]
        return d.row.sum(), d.grid.shape

    numbers = compiled.Numbers()
    assert change(numbers) == (65, (2, 3))
    assert list(numbers.row) == [10, 25, 30]
    assert numbers.grid[1][2] == 31


def test_members_that_are_objects_pointers_and_references(compiled):
    @njit
    def read(d):
        d.inner.value += 1
        d.address[0] += 10
        return d.pointer.twice(), d.reference.value, d.alias + 1, d.alias[0]

    outer = compiled.Outer()
    assert read(outer) == (14, 7, 20, 19)
    assert outer.number == 19

    @njit
    def null(d):
        return d.nothing.value

    with pytest.raises(ReferenceError, match="compiled::Inner is a null pointer"):
        null(outer)


def test_static_members_of_classes(compiled):
    Numbers, Outer = compiled.Numbers, compiled.Outer

    @njit
    def static():
        return Numbers.shared, Outer.add(3, 4)

    assert static() == (77, 7)


def test_namespaces_are_reached_by_their_names(compiled):
    @njit
    def call(value):
        return cppyy_rs.gbl.compiled.only_int(value) + compiled.Outer.add(1, 2)

    assert call(4) == 7


# Calls


def test_methods(compiled):
    @njit
    def call(d):
        small = d.negated(100), d.plus(10000), d.halved(3.0)
        return d.not_truth(), d.next_letter(), small, d.both(True, d.truth), d.other(compiled.red)

    result = call(compiled.Numbers())
    assert result == (False, ord("b"), (-100, 4464, 1.5), True, 5)
    assert isinstance(result[0], bool) and isinstance(result[3], bool)


def test_overloads_are_chosen_by_types(compiled):
    @njit
    def call(integer, real, half):
        return (
            compiled.which(integer), compiled.which(real), compiled.which(numpy.int32(1)), compiled.which(half),
            compiled.which(numpy.int16(1)), compiled.which(True),
            compiled.int_or_double(integer), compiled.int_or_double(2.0), compiled.int_or_double(numpy.uint8(2)),
        )  # fmt: skip

    assert call(1, 1.0, numpy.float32(1)) == (3, 2, 1, 2, 1, 1, 1, 2, 1)


def test_numbers_convert_as_in_cpp(compiled):
    @njit
    def call(value):
        return compiled.only_int(value), compiled.narrow(value)

    assert call(7) == (7, 7.0)
    assert call(numpy.uint64(9)) == (9, 9.0)
    assert call(2**32 + 5)[0] == 5


def test_defaults(compiled):
    @njit
    def call():
        return compiled.with_defaults(1), compiled.with_defaults(1, 2), compiled.with_defaults(1, 2, 3)

    assert call() == (321, 303, 6)


def test_classes_of_pythons_own_are_not_made(compiled):
    class Derived(compiled.Inner):
        pass

    @njit
    def call(d):
        return d.twice()

    assert call(Derived()) == 12
    with pytest.raises(TypingError, match="Derived"):
        njit(lambda: Derived())()


@pytest.mark.parametrize(
    "expression",
    [
        "compiled.only_int(1.5)",
        "compiled.only_int('x')",
        "compiled.only_int()",
        "compiled.only_int(1, 2)",
        "compiled.only_int(value=1)",
        "compiled.right_of(compiled.Inner())",
        "compiled.increment(3)",
        "compiled.string('x')",
    ],
)
def test_what_cannot_be_called(compiled, expression):
    function = eval(f"lambda: {expression}", {"compiled": compiled})
    name = expression.partition("(")[0].replace(".", "::")
    with pytest.raises(TypingError, match=f"{name} (cannot be called with|takes no arguments by name)"):
        njit(function)()


def test_unknown_members_are_typing_errors(compiled):
    @njit
    def call(d):
        return d.nothing_of_that_name

    with pytest.raises(TypingError, match="nothing_of_that_name"):
        call(compiled.Inner())


def test_bases(compiled):
    @njit
    def call(d):
        return d.left, d.right, d.from_left(), d.from_right(5), compiled.right_of(d), compiled.right_of_pointer(d)

    assert call(compiled.Both()) == (1, 2, 1, 205, 2, 2)

    @njit
    def virtual(d):
        d.right = 8
        return d.top, d.right, d.from_right(1), compiled.right_of(d)

    assert virtual(compiled.Top()) == (3, 8, 9, 8)


def test_overrides_in_python_are_called(compiled):
    class Derived(compiled.Right):
        def from_right(self, value):
            if value == 0:
                raise KeyError("nothing")
            return 1000 * value

    @njit
    def call(d, value):
        return d.from_right(value)

    assert call(Derived(), 3) == 3000
    with pytest.raises(KeyError, match="nothing"):
        call(Derived(), 0)


def test_pointers_and_null(compiled):
    @njit
    def call(d):
        some = d.get(True)
        return some.value, compiled.of_pointer(some), compiled.of_pointer(None), compiled.right_of_pointer(None)

    assert call(compiled.Outer()) == (6, 1, 2, -1)

    @njit
    def null(d, which):
        nothing = d.get(False)
        if which == 0:
            return nothing.value
        if which == 1:
            return nothing.twice()
        return compiled.by_value(nothing, 1).value

    for which in range(3):
        with pytest.raises(ReferenceError, match="null pointer"):
            null(compiled.Outer(), which)


def test_deleted_objects_are_refused(compiled):
    @njit
    def call(d):
        return d.value

    inner = compiled.Inner()
    assert call(inner) == 6
    inner.__destruct__()
    with pytest.raises(ReferenceError):
        call(inner)


def test_references_to_numbers(compiled):
    @njit
    def call():
        cell = compiled.cell()
        compiled.increment(cell)
        cell[0] += 1
        total = 0.5
        total += cell
        return cell[0], total, compiled.only_int(cell), cell

    assert call() == (42, 42.5, 42, 42)


def test_a_number_lives_as_long_as_what_refers_to_it(dictionary):
    dictionary("views")
    views = cppyy_rs.gbl.views

    @njit
    def kept(number):
        one, two = views.InputArray(number), views.InputArray(number + 1)
        return one.sum() + 10 * two.sum()

    assert kept(4.5) == 59.5
    assert kept(4) == 54.0


def test_arrays_are_passed_as_pointers(compiled):
    @njit
    def call(values):
        compiled.scale(values, values.size, 2)
        return compiled.sum(values, values.size)

    values = numpy.arange(5.0)
    assert call(values) == 20
    assert list(values) == [0, 2, 4, 6, 8]
    values.flags.writeable = False
    with pytest.raises(TypingError, match="scale cannot be called"):
        call(values)
    for wrong in numpy.arange(5), numpy.arange(5.0, dtype="f4"), numpy.arange(10.0)[::2]:
        with pytest.raises(TypingError, match="cannot be called"):
            call(wrong)


def test_templates_of_the_dictionary(compiled):
    @njit
    def call():
        return compiled.twice(1.25), compiled.twice(4)

    result = call()
    assert result == (2.5, 8)
    assert isinstance(result[1], int)


def test_templates_without_a_compiler(compiled, without_compiler):
    @njit
    def call():
        return compiled.twice(numpy.int16(1))

    with pytest.raises(TypingError, match="compiled::twice.*\n.*--instantiate|there is no generator"):
        call()


def test_templates_that_are_made_now():
    cppyy_rs.cppdef("""
        namespace compiled_later {
            template <class T> T triple(T value) { return 3 * value; }
            template <class T, class U> double mixed(double first, T second, U third) { return first + second + third; }
            template <class T> int kind(T*) { return 1; }
            template <class T> int kind(T) { return 2; }
        }
    """)
    later = cppyy_rs.gbl.compiled_later

    @njit
    def call(values):
        return later.triple(2), later.triple(0.5), later.mixed(1, 2.5, 3), later.kind(values), later.kind(1)

    assert call(numpy.arange(3.0)) == (6, 1.5, 6.5, 1, 2)

    class Unknown:
        pass

    @njit
    def refused():
        return later.triple(None)

    with pytest.raises(TypingError, match="compiled_later::triple"):
        refused()


# Objects


@pytest.fixture
def balanced(compiled):
    gc.collect()
    before = compiled.Counted.alive, compiled.Aligned.alive
    yield
    gc.collect()
    assert (compiled.Counted.alive, compiled.Aligned.alive) == before


def test_objects_inside(compiled, balanced):
    Counted = compiled.Counted

    @njit
    def call(count):
        total = 0
        last = Counted(1000)
        for i in range(count):
            made = Counted(i)
            total += made.twin().value + made.itself().value
            last = made
        return total + last.value, Counted.alive

    assert call(10) == (99, compiled.Counted.alive)


def test_references_keep_what_they_refer_to(compiled, balanced):
    Counted = compiled.Counted

    @njit
    def element(value):
        # The last use of the object: it lives as long as the reference.
        number = Counted(value).number(1)
        other = Counted(5)
        return number[0] + other.value

    @njit
    def either(left, right):
        chosen = compiled.larger(Counted(left), Counted(right))
        another = Counted(-7)
        return chosen.value + 0 * another.value

    @njit
    def array(value):
        view = numpy.asarray(Counted(value).copied())
        other = Counted(9)
        return view.sum() + 0 * other.value

    assert element(8) == 13
    assert (either(3, 4), either(6, 5)) == (4, 6)
    assert array(3) == 9


def test_objects_come_out(compiled, balanced):
    Counted = compiled.Counted

    @njit
    def call(d, which):
        if which == 0:
            return d
        if which == 1:
            return d.twin()
        if which == 2:
            return Counted(31)
        return d.itself()

    original = Counted(12)
    assert call(original, 0) is original
    assert call(original, 3) is original
    twin, made = call(original, 1), call(original, 2)
    assert twin is not original
    assert (twin.value, made.value, list(made.more)) == (12, 31, [31, 31, 31])
    alive = Counted.alive
    element = twin.more
    del twin, original
    gc.collect()
    assert (Counted.alive, list(element)) == (alive - 1, [12, 12, 12])


def test_what_comes_out_keeps_its_owner(compiled, balanced):
    Counted = compiled.Counted

    @njit
    def call():
        return Counted(4).more

    more = call()
    gc.collect()
    assert list(more) == [4, 4, 4]
    del more
    gc.collect()


def test_strict_alignment(compiled, balanced):
    @njit
    def call():
        total = 0
        for _ in range(8):
            made = compiled.aligned()
            total += made.misplaced()
        return total, made.value, made

    total, value, made = call()
    assert (total, value, made.misplaced()) == (0, 0.5, 0)


def test_values_are_copied(compiled):
    @njit
    def call(d):
        changed = compiled.by_value(d, 10)
        return changed.value, d.value

    assert call(compiled.Inner()) == (16, 6)


def test_what_functions_create(compiled):
    compiled.created.__creates__ = True
    try:

        @njit
        def call():
            return compiled.created().value

        assert call() == 6
    finally:
        compiled.created.__creates__ = False


def test_memory_is_given_back(compiled, balanced):
    Counted = compiled.Counted

    @njit
    def call(count):
        total = 0
        for i in range(count):
            total += Counted(i).twin().copied()[0]
        return total

    call(20_000)
    before = used()
    assert call(500_000) == 500_000 * 499_999 // 2
    assert used() - before < 4 << 20


# Containers


def test_elements(compiled):
    @njit
    def call(values):
        total = 0.0
        for value in values:
            total += value
        values[0] = 100
        values[-1] += 1
        return len(values), total, values[1], values[-2], values[1:3].sum(), numpy.asarray(values).max()

    values = compiled.range(5)
    assert call(values) == (5, 10.0, 1.0, 3.0, 3.0, 100.0)
    assert list(values) == [100, 1, 2, 3, 5]

    @njit
    def at(values, index):
        return values[index]

    for index in 5, -6:
        with pytest.raises(IndexError, match="out of range"):
            at(values, index)


def test_elements_that_are_objects(compiled):
    @njit
    def call(count):
        values = compiled.inners(count)
        total = 0
        for i in range(len(values)):
            values[i].value += 1
            total += values[i].twice()
        return total, values[-1].value

    assert call(4) == (20, 4)


def test_elements_of_arrays(compiled):
    @njit
    def call():
        total = 0
        for value in compiled.four():
            total += value
        return total

    assert call() == 10


def test_constant_elements_are_not_written(compiled):
    @njit
    def read():
        values = compiled.constants()
        return len(values), values[1]

    assert read() == (3, 5)

    @njit
    def write():
        compiled.constants()[0] = 1

    with pytest.raises(TypingError, match="cannot be assigned"):
        write()


# Exceptions


def test_exceptions_arrive_as_in_the_interpreter(compiled):
    @njit
    def call(left, right):
        return compiled.divided(left, right)

    assert call(6, 3) == 2
    with pytest.raises(Exception) as expected:
        compiled.divided(1, 0)
    for _ in range(3):
        with pytest.raises(type(expected.value), match="divided by nothing") as raised:
            call(1, 0)
        assert type(raised.value) is type(expected.value)
    assert call(6, 2) == 3


def test_exceptions_pass_compiled_callers_and_are_caught_there(compiled):
    @njit
    def inner(right):
        return compiled.divided(10, right)

    @njit
    def caught(right):
        try:
            value = compiled.divided(10, right)
        except Exception:
            value = -1
        return value

    @njit
    def caught_of_callee(right):
        try:
            value = inner(right)
        except Exception:
            value = -2
        return value

    with pytest.raises(ValueError, match="divided by nothing"):
        njit(lambda right: inner(right) + 1)(0)
    assert (caught(5), caught(0), caught(2)) == (2, -1, 5)
    assert (caught_of_callee(5), caught_of_callee(0)) == (2, -2)
    # Nothing is left for the next call, compiled or not.
    assert inner(2) == 5
    assert compiled.divided(4, 2) == 2


def code_of(function):
    """The machine-independent code of a compiled function itself, without what calls it from Python."""
    [code] = function.inspect_llvm().values()
    bodies = re.findall(r"^define .*?^}", code, re.DOTALL | re.MULTILINE)
    [body] = [body for body in bodies if "cpython" not in body.partition("(")[0] and "@cfunc." not in body]
    return body


def test_noexcept_functions_are_not_checked(compiled):
    @njit
    def unchecked(value):
        return compiled.unthrowing(value)

    @njit
    def checked(value):
        return compiled.divided(value, 2)

    assert (unchecked(41), checked(42)) == (42, 21)
    assert "br i1" not in code_of(unchecked)
    assert "br i1" in code_of(checked)


def test_destructors_that_throw_are_reported(compiled, monkeypatch):
    seen = []
    monkeypatch.setattr(sys, "unraisablehook", lambda report: seen.append(str(report.exc_value)))

    @njit
    def call():
        return compiled.stubborn().value

    assert call() == 3
    assert [text for text in seen if "I stay" in text]
    assert compiled.divided(4, 2) == 2


def test_threads_without_the_interpreter(compiled):
    Counted = compiled.Counted

    @njit(nogil=True)
    def call(count, right):
        total = 0
        for i in range(count):
            total += Counted(i).twin().value // compiled.divided(2, right)
        return total

    expected = call(20_000, 2)
    results, errors = [], []

    def run(right):
        try:
            results.append(call(20_000, right))
        except ValueError as error:
            errors.append(str(error))

    threads = [threading.Thread(target=run, args=(right,)) for right in (2, 0, 2, 0, 2, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [expected] * 4
    assert len(errors) == 2 and all("divided by nothing" in text for text in errors)


# How the package comes in


def test_numba_finds_the_package():
    from importlib import metadata

    points = metadata.entry_points()
    group = points.select(group="numba_extensions") if hasattr(points, "select") else points["numba_extensions"]
    assert "cppyy_rs.numba_ext:_register" in [point.value for point in group]


def test_code_is_not_kept_for_other_processes(compiled):
    Numbers = compiled.Numbers
    functions = [lambda: compiled.only_int(3), lambda: Numbers.shared]
    for function in functions:
        with pytest.warns(NumbaWarning, match="Cannot cache compiled function .* dynamic globals"):
            assert njit(cache=True)(function)() in (3, 77)
    with pytest.warns(NumbaWarning, match="Cannot cache compiled function .* dynamic globals"):
        assert njit(cache=True)(lambda d: d.value)(compiled.Inner()) == 6


def test_objects_in_loops_of_several_threads(compiled, balanced):
    Counted = compiled.Counted

    @njit(parallel=True)
    def call(d, count):
        made = numpy.zeros(count, numpy.int64)
        for i in numba.prange(count):
            made[i] = Counted(i).value + d.twice()
        return made.sum()

    assert call(compiled.Inner(), 100) == 4950 + 1200


def test_objects_in_lists_and_tuples(compiled, balanced):
    Counted = compiled.Counted

    @njit
    def call(pair, first):
        several = [pair[0], pair[1], Counted(5)]
        chosen = pair[0] if first else Counted(7)
        return several[0].value + several[1].value + several[2].value + len(several), chosen

    one, other = Counted(1), Counted(2)
    total, chosen = call((one, other), True)
    assert (total, chosen) == (11, one)
    assert call((one, other), False)[1].value == 7


def test_objects_and_none(compiled):
    @njit
    def call(d, given):
        chosen = None
        if given:
            chosen = d
        return 0 if chosen is None else chosen.value

    assert (call(compiled.Inner(), True), call(compiled.Inner(), False)) == (6, 0)


def test_foreign_functions_stay_what_they_are():
    import math

    @njit
    def call(value):
        return math.sqrt(value) + len((1, 2))

    assert call(4.0) == 4.0
    with pytest.raises(TypingError):
        njit(lambda: sorted.__name__)()
