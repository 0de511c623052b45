"""Function pointers whose parameters or results are objects: a compiler knows how those are passed."""

import gc

import pytest

import cppyy_rs


@pytest.fixture(scope="module")
def passed(dictionary):
    dictionary("passed")
    return cppyy_rs.gbl.passed


# ---- Python's functions ----


def test_objects_in_registers(passed):
    assert passed.of_small(lambda small: small.value + 1, 41) == 42
    assert passed.to_small(lambda value: passed.Small(value * 2), 21).value == 42


def test_objects_in_memory(passed):
    assert passed.of_large(lambda large: sum(large.values), 1.0) == 21
    assert passed.of_vector(lambda values: sum(values), [1.5, 2.5]) == 4
    assert passed.of_text(lambda text, small: text * small.value, "ab") == "ababab"


def test_objects_are_counted(passed):
    result = passed.through(lambda counted: passed.Counted(counted.value + 1), 1)
    assert result.value == 2
    assert passed.of_made(lambda: cppyy_rs.gbl.std.make_shared[passed.Counted](5)) == 5
    del result
    gc.collect()
    assert passed.Counted.alive == 0


def test_what_cpp_refers_to_is_changed(passed):
    def change(small, by):
        before = small.value
        small.value += by
        return passed.Small(before)

    assert passed.changed(change, 2) == 40_042


def test_errors_travel_through_cpp(passed):
    def fail(_):
        raise LookupError("no such thing")

    with pytest.raises(LookupError, match="no such thing"):
        passed.of_small(fail, 1)
    with pytest.raises(LookupError, match="no such thing"):
        passed.through(fail, 1)
    assert passed.Counted.alive == 0
    with pytest.raises(TypeError, match="result of the Python callable"):
        passed.to_small(lambda value: "text", 1)
    with pytest.raises(TypeError):
        passed.of_small(7, 1)


def test_one_callable_has_one_address_of_a_type(passed):
    def function(small):
        return small.value

    first = passed.Button(function)
    assert first.press(3) == 3 and passed.of_small(function, 4) == 4
    assert len(function.__cppyy_callbacks__) == 1


def test_an_object_keeps_what_it_was_given(passed):
    button = passed.Button(lambda small: small.value * 3)
    gc.collect()
    assert button.press(5) == 15


def test_more_callables_than_one_pool_has(passed):
    buttons = [passed.Button(lambda small, number=number: small.value + number) for number in range(70)]
    assert [button.press(1) for button in buttons] == list(range(1, 71))


def test_code_is_used_again_and_says_when_its_callable_has_ended(passed):
    from cppyy_rs.run_time import function_pointers

    for number in range(400):
        assert passed.of_small(lambda small, number=number: small.value + number, 1) == number + 1
    assert function_pointers._numbers["int(passed::Small)"] <= 6


def test_a_callable_ends_with_its_last_reference(passed):
    class Function:
        alive = 0

        def __init__(self):
            Function.alive += 1

        def __del__(self):
            Function.alive -= 1

        def __call__(self, small):
            return small.value

    for _ in range(5):
        assert passed.of_small(Function(), 2) == 2
    gc.collect()
    assert Function.alive == 0


# ---- C++'s own ----


def test_functions_of_cpp_are_passed_themselves(passed):
    assert passed.is_twice(passed.twice) and not passed.is_twice(lambda value: passed.Small(value))
    assert passed.to_small(passed.twice, 4).value == 8
    assert passed.of_small(passed.plus_one, 4) == 5
    assert passed.of_small(passed.Functions.minus_one, 4) == 3
    with pytest.raises(TypeError, match="no function passed::twice has type"):
        passed.of_small(passed.twice, 4)


def test_templates_are_deduced_of_function_pointers(passed):
    assert passed.called(passed.twice, 5).value == 10

    def halve(small: "passed::Small") -> passed.Small:
        return passed.Small(small.value // 2)

    assert passed.called(halve, passed.Small(8)).value == 4

    def change(small: "passed::Small&") -> int:
        small.value += 1
        return small.value

    small = passed.Small(1)
    assert passed.called(change, small) == 2 and small.value == 2


def test_without_a_compiler(passed, without_compiler):
    with pytest.raises(TypeError, match="the compiler's to make: there is no generator"):
        passed.of_unasked(lambda small, large: small.value)
