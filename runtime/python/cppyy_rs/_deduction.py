"""Class template argument deduction: `std.vector([1, 2])`, `gbl.Box(3)`.

What the standard says of its own templates is known here; of all others the compiler is asked once for each combination
of argument types, `decltype(Box(std::declval<int>()))`.
"""

import itertools

from ._runtime import _argument_types, _types, gbl

# What the compiler has deduced: type names by templates and types of arguments.
_deduced = {}

# How many combinations of types C++ is asked about.
_MOST = 12


def construct(template, arguments, keywords):
    """The object that C++ makes of a class template's name and arguments."""
    name = template.__cpp_name__
    if len(arguments) == 1 and name in ("std::pair", "std::tuple") and isinstance(arguments[0], (list, tuple)):
        # As Python's own do.
        arguments = tuple(arguments[0])
    cls = _of_elements(template, name, arguments) or _known(template, name, arguments)
    if cls is None:
        cls = getattr(gbl, _deduce(name, arguments))
    return cls(*arguments, **(keywords or {}))


def _of_elements(template, name, arguments):
    """The container whose elements are of the type of a collection's first one."""
    if len(arguments) != 1 or not name.startswith("std::") or name in ("std::pair", "std::tuple", "std::optional"):
        return None
    (items,) = arguments
    if isinstance(items, dict) and items:
        key, value = next(iter(items.items()))
        return template[_copied(key), _copied(value)]
    if not isinstance(items, (list, tuple, set, frozenset)) or not items:
        return None
    first = _copied(next(iter(items)))
    return template[first, len(items)] if name == "std::array" else template[first]


def _known(template, name, arguments):
    """What the standard's deduction guides say where they say: copies of what is given."""
    same = f"{name}<"
    if any(isinstance(each, _types.Instance) and type(each).__cpp_name__.startswith(same) for each in arguments):
        return None
    pairs = len(arguments) == 1 and type(arguments[0]).__name__.startswith("pair<")
    expected = {"std::pair": 2, "std::optional": 1, "std::tuple": None if pairs else len(arguments)}
    if expected.get(name, -1) != len(arguments):
        return None
    return template[tuple(map(_copied, arguments))]


def _deduce(name, arguments):
    """What the compiler deduces."""
    types = [_types_of(each) for each in arguments]
    key = name, tuple(map(tuple, types))
    known = _deduced.get(key)
    if known is not None:
        return known
    from .run_time import lookup

    reasons = []
    for candidate in itertools.islice(itertools.product(*types), _MOST):
        passed = ", ".join(f"std::declval<{each}>()" for each in candidate)
        found, reason = lookup.instantiate(f"decltype(::{name}({passed}))")
        if found is not None:
            _deduced[key] = found
            return found
        reasons.append(reason)
    given = ", ".join(each[0] for each in types)
    if not reasons[0]:
        raise TypeError(
            f"the template arguments of {name} for ({given}) are the compiler's to deduce, and there is none: "
            f"name them, {name}<...>, and generate the dictionary with `--instantiate '{name}<...>'`"
        )
    raise TypeError(f"the template arguments of {name} cannot be deduced from ({given}): {reasons[0]}")


def _types_of(value):
    """The types that C++ may take a value for, best first. A text is no pointer: what keeps it would outlive the text."""
    types = [each for each in _argument_types(value) if each not in ("cppbind_any", "const char*")]
    if not types:
        raise TypeError(f"C++ has no type for {value!r}: name the template's arguments")
    return types


def _copied(value):
    """The type of a copy of a value."""
    return _types_of(value)[0].rstrip("&")
