"""The C++ types of Python values that are no numbers, strings or objects from C++: what calls of function templates deduce of."""

import inspect

from .. import _runtime
from .._cpp_types import NUMBERS

# Format characters of buffers, sizes as the machine has them.
_NUMBERS = {
    **NUMBERS,
    "c": "char",
    "Zf": "std::complex<float>",
    "Zd": "std::complex<double>",
    "u": "wchar_t",
    "P": "void*",
    "z": "const char*",
    "Z": "const wchar_t*",
}

# Of Python's types in annotations.
_ANNOTATIONS = {int: "int", float: "double", bool: "bool", str: "std::string", complex: "std::complex<double>", None: "void"}

# A value of no known type, which converts to whatever a parameter wants.
_ANY = "cppbind_any"


def of(value):
    """The types that C++ may take a value for, best first."""
    if value is _runtime.nullptr:
        return ["std::nullptr_t"]
    if isinstance(value, int):
        name = getattr(type(value), "__cpp_name__", None)
        return [name or _integer(int(value))]
    if isinstance(value, (list, tuple)):
        elements = [f"std::{template}<{element}>" for element in _common(value) for template in ("vector", "initializer_list")]
        return [*elements, _ANY]
    if isinstance(value, (set, frozenset)):
        return [*(f"std::set<{element}>" for element in _common(value)), _ANY]
    if isinstance(value, dict):
        keys, values = _common(value.keys()), _common(value.values())
        return [*(f"std::map<{key}, {mapped}>" for key in keys[:1] for mapped in values), _ANY]
    buffered = _of_buffer(value)
    if buffered:
        return [*buffered, _ANY]
    # NumPy's `float64` is a float, and has been told by its buffer.
    if isinstance(value, float):
        return ["double"]
    if isinstance(value, complex):
        return ["std::complex<double>"]
    if callable(value):
        return [*_of_callable(value), _ANY]
    return [_ANY]


def of_class(cls):
    """The C++ type that a class of NumPy's or ctypes' numbers stands for; None for other classes."""
    try:
        found = _of_buffer(cls())
    except Exception:
        return None
    return found[0].rstrip("&") if found else None


def _integer(value):
    """The type of a literal."""
    for name, bits in (("int", 31), ("long", 63), ("unsigned long", 64)):
        if -(2**bits if name[0] != "u" else 0) <= value < 2**bits:
            return name
    raise OverflowError("int too large for every integer type of C++")


def _common(values):
    """The types that all elements have, as values and as addresses."""
    values = list(values)
    if not values:
        return []
    if all(isinstance(value, (bool, int, float)) for value in values):
        if any(isinstance(value, float) for value in values):
            return ["double"]
        if all(isinstance(value, bool) for value in values):
            return ["bool"]
        order = ["int", "long", "unsigned long"]
        return [max((_integer(int(value)) for value in values), key=order.index)]
    first = type(values[0])
    if not all(type(value) is first for value in values):
        return []
    name = getattr(first, "__cpp_name__", None)
    if name is not None:
        return [name, name + "*"]
    if first is str:
        return ["std::string"]
    return [found for found in of(values[0])[:1] if found != _ANY]


def _of_buffer(value):
    """Types of NumPy's and ctypes' objects and other buffers."""
    if isinstance(value, (bytes, bytearray)):
        return ["std::string", "const char*"]
    try:
        view = memoryview(value)
    except TypeError:
        return []
    form = view.format.lstrip("<=@")
    depth = len(form) - len(form.lstrip("&"))
    name = _NUMBERS.get(form[depth:].lstrip("<=@"))
    if name is None:
        return []
    name += "*" * depth
    if view.ndim > 0:
        return [("const " if view.readonly else "") + name + "*"]
    # What cannot be written to is a number of NumPy's; ctypes has variables.
    return [name] if view.readonly else [name + "&", name + "*"]


def _of_callable(value):
    """`std::function` and pointer types of annotated functions."""
    spelled = getattr(value, "__cpp_name__", None)
    if isinstance(spelled, str):
        return [spelled]
    try:
        signature = inspect.signature(value)
    except (TypeError, ValueError):
        return []
    result = _of_annotation(signature.return_annotation)
    parameters = [_of_annotation(parameter.annotation) for parameter in signature.parameters.values()]
    if result is None or None in parameters:
        return []
    parameters = ", ".join(parameters)
    return [f"std::function<{result}({parameters})>", f"{result}(*)({parameters})"]


def _of_annotation(annotation):
    """The type that an annotation means; None where there is none."""
    if annotation is inspect.Parameter.empty:
        return None
    if isinstance(annotation, str):
        # Postponed annotations are the names of Python's types.
        return {"int": "int", "float": "double", "bool": "bool", "str": "std::string", "None": "void"}.get(annotation, annotation)
    if annotation in _ANNOTATIONS:
        return _ANNOTATIONS[annotation]
    return getattr(annotation, "__cpp_name__", None)
