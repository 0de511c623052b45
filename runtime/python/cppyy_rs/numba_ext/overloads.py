"""Which function a call means.

As in C++, the better one takes each argument at least as well: as it is, promoted, or converted. As in the interpreter, and
unlike C++, a floating point number is never cut to an integer, and the first of functions that are equally good is called.
"""

from numba.core import types
from numba.core.errors import TypingError

from .._runtime import _deduce, _functions, _has_templates
from .cpp_types import CppType, result_type, spelling
from .numba_types import CppObject, Pointer, Reference

# FunctionFlags, see docs/dictionary-format.md.
STATIC = 1 << 1
METHOD = 1 << 2
CONSTRUCTOR = 1 << 3
NOEXCEPT = 1 << 5
SPECIALISATION = 1 << 13
RVALUE_ONLY = 1 << 14

# How well an argument fits.
EXACT, PROMOTED, CONVERTED, NARROWED, ANYTHING = range(5)


class Overload:
    """One function of C++, for calls with so many arguments."""

    __slots__ = ("declaration", "flags", "cls", "result", "carrier", "parameters", "stub", "_created")

    def __init__(self, function, record, count):
        self.declaration, self.flags, self.cls, (result, self.carrier), parameters, stubs = record
        self.result = CppType(result)
        self.parameters = [(CppType(ty), carrier) for ty, carrier in parameters[:count]]
        required = len(parameters) - len(stubs) + 1
        place = count - required
        self.stub = stubs[place] if 0 <= place < len(stubs) else 0
        self._created = function.__creates__

    @property
    def creates(self):
        """Whether the caller owns what a pointer points to, as users say of the function."""
        return self._created and self.result.kind == "Pointer" and isinstance(self.result_type(), CppObject)

    def result_type(self):
        """What a call has in compiled code."""
        if self.flags & CONSTRUCTOR:
            return CppObject(self.cls)
        return result_type(self.result, self.carrier)


def choose(function, args):
    """The overload that a call with arguments of these types means; TypingError where there is none."""
    templates = _has_templates(function)
    found = _best(function, args, EXACT if templates else ANYTHING)
    if found is None and templates:
        deduced, reason = _deduced(function, args)
        found = None if deduced is None else _best(deduced, args, ANYTHING)
        if found is None and reason is not None:
            # Where no template takes the arguments, ordinary functions may convert them.
            found = _best(function, args, ANYTHING, SPECIALISATION)
        elif found is None:
            reason = "the specialisation that C++ chooses cannot be called from compiled code"
    else:
        reason = None
    if found is not None:
        return found
    raise TypingError(_refusal(function, args, reason))


def _best(function, args, worst, without=0):
    """The overload that takes these arguments best, none worse than `worst`; not one with the flags `without`."""
    best, least = None, None
    for record in _functions(function) or ():
        overload = Overload(function, record, len(args))
        if not overload.stub or len(overload.parameters) != len(args) or overload.flags & (RVALUE_ONLY | without):
            continue
        costs = [cost(parameter, carrier, ty) for (parameter, carrier), ty in zip(overload.parameters, args)]
        if any(each is None or each[0] > worst for each in costs):
            continue
        costs.sort(reverse=True)
        if least is None or costs < least:
            best, least = overload, costs
    return best


def _deduced(function, args):
    """The specialisation that C++ deduces, and why there is none: one of the two is None."""
    try:
        return _deduce(function, [spelling(ty) for ty in args]), None
    except TypeError as error:
        return None, str(error)


def _refusal(function, args, reason):
    name, given = getattr(function, "__cpp_name__", function), ", ".join(map(str, args))
    lines = [f"{name} cannot be called with ({given}) in compiled code"]
    lines += [f"  {record[0]}" for record in _functions(function) or ()]
    if reason is not None:
        lines.append(reason)
    return "\n".join(lines)


def cost(parameter, carrier, ty):
    """How well an argument of a type fits a parameter, and how far it is from it; None where it does not."""
    ty = types.unliteral(ty)
    if carrier == "Text":
        return None
    target = parameter.element if parameter.is_reference else parameter
    if carrier != "Pointer":
        return None if target.number is None and target.kind != "LongDouble" else _number(target, ty)
    if parameter.kind == "NullPtr":
        return (EXACT, 0) if ty == types.none else None
    if target.kind == "Class":
        # Only a temporary may be moved from, and nothing here is known to be one.
        if parameter.kind == "RValueReference" or not isinstance(ty, CppObject):
            return None
        return _base(target, ty)
    if parameter.kind != "Pointer":
        if parameter.kind != "LValueReference":
            return None
        # A number whose address C++ may keep is one by value where it has none.
        return _same_number(target, ty, Reference) or (_number(target, ty) if target.constant and target.number is not None else None)
    pointee = parameter.element
    if ty == types.none:
        return CONVERTED, 0
    if pointee.kind == "Void":
        addresses = CppObject, Pointer, types.CPointer, types.Array
        return (NARROWED, 0) if isinstance(ty, addresses) or ty == types.voidptr else None
    if pointee.kind == "Class":
        return _base(pointee, ty) if isinstance(ty, CppObject) else None
    return _same_number(pointee, ty, Pointer)


def _base(target, ty):
    base = target.find_object()
    depth = None if base is None else base.depth_from(ty)
    if depth is None:
        return None
    return (EXACT, 0) if depth == 0 else (CONVERTED, depth)


def _same_number(target, ty, addresses):
    """An address of a number, for a parameter that may change it."""
    number = target.number
    if number is None or getattr(ty, "dtype", None) != number:
        return None
    if isinstance(ty, types.Array):
        fits = addresses is Pointer and ty.layout == "C" and (ty.mutable or target.constant)
    elif isinstance(ty, Pointer):
        fits = target.constant or not ty.constant
    else:
        fits = type(ty) is types.CPointer
    return (EXACT, 0) if fits else None


def _number(target, ty):
    wanted = types.float64 if target.kind == "LongDouble" else target.number
    promoted = 0
    if isinstance(ty, Reference):
        ty = ty.dtype
    elif isinstance(ty, types.IntEnumMember):
        ty, promoted = ty.dtype, int(target.kind != "Enum" or target.spelling != ty.instance_class.__cpp_name__)
    elif target.kind == "Enum":
        # As in C++, a number is no enumerator; as in the interpreter, it may stand for one.
        promoted = 1
    if not isinstance(ty, (types.Integer, types.Boolean, types.Float)):
        return None
    if ty == wanted:
        return max(EXACT, promoted), 0
    if isinstance(ty, types.Float):
        if not isinstance(wanted, types.Float):
            return None
        return (PROMOTED, 0) if wanted.bitwidth > ty.bitwidth else (NARROWED, 0)
    if wanted == types.boolean:
        return ANYTHING, 0
    if isinstance(wanted, types.Float):
        return CONVERTED, 64 - wanted.bitwidth + 1000
    if ty == types.boolean:
        return PROMOTED, wanted.bitwidth
    wider = wanted.bitwidth > ty.bitwidth
    if wider and (wanted.signed == ty.signed or wanted.signed):
        return PROMOTED, wanted.bitwidth - ty.bitwidth
    return CONVERTED, ty.bitwidth - wanted.bitwidth if not wider else wanted.bitwidth
