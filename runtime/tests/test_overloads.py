"""Which overload a call means, what it converts, and what it says when none fits."""

import re

import pytest

import cppyy_rs


@pytest.fixture(scope="module")
def overloads(dictionary):
    dictionary("overloads")
    return cppyy_rs.gbl.overloads


@pytest.mark.parametrize(
    "function, argument, chosen",
    [
        ("pick", True, "bool"),
        ("pick", 1, "int"),
        ("pick", 1.5, "double"),
        ("pick", "text", "const char*"),
        ("width", 1, "int"),
        ("width", 1 << 40, "long long"),
        ("width", (1 << 64) - 1, "unsigned long long"),
        ("real", 1.5, "double"),
        ("real", 1, "double"),
        ("enumerated", 1, "int"),
    ],
)
def test_builtin_types(overloads, function, argument, chosen):
    assert getattr(overloads, function)(argument) == chosen


def test_derived_classes_come_first(overloads):
    assert overloads.depth(overloads.Base()) == "Base"
    assert overloads.depth(overloads.Derived()) == "Derived"
    assert overloads.depth(overloads.MoreDerived()) == "Derived"


def test_a_typed_pointer_is_better_than_void(overloads):
    assert overloads.pointer(overloads.Derived()) == "Base*"
    assert overloads.pointer(overloads.Quantity(1)) == "void*"


def test_implicit_conversions(overloads):
    assert overloads.amount_of(7) == 7
    assert overloads.amount_of("12345") == overloads.Quantity("12345").amount()
    assert overloads.add(1, overloads.Quantity(2)) == 3
    assert overloads.Quantity.alive == 0


def test_explicit_constructors_do_not_convert(overloads):
    with pytest.raises(TypeError, match="could not convert argument 1"):
        overloads.amount_of(1.5)


def test_a_mutable_reference_takes_no_temporary(overloads):
    with pytest.raises(TypeError, match="could not convert argument 1"):
        overloads.mutate(7)


def test_temporaries_end_when_the_call_throws(overloads):
    with pytest.raises(Exception):
        overloads.add_and_throw(1, 2)
    assert overloads.Quantity.alive == 0


def test_temporaries_end_when_another_argument_does_not_fit(overloads):
    with pytest.raises(TypeError, match="could not convert argument 2"):
        overloads.add(1, [])
    assert overloads.Quantity.alive == 0


def test_an_exact_match_is_better_than_a_conversion(overloads):
    assert overloads.exact(3) == "int"
    assert overloads.exact(overloads.Quantity(3)) == "Quantity"
    assert overloads.exact("3") == "Quantity"


def test_arity_and_static_functions(overloads):
    counter = overloads.Counter()
    assert [counter.arity(), counter.arity(1), counter.arity(1, 2)] == ["none", "one", "two"]
    assert [counter.made(), counter.made(1)] == ["static none", "static one"]
    assert [overloads.Counter.made(), overloads.Counter.made(1)] == ["static none", "static one"]


def test_static_and_other_functions_of_one_name(overloads):
    counter = overloads.Counter()
    assert counter.both(1) == "method"
    assert counter.both("text") == "static"
    assert overloads.Counter.both("text") == "static"
    assert overloads.Counter.both(counter, 1) == "method"


def test_chosen_by_signature(overloads):
    pick = overloads.pick
    assert pick.__overload__("double")(1) == "double"
    assert pick.__overload__("const char *")("text") == "const char*"
    assert pick.__overload__(":any:")(1) == "int"
    with pytest.raises(LookupError, match="no_such_type"):
        pick.__overload__("no_such_type")


def test_chosen_by_constness(overloads):
    counter = overloads.Counter()
    assert counter.access.__overload__(":any:", True)() == "const"
    assert counter.access.__overload__(":any:", False)() == "mutable"
    assert overloads.Counter.access.__overload__("", const=True)(counter) == "const"


def test_a_list_is_a_container(overloads):
    assert overloads.pick([1, 2]) == overloads.pick([]) == overloads.pick((3,)) == "vector"


def test_no_overload_fits(overloads):
    with pytest.raises(TypeError) as caught:
        overloads.pick({})
    text = str(caught.value)
    assert text.startswith("none of the 5 overloaded methods succeeded. Full details:")
    assert re.search(r"overloads::pick\(int\b[^)]*\) =>\n\s+TypeError: could not convert argument 1 \(", text)


def test_wrong_number_of_arguments(overloads):
    with pytest.raises(TypeError, match=r"amount_of\(.*\) =>\n    TypeError: takes at most 1 arguments \(2 given\)"):
        overloads.amount_of(1, 2)
    with pytest.raises(TypeError, match=r"takes at least 1 arguments \(0 given\)"):
        overloads.amount_of()


def test_errors_keep_their_common_type(overloads):
    with pytest.raises(ValueError, match="out of range"):
        overloads.width.__overload__("short")(1 << 20)
    with pytest.raises(TypeError):
        overloads.width.__overload__("short")(1.5)


def test_python_functions_as_overloads(overloads):
    real = overloads.real.__overload__(":any:")
    real.__add_overload__(lambda text: "Python " + text)
    assert real("text") == "Python text"
    assert real(1.5) == "double"


def test_attributes(overloads):
    access = overloads.Counter.access
    assert access.__name__ == "access"
    assert access.__cpp_name__ == "overloads::Counter::access"
    assert access.__doc__.count("overloads::Counter::access()") == 2
    assert isinstance(access, cppyy_rs.types.Method)
    assert isinstance(overloads.pick, cppyy_rs.types.Function)
    assert "pick" in repr(overloads.pick)
    with pytest.raises(AttributeError):
        access.__name__ = "other"


def test_flags_are_shared_by_bound_methods(overloads):
    counter = overloads.Counter()
    assert counter.arity.__release_gil__ is False
    counter.arity.__release_gil__ = True
    try:
        assert overloads.Counter.arity.__release_gil__ is True
        assert counter.arity(1, 2) == "two"
    finally:
        overloads.Counter.arity.__release_gil__ = False


def test_bound_methods_are_equal(overloads):
    counter, other = overloads.Counter(), overloads.Counter()
    assert counter.arity == counter.arity
    assert hash(counter.arity) == hash(counter.arity)
    assert counter.arity != other.arity
    assert counter.arity.__self__ is counter


def test_the_wrong_object(overloads):
    with pytest.raises(TypeError, match="must be called with a overloads::Counter object as first argument"):
        overloads.Counter.arity(overloads.Base())
    with pytest.raises(TypeError, match="must be called with"):
        overloads.Counter.access()
    null = cppyy_rs.bind_object(cppyy_rs.nullptr, overloads.Counter)
    with pytest.raises(ReferenceError):
        null.arity()
    deleted = overloads.Counter()
    deleted.__destruct__()
    with pytest.raises(ReferenceError):
        deleted.arity()


def test_a_function_as_a_method(overloads):
    class Python(overloads.Quantity):
        pass

    overloads.Quantity.extra = overloads.add
    try:
        assert overloads.Quantity(3).extra(4) == 7
        assert Python(5).extra(6) == 11
    finally:
        del overloads.Quantity.extra


def test_a_text_of_one_character_is_a_text_first(overloads):
    assert overloads.character("x") == overloads.character("xy") == "const char*"
    assert overloads.only_character("x") == "char"
    with pytest.raises(ValueError):
        overloads.only_character("xy")
