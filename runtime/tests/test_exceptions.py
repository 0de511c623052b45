"""C++ exceptions as Python ones, from every kind of function."""

import copy
import gc
import pickle
import weakref

import pytest

import cppyy_rs
import dictionaries


@pytest.fixture(scope="module")
def errors(dictionary):
    dictionary("errors")
    return cppyy_rs.gbl.errors


def test_a_bound_exception_class(errors):
    with pytest.raises(errors.Error) as caught:
        errors.throw_error(5)
    error = caught.value
    assert type(error) is errors.Error
    assert error.code() == 5
    assert error.what() == "library error"
    assert str(error) == "void errors::throw_error(int code) =>\n    Error: library error"
    assert isinstance(error, Exception)
    assert isinstance(error, cppyy_rs.gbl.std.exception)


def test_a_derived_class_is_caught_as_its_base(errors):
    with pytest.raises(errors.Error) as caught:
        errors.throw_special()
    assert type(caught.value) is errors.SpecialError
    assert caught.value.code() == 77


@pytest.mark.parametrize(
    "function, name, builtin, what",
    [
        ("throw_logic_error", "logic_error", Exception, "illogical"),
        ("throw_out_of_range", "out_of_range", IndexError, "too far"),
        ("throw_invalid_argument", "invalid_argument", ValueError, "no good"),
        ("throw_bad_alloc", "bad_alloc", MemoryError, "std::bad_alloc"),
    ],
)
def test_the_standard_exceptions_are_also_the_matching_builtin(errors, function, name, builtin, what):
    with pytest.raises(getattr(cppyy_rs.gbl.std, name)) as caught:
        getattr(errors, function)()
    assert isinstance(caught.value, builtin)
    assert caught.value.what() == what


def test_a_class_derived_from_a_standard_one(errors):
    with pytest.raises(IndexError) as caught:
        errors.throw_range(7)
    assert type(caught.value) is errors.RangeError
    assert caught.value.index == 7
    assert isinstance(caught.value, cppyy_rs.gbl.std.logic_error)


def test_an_unknown_class_is_raised_as_its_nearest_known_base(errors):
    with pytest.raises(errors.Error, match="Hidden: hidden"):
        errors.throw_hidden()


def test_other_classes_come_as_values(errors):
    with pytest.raises(cppyy_rs.CppException) as caught:
        errors.throw_failure()
    assert type(caught.value.value) is errors.Failure
    assert caught.value.value.reason == 13
    assert caught.value.value.message() == "reason 13"


@pytest.mark.parametrize("function, value", [("throw_int", 42), ("throw_text", "just text")])
def test_thrown_builtins_come_as_values(errors, function, value):
    with pytest.raises(cppyy_rs.CppException) as caught:
        getattr(errors, function)()
    assert caught.value.value == value
    assert str(value) in str(caught.value)


def test_after_an_exception_the_next_call_is_as_ever(errors):
    with pytest.raises(RuntimeError, match="wanted"):
        errors.throw_if(True)
    assert errors.throw_if(False) == 1
    assert errors.never_throws() == 2


def test_constructors(errors):
    before = errors.FromConstructor.alive
    with pytest.raises(errors.Error, match="in constructor"):
        errors.FromConstructor()
    assert errors.FromConstructor.alive == before
    made = errors.FromConstructor(False)
    assert errors.FromConstructor.alive == before + 1
    del made


def test_an_explicit_destruction_raises(errors):
    with pytest.raises(errors.Error, match="in destructor"):
        errors.FromDestructor().__destruct__()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_collected_object_cannot_raise(errors):
    errors.FromDestructor()
    gc.collect()
    assert errors.never_throws() == 2


@pytest.mark.parametrize(
    "call, text",
    [
        (lambda object: object.method(), "in method"),
        (lambda object: object.virtual_method(), "in virtual method"),
        (lambda object: object.static_method(), "in static method"),
        (lambda object: object + object, "in operator+"),
        (lambda object: object[0], "in operator[]"),
        (lambda object: int(object), "in conversion"),
        (lambda object: object == object, "in operator=="),
    ],
)
def test_members(errors, call, text):
    with pytest.raises(errors.Error) as caught:
        call(errors.FromMembers())
    assert caught.value.what() == text


def test_conversions_and_copies(errors):
    assert errors.take_conversion(1) == 1
    with pytest.raises(errors.Error, match="in converting constructor"):
        errors.take_conversion(-1)
    with pytest.raises(errors.Error, match="in copy"):
        errors.take_copy(errors.FromCopy())
    with pytest.raises(errors.Error, match="in copy"):
        errors.return_copy()


def test_the_overload_that_throws_is_the_one_that_is_heard(errors):
    assert errors.overloaded(3) == 3
    assert errors.overloaded("four") == 4
    with pytest.raises(errors.Error, match="negative"):
        errors.overloaded(-1)


def test_python_makes_and_raises_them(errors):
    error = errors.Error("from Python", 3)
    assert error.code() == 3
    assert error.what() == str(error) == "from Python"
    with pytest.raises(errors.Error):
        raise error
    with pytest.raises(cppyy_rs.gbl.std.exception):
        raise errors.SpecialError("special")
    with pytest.raises(TypeError):
        errors.Error([])


def test_a_python_subclass(errors):
    class Mine(errors.Error):
        def code(self):
            return -1

    with pytest.raises(errors.Error) as caught:
        raise Mine("mine", 4)
    assert caught.value.code() == -1


def test_its_attributes_are_those_of_the_cpp_class(errors):
    with pytest.raises(AttributeError, match="nothing"):
        errors.Error("text", 1).nothing
    with pytest.raises(AttributeError, match="nothing"):
        errors.Error.nothing
    assert errors.Error.__cpp_name__ == "errors::Error"
    assert errors.Error.__name__ == "Error"


def test_an_exception_outlives_the_next_ones(errors):
    kept = []
    for code in range(20):
        try:
            errors.throw_error(code)
        except errors.Error as error:
            kept.append(error)
    gc.collect()
    assert [error.code() for error in kept] == list(range(20))


def caught(function, *arguments):
    """The exception that a call raises, without the frames that would hold it."""
    try:
        function(*arguments)
    except Exception as error:
        return error.with_traceback(None)


def test_the_object_lives_as_long_as_what_python_has_of_it(errors):
    error = caught(errors.throw_error, 6)
    code = error.code
    proxy = error.__cpp_proxy__
    assert error.__cpp_proxy__ is proxy
    del error
    gc.collect()
    for code_ in range(20):
        caught(errors.throw_error, code_)
    assert code() == proxy.code() == 6
    assert proxy.what() == "library error"


def test_the_object_nobody_asks_for_goes_with_the_exception(errors):
    for function in (errors.throw_special, errors.throw_out_of_range, errors.throw_failure):
        error = weakref.ref(caught(function))
        gc.collect()
        assert error() is None


def test_exceptions_in_cycles_are_collected(errors):
    error = caught(errors.throw_error, 1)
    error.mine = error.__cpp_proxy__
    error.__cpp_proxy__.exception = error
    gone = weakref.ref(error)
    del error
    gc.collect()
    assert gone() is None


def test_the_object_of_an_exception_is_an_argument(errors):
    error = caught(errors.throw_error, 8)
    assert errors.Error(error).code() == 8
    assert errors.Error(errors.Error("from Python", 9)).code() == 9


def test_copies_and_pickles(errors):
    error = caught(errors.throw_runtime_error, "told")
    error.note = "a note"
    for again in (copy.copy(error), pickle.loads(pickle.dumps(error))):
        assert type(again) is cppyy_rs.gbl.std.runtime_error
        assert (again.args, again.what(), again.note) == (error.args, "told", "a note")
    error = caught(errors.throw_error, 3)
    assert copy.copy(error).code() == 3
    with pytest.raises(TypeError, match="cannot pickle"):
        pickle.dumps(error)


def test_types_that_are_thrown_again_and_again(errors):
    functions = {
        errors.throw_special: errors.SpecialError,
        errors.throw_hidden: errors.Error,
        errors.throw_failure: cppyy_rs.CppException,
        errors.throw_int: cppyy_rs.CppException,
        errors.throw_bad_alloc: cppyy_rs.gbl.std.bad_alloc,
    }
    texts = {function: str(caught(function)) for function in functions}
    for _ in range(5):
        for function, class_ in functions.items():
            error = caught(function)
            assert type(error) is class_
            assert str(error) == texts[function] == error.args[0]
    assert texts[errors.throw_hidden].endswith("Hidden: hidden")


def test_an_unknown_class_whose_base_nobody_has_looked_at(errors):
    program = """
import cppyy_rs
cppyy_rs.load_lib({path!r})
try:
    cppyy_rs.gbl.errors.throw_hidden()
except Exception as error:
    print(type(error).__name__, type(error) is cppyy_rs.gbl.errors.Error)
"""
    done = dictionaries.python(program.format(path=str(dictionaries.path("errors"))))
    assert done.stdout.split() == ["Error", "True"], done.stderr


def test_python_makes_none_without_a_class_from_cpp(errors):
    made = cppyy_rs.types.ExceptionBase("text")
    assert (made.args, made.__cpp_proxy__, made._cpp_what) == (("text",), None, None)
    with pytest.raises(TypeError):
        made._cpp_what = 3
    uninitialised = errors.Error.__new__(errors.Error)
    assert uninitialised.what() is None
    with pytest.raises(AttributeError):
        uninitialised.code()


def test_a_program_may_map_exceptions(errors):
    class MyError(Exception):
        pass

    with pytest.raises(cppyy_rs.gbl.std.runtime_error, match="not yet"):
        errors.throw_runtime_error("not yet")
    cppyy_rs.py.add_exception_mapping("std::runtime_error", MyError)
    try:
        with pytest.raises(MyError, match="mapped"):
            errors.throw_runtime_error("mapped")
    finally:
        from cppyy_rs import _exceptions

        del _exceptions._mapped["std::runtime_error"]
    with pytest.raises(cppyy_rs.gbl.std.runtime_error, match="no longer"):
        errors.throw_runtime_error("no longer")
    with pytest.raises(TypeError):
        cppyy_rs.py.add_exception_mapping("std::runtime_error", 1)
