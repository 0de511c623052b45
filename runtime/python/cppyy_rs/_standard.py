"""Function templates of the standard library that take anything, which no dictionary can instantiate beforehand.

What they do needs no more than the classes of their arguments: these are in a dictionary, or are not.
"""

from ._runtime import _move, _types, gbl


def _type(value):
    """The template argument that C++ would deduce from a value."""
    if isinstance(value, _types.Instance):
        return type(value)
    for kind, name in ((bool, "bool"), (int, "int"), (float, "double"), (str, "std::string")):
        if isinstance(value, kind):
            return name
    raise TypeError(f"C++ has no type for a {type(value).__name__}")


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


def distance(first, last):
    """How many steps an iterator is from another, which it must reach."""
    count, place = 0, type(first)(first)
    while place != last:
        place.__preinc__()
        count += 1
    return count


FUNCTIONS = {each.__name__: each for each in (move, make_pair, make_tuple, distance)}
