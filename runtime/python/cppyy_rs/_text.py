"""Methods of `std::string` and `std::string_view` proxies that make them strings."""

from ._runtime import _string_bytes


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
    for name in ("__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__"):
        setattr(cls, name, _compare(name))
    cls.__str__ = _str
    cls.__repr__ = _repr
    cls.__hash__ = _hash
    cls.__contains__ = _contains
    cls.__iter__ = _iter
    cls.__len__ = _len
    cls.__getattr__ = _getattr
    cls.decode = _decode


def pythonize_string(cls):
    """Makes `std::string` proxies strings."""
    _shared(cls)
    cls.__bytes__ = _bytes
    cls.__add__ = _add
    cls.__radd__ = _radd
    for name in ("find", "rfind", "replace"):
        if name in vars(cls):
            setattr(cls, "__cpp_" + name, vars(cls)[name])
            delattr(cls, name)


def pythonize_view(cls):
    """Makes `std::string_view` proxies strings."""
    _shared(cls)
    cls.__str__ = _view_str
    cls.__bytes__ = _view_bytes


def _view_str(self):
    return _view_bytes(self).decode("utf-8", "surrogateescape")
