"""Pickling of declarations, imported when something from C++ is first pickled.

They go by name, together with the dictionaries that have them, which the other process then loads.
"""

import os
import sys

from . import _runtime
from ._runtime import _types, default, gbl, load_lib, nullptr

# ---- Dictionaries ----


def reduce_dictionary(dictionary):
    """By path and name, that of a package by its module; cppyy_rs's own is each process's own."""
    if dictionary == _runtime._standard_dictionary():
        return load_standard, ()
    packages = sys.modules.get("cppyy_rs.packages")
    package = packages and packages.module_of(dictionary)
    if package:
        return packages.dictionary_of, (package,)
    return load_dictionary, (str(dictionary.path),)


def load_standard():
    """The package's dictionary of the standard library."""
    dictionary = _runtime._standard_dictionary()
    if dictionary is None:
        raise ImportError("cppyy_rs was installed without its dictionary of the standard library")
    return dictionary


def load_dictionary(path):
    """Loads a dictionary from where it was; else one of that file name is taken or looked for, as `load_lib` does."""
    if os.path.isfile(path):
        return load_lib(path)
    name = os.path.basename(path)
    for dictionary in _runtime._loaded_dictionaries():
        if dictionary.path.name == name:
            return dictionary
    try:
        return load_lib(name)
    except FileNotFoundError as error:
        raise ImportError(
            f"the pickle needs the dictionary {name}, which is not at {path} here ({error}); "
            "load it before, or name its directory with cppyy_rs.add_library_path",
            path=path,
        ) from error


# ---- What goes by name ----


def cpp_class(name, *dictionaries):
    """A class; its dictionaries were loaded when they were unpickled, before this call."""
    return _runtime._class_called(name)


def standard_exception(name):
    """An exception class of the standard library that no dictionary binds."""
    from . import _exceptions

    return _exceptions.standard(name)


def cpp_enum(name, *dictionaries):
    """An enumeration."""
    return _runtime._enum_called(name)


def cpp_namespace(name, *dictionaries):
    """A namespace."""
    return _runtime._namespace_called(name)


def cpp_template(name, *dictionaries):
    """A class template."""
    return _runtime._template_called(name)


def cpp_function(scope, name, declarations=None):
    """A function, or some of its overloads."""
    function = getattr(scope, name)
    return function if declarations is None else _runtime._select_functions(function, declarations)


def free_function(namespace, name, declarations, *dictionaries):
    """The same of a namespace."""
    return cpp_function(_runtime._namespace_called(namespace), name, declarations)


def constant(name):
    """`nullptr`, `default` or `std::nullopt`."""
    return {"nullptr": nullptr, "default": default, "nullopt": _runtime._nullopt}[name]


def reduce_constant(name):
    """By name."""
    return constant, (name,)


def reduce_namespace(module):
    """By its C++ name; None for modules that are none."""
    name = vars(module).get("__cpp_name__")
    if name is None or sys.modules.get(module.__name__) is not module or not module.__name__.startswith(gbl.__name__):
        return None
    if not name:
        return _global_namespace, ()
    return cpp_namespace, (name, *_runtime._dictionaries_of_name(name))


def _global_namespace():
    return gbl


def reduce_declaration(value):
    """What `copyreg` asks of a class, a class template or a function."""
    if isinstance(value, type):
        return _reduce_class(value)
    if isinstance(value, _types.Template):
        name = value.__cpp_name__
        return cpp_template, (name, *_runtime._dictionaries_of_template(name))
    return _reduce_function(value)


def _reduce_class(cls):
    name = _runtime._stands_for_class(cls)
    if name is None:
        return cls.__qualname__  # Python's own subclass, in its own module
    return cpp_class, (name, *_runtime._dictionaries_of_class(name))


def reduce_exception_class(cls):
    """What `copyreg` asks of the class of C++ exceptions that Python sees."""
    name = vars(cls).get("__cpp_name__")
    if name is None:
        return cls.__qualname__
    if cls.__cpp_proxy_class__ is None:
        return standard_exception, (name,)
    return cpp_class, (name, *_runtime._dictionaries_of_class(name))


def reduce_enum_class(cls):
    """What `copyreg` asks of an enumeration."""
    name = vars(cls).get("__cpp_name__")
    if name is None:
        return cls.__qualname__
    return cpp_enum, (name, *_runtime._dictionaries_of_enum(name))


def _reduce_function(function):
    class_name, qualified, receiver, declarations = _runtime._function_parts(function)
    name = function.__name__
    if receiver is None and class_name is None:
        namespace = qualified[: -len(name)].rstrip(":")
        chosen = _selection(_runtime._namespace_called(namespace), name, declarations)
        return free_function, (namespace, name, chosen, *_runtime._dictionaries_of_name(namespace, name))
    scope = _runtime._class_called(class_name) if receiver is None else receiver
    if receiver is None and function is vars(scope).get("__init__"):
        name = "__init__"
    return cpp_function, (scope, name, _selection(scope, name, declarations))


def _selection(scope, name, declarations):
    """The declarations of some overloads, None for all that a scope has under the name."""
    found = getattr(scope, name, None)
    parts = found is not None and _runtime._function_parts(found)
    if not parts or not set(declarations) <= set(parts[3]):
        raise TypeError(f"cannot pickle {declarations[0]!r}: it is not found under the name {name!r}")
    return None if len(declarations) == len(parts[3]) else declarations
