"""Methods of `std::string`, `std::string_view` and wide string proxies that make them strings."""

from ._runtime import _string_bytes, _wide_text

# Names stand here rather than in the functions, whose constants the garbage collector would go on looking at for a while:
# whoever counts what it sees before and after a call would find less.
_COMPARISONS = ("__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__")

# What C++ and Python have under one name.
_SHADOWED = ("find", "rfind", "replace")

# What wide strings have of `str`'s.
_LIKE_STR = ("index", "count")


def _text(value):
    return str(value) if isinstance(value, _classes) else value


# The proxy classes of texts, filled as they are made.
_classes = ()


def _str(self):
    return _bytes(self).decode("utf-8", "surrogateescape")


def _bytes(self):
    return _string_bytes(self)


def _view_bytes(self):
    return bytes(map(ord, _characters(self)))


def _characters(self):
    return (self[position] for position in range(self.size()))


def _repr(self):
    return repr(bytes(self))


def _hash(self):
    return hash(str(self))


def _compare(name):
    compare = getattr(str, name)

    def method(self, other):
        if isinstance(other, bytes):
            return getattr(bytes, name)(bytes(self), other)
        other = _text(other)
        return compare(str(self), other) if isinstance(other, str) else NotImplemented

    method.__name__ = name
    return method


def _add(self, other):
    other = _text(other)
    return type(self)(str(self) + other) if isinstance(other, str) else NotImplemented


def _radd(self, other):
    return type(self)(other + str(self)) if isinstance(other, str) else NotImplemented


def _contains(self, part):
    return _text(part) in str(self)


def _iter(self):
    return iter(str(self))


def _len(self):
    return self.size()


def _decode(self, encoding="utf-8", errors="strict"):
    return bytes(self).decode(encoding, errors)


def _getattr(self, name):
    if name.startswith("_") or not hasattr(str, name):
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
    return getattr(str(self), name)


def _shared(cls):
    global _classes
    _classes += (cls,)
    for name in _COMPARISONS:
        setattr(cls, name, _compare(name))
    cls.__str__ = _str
    cls.__repr__ = _repr
    cls.__hash__ = _hash
    cls.__contains__ = _contains
    cls.__iter__ = _iter
    cls.__len__ = _len
    cls.__getattr__ = _getattr
    cls.decode = _decode
    _set_npos(cls)


class _NoPosition(int):
    """`npos`: the largest size to C++, and equal to the -1 with which Python's `find` says no."""

    def __eq__(self, other):
        return int.__eq__(self, other) or other == -1

    def __ne__(self, other):
        return not self == other

    __hash__ = int.__hash__


def _set_npos(cls):
    if hasattr(cls, "npos"):
        # A property of the class's own kind replaces the C++ constant.
        setattr(cls, "npos", _Constant(_NoPosition(cls.npos)))


class _Constant:
    """A class attribute that objects read, too, and nobody assigns."""

    def __init__(self, value):
        self.value = value

    def __get__(self, instance, owner=None):
        return self.value

    def __set__(self, instance, value):
        raise TypeError("assignment to const data not allowed")


def pythonize_string(cls):
    """Makes `std::string` proxies strings."""
    _shared(cls)
    cls.__bytes__ = _bytes
    cls.__add__ = _add
    cls.__radd__ = _radd
    for name in _SHADOWED:
        if name in vars(cls):
            setattr(cls, "__cpp_" + name, vars(cls)[name])
            delattr(cls, name)


def pythonize_view(cls):
    """Makes `std::string_view` proxies strings."""
    _shared(cls)
    cls.__init__ = _keeping(cls.__init__)
    cls.__str__ = _view_str
    cls.__bytes__ = _view_bytes


def _keeping(init):
    """A constructor whose object keeps the text that it is a view of."""

    def __init__(self, *arguments):
        if arguments and isinstance(arguments[0], str):
            arguments = (arguments[0].encode("utf-8", "surrogateescape"), *arguments[1:])
        if len(arguments) == 1 and isinstance(arguments[0], bytes):
            # All of it, with the NULs that are inside.
            arguments = (arguments[0], len(arguments[0]))
        init(self, *arguments)
        if arguments:
            self._text = arguments[0]

    return __init__


def _view_str(self):
    return _view_bytes(self).decode("utf-8", "surrogateescape")


def pythonize_wide(cls):
    """Makes the proxies of `std::wstring`, `u16string` and `u32string` strings."""
    _shared(cls)
    cls.__str__ = _wide_str
    cls.__repr__ = _wide_repr
    cls.__bytes__ = _wide_bytes
    cls.decode = _wide_decode
    cls.__add__ = _add
    cls.__radd__ = _radd
    # What Python's sequences and its strings do not mean alike, a string means.
    for name in _SHADOWED:
        if name in vars(cls):
            setattr(cls, "__cpp_" + name, vars(cls)[name])
            delattr(cls, name)
    for name in _LIKE_STR:
        setattr(cls, name, _of_str(name))


def _of_str(name):
    method = getattr(str, name)

    def call(self, *arguments):
        return method(str(self), *map(_text, arguments))

    call.__name__ = name
    call.__doc__ = method.__doc__
    return call


def _wide_str(self):
    return _wide_text(self)


def _wide_repr(self):
    return repr(str(self))


def _wide_bytes(self):
    return str(self).encode("utf-8", "surrogatepass")


def _wide_decode(self, encoding="utf-8", errors="strict"):
    return _wide_bytes(self).decode(encoding, errors)
