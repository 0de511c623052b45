"""cppyy_rs: C++ in Python through reflection dictionaries.

    $ cppbind gen MyClass.h
    >>> import cppyy_rs
    >>> cppyy_rs.load_lib("libMyClassDict.so")
    >>> cppyy_rs.gbl.MyClass().MyFunc()

The API is cppyy's. Everything but the extension module itself is imported at
first use, so that importing this package costs little more than a ``dlopen``.
"""

import sys

from . import _runtime
from ._runtime import (
    add_library_path,
    addressof,
    bind_object,
    default,
    gbl,
    load_lib,
    nullptr,
    sizeof,
    typeid,
)

__version__ = _runtime.__version__

# Loaded when something in `std` is asked for that no other dictionary has.
_runtime._set_standard(__file__.rpartition("/")[0] + "/libstandardDict.so")


def _find(qualified):
    """Asks the compiler for a name: once C++ has been written at run time, and always for the standard library's."""
    if not (qualified.startswith("std::") or "cppyy_rs.run_time.session" in sys.modules):
        return False
    from .run_time import lookup

    return lookup.find(qualified)


def _instantiate(specialisation):
    """Asks the compiler for a specialisation of a class or alias template."""
    from .run_time import lookup

    return lookup.instantiate(specialisation)


def _call(alternatives):
    """Asks the compiler for a specialisation of a function template."""
    from .run_time import lookup

    return lookup.call(alternatives)


_runtime._set_compiler(_find, _instantiate, _call)

# Names that come from modules of this package at first use: name -> module.
_LAZY = {
    "CppException": "_exceptions",
    "add_autoload_map": "_loading",
    "add_include_path": "_loading",
    "load_library": "_loading",
    "load_reflection_info": "_loading",
    "set_debug": "_loading",
    "install_as_cppyy": "_compat",
    "c_include": "run_time.api",
    "cppdef": "run_time.api",
    "cppexec": "run_time.api",
    "include": "run_time.api",
    "load_frozen": "run_time.api",
    "macro": "run_time.api",
    "prebuild": "run_time.api",
    "multi": "_several_bases",
}
_SUBMODULES = ("ll", "packages", "py", "reflex", "types")

__all__ = [
    "CppException",
    "add_autoload_map",
    "add_include_path",
    "add_library_path",
    "addressof",
    "bind_object",
    "c_include",
    "cppdef",
    "cppexec",
    "default",
    "gbl",
    "include",
    "install_as_cppyy",
    "ll",
    "load_frozen",
    "load_lib",
    "load_library",
    "load_reflection_info",
    "macro",
    "multi",
    "nullptr",
    "packages",
    "prebuild",
    "py",
    "reflex",
    "set_debug",
    "sizeof",
    "typeid",
    "types",
]


def __getattr__(name):
    from importlib import import_module

    if name in _SUBMODULES:
        return import_module("." + name, __name__)
    module = _LAZY.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module("." + module, __name__), name)
    globals()[name] = value
    return value


def load_ipython_extension(shell):
    """`%load_ext cppyy_rs`: `%%cppdef` and `%%cppexec` from now on."""
    from .run_time import magic

    magic.load(shell)


def __dir__():
    return sorted({*globals(), *_LAZY, *_SUBMODULES} - {"_LAZY", "_SUBMODULES"})
