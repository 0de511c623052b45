"""Tells `copyreg` how what is pickled by name is found again; imported with the first dictionary.

Classes, functions and namespaces from C++ are named by modules that no other process has before it has loaded their
dictionary, so their dictionaries go with them. What does the work is imported when something is pickled.
"""

import copyreg
import types

from . import _runtime
from ._runtime import _types


def _reduce(value):
    from . import _pickling

    return _pickling.reduce_declaration(value)


def _reduce_module(module):
    # A C++ namespace is an exact module; all others keep CPython's refusal.
    from . import _pickling

    return _pickling.reduce_namespace(module) or module.__reduce_ex__(4)


def _reduce_function(function):
    # Nearly all functions that are pickled are other people's.
    if _types.is_method(function) is None:
        return function.__reduce_ex__(4)
    return _reduce(function)


copyreg.pickle(_types.Scope, _reduce)
copyreg.pickle(_types.Template, _reduce)
copyreg.pickle(types.ModuleType, _reduce_module)
copyreg.pickle(types.BuiltinFunctionType, _reduce_function)
for _type in _runtime._function_types():
    copyreg.pickle(_type, _reduce_module if issubclass(_type, types.ModuleType) else _reduce)
