"""C++ enumerations as Python enums; the runtime imports this with the first one.

They are ints, as C++'s are. Unlike ``IntEnum`` they take any value of the
underlying type (flags or-ed together have no enumerator of their own), keep
enumerators of equal value apart, and take names that Python's enums reserve
(``mro``, ``_x_``; ``getattr(E, "None")``).
"""

import copyreg
import enum
import warnings


class CppEnumType(enum.EnumMeta):
    """The type of C++ enumerations."""

    def __call__(cls, value=0, *rest, **keywords):
        return super().__call__(value, *rest, **keywords)

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get("_member_map_", ()):
            raise TypeError(f"{cls.__cpp_name__}::{name} is a constant and cannot be assigned")
        super().__setattr__(name, value)

    def __repr__(cls):
        return f"<class {cls.__module__}.{cls.__qualname__} at {id(cls):#x}>"

    @property
    def __ctype__(cls):
        """The ctypes type of the underlying type."""
        import ctypes

        bits, signed = cls.__dict__["__cpp_layout__"]
        if bits == 1:
            return ctypes.c_bool
        return getattr(ctypes, f"c_{'' if signed else 'u'}int{bits}")


class CppDeprecatingEnumType(CppEnumType):
    """The type of those some enumerators of which are deprecated: who reads one is warned."""

    def __getattribute__(cls, name):
        _warn(cls, name)
        return super().__getattribute__(name)

    def __getitem__(cls, name):
        _warn(cls, name)
        return super().__getitem__(name)


def _warn(cls, name):
    warning = type.__getattribute__(cls, "__dict__").get("__cpp_deprecated__", {}).get(name)
    if warning is not None:
        warnings.warn(warning, DeprecationWarning, stacklevel=3)


class CppEnum(int, enum.Enum, metaclass=CppEnumType):
    """What all C++ enumerations derive from."""

    @classmethod
    def _missing_(cls, value):
        if isinstance(value, str) and len(value) == 1:
            # A value of an enumeration over a character type.
            return cls(ord(value))
        if not isinstance(value, int):
            return None
        bits, signed = cls.__dict__["__cpp_layout__"]
        low, high = (-(1 << (bits - 1)), (1 << (bits - 1)) - 1) if signed else (0, (1 << bits) - 1)
        if not low <= value <= high:
            raise ValueError(f"{value} is not in the range of {cls.__cpp_name__}")
        known = cls._value2member_map_.get(value + 0)
        # Not entered among the members: a program may make any number of values.
        return _member(cls, None, value + 0) if known is None else known

    def __repr__(self):
        name = self.__class__.__cpp_name__
        if self._name_ is not None:
            name = f"{name}::{self._name_}"
        return f"({name}) : ({getattr(self.__class__, '__underlying')}) {int(self)}"

    def __str__(self):
        return int.__repr__(self)

    def __format__(self, specification):
        return int.__format__(self, specification)

    def __reduce_ex__(self, protocol):
        return self.__class__, (int(self),)

    __hash__ = int.__hash__


class CppCharacterEnum(CppEnum):
    """Enumerations over a character type: their values equal the characters as well as the numbers.

    As keys of a dict they are numbers.
    """

    def __eq__(self, other):
        if isinstance(other, str):
            return len(other) == 1 and int(self) == ord(other)
        return int.__eq__(self, other)

    def __ne__(self, other):
        equal = self.__eq__(other)
        return equal if equal is NotImplemented else not equal

    __hash__ = int.__hash__


_CHARACTERS = ("char", "signed char", "wchar_t", "char8_t", "char16_t", "char32_t")


def _member(cls, name, value):
    member = int.__new__(cls, value)
    member._name_ = name
    member._value_ = value
    return member


def make(name, attributes, members, underlying, bits, signed, deprecated):
    """The Python enum of a C++ one: ``members`` are names and values in order, ``deprecated`` names and warnings."""
    base = CppCharacterEnum if underlying in _CHARACTERS else CppEnum
    metaclass = CppDeprecatingEnumType if deprecated else CppEnumType
    body = metaclass.__prepare__(name, (base,))
    body["__module__"] = attributes["__module__"]
    body["__qualname__"] = attributes["__qualname__"]
    cls = metaclass(name, (base,), body)
    # Around `EnumMeta`, which would refuse some names and merge equal values.
    define = type.__setattr__
    define(cls, "__doc__", attributes["__doc__"] or f"C++ enum {attributes['__cpp_name__']}")
    define(cls, "__cpp_name__", attributes["__cpp_name__"])
    define(cls, "__underlying", underlying)
    define(cls, "__cpp_layout__", (bits, signed))
    for member_name, value in members.items():
        member = _member(cls, member_name, value)
        cls._member_names_.append(member_name)
        cls._member_map_[member_name] = member
        cls._value2member_map_.setdefault(value, member)
        define(cls, member_name, member)
    if deprecated:
        define(cls, "__cpp_deprecated__", deprecated)
    return cls


def _reduce_class(cls):
    from . import _pickling

    return _pickling.reduce_enum_class(cls)


copyreg.pickle(CppEnumType, _reduce_class)
copyreg.pickle(CppDeprecatingEnumType, _reduce_class)
