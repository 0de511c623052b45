"""`std.make_shared` and `std.make_unique`: function templates of any arguments, which no dictionary can instantiate."""

from ._runtime import _types, gbl, hold


class Make:
    """`std.make_shared`, say: indexed by a class, it makes objects of the class that a smart pointer holds."""

    def __init__(self, name, pointer):
        self.__name__ = name
        self._pointer = pointer

    def __getitem__(self, of):
        pointer = self._pointer[of]
        cls = pointer.element_type
        if not isinstance(cls, _types.Scope):
            return self._of_values(pointer)
        python = isinstance(of, _types.Scope) and of is not cls and issubclass(of, cls)
        if python:
            cls = of

        def make(*args, **keywords):
            # What Python owns already is not copied to be held.
            given = len(args) == 1 and not keywords and type(args[0]) is cls and args[0].__python_owns__
            if not given and not python:
                self._refuse_python_classes(args)
            made = args[0] if given else cls(*args, **keywords)
            # An object with a half in Python is held by its proxy: pointers are made where C++ wants them.
            return made if python else hold(made, pointer)

        make.__name__ = make.__qualname__ = f"{self.__name__}<{cls.__cpp_name__}>"
        return make

    def __call__(self, held):
        if not isinstance(held, _types.Instance):
            raise TypeError(f"{self.__name__} takes an object from C++, or is indexed by its class")
        return self[type(held)](held)

    def __repr__(self):
        return f"<cppyy_rs function template 'std::{self.__name__}'>"

    def _of_values(self, pointer):
        """What makes pointers to what is no class: Python sees these pointers themselves."""
        from .run_time import lookup

        return lookup.maker(self.__name__, pointer.__cpp_name__)

    def _refuse_python_classes(self, given):
        for each in given:
            if isinstance(each, _types.Instance) and getattr(gbl, each.__cpp_name__) is not type(each):
                raise TypeError(
                    f"{self.__name__}: {type(each).__name__} is a Python class, and C++ would hold but the "
                    f"{each.__cpp_name__} that it derives from"
                )
