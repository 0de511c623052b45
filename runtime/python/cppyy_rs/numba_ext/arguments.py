"""Arguments as the C signature of a stub has them; `overloads` has found that they fit."""

from llvmlite import ir
from numba.core import cgutils, types

from . import stubs
from .numba_types import CppObject, Pointer, Reference
from .objects import address_as
from .pointers import load


def argument(context, builder, parameter, carrier, value, ty):
    """The value of an argument for a parameter."""
    target = parameter.element if parameter.is_reference else parameter
    if carrier != "Pointer":
        return _number(context, builder, target, value, ty)
    if ty == types.none:
        return cgutils.get_null_value(cgutils.voidptr_t)
    if isinstance(ty, CppObject):
        return _object(context, builder, parameter, target, value, ty)
    if target.number is not None and isinstance(types.unliteral(ty), (types.Number, types.Boolean, types.IntEnumMember)):
        # As long as the compiled function runs: what C++ makes of a number may refer to it.
        return cgutils.alloca_once_value(builder, _number(context, builder, target, value, ty))
    if isinstance(ty, types.Array):
        value = context.make_array(ty)(context, builder, value).data
    elif isinstance(ty, Pointer):
        value = context.make_helper(builder, ty, value).address
    return builder.bitcast(value, cgutils.voidptr_t)


def _object(context, builder, parameter, target, value, ty):
    address = context.make_helper(builder, ty, value).address
    pointed = target.element if target.kind == "Pointer" else target
    if parameter.kind != "Pointer":
        stubs.refuse_null(context, builder, address, f"an argument {parameter.spelling}")
    if pointed.kind != "Class":
        return address
    return address_as(builder, ty, address, pointed.object().cls)


def _number(context, builder, target, value, ty):
    wanted = types.float64 if target.number is None else target.number
    if isinstance(ty, Reference):
        value, ty = load(context, builder, ty, value), ty.dtype
    elif isinstance(types.unliteral(ty), types.IntEnumMember):
        ty = types.unliteral(ty).dtype
    value = context.cast(builder, value, ty, wanted)
    return builder.zext(value, ir.IntType(8)) if wanted == types.boolean else value
