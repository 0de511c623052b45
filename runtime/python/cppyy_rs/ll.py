"""Low-level access: addresses, casts and capsules."""

from ._runtime import _as_capsule, addressof, bind_object

__all__ = ["addressof", "as_capsule", "as_cobject", "as_ctypes", "cast", "reinterpret_cast", "static_cast"]


def as_capsule(instance, byref=False):
    """The address of an object as a PyCapsule."""
    return _as_capsule(addressof(instance, byref=byref))


as_cobject = as_capsule


def as_ctypes(instance, byref=False):
    """The address of an object as a `ctypes.c_void_p`."""
    from ctypes import c_void_p

    return c_void_p(addressof(instance, byref=byref))


class _Cast:
    """`cast[T](x)`: to classes by their pointers, and among the builtin numbers."""

    _NUMBERS = {"bool": bool, "int": int, "long": int, "long long": int, "short": int, "float": float, "double": float}

    def __init__(self, name):
        self.__name__ = name

    def __repr__(self):
        return f"<cppyy_rs.ll.{self.__name__}>"

    def __getitem__(self, target):
        number = target if target in (bool, int, float) else self._NUMBERS.get(target)
        if number is not None:
            return number
        if isinstance(target, str):
            if not target.endswith("*"):
                raise TypeError(f"{self.__name__}: {target!r} is neither a number nor a pointer to a class")
            target = target[:-1].strip()

        def to_class(value):
            return bind_object(value if isinstance(value, int) else addressof(value), target)

        return to_class


cast = _Cast("cast")
static_cast = _Cast("static_cast")
reinterpret_cast = _Cast("reinterpret_cast")
