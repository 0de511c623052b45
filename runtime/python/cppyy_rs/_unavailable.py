"""What cppyy offers and this version does not: each says so when it is called."""

from typing import NoReturn


def multi(*bases: type) -> NoReturn:
    """A base for Python classes that derive from several C++ classes: not available yet."""
    raise NotImplementedError("multi: Python classes cannot override C++ functions of several bases in this version")
