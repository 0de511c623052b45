"""The types that compiled code has for what is from C++.

Types are found by their keys, which hold addresses: code that is compiled for them is for this process.
"""

from numba.core import types
from numba.core.typeconv import Conversion

from .._runtime import _class_record, _path_to_base, _stands_for_class

# ClassFlags, see docs/dictionary-format.md.
INCOMPLETE = 1 << 0
TRIVIALLY_DESTRUCTIBLE = 1 << 8


class CppObject(types.Type):
    """An object of a C++ class, a reference to one, or a pointer: its address, and what owns it where compiled code does."""

    def __init__(self, cls):
        self.cls = cls
        (
            self.qualified,
            self.size,
            self.alignment,
            self.flags,
            self.destruct,
            self.destroy,
            self.handle,
        ) = _class_record(cls)
        super().__init__(f"{self.qualified}@{self.handle:x}")

    def can_convert_to(self, typingctx, other):
        """To bases, as C++ converts references and pointers."""
        if isinstance(other, CppObject) and other.depth_from(self) is not None:
            return Conversion.safe
        return None

    def depth_from(self, derived):
        """How many steps the class is above another one; None where it is no base of it."""
        path = _path_to_base(derived.cls, self.cls)
        return None if path is None else path[0]

    def unify(self, typingctx, other):
        """Of a class and a base, the base; of an object and None, which is a null pointer, the class."""
        if other == types.none:
            return self
        if isinstance(other, CppObject):
            if other.depth_from(self) is not None:
                return other
            if self.depth_from(other) is not None:
                return self
        return None

    def can_convert_from(self, typingctx, other):
        """From None: a null pointer."""
        return Conversion.safe if other == types.none else None


# The types of classes from C++, which live as long as the process.
_known = {}


def object_type(cls):
    """The type of objects of a Python class: that of the C++ class that it is, or that it derives from."""
    known = _known.get(cls)
    if known is not None:
        return known
    for each in cls.__mro__:
        name = _stands_for_class(each)
        # Directors are made by the generator: C++ knows their objects as those of the class that they are for.
        if name is not None and not name.startswith("cppbind::Director<"):
            made = CppObject(each)
            if each is cls and not made.flags & INCOMPLETE:
                _known[cls] = made
            return made
    raise TypeError(f"{cls} is no class from C++")


class Pointer(types.Type):
    """A pointer to numbers: `p[0]`, `p[i]`; as in C++, nobody knows how many there are."""

    def __init__(self, dtype, constant=False):
        self.dtype = dtype
        self.constant = constant
        super().__init__(f"{type(self).__name__}({'const ' if constant else ''}{dtype})")

    def can_convert_to(self, typingctx, other):
        """To Numba's own pointers, and to a pointer through which nothing can be assigned."""
        if isinstance(other, Pointer):
            return Conversion.safe if other.dtype == self.dtype and other.constant else None
        if other == types.voidptr or (isinstance(other, types.CPointer) and other.dtype == self.dtype):
            return Conversion.safe
        return None


class Reference(Pointer):
    """A reference to a number: `r[0]` is the number, and `r` too where a number is wanted."""

    def can_convert_to(self, typingctx, other):
        """To what the number converts to."""
        if isinstance(other, types.Number):
            conversion = typingctx.can_convert(self.dtype, other)
            return None if conversion is None else max(conversion, Conversion.promote)
        return super().can_convert_to(typingctx, other)


class Method(types.Callable):
    """A method of an object, bound to it."""

    def __init__(self, receiver, name, function):
        self.receiver = receiver
        self.attribute = name
        self.function = function
        super().__init__(f"method {name} of {receiver}")

    @property
    def key(self):
        return self.receiver, self.attribute, id(self.function)

    def get_call_type(self, context, args, kws):
        """The signature of the function that a call means."""
        from .functions import resolve

        return resolve(self, self.function, args, kws, bound=True)

    def get_call_signatures(self):
        """None that could be listed: arguments convert."""
        return (), True

    def get_impl_key(self, sig):
        """What `resolve` has registered."""
        return self, sig.args


class Function(types.Callable):
    """A free or static function."""

    def __init__(self, function):
        self.function = function
        super().__init__(f"function {function.__cpp_name__}@{id(function):x}")

    def get_call_type(self, context, args, kws):
        """The signature of the function that a call means."""
        from .functions import resolve

        return resolve(self, self.function, args, kws, bound=False)

    def get_call_signatures(self):
        """None that could be listed: arguments convert."""
        return (), True

    def get_impl_key(self, sig):
        """What `resolve` has registered."""
        return self, sig.args


class Class(types.Callable):
    """A class, which makes objects."""

    def __init__(self, cls):
        self.instance = object_type(cls)
        super().__init__(f"class {self.instance}")

    def get_call_type(self, context, args, kws):
        """The signature of the constructor that a call means."""
        from .functions import resolve

        return resolve(self, self.instance.cls.__init__, args, kws, bound=False)

    def get_call_signatures(self):
        """None that could be listed: arguments convert."""
        return (), True

    def get_impl_key(self, sig):
        """What `resolve` has registered."""
        return self, sig.args
