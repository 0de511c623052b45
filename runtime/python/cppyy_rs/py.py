"""The pythonization API: Python code that adapts C++ classes when they are bound."""

import re

from . import _runtime
from ._runtime import pin_type

__all__ = [
    "add_exception_mapping",
    "add_overload",
    "add_pythonization",
    "add_type_reducer",
    "compose_method",
    "make_property",
    "pickle_by_streams",
    "pin_type",
    "remove_pythonization",
    "rename_attribute",
    "set_gil_policy",
    "set_method_property",
    "set_ownership_policy",
]

# Scope to the callbacks for its classes; the global scope is "".
_callbacks = {}


def run_callbacks(cls, scope, name):
    """Called once for each class that is made."""
    if scope:
        for callback in tuple(_callbacks.get(scope, ())):
            callback(cls, name)
    qualified = f"{scope}::{name}" if scope else name
    for callback in tuple(_callbacks.get("", ())):
        callback(cls, qualified)


def add_pythonization(pythonizor, scope=""):
    """Calls `pythonizor(cls, name)` for each class of `scope` when it is bound.

    Names are relative to the scope; a pythonizor of the global scope is called
    for the classes of all scopes, with their qualified names.
    """
    if not callable(pythonizor):
        raise TypeError(f"{type(pythonizor).__name__!r} object is not callable")
    _callbacks.setdefault(scope, []).append(pythonizor)
    _runtime._on_class(run_callbacks)


def remove_pythonization(pythonizor, scope=""):
    """Stops calling a pythonizor; False where it was not called anyway."""
    try:
        _callbacks.get(scope, []).remove(pythonizor)
    except ValueError:
        return False
    return True


def add_exception_mapping(cpp_exception, python_exception):
    """Raises `python_exception(message)` where C++ throws `cpp_exception` or a class derived from it."""
    from . import _exceptions

    _exceptions.map_exception(cpp_exception, python_exception)


def add_type_reducer(reducible, reduced):
    """Converts results of the type `reducible` to `reduced`: expression templates, whose operands do not outlive the call.

    The types are given by names or as classes: `add_type_reducer("Sum<int>", "Number<int>")`.
    """
    _runtime._add_type_reducer(*(each if isinstance(each, str) else each.__cpp_name__ for each in (reducible, reduced)))


def pickle_by_streams(cls):
    """Lets objects of a class be pickled as what its `operator<<` writes and its `operator>>` reads; TypeError where it lacks one.

    Nobody but the program knows whether what is written is all there is to an object.
    """
    from . import _pickled_objects

    _pickled_objects.pickle_by_streams(cls)


def _methods(cls, pattern):
    """Names and overload sets of a class that match a pattern."""
    matches = re.compile(pattern).match
    return [(name, value) for name, value in vars(cls).items() if matches(name) and callable(value)]


def _for_classes(match_class, action):
    """A pythonizor that runs `action(cls)` for the classes whose names match."""
    matches = re.compile(match_class).match

    def pythonizor(cls, name):
        if matches(name):
            action(cls)

    return pythonizor


def set_method_property(match_class, match_method, prop, value):
    """A pythonizor that sets an attribute of methods."""

    def action(cls):
        for _, method in _methods(cls, match_method):
            setattr(method, prop, value)

    return _for_classes(match_class, action)


def set_gil_policy(match_class, match_method, release_gil=True):
    """A pythonizor that lets methods run without Python's global lock."""
    return set_method_property(match_class, match_method, "__release_gil__", release_gil)


def set_ownership_policy(match_class, match_method, python_owns_result):
    """A pythonizor that says who owns what methods return."""
    return set_method_property(match_class, match_method, "__creates__", python_owns_result)


def rename_attribute(match_class, orig_attribute, new_attribute, keep_orig=False):
    """A pythonizor that gives an attribute another name."""

    def action(cls):
        if not hasattr(cls, orig_attribute):
            return
        setattr(cls, new_attribute, vars(cls).get(orig_attribute, getattr(cls, orig_attribute)))
        if not keep_orig and orig_attribute in vars(cls):
            delattr(cls, orig_attribute)

    return _for_classes(match_class, action)


def add_overload(match_class, match_method, overload):
    """A pythonizor that adds a Python function to overload sets."""

    def action(cls):
        for _, method in _methods(cls, match_method):
            method.__add_overload__(overload)

    return _for_classes(match_class, action)


def compose_method(match_class, match_method, g):
    """A pythonizor after which methods return `g(self, result)`."""

    def composed(method):
        def call(self, *args, **kwargs):
            return g(self, method(self, *args, **kwargs))

        call.__name__ = method.__name__
        call.__doc__ = method.__doc__
        return call

    def action(cls):
        for name, method in _methods(cls, match_method):
            setattr(cls, name, composed(method))

    return _for_classes(match_class, action)


def make_property(match_class, match_get, match_set=None, match_del=None, prop_name=None):
    """A pythonizor that makes properties of getters, setters and deleters.

    The first group of each pattern is the property's name; `prop_name` names it
    where the patterns have no groups.
    """
    patterns = [re.compile(pattern) if pattern else None for pattern in (match_get, match_set, match_del)]
    if prop_name is None and any(pattern and not pattern.groups for pattern in patterns):
        raise ValueError("make_property: without prop_name each pattern needs a group that is the property's name")

    def action(cls):
        roles = {}
        for position, pattern in enumerate(patterns):
            for name, method in vars(cls).items():
                match = pattern and pattern.match(name)
                if match:
                    roles.setdefault(prop_name or match.group(1), [None] * 3)[position] = method
        for name, methods in roles.items():
            setattr(cls, name, property(*(method and _unbound(method) for method in methods)))

    def _unbound(method):
        return lambda self, *args: method(self, *args)

    return _for_classes(match_class, action)
