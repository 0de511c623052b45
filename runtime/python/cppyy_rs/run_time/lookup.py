"""Names and template specialisations that no dictionary has: made when they are asked for."""

import warnings

from _blake2 import blake2b

from .._runtime import gbl
from . import session
from .errors import Failed, Missing


def find(qualified):
    """Compiles what has this name, where something included has. Whether it has, or why it cannot be told."""
    name = qualified.rpartition("::")[2]
    # Tools ask every object for names like `_repr_html_`, and the standard library has none that begin so for users.
    if name.startswith("_") or not (session.is_active() or qualified.startswith("std::")):
        return False
    try:
        return session.find(qualified)
    except Missing as missing:
        return str(missing) if missing.frozen else False
    except Failed as failed:
        if failed.cause != "code":
            # Whoever only asks whether there is such a name (`hasattr`) must learn that it could not be told.
            warnings.warn(f"{qualified} cannot be looked for: {failed.text}", RuntimeWarning, stacklevel=2)
        return failed.text


def instantiate(specialisation):
    """Compiles a specialisation of a class or alias template, or the type of an expression (`decltype(...)`).

    What the type is called, and why there is none: one of the two is None. The reason is empty where there is no compiler:
    what helps then is to prepare the specialisation.
    """
    try:
        made = session.instantiate([specialisation])
    except Missing as missing:
        return None, str(missing) if missing.frozen else ""
    except Failed as failed:
        return None, "" if failed.cause == "tool" else failed.text
    for text in made.warnings:
        warnings.warn(f"{specialisation}: {text.rstrip()}", RuntimeWarning, stacklevel=2)
    return (made.types[0], None) if made.types else (None, "it names no type")


def director(name):
    """Shows the compiler the director of a class, so that templates can be made of it.

    The declarations of the functions that it overrides and None, or None and why there is none; the reason is empty where there
    is no compiler.
    """
    try:
        return session.director(name), None
    except Missing as missing:
        return None, str(missing) if missing.frozen else ""
    except Failed as failed:
        return None, "" if failed.cause == "tool" else failed.text


def variable(specialisation, concept):
    """The module and the name of what refers to a specialisation of a variable template, or holds a concept's answer."""
    name = _variables.get(specialisation)
    if name is None:
        name = "variable_" + blake2b(specialisation.encode(), digest_size=12).hexdigest()
        declared = "constexpr bool" if concept else "auto&"
        try:
            session.declare(f"namespace cppbind_variables {{ inline {declared} {name} = ::{specialisation}; }}", name, keep=False)
        except Missing as missing:
            raise TypeError(f"{specialisation} is not in any loaded dictionary, and cannot be made now: {missing}") from None
        except Failed as failed:
            raise TypeError(f"{specialisation} cannot be instantiated: {failed.text}") from None
        _variables[specialisation] = name
    return gbl.cppbind_variables, name


# Names of what refers to variables, by these.
_variables = {}


def maker(name, pointer):
    """`std::make_unique` or `std::make_shared` for pointers to what is no class."""
    made = _makers.get(pointer)
    if made is None:
        # Of an array its length is given, of all else the value.
        function = f"{name}_{blake2b(pointer.encode(), digest_size=12).hexdigest()}"
        source = f"""
            namespace cppbind_made {{
            template <class T> struct Maker {{
                using Given = T;
                static auto make(T value) {{ return std::{name}<T>(value); }}
                static auto make() {{ return std::{name}<T>(); }}
            }};
            template <class T> struct Maker<T[]> {{
                using Given = std::size_t;
                static auto make(std::size_t length) {{ return std::{name}<T[]>(length); }}
                static auto make() {{ return std::{name}<T[]>(0); }}
            }};
            template <class> struct Held;
            template <template <class...> class P, class T, class... D> struct Held<P<T, D...>> : Maker<T> {{}};
            inline {pointer} {function}(Held<{pointer}>::Given given) {{ return Held<{pointer}>::make(given); }}
            inline {pointer} {function}() {{ return Held<{pointer}>::make(); }}
            }}
        """
        try:
            session.declare(source, function, keep=False)
        except Missing as missing:
            raise TypeError(f"std::{name} for {pointer} is not in any loaded dictionary: {missing}") from None
        except Failed as failed:
            raise TypeError(f"std::{name} for {pointer} cannot be instantiated: {failed.text}") from None
        made = _makers[pointer] = getattr(gbl.cppbind_made, function)
    return made


# Functions that make smart pointers, by the names of these.
_makers = {}


def call(alternatives):
    """Compiles the specialisation of a function template that a call means, the first of these that C++ accepts.

    Its declaration and None, or None and why there is none; the reason is empty where there is no compiler.
    """
    try:
        made = session.call(alternatives)
    except Missing as missing:
        return None, str(missing) if missing.frozen else ""
    except Failed as failed:
        return None, "" if failed.cause == "tool" else failed.text
    return made.called, made.refused
