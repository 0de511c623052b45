"""What Python expects of values that are made of others: tuples, variants, optionals, `std::any`, times and paths.

The objects stay C++'s: they change where C++ sees it, and have C++'s methods. Besides, they compare, hash, print and
unpack as what they stand for in Python: a tuple, the value that is in them, None, a timedelta, a datetime, a path.
"""

import functools
import operator
import os
import pathlib

from . import _chrono
from ._runtime import _types, any_contents, gbl, value_assign, value_part, value_types, value_which


def _plain(value):
    """What an object stands for in Python; other values themselves."""
    stands_for = getattr(type(value), "__cpp_value__", None)
    return value if stands_for is None else stands_for(value)


def _comparison(name):
    compare = getattr(operator, name)
    inherited = getattr(_types.Instance, f"__{name}__")

    @functools.wraps(compare)
    def method(self, other):
        # C++'s own comparison knows more of two objects of a class than their values in Python.
        if type(other) is type(self) and name in ("eq", "ne"):
            return inherited(self, other)
        mine, others = _plain(self), _plain(other)
        if isinstance(mine, _types.Instance):
            return inherited(mine, others) if others is not other else compare(mine, others)
        if isinstance(others, _types.Instance) or (name not in ("eq", "ne") and not _comparable(mine, others)):
            return NotImplemented
        return compare(mine, others)

    method.__name__ = method.__qualname__ = f"__{name}__"
    return method


def _comparable(one, other):
    return one is not None and other is not None


_COMPARISONS = {f"__{name}__": _comparison(name) for name in ("eq", "ne", "lt", "le", "gt", "ge")}


def _hash(self):
    return hash(_plain(self))


def _str(self):
    return str(_plain(self))


def _repr(self):
    return f"{type(self).__cpp_name__}({_plain(self)!r})"


_VALUE = {**_COMPARISONS, "__hash__": _hash, "__str__": _str, "__repr__": _repr}


def _tuple_len(self):
    return len(value_types(self))


def _tuple_index(self, index):
    length = len(value_types(self))
    index = operator.index(index)
    if not -length <= index < length:
        raise IndexError("tuple index out of range")
    return index + length if index < 0 else index


def _tuple_item(self, index):
    if isinstance(index, slice):
        return tuple(self)[index]
    return value_part(self, _tuple_index(self, index))


def _tuple_set(self, index, value):
    value_assign(self, _tuple_index(self, index), value)


def _tuple_iter(self):
    return iter([value_part(self, index) for index in range(len(value_types(self)))])


def _tuple_repr(self):
    return f"{type(self).__cpp_name__}{_plain(self)!r}"


def _pair_value(self):
    # Members that are strings are objects, which print as what they are in C++: bytes.
    return tuple(str(each) if isinstance(each, gbl.std.string) else each for each in (self.first, self.second))


def _variant_value(self):
    which = value_which(self)
    return None if which is None else value_part(self, which)


def _optional_value(self):
    return None if value_which(self) is None else value_part(self, 0)


def _any_value(self):
    contents = any_contents(self)
    return None if contents is None else contents[0]


def _value_or(self, default):
    """The value, or another where there is none."""
    return default if value_which(self) is None else value_part(self, 0)


def _has(self):
    return value_which(self) is not None


def _arithmetic(name, result=None):
    compute = getattr(operator, name)

    def method(self, other):
        mine, others = _plain(self), _plain(other)
        if isinstance(mine, _types.Instance) or isinstance(others, _types.Instance):
            return NotImplemented
        try:
            return compute(mine, others)
        except TypeError:
            return NotImplemented

    def reflected(self, other):
        mine, others = _plain(self), _plain(other)
        if isinstance(others, _types.Instance):
            return NotImplemented
        try:
            return compute(others, mine)
        except TypeError:
            return NotImplemented

    method.__name__, reflected.__name__ = f"__{name}__", f"__r{name}__"
    return {f"__{name}__": method, f"__r{name}__": reflected}


def _exact_comparison(name, exact):
    """Comparison of times, of which C++ knows more than Python's microseconds."""
    compare = getattr(operator, name)
    inherited = getattr(_types.Instance, f"__{name}__")

    def method(self, other):
        others = exact(other, self)
        return inherited(self, other) if others is None else compare(exact(self, self), others)

    method.__name__ = method.__qualname__ = f"__{name}__"
    return method


def _time(exact):
    names = ("eq", "ne", "lt", "le", "gt", "ge")
    return {**_VALUE, **{f"__{name}__": _exact_comparison(name, exact) for name in names}}


def _fspath(self):
    """The path as Python names files: what is no text in the file system's encoding survives."""
    return os.fsdecode(self.string())


def _path_operand(value):
    return pathlib.PurePath(value) if isinstance(value, (str, os.PathLike)) else value


def _path_comparison(name):
    compare = getattr(operator, name)
    inherited = getattr(_types.Instance, f"__{name}__")

    def method(self, other):
        others = _path_operand(other)
        if not isinstance(others, pathlib.PurePath):
            return inherited(self, other)
        return compare(pathlib.PurePath(self), others)

    method.__name__ = method.__qualname__ = f"__{name}__"
    return method


def _path_join(self, other):
    if not isinstance(other, (str, bytes, os.PathLike)):
        return NotImplemented
    return type(self)(os.path.join(os.fsencode(self), os.fsencode(other)))


def _path_join_reflected(self, other):
    if not isinstance(other, (str, bytes, os.PathLike)):
        return NotImplemented
    return type(self)(os.path.join(os.fsencode(other), os.fsencode(self)))


METHODS = {
    "Tuple": {
        **_VALUE,
        "__cpp_value__": tuple,
        "__repr__": _tuple_repr,
        "__len__": _tuple_len,
        "__getitem__": _tuple_item,
        "__setitem__": _tuple_set,
        "__iter__": _tuple_iter,
        "__contains__": lambda self, value: value in tuple(self),
        "__bool__": lambda self: True,
    },
    "Pair": {
        **_VALUE,
        "__cpp_value__": _pair_value,
        "__repr__": _tuple_repr,
        "__contains__": lambda self, value: value in _pair_value(self),
    },
    "Variant": {**_VALUE, "__cpp_value__": _variant_value, "__bool__": lambda self: True},
    "Optional": {
        **_VALUE,
        "__cpp_value__": _optional_value,
        "__bool__": _has,
        "value_or": _value_or,
    },
    "Any": {**_VALUE, "__cpp_value__": _any_value, "__bool__": lambda self: self.has_value()},
    "Duration": {
        **_time(_chrono.exact_duration),
        "__cpp_value__": _chrono.to_timedelta,
        "to_timedelta": _chrono.to_timedelta,
        "total_seconds": _chrono.total_seconds,
        "__bool__": lambda self: self.count() != 0,
        **_arithmetic("add"),
        **_arithmetic("sub"),
        **_arithmetic("mul"),
        **_arithmetic("truediv"),
        **_arithmetic("floordiv"),
        **_arithmetic("mod"),
    },
    "TimePoint": {
        **_time(_chrono.exact_point),
        "__cpp_value__": _chrono.plain_point,
        "to_datetime": _chrono.to_datetime,
    },
    "Path": {
        **{f"__{name}__": _path_comparison(name) for name in ("eq", "ne", "lt", "le", "gt", "ge")},
        "__fspath__": _fspath,
        "__str__": _fspath,
        "__repr__": lambda self: f"std::filesystem::path({_fspath(self)!r})",
        "__hash__": lambda self: hash(pathlib.PurePath(self)),
        "__truediv__": _path_join,
        "__rtruediv__": _path_join_reflected,
    },
}
