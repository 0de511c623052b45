"""`std.make_shared` and `std.make_unique`: function templates of any arguments, which no dictionary can instantiate."""

from ._runtime import _types, hold


class Make:
    """`std.make_shared`, say: indexed by a class, it makes objects of the class that a smart pointer holds."""

    def __init__(self, name, pointer):
        self.__name__ = name
        self._pointer = pointer

    def __getitem__(self, cls):
        pointer = self._pointer[cls]

        def make(*args, **keywords):
            # What Python owns already is not copied to be held.
            given = len(args) == 1 and not keywords and type(args[0]) is cls and args[0].__python_owns__
            return hold(args[0] if given else cls(*args, **keywords), pointer)

        make.__name__ = make.__qualname__ = f"{self.__name__}<{cls.__name__}>"
        return make

    def __call__(self, held):
        if not isinstance(held, _types.Instance):
            raise TypeError(f"{self.__name__} takes an object from C++, or is indexed by its class")
        return self[type(held)](held)

    def __repr__(self):
        return f"<cppyy_rs function template 'std::{self.__name__}'>"
