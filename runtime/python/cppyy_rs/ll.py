"""Low-level access: addresses, casts, memory, and what C libraries ask for.

What is C++ of this, `new[]` and `delete[]`, is in the package's dictionary of the standard library.
"""

import contextlib
import sys

from . import _runtime
from ._runtime import _as_capsule, _types, addressof, bind_object, gbl, nullptr, sizeof

__all__ = [
    "AbortSignal",
    "BusError",
    "FatalError",
    "IllegalInstruction",
    "SegmentationViolation",
    "addressof",
    "argc",
    "argv",
    "array_delete",
    "array_new",
    "as_capsule",
    "as_cobject",
    "as_ctypes",
    "as_memoryview",
    "cast",
    "dynamic_cast",
    "free",
    "malloc",
    "reinterpret_cast",
    "set_signals_as_exception",
    "signals_as_exception",
    "static_cast",
]

# `gbl.malloc` and its kin are there from now on, too.
_runtime._load_standard()


# ---- Addresses ----


def as_capsule(instance, byref=False):
    """The address of an object as a PyCapsule."""
    return _as_capsule(addressof(instance, byref=byref))


as_cobject = as_capsule


def as_ctypes(instance, byref=False):
    """The address of an object as a `ctypes.c_void_p`."""
    from ctypes import c_void_p

    return c_void_p(addressof(instance, byref=byref))


def as_memoryview(array):
    """The memory of an array as bytes; an item has the size of an element."""
    import ctypes

    try:
        return memoryview(array)
    except BufferError:
        # Elements that Python's buffers have no letter for.
        size, count = array.itemsize, len(array)
    except TypeError:
        if not isinstance(array, _types.Instance):
            raise
        # A pointer to objects: C++ does not tell how many.
        size, count = sizeof(array), 1

    class Element(ctypes.Structure):
        _fields_ = [("bytes", ctypes.c_char * size)]

    memory = (Element * count).from_address(addressof(array)) if count else (Element * 0)()
    memory._array = array  # keeps the memory
    return memoryview(memory)


# ---- Types ----


def _spelling(target):
    """How C++ spells a type that Python spells as a class, a name or a string."""
    if isinstance(target, str):
        return _runtime._canonical(target)
    name = getattr(target, "__cpp_name__", None)
    if name is not None:
        return name
    if target in (bool, int, float):
        return "double" if target is float else target.__name__
    raise TypeError(f"{target!r} is no C++ type")


# Builtin numbers, and how ctypes calls what wraps around as they do.
_INTEGERS = {
    "signed char": "c_int8",
    "unsigned char": "c_uint8",
    "short": "c_short",
    "unsigned short": "c_ushort",
    "int": "c_int",
    "unsigned int": "c_uint",
    "long": "c_long",
    "unsigned long": "c_ulong",
    "long long": "c_longlong",
    "unsigned long long": "c_ulonglong",
}
_CHARACTERS = ("char", "wchar_t", "char8_t", "char16_t", "char32_t")
# What has room for an address.
_ADDRESSES = ("long", "unsigned long", "long long", "unsigned long long")


def _number(spelling, value):
    """A number as another builtin type."""
    import ctypes

    if spelling == "bool":
        return bool(value)
    if spelling in ("double", "long double"):
        return float(value)
    if spelling == "float":
        return ctypes.c_float(value).value
    number = ord(value) if isinstance(value, str) else int(value)
    if spelling in _CHARACTERS:
        return chr(number & (0xFF if spelling in ("char", "char8_t") else 0xFFFF if spelling == "char16_t" else 0x1FFFFF))
    return getattr(ctypes, _INTEGERS[spelling])(number).value


def _is_number(value):
    return isinstance(value, (bool, int, float)) or (isinstance(value, str) and len(value) == 1)


def _address(value):
    if isinstance(value, int):
        return value
    ctypes = sys.modules.get("ctypes")
    if ctypes is not None and isinstance(value, (ctypes._Pointer, ctypes.c_void_p)):
        # What it points to, as C casts pointers.
        return ctypes.cast(value, ctypes.c_void_p).value or 0
    return addressof(value)


class _Cast:
    """`cast[T](x)`: among builtin numbers, to pointers, and between classes."""

    def __init__(self, name, to_object, to_address):
        self.__name__ = name
        self._to_object = to_object
        self._to_address = to_address

    def __repr__(self):
        return f"<cppyy_rs.ll.{self.__name__}>"

    def __getitem__(self, target):
        if isinstance(target, _types.Scope):
            return lambda value: self._to_object(value, target)
        spelling = _spelling(target)
        if spelling in _INTEGERS or spelling in _CHARACTERS or spelling in ("bool", "float", "double", "long double"):
            return lambda value: self._to_number(spelling, value)
        bare = spelling.rstrip("&")
        if bare == spelling and not spelling.endswith("*"):
            found = _class(spelling)
            if found is None:
                raise TypeError(f"{self.__name__}: {target!r} is neither a number nor a pointer nor a class")
            return lambda value: self._to_object(value, found)
        pointee = bare[:-1].rstrip() if bare == spelling else bare
        found = _class(pointee)
        if found is not None:
            return lambda value: self._to_object(value, found)
        if bare != spelling:
            raise TypeError(f"{self.__name__}: references to {bare} cannot be made; cast to {bare}*")
        return lambda value: self._to_view(pointee, value)

    def _to_number(self, spelling, value):
        reinterprets = self.__name__ == "reinterpret_cast"
        if self.__name__ == "dynamic_cast" or (reinterprets and (_is_number(value) or spelling not in _ADDRESSES)):
            raise TypeError(f"{self.__name__}: {value!r} cannot be seen as {spelling}")
        if _is_number(value):
            return _number(spelling, value)
        if spelling in _ADDRESSES and self.__name__ in ("cast", "reinterpret_cast"):
            return _number(spelling, _address(value))
        return _number(spelling, _converted(self.__name__, value))

    def _to_view(self, pointee, value):
        if not self._to_address:
            raise TypeError(f"{self.__name__}: {pointee} is no class")
        return _runtime._view(pointee, _address(value))


def _converted(name, value):
    """What an object of C++ or Python says that it is as a number."""
    for method in ("__int__", "__index__", "__float__"):
        if hasattr(value, method):
            return getattr(value, method)()
    raise TypeError(f"{name}: {type(value).__name__} is no number")


def _class(spelling):
    """The bound class of this spelling."""
    while spelling.startswith(("const ", "volatile ")):
        spelling = spelling.partition(" ")[2]
    if spelling.endswith("*"):
        return None
    try:
        return type(bind_object(nullptr, spelling))
    except TypeError:
        return None


def _static(value, cls):
    if isinstance(value, _types.Instance):
        return _runtime._static_cast(value, cls)
    # A `void*`, in C++.
    return bind_object(_address(value), cls)


def _reinterpret(value, cls):
    return bind_object(_address(value), cls)


def _c_style(value, cls):
    if isinstance(value, _types.Instance):
        try:
            return _runtime._static_cast(value, cls)
        except TypeError:
            pass  # as in C++, unrelated classes are reinterpreted
    return bind_object(_address(value), cls)


def _dynamic(value, cls):
    if not isinstance(value, _types.Instance):
        raise TypeError(f"dynamic_cast: an object from C++ is expected, not {type(value).__name__}")
    found = bind_object(addressof(value), type(value), cast=True)
    if not isinstance(found, cls):
        return bind_object(nullptr, cls)
    return _runtime._static_cast(found, cls)


cast = _Cast("cast", _c_style, True)
static_cast = _Cast("static_cast", _static, True)
reinterpret_cast = _Cast("reinterpret_cast", _reinterpret, True)
dynamic_cast = _Cast("dynamic_cast", _dynamic, False)


# ---- Memory ----


class _Typed:
    """`function[T](arguments)`, and `function(arguments)` for what has no type or tells it itself."""

    def __init__(self, name, function):
        self.__name__ = name
        self.__doc__ = function.__doc__
        self._function = function

    def __repr__(self):
        return f"<cppyy_rs.ll.{self.__name__}>"

    def __getitem__(self, target):
        spelling = _spelling(target)
        return lambda *arguments, **keywords: self._function(spelling, *arguments, **keywords)

    def __call__(self, *arguments, **keywords):
        return self._function("void", *arguments, **keywords)


def _bytes_of(spelling, count):
    size = 1 if spelling == "void" else _runtime._size_of_element(spelling)
    if count < 0:
        raise ValueError("the number of elements cannot be negative")
    return size * count


def _malloc(spelling, count):
    """Memory of C for so many elements, which are not initialised; `free` gives it back."""
    size = _bytes_of(spelling, count)
    address = addressof(gbl.malloc(max(size, 1)))
    if address == 0:
        raise MemoryError(f"malloc: {size} bytes")
    if spelling == "void":
        return _runtime._view("unsigned char", address, size, cpp_array=False)
    return _runtime._view(spelling, address, count, cpp_array=False)


def _array_new(spelling, count, managed=False):
    """`new T[count]`, of a builtin type all zero; with `managed`, the view deletes it."""
    cls = _class(spelling)
    if cls is not None and not _runtime._is_its_bytes(spelling):
        raise TypeError(f"array_new: {spelling} is no plain struct: use std::vector<{spelling}>, which ends its objects")
    size = _bytes_of(spelling, count)
    model = cls() if cls is not None else None
    memory = gbl.cppyy_rs.memory
    address = addressof(memory.array_new(size))
    if model is None:
        _zero(address, size)
    else:
        _repeat(model, address, count)
    return _runtime._view(spelling, address, count, release=memory.array_delete if managed else None)


def _zero(address, size):
    import ctypes

    ctypes.memset(address, 0, size)


def _repeat(model, address, count):
    """Copies of an object, one behind the other."""
    import ctypes

    size = sizeof(type(model))
    ctypes.memmove(address, bytes((ctypes.c_char * size).from_address(addressof(model))) * count, size * count)


def _given_back(view):
    if isinstance(view, _types.LowLevelView):
        view.__python_owns__ = False
        _runtime._forget(view)


def free(view):
    """Gives memory of `malloc` back. A view of it is null from then on."""
    gbl.free(view)
    _given_back(view)


def _array_delete(_, array):
    """`delete[]` for an array of a builtin type, of C++ or `array_new`. A view of it is null from then on."""
    if isinstance(array, _types.Instance):
        raise TypeError("array_delete: the objects of an array end where C++ made them")
    gbl.cppyy_rs.memory.array_delete(array)
    _given_back(array)


malloc = _Typed("malloc", _malloc)
array_new = _Typed("array_new", _array_new)
array_delete = _Typed("array_delete", _array_delete)


# ---- The command line, for libraries that want to see it ----


def argc():
    """How many command-line arguments there are."""
    return len(sys.argv)


def argv():
    """The command-line arguments as a `char**` that ends with a null pointer; C++ may write to them."""
    import ctypes
    import os

    texts = [ctypes.create_string_buffer(os.fsencode(text)) for text in sys.argv]
    array = (ctypes.c_char_p * (len(texts) + 1))(*(ctypes.addressof(text) for text in texts), None)
    array._texts = texts
    return array


# ---- Signals ----


class FatalError(Exception):
    """A signal in C++ that would have ended the process. What C++ was doing is not undone, nor are its locks released."""


class BusError(FatalError):
    """SIGBUS."""


class SegmentationViolation(FatalError):
    """SIGSEGV."""


class IllegalInstruction(FatalError):
    """SIGILL."""


class AbortSignal(FatalError):
    """SIGABRT."""


def set_signals_as_exception(enable):
    """Raises the exceptions above where C++ meets such a signal in a call from Python; returns what was the case before.

    Of single functions: `f.__sig2exc__ = True`. Calls take the long way as long as this is on.
    """
    return _runtime._signals_as_exception(bool(enable))


@contextlib.contextmanager
def signals_as_exception():
    """A context in which signals are exceptions."""
    before = set_signals_as_exception(True)
    try:
        yield
    finally:
        set_signals_as_exception(before)
