"""Pickling and copying of objects, imported when the first one from C++ is pickled or copied.

They go by what their classes say (`__getstate__`), by their stream operators where a program asks for that, by their
elements or by their members; all others are refused, because nobody can tell what their bytes mean.
"""

import copyreg
import os
import sys

from . import _runtime
from ._runtime import _types, bind_object, gbl, nullptr


def _defines(cls, name):
    """Whether a class has a method that plain Python objects have not."""
    found = getattr(cls, name, None)
    return found is not None and found is not getattr(object, name, None)


def _cpp_class(cls):
    """The C++ class that a Python class is or derives from."""
    return next(base for base in cls.__mro__ if isinstance(base, _types.Scope) and _runtime._stands_for_class(base))


def make(cls, *arguments, **keywords):
    """An object of a class; as always when pickles are read, without the `__init__` of Python subclasses."""
    made = cls.__new__(cls)
    _cpp_class(cls).__init__(made, *arguments, **keywords)
    return made


def make_null(cls):
    """The null pointer of a class."""
    return bind_object(nullptr, cls)


def _attributes(instance):
    """What Python has added to an object; what the object keeps alive is no part of it."""
    found = {name: value for name, value in vars(instance).items() if not name.startswith("__lifeline_")}
    slots = {name: getattr(instance, name) for name in copyreg._slotnames(type(instance)) if hasattr(instance, name)}
    return (found, slots) if found or slots else None


def set_attributes(instance, attributes):
    """Gives an object what Python had added to another one."""
    found, slots = attributes
    vars(instance).update(found)
    for name, value in slots.items():
        setattr(instance, name, value)


def _with_attributes(instance, function, *arguments):
    attributes = _attributes(instance)
    if attributes is None:
        return function, arguments
    return function, arguments, attributes, None, None, set_attributes


def reduce(instance, protocol):
    """What `__reduce_ex__` of objects answers."""
    cls = type(instance)
    if cls.__reduce__ is not object.__reduce__:
        return instance.__reduce__()
    if _runtime._is_null(instance):
        return make_null, (cls,)
    why = "it is no aggregate"
    if _defines(cls, "__getstate__") or _defines(cls, "__getnewargs__") or _defines(cls, "__getnewargs_ex__"):
        return _reduce_by_state(instance, cls)
    cpp = _cpp_class(cls)
    if cpp in _by_streams:
        return _with_attributes(instance, read_stream, cls, _by_streams[cpp][1], _print(instance, cpp))
    try:
        for way in (_reduce_text, _reduce_value, _reduce_elements, _reduce_members):
            found = way(instance, cls, cpp, protocol)
            if found is not None:
                return _with_attributes(instance, *found)
    except _Refused as refused:
        why = str(refused)
    raise _refusal(cpp, why)


class _Refused(Exception):
    """An object is more than can be read from it."""


def _refusal(cpp, why):
    return TypeError(
        f"cannot pickle '{cpp.__cpp_name__}' object: {why}; give the class __getstate__ and __setstate__ "
        "(in C++, or in Python by cppyy_rs.py.add_pythonization), or ask for its operator<< and operator>> with "
        "cppyy_rs.py.pickle_by_streams"
    )


# ---- By what the class says ----


def _reduce_by_state(instance, cls):
    cpp = _cpp_class(cls)
    arguments, keywords = (), {}
    if _defines(cls, "__getnewargs_ex__"):
        arguments, keywords = instance.__getnewargs_ex__()
    elif _defines(cls, "__getnewargs__"):
        arguments = tuple(instance.__getnewargs__())
    elif not _runtime._is_default_constructible(cls):
        raise _refusal(cpp, "it has __getstate__, but no constructor without arguments; __getnewargs__ would name them")
    if not _defines(cls, "__getstate__"):
        return _with_attributes(instance, make_again, cls, arguments, keywords)
    of_cpp = _types.is_method(cls.__getstate__) is not None
    if of_cpp and not _defines(cls, "__setstate__"):
        raise _refusal(cpp, "it has __getstate__, but no __setstate__")
    # A state of Python's own has the attributes as well, as far as it wants them.
    state = instance.__getstate__(), _attributes(instance) if of_cpp else None
    return make_again, (cls, arguments, keywords), state, None, None, set_state


def make_again(cls, arguments, keywords):
    """An object of given arguments."""
    return make(cls, *arguments, **keywords)


def set_state(instance, state):
    """Gives an object the state of another one."""
    state, attributes = state
    if state is not None:
        if _defines(type(instance), "__setstate__"):
            instance.__setstate__(state)
        else:
            for name, value in state.items():
                setattr(instance, name, value)
    if attributes is not None:
        set_attributes(instance, attributes)


# ---- By streams ----

# C++ classes that go by their stream operators, which are the values.
_by_streams = {}


def pickle_by_streams(cls):
    """Lets objects of a class be pickled as what its `operator<<` writes and its `operator>>` reads.

    Nobody but the program knows whether what is written is all there is to an object. Numbers are written with all
    their digits. Objects of derived classes need a request of their own.
    """
    name = _runtime._stands_for_class(cls) if isinstance(cls, type) else None
    if name is None:
        raise TypeError(f"pickle_by_streams: {cls!r} is no class from C++")
    operators = []
    for operator in ("operator<<", "operator>>"):
        found = _runtime._free_operators(cls, operator)
        if not found:
            raise TypeError(f"pickle_by_streams: no loaded dictionary has an {operator} of {name}")
        operators.append(found)
    if not _runtime._is_default_constructible(cls):
        raise TypeError(f"pickle_by_streams: {name} has no constructor without arguments, whose object could be read into")
    _by_streams[cls] = operators


def _stream(text=""):
    _runtime._load_standard()
    return gbl.cppyy_rs.streams.Stream(text)


def _apply(operators, stream, instance):
    """Calls the operator that takes a stream; other ones of the name shift numbers."""
    for operator in operators[:-1]:
        try:
            return operator(stream, instance)
        except TypeError:
            continue
    return operators[-1](stream, instance)


def _print(instance, cpp):
    stream = _stream()
    _apply(_by_streams[cpp][0], stream.output(), instance)
    if stream.failed():
        raise _refusal(cpp, "its operator<< has failed")
    return stream.text()


def read_stream(cls, operators, text):
    """An object as `operator>>` reads it."""
    made = make(cls)
    stream = _stream(text)
    _apply(operators, stream.input(), made)
    if stream.failed():
        from pickle import UnpicklingError

        raise UnpicklingError(f"operator>> of {_cpp_class(cls).__cpp_name__} cannot read {text!r}")
    return made


# ---- By elements ----


def _reduce_text(instance, cls, cpp, protocol):
    name = cpp.__cpp_name__
    if name == "std::string":
        return make, cls, bytes(instance)
    if name in ("std::wstring", "std::u16string", "std::u32string", "std::u8string"):
        return make, cls, str(instance)
    return None


# Letters of `struct` for numbers, whose bytes are all there is to them.
_NUMBERS = "?bBhHiIlLqQfd"


def _reduce_elements(instance, cls, cpp, protocol):
    template = getattr(cpp.__dict__.get("__cpp_template__"), "__cpp_name__", None)
    if template == "std::complex":
        return make, cls, instance.real, instance.imag
    try:
        if not _runtime._elements(cpp):
            return None
    except TypeError as error:
        raise _Refused(str(error)) from None
    if isinstance(instance, _types.Sequence):
        numbers = _number_bytes(instance)
        if numbers is not None:
            letter, view = numbers
            if protocol >= 5:
                from pickle import PickleBuffer

                return make_of_numbers, cls, letter, sys.byteorder, PickleBuffer(view)
            return make_of_numbers, cls, letter, sys.byteorder, bytes(view)
    if isinstance(instance, _types.Map):
        return make, cls, [(key, value) for key, value in instance]
    if hasattr(cls, "push_front") and not hasattr(cls, "push_back"):
        return make_backwards, cls, list(instance)
    return make, cls, list(instance)


def _reduce_value(instance, cls, cpp, protocol):
    """Values that are made of others, by what they stand for in Python, where that makes the very same value again."""
    if hasattr(cls, "__fspath__"):
        return make, cls, os.fspath(instance)
    plain = getattr(cls, "__cpp_value__", None)
    if plain is None:
        return None
    if hasattr(cls, "count") and hasattr(cls, "zero"):
        return make, cls, instance.count()  # A timedelta would drop nanoseconds.
    if hasattr(cls, "time_since_epoch"):
        since = instance.time_since_epoch()
        return make_point, cls, type(since), since.count()
    value = plain(instance)
    arguments = () if value is None else (value,)
    again = cls(*arguments)
    if _which(again) != _which(instance) or again != instance:
        raise _Refused(f"{value!r} does not make the same value again")
    return make, cls, *arguments


def make_point(cls, duration, count):
    """A point in time, so long after its clock's epoch."""
    return make(cls, duration(count))


def _which(instance):
    """Which of several types a value has, where it has one of several."""
    return instance.index() if hasattr(instance, "index") else None


def make_backwards(cls, items):
    """A container that grows at its front only."""
    made = make(cls)
    for item in reversed(items):
        made.push_front(item)
    return made


def _number_bytes(sequence):
    """The letter of a sequence's numbers and their memory; None where the elements are something else."""
    try:
        view = memoryview(sequence)
    except BufferError:
        return None
    if view.ndim != 1 or view.format not in _NUMBERS or not view.c_contiguous:
        return None
    return view.format, view.cast("B")


def make_of_numbers(cls, letter, byteorder, data):
    """A container of numbers as they lay in another process's memory."""
    numbers = memoryview(data).cast("B").cast(letter)
    if byteorder != sys.byteorder:
        import array

        numbers = array.array(letter, numbers)
        numbers.byteswap()
    return make(cls, numbers)


# ---- By members ----


def _reduce_members(instance, cls, cpp, protocol):
    try:
        members = _runtime._members(cpp)
    except TypeError as error:
        raise _Refused(str(error)) from None
    if members is None:
        return None
    if not _runtime._is_default_constructible(cpp) and any(way != "listed" for _, way in members):
        raise _Refused("it has no constructor without arguments")
    listed, assigned = {}, {}
    for name, way in members:
        if way == "pointer":
            if not _is_null_member(instance, name):
                raise _Refused(f"its member {name} is a pointer, and nobody would own what it points to")
            continue
        value = getattr(instance, name)
        if way == "array":
            value = _nested(value)
        (listed if way == "listed" else assigned)[name] = value
    return make_of_members, cls, listed, assigned


def _is_null_member(instance, name):
    import ctypes

    return not ctypes.c_void_p.from_address(_runtime.addressof(instance, name)).value


def _nested(view):
    """An array as lists."""
    if isinstance(view, (_types.LowLevelView, _types.Sequence)):
        return [_nested(element) for element in view]
    return view


def make_of_members(cls, listed, assigned):
    """An aggregate of its members' values."""
    made = make(cls, **listed)
    for name, value in assigned.items():
        setattr(made, name, value)
    return made


# ---- Copies ----


def copy(instance):
    """What the C++ copy constructor makes of an object, with the attributes that Python has added."""
    made = _copied(instance)
    attributes = _attributes(instance)
    if attributes is not None:
        set_attributes(made, attributes)
    return made


def deep_copy(instance, memo):
    """The same with copies of these attributes: how deep an object is copied, its class decides in C++."""
    import copy

    cpp = _cpp_class(type(instance))
    if not _runtime._is_null(instance) and not _runtime._is_copyable(cpp):
        return _rebuilt(instance, cpp, memo)
    made = memo[id(instance)] = _copied(instance)
    attributes = _attributes(instance)
    if attributes is not None:
        set_attributes(made, copy.deepcopy(attributes, memo))
    return made


def _copied(instance):
    cls = type(instance)
    if _runtime._is_null(instance):
        return make_null(cls)
    cpp = _cpp_class(cls)
    if not _runtime._is_copyable(cpp):
        raise TypeError(f"cannot copy '{cpp.__cpp_name__}' object: it has no copy constructor")
    return make(cls, instance)



def _rebuilt(instance, cpp, memo):
    """A copy of an object without a copy constructor, made of copies of what pickling would write."""
    import copy

    try:
        function, arguments, *more = reduce(instance, 4)
    except TypeError as error:
        raise TypeError(f"cannot copy '{cpp.__cpp_name__}' object: it has no copy constructor ({error})") from None
    made = memo[id(instance)] = function(*copy.deepcopy(arguments, memo))
    if more:
        state, _, _, give = more
        give(made, copy.deepcopy(state, memo))
    return made
