"""The Python types of proxies, for ``isinstance``."""

from . import _containers as _containers  # adds the methods of Sequence, Set and Map
from ._runtime import _types

DataMember = _types.DataMember
ExceptionBase = _types.ExceptionBase
Instance = _types.Instance
LowLevelView = _types.LowLevelView
Map = _types.Map
Matrix = _types.Matrix
Scope = _types.Scope
Sequence = _types.Sequence
Set = _types.Set
Template = _types.Template


class _FromCpp(type):
    """Tells functions from C++ by what they call: most are objects of CPython's own function types."""

    def __instancecheck__(cls, instance):
        method = _types.is_method(instance)
        return method is not None and (method or not cls.methods_only)


class Function(metaclass=_FromCpp):
    """Every function from C++: of classes, objects and namespaces."""

    methods_only = False


class Method(Function):
    """A function from C++ that has an object, bound to one or not."""

    methods_only = True


__all__ = [
    "DataMember",
    "ExceptionBase",
    "Function",
    "Instance",
    "LowLevelView",
    "Map",
    "Matrix",
    "Method",
    "Scope",
    "Sequence",
    "Set",
    "Template",
]
