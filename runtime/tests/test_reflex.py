"""What `__cpp_reflex__` answers, by cppyy's numbers."""

import pytest

import cppyy_rs
from cppyy_rs import reflex


@pytest.fixture(scope="module")
def compiled(dictionary):
    dictionary("compiled")
    return cppyy_rs.gbl.compiled


def test_results_of_functions(compiled):
    def returned(function, *format):
        return function.__cpp_reflex__(reflex.RETURN_TYPE, *format)

    assert returned(compiled.only_int) == "int"
    assert returned(compiled.only_int, reflex.AS_STRING) == "int"
    assert returned(compiled.only_int, reflex.AS_TYPE) is int
    assert returned(compiled.narrow, reflex.AS_TYPE) is float
    assert returned(compiled.Numbers.not_truth, reflex.AS_TYPE) is bool
    assert returned(compiled.Numbers().not_truth) == "bool"
    assert returned(compiled.increment) == "void"
    assert returned(compiled.increment, reflex.AS_TYPE) is type(None)
    assert returned(compiled.cell) == "long&"
    assert returned(compiled.text) == "const char*"
    assert returned(compiled.by_value) is compiled.Inner
    assert returned(compiled.by_value, reflex.OPTIMAL) is compiled.Inner
    assert returned(compiled.by_value, reflex.AS_TYPE) is compiled.Inner
    assert returned(compiled.by_value, reflex.AS_STRING) == "compiled::Inner"
    assert returned(compiled.created) == "compiled::Inner*"
    assert returned(compiled.Numbers.other) is compiled.Colour
    assert returned(compiled.Numbers.other, reflex.AS_STRING) == "compiled::Colour"


def test_constructors_return_their_class(compiled):
    for format in (), (reflex.OPTIMAL,), (reflex.AS_TYPE,):
        assert compiled.Counted.__init__.__cpp_reflex__(reflex.RETURN_TYPE, *format) is compiled.Counted
    assert compiled.Counted.__init__.__cpp_reflex__(reflex.RETURN_TYPE, reflex.AS_STRING) == "compiled::Counted"


def test_overloads_that_return_different_types(compiled):
    assert compiled.which.__cpp_reflex__(reflex.RETURN_TYPE) == "int"
    with pytest.raises(TypeError, match="different types: choose one by __overload__"):
        compiled.twice.__cpp_reflex__(reflex.RETURN_TYPE)
    assert compiled.twice["long"].__cpp_reflex__(reflex.RETURN_TYPE) == "long"


def test_data_members(compiled):
    members = vars(compiled.Outer)
    assert members["number"].__cpp_reflex__(reflex.TYPE) == "long"
    assert members["address"].__cpp_reflex__(reflex.TYPE) == "long*"
    assert members["inner"].__cpp_reflex__(reflex.TYPE) is compiled.Inner
    assert members["inner"].__cpp_reflex__(reflex.TYPE, reflex.AS_STRING) == "compiled::Inner"
    assert members["pointer"].__cpp_reflex__(reflex.TYPE) == "compiled::Inner*"
    assert members["inner"].__cpp_reflex__(reflex.OFFSET) == 0
    outer = compiled.Outer()
    offset = cppyy_rs.addressof(outer, "number") - cppyy_rs.addressof(outer)
    assert members["number"].__cpp_reflex__(reflex.OFFSET) == offset
    with pytest.raises(TypeError, match="no type in Python"):
        members["address"].__cpp_reflex__(reflex.TYPE, reflex.AS_TYPE)


def test_classes(compiled):
    assert compiled.Inner.__cpp_reflex__(reflex.IS_NAMESPACE) is False
    assert compiled.Inner.__cpp_reflex__(reflex.IS_AGGREGATE) is True
    assert compiled.Counted.__cpp_reflex__(reflex.IS_AGGREGATE) is False


def test_what_cannot_be_asked(compiled):
    function, member = compiled.only_int, vars(compiled.Inner)["value"]
    for ask, wrong in (function, reflex.OFFSET), (member, reflex.RETURN_TYPE), (compiled.Inner, reflex.TYPE):
        with pytest.raises(ValueError, match="does not answer the reflection request"):
            ask.__cpp_reflex__(wrong)
        with pytest.raises(ValueError, match="99 is no reflection request"):
            ask.__cpp_reflex__(99)
        for arguments in (), (1, 2, 3), ("x",), (1, "x"):
            with pytest.raises(TypeError):
                ask.__cpp_reflex__(*arguments)
        with pytest.raises(ValueError, match="99 is no reflection format"):
            ask.__cpp_reflex__(wrong, 99)


def test_foreign_functions_answer_nothing():
    for foreign in len, str.join:
        with pytest.raises(AttributeError, match="has no attribute '__cpp_reflex__'"):
            foreign.__cpp_reflex__(reflex.RETURN_TYPE)
        assert not hasattr(foreign, "__cpp_reflex__")
