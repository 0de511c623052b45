"""What types of other packages are in C++: template arguments."""

import ctypes

from ._runtime import nullptr

# ctypes' names for the types of C; its own aliases (`c_int32`) are these.
_CTYPES = {
    "c_bool": "bool",
    "c_char": "char",
    "c_byte": "signed char",
    "c_ubyte": "unsigned char",
    "c_wchar": "wchar_t",
    "c_short": "short",
    "c_ushort": "unsigned short",
    "c_int": "int",
    "c_uint": "unsigned int",
    "c_long": "long",
    "c_ulong": "unsigned long",
    "c_longlong": "long long",
    "c_ulonglong": "unsigned long long",
    "c_float": "float",
    "c_double": "double",
    "c_longdouble": "long double",
    "c_char_p": "const char*",
    "c_wchar_p": "const wchar_t*",
    "c_void_p": "void*",
}

# One-letter codes of numbers, as in `dtype.char` and the struct module: they tell `long` from `long long` where sizes do not.
NUMBERS = {
    "?": "bool",
    "b": "signed char",
    "B": "unsigned char",
    "h": "short",
    "H": "unsigned short",
    "i": "int",
    "I": "unsigned int",
    "l": "long",
    "L": "unsigned long",
    "q": "long long",
    "Q": "unsigned long long",
    "f": "float",
    "d": "double",
    "g": "long double",
    "F": "std::complex<float>",
    "D": "std::complex<double>",
}


def of_type(argument):
    """The C++ name of a type of ctypes or numpy, of None and of a function; TypeError for what has none."""
    if argument is None or argument is type(None) or argument is nullptr:
        return "std::nullptr_t"
    if isinstance(argument, type):
        for cls in argument.__mro__:
            name = _CTYPES.get(cls.__name__) if cls.__module__ in ("ctypes", "_ctypes") else None
            if name is not None:
                return name
        if issubclass(argument, ctypes._Pointer) and hasattr(argument, "_type_"):
            return of_type(argument._type_) + "*"
    name = _of_dtype(argument)
    if name is not None:
        return name
    if isinstance(argument, float):
        raise TypeError(f"a template argument is a type, a C++ name or a number, not the float {argument!r}")
    what = argument.__name__ if isinstance(argument, type) else f"{type(argument).__name__} object"
    raise TypeError(f"a template argument is a type, a C++ name or a number, not {what}")


def _of_dtype(argument):
    """The C++ name of a numpy dtype, or of a scalar type of numpy."""
    cls = argument if isinstance(argument, type) else type(argument)
    if not any(base.__module__ == "numpy" for base in cls.__mro__):
        return None
    code = getattr(argument, "char", None)
    if not isinstance(code, str) and isinstance(argument, type):
        try:
            code = argument().dtype.char
        except (AttributeError, TypeError):
            return None
    return NUMBERS.get(code)
