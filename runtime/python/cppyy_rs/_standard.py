"""Function templates of the standard library that take anything, which no dictionary can instantiate beforehand.

What they do needs no more than the classes of their arguments: these are in a dictionary, or are not.
"""

import operator

from ._runtime import (
    _move,
    _nullopt,
    _types,
    any_contents,
    gbl,
    value_kind,
    value_part,
    value_types,
    value_which,
)


class Function:
    """A function template: callable as it is, or indexed by template arguments first, which C++ would deduce."""

    def __init__(self, call, index=None):
        self.__name__, self.__qualname__, self.__doc__ = call.__name__, call.__name__, call.__doc__
        self._call, self._index = call, index

    def __call__(self, *arguments):
        return self._call(*arguments)

    def __getitem__(self, arguments):
        if self._index is None:
            # Nothing depends on them: the objects say what they are.
            return self._call
        return self._index(*arguments) if isinstance(arguments, tuple) else self._index(arguments)

    def __repr__(self):
        return f"<cppyy_rs function template 'std::{self.__name__}'>"


def _needs_arguments(name):
    def call(*_arguments):
        raise TypeError(f"std::{name} needs a template argument: std.{name}[...](...)")

    call.__name__ = name
    return call


def _type(value):
    """The template argument that C++ would deduce from a value."""
    if isinstance(value, _types.Instance):
        return type(value)
    for kind, name in ((bool, "bool"), (int, "int"), (float, "double"), (str, "std::string")):
        if isinstance(value, kind):
            return name
    raise TypeError(f"C++ has no type for a {type(value).__name__}")


def _spelling(argument):
    """How dictionaries spell a template argument."""
    name = argument if isinstance(argument, str) else getattr(argument, "__cpp_name__", None)
    if name is None:
        name = {int: "int", float: "double", bool: "bool", str: "std::string"}.get(argument)
    if name is None:
        raise TypeError(f"a type is expected, not {argument!r}")
    return {"string": "std::string", "unsigned": "unsigned int"}.get(name, name)


def move(value):
    """Marks an object as one that the next call may move from, and returns it."""
    _move(value)
    return value


def make_pair(first, second):
    """A pair of copies."""
    return gbl.std.pair[_type(first), _type(second)](first, second)


def make_tuple(*values):
    """A tuple of copies."""
    return gbl.std.tuple[tuple(map(_type, values))](*values)


def _make_tuple_of(*types):
    return gbl.std.tuple[types]


def make_optional(value):
    """An optional that contains a copy."""
    return gbl.std.optional[_type(value)](value)


def make_any(value):
    """An object of any type that holds a copy."""
    return gbl.std.any(value)


def distance(first, last):
    """How many steps an iterator is from another, which it must reach."""
    count, place = 0, type(first)(first)
    while place != last:
        place.__preinc__()
        count += 1
    return count


def _alternative(value, which):
    """The index of a part that is named by its index or its type."""
    if not isinstance(which, (str, type)) and hasattr(type(which), "__index__"):
        return operator.index(which)
    wanted, types = _spelling(which), value_types(value)
    found = [index for index, name in enumerate(types) if name == wanted]
    if len(found) != 1:
        how_many = "no" if not found else "more than one"
        raise TypeError(f"{type(value).__cpp_name__} has {how_many} part of type {wanted}")
    return found[0]


def _get_of(which):
    def get(value):
        """A part of a tuple, a pair, an array, or a variant that holds it."""
        if value_kind(value) in ("Tuple", "Variant"):
            index = _alternative(value, which)
            if value_kind(value) == "Variant" and value_which(value) != index:
                raise _bad_access("bad_variant_access", f"{type(value).__cpp_name__} holds another alternative")
            return value_part(value, index)
        return value[operator.index(which)]

    return get


def _bad_access(name, text):
    """The exception that C++ would throw."""
    exception = getattr(gbl.std, name)
    try:
        return exception(text)
    except TypeError:
        # The class itself, where a dictionary has it, has no constructor that takes a text.
        return exception()


def _get_if_of(which):
    def get_if(value):
        """An alternative of a variant; None where it holds another."""
        index = _alternative(value, which)
        return value_part(value, index) if value_which(value) == index else None

    return get_if


def _holds_alternative_of(which):
    def holds_alternative(value):
        """Whether a variant holds an alternative of a type."""
        return value_which(value) == _alternative(value, which)

    return holds_alternative


def _any_cast_to(which):
    def any_cast(value):
        """What a `std::any` holds, if it is of a type."""
        contents, wanted = any_contents(value), _spelling(which)
        if contents is None or contents[1] != wanted:
            held = "nothing that is known" if contents is None else f"a {contents[1]}"
            raise _bad_access("bad_any_cast", f"it holds {held}, not a {wanted}")
        return contents[0]

    return any_cast


def visit(visitor, *variants):
    """Calls a function with what variants hold."""
    parts = []
    for variant in variants:
        which = value_which(variant)
        if which is None:
            raise _bad_access("bad_variant_access", "the variant holds nothing")
        parts.append(value_part(variant, which))
    return visitor(*parts)


class _Size:
    """`std::tuple_size`: of a class, the number of its parts as `value`."""

    def __init__(self, name):
        self.__name__ = name

    def __getitem__(self, cls):
        if isinstance(cls, str):
            cls = getattr(gbl, cls)
        pair = getattr(cls, "__cpp_name__", "").startswith("std::pair<")
        return type(self.__name__, (), {"value": 2 if pair else len(value_types(cls))})

    __call__ = __getitem__


# The overload sets of the algorithms' own templates, once one was called for types of which nothing is prebuilt.
_templates = {}


class Algorithm:
    """An algorithm: the overloads for the containers of the package, and what to do for others."""

    def __init__(self, name, overloads):
        self.__name__ = self.__qualname__ = name
        self.__doc__ = overloads.__doc__
        self._overloads = overloads
        # What is a part of the templates' own set is not to ask them again.
        self._is_last = name in _templates

    def __call__(self, *arguments):
        try:
            return self._overloads(*arguments)
        except TypeError as error:
            # A callable among the arguments has raised it, behind its own frame.
            if error.__traceback__.tb_next is not None:
                raise
            refused = error
        templates = self._templates()
        if templates is not None:
            return templates(*arguments)
        text = (
            f"{refused}\n  std::{self.__name__} for other types is in dictionaries that are generated with "
            f"--instantiate '{self._declaration(arguments)}'"
        )
        raise TypeError(text) from None

    def _templates(self):
        """The standard library's own function templates of this name, where there is a compiler to make functions of them."""
        name = self.__name__
        if self._is_last:
            return None
        if _templates.get(name) is None:
            from .run_time import lookup

            if lookup.find(f"std::{name}") is not True:
                return None
            # The dictionary that this has loaded knows the name; it takes the place of what had none.
            vars(gbl.std).pop(name, None)
            _templates[name] = None
            _templates[name] = getattr(gbl.std, name)
        return _templates[name]

    def _declaration(self, arguments):
        types = (getattr(type(each), "__cpp_name__", type(each).__name__) for each in arguments)
        return f"RESULT std::{self.__name__}({', '.join(types)})"

    def __getitem__(self, _arguments):
        # C++ deduces them from the arguments, and so do overloads.
        return self

    def __repr__(self):
        return f"<cppyy_rs function template 'std::{self.__name__}'>"


def function(name):
    """What `std` has under a name that no dictionary knows; None for a name that is none."""
    if name in FUNCTIONS:
        return (FUNCTIONS[name],)
    algorithms = getattr(getattr(gbl, "cppyy_rs", None), "algorithms", None)
    overloads = getattr(algorithms, name, None)
    return None if overloads is None else (Algorithm(name, overloads),)


FUNCTIONS = {
    "move": Function(move),
    "make_pair": Function(make_pair, lambda *types: gbl.std.pair[types]),
    "make_tuple": Function(make_tuple, _make_tuple_of),
    "make_optional": Function(make_optional, lambda of: gbl.std.optional[of]),
    "make_any": Function(make_any),
    "distance": Function(distance),
    "get": Function(_needs_arguments("get"), _get_of),
    "get_if": Function(_needs_arguments("get_if"), _get_if_of),
    "holds_alternative": Function(_needs_arguments("holds_alternative"), _holds_alternative_of),
    "any_cast": Function(_needs_arguments("any_cast"), _any_cast_to),
    "visit": Function(visit),
    "tuple_size": _Size("tuple_size"),
    "variant_size": _Size("variant_size"),
    "nullopt": _nullopt,
}
