"""Python exception classes of C++ ones.

A proxy's layout and an exception's cannot be combined, so a class derived from
`std::exception` is bound twice: a proxy class with its bases and methods, which
nobody sees, and the class made here, which derives from Python's `Exception` by
way of `ExceptionBase`, whose objects have room for a proxy, and lets attributes
fall through to that.
"""

import copyreg
import sys

from . import gbl
from ._runtime import _types

# The Python exception that a C++ one also is.
BUILTIN_BASES = {
    "std::bad_alloc": MemoryError,
    "std::domain_error": ValueError,
    "std::invalid_argument": ValueError,
    "std::length_error": ValueError,
    "std::out_of_range": IndexError,
    "std::overflow_error": OverflowError,
    "std::range_error": ArithmeticError,
    "std::underflow_error": ArithmeticError,
    "std::runtime_error": RuntimeError,
}

# The standard's exceptions and their bases, for those that no dictionary binds.
STANDARD = {
    "std::exception": None,
    "std::logic_error": "std::exception",
    "std::domain_error": "std::logic_error",
    "std::invalid_argument": "std::logic_error",
    "std::length_error": "std::logic_error",
    "std::out_of_range": "std::logic_error",
    "std::runtime_error": "std::exception",
    "std::overflow_error": "std::runtime_error",
    "std::range_error": "std::runtime_error",
    "std::underflow_error": "std::runtime_error",
    "std::system_error": "std::runtime_error",
    "std::ios_base::failure": "std::system_error",
    "std::filesystem::filesystem_error": "std::system_error",
    "std::bad_alloc": "std::exception",
    "std::bad_array_new_length": "std::bad_alloc",
    "std::bad_cast": "std::exception",
    "std::bad_any_cast": "std::bad_cast",
    "std::bad_exception": "std::exception",
    "std::bad_function_call": "std::exception",
    "std::bad_optional_access": "std::exception",
    "std::bad_typeid": "std::exception",
    "std::bad_variant_access": "std::exception",
    "std::bad_weak_ptr": "std::exception",
}

# Qualified C++ name to the Python exception class.
CLASSES = {}

# Exceptions that a program wants raised instead: qualified C++ name to Python class.
_mapped = {}


class CppException(Exception):
    """A C++ exception that is no `std::exception`, or whose class is unknown; `value` is what was thrown, where it can be shown."""

    value = None


CppException.__module__ = "cppyy_rs"


class ExceptionScope(type):
    """The type of C++ exceptions' classes: static members and nested types are the proxy class's."""

    def __getattr__(cls, name):
        if not name.startswith("__"):
            for base in cls.__mro__:
                proxy_class = vars(base).get("__cpp_proxy_class__")
                if proxy_class is not None:
                    return getattr(proxy_class, name)
        raise AttributeError(f"type object {cls.__name__!r} has no attribute {name!r}")


def _reduce_class(cls):
    from . import _pickling

    return _pickling.reduce_exception_class(cls)


copyreg.pickle(ExceptionScope, _reduce_class)


class _Root(_types.ExceptionBase):
    """What exception objects from C++ share; they have `__cpp_proxy__` and `_cpp_what` from their base."""

    __slots__ = ()

    def __init__(self, *args, **kwargs):
        proxy_class = type(self).__cpp_proxy_class__
        if proxy_class is None:
            message = str(args[0]) if args else type(self).__cpp_name__
        else:
            proxy = self.__cpp_proxy__ = proxy_class(*args, **kwargs)
            message = str(proxy.what()) if hasattr(proxy, "what") else proxy_class.__name__
        self._cpp_what = message
        Exception.__init__(self, message)

    def __getattr__(self, name):
        proxy = None if name.startswith("__") else self.__cpp_proxy__
        if proxy is None:
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        return getattr(proxy, name)

    def __cast_cpp__(self):
        return self.__cpp_proxy__

    def __reduce__(self):
        # The proxy goes with it, so that a copy has the C++ object too, and pickling says that it cannot be done.
        return _again, (type(self), self.args, self._cpp_what, self.__cpp_proxy__), vars(self) or None

    def what(self):
        """What the C++ exception says."""
        return self._cpp_what


def _again(cls, args, what, proxy):
    """An exception like another one."""
    error = cls.__new__(cls, *args)
    error._cpp_what = what
    error.__cpp_proxy__ = proxy
    return error


def bind(qualified, proxy_class, bases):
    """Makes the exception class of a proxy class; `bases` are those of its C++ bases."""
    scope, _, name = qualified.rpartition("::")
    namespace = {
        "__cpp_name__": qualified,
        "__cpp_proxy_class__": proxy_class,
        "__doc__": proxy_class and proxy_class.__doc__,
        "__module__": proxy_class.__module__ if proxy_class else ".".join([gbl.__name__, *scope.split("::")]),
        "__qualname__": proxy_class.__qualname__ if proxy_class else name,
    }
    name = proxy_class.__name__ if proxy_class else name
    builtin = BUILTIN_BASES.get(qualified)
    candidates = [*bases, *([builtin] if builtin else [])] or [_Root]
    # A base that another one derives from would only make the order of the rest impossible.
    least = [
        base
        for base in dict.fromkeys(candidates)
        if not any(other is not base and issubclass(other, base) for other in candidates)
    ]
    cls = CLASSES[qualified] = ExceptionScope(name, tuple(least), namespace)
    pythonize = sys.modules.get(__package__ + ".py")
    if pythonize is not None:
        pythonize.run_callbacks(cls, scope, name)
    return cls


def standard(qualified):
    """A standard exception class that no dictionary binds; None for other names."""
    known = CLASSES.get(qualified)
    if known is not None or qualified not in STANDARD:
        return known
    base = STANDARD[qualified]
    return bind(qualified, None, [standard(base)] if base else [])


def map_exception(cpp_exception, python_exception):
    """Raises `python_exception` where C++ throws `cpp_exception` or what derives from it."""
    if not (isinstance(python_exception, type) and issubclass(python_exception, BaseException)):
        raise TypeError(f"{python_exception!r} is no exception class")
    name = cpp_exception if isinstance(cpp_exception, str) else cpp_exception.__cpp_name__
    _mapped[name] = python_exception


def replacement(names, cls):
    """What a program wants raised instead of an exception with these C++ names; `cls` would be raised else, None for a CppException."""
    bases = [base.__cpp_name__ for base in cls.__mro__ if "__cpp_name__" in vars(base)] if cls else []
    return next((_mapped[name] for name in [*names, *bases] if name in _mapped), None)
