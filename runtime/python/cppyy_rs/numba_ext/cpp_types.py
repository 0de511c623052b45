"""C++ types as Numba's, and Numba's as C++ spells them."""

from numba.core import types
from numba.core.errors import TypingError

from .._runtime import _class_of_type
from .numba_types import CppObject, Pointer, Reference, object_type

NUMBERS = {
    "Bool": types.boolean,
    # Compiled code has no characters: they are numbers, as in C++.
    "Char": types.int8,
    "SChar": types.int8,
    "UChar": types.uint8,
    "SmallInt": types.int8,
    "SmallUInt": types.uint8,
    "WChar": types.int32,
    "Char8": types.uint8,
    "Char16": types.uint16,
    "Char32": types.uint32,
    "Short": types.int16,
    "UShort": types.uint16,
    "Int": types.int32,
    "UInt": types.uint32,
    "Long": types.int64,
    "ULong": types.uint64,
    "LongLong": types.int64,
    "ULongLong": types.uint64,
    "Float": types.float32,
    "Double": types.float64,
}

# What Numba's numbers are where C++ deduces: the first type of their size that C++ has.
_SPELLINGS = {
    types.boolean: "bool",
    types.int8: "signed char",
    types.uint8: "unsigned char",
    types.int16: "short",
    types.uint16: "unsigned short",
    types.int32: "int",
    types.uint32: "unsigned int",
    types.int64: "long",
    types.uint64: "unsigned long",
    types.float32: "float",
    types.float64: "double",
}


class CppType:
    """A type of a dictionary."""

    __slots__ = ("kind", "spelling", "constant", "element", "count")

    def __init__(self, described):
        self.kind, self.spelling, self.constant, element, self.count = described
        self.element = None if element is None else CppType(element)

    @property
    def number(self):
        """The number that values are, of enumerations the underlying one; None for other types."""
        return self.element.number if self.kind == "Enum" else NUMBERS.get(self.kind)

    @property
    def is_reference(self):
        """Whether it is a reference of either kind."""
        return self.kind in ("LValueReference", "RValueReference")

    def find_object(self):
        """The class that this is, as a type of compiled code; None where no dictionary has it."""
        cls = _class_of_type(self._bare())
        return None if cls is None else object_type(cls)

    def object(self):
        """The same; TypingError where there is none."""
        found = self.find_object()
        if found is None:
            raise TypingError(f"no loaded dictionary has the class {self._bare()}")
        return found

    def _bare(self):
        name = self.spelling
        while name.startswith(("const ", "volatile ")):
            name = name.partition(" ")[2]
        return name

    def address(self, of):
        """What an address of this type is in compiled code; `of` makes the type of addresses of numbers."""
        if self.kind == "Class":
            return self.object()
        if self.number is not None:
            return of(self.number, self.constant)
        if self.kind == "LongDouble":
            raise TypingError("long double has no type in compiled code")
        return types.voidptr


def result_type(cpp, carrier):
    """What a function that returns this type returns in compiled code."""
    if carrier == "Void":
        return types.none
    if carrier == "Text":
        raise TypingError(f"compiled code cannot have the text that {cpp.spelling} returns")
    if carrier == "Object":
        return (cpp.element if cpp.is_reference else cpp).object()
    if carrier != "Pointer":
        number = (cpp.element if cpp.is_reference else cpp).number
        return types.float64 if number is None else number
    if cpp.is_reference:
        return cpp.element.address(Reference)
    if cpp.kind == "Pointer":
        return cpp.element.address(Pointer)
    return types.voidptr


def spelling(ty):
    """How C++ spells the type of an argument, where it deduces a template's."""
    ty = types.unliteral(ty)
    if ty in _SPELLINGS:
        return _SPELLINGS[ty]
    if isinstance(ty, CppObject):
        return f"{ty.qualified}&"
    if isinstance(ty, Pointer) or isinstance(ty, types.Array):
        constant = "const " if (ty.constant if isinstance(ty, Pointer) else not ty.mutable) else ""
        element = _SPELLINGS.get(ty.dtype)
        if element is not None:
            return f"{constant}{element}{'&' if isinstance(ty, Reference) else '*'}"
    if isinstance(ty, types.IntEnumMember):
        return ty.instance_class.__cpp_name__
    if ty == types.none:
        return "std::nullptr_t"
    raise TypingError(f"C++ has no type for {ty}")
