"""Numbers behind pointers and references: `p[i]`, and references where numbers are wanted."""

import operator

from numba.core import cgutils, types
from numba.core.errors import TypingError
from numba.extending import box, intrinsic, lower_cast, models, overload, register_model

from . import stubs
from .numba_types import Pointer, Reference


@register_model(Pointer)
@register_model(Reference)
class PointerModel(models.StructModel):
    """An address, and what keeps alive what is there."""

    def __init__(self, dmm, fe_type):
        members = [("meminfo", types.MemInfoPointer(types.voidptr)), ("address", types.CPointer(fe_type.dtype))]
        super().__init__(dmm, fe_type, members)


def place(context, builder, ty, value, index=None):
    """The address of a number; ReferenceError of null."""
    address = context.make_helper(builder, ty, value).address
    stubs.refuse_null(context, builder, address, f"this {ty}")
    return address if index is None else builder.gep(address, [index])


def load(context, builder, ty, value):
    """The number behind a reference."""
    return context.unpack_value(builder, ty.dtype, place(context, builder, ty, value))


@lower_cast(Reference, types.Number)
def _to_number(context, builder, fromty, toty, val):
    return context.cast(builder, load(context, builder, fromty, val), fromty.dtype, toty)


@lower_cast(Pointer, types.CPointer)
@lower_cast(Pointer, types.voidptr)
def _to_address(context, builder, fromty, toty, val):
    address = context.make_helper(builder, fromty, val).address
    return builder.bitcast(address, context.get_value_type(toty))


@lower_cast(Pointer, Pointer)
def _to_constant(context, builder, fromty, toty, val):
    return val


@box(Reference)
def _box(typ, val, c):
    """The number: references from C++ are never null."""
    number = c.context.unpack_value(c.builder, typ.dtype, c.context.make_helper(c.builder, typ, val).address)
    c.context.nrt.decref(c.builder, typ, val)
    return c.pyapi.from_native_value(typ.dtype, number, c.env_manager)


@intrinsic
def _get(typingctx, pointer, index):
    def generate(context, builder, sig, args):
        address = place(context, builder, sig.args[0], args[0], args[1])
        return context.unpack_value(builder, sig.return_type, address)

    return pointer.dtype(pointer, types.intp), generate


@intrinsic
def _set(typingctx, pointer, index, value):
    def generate(context, builder, sig, args):
        address = place(context, builder, sig.args[0], args[0], args[1])
        context.pack_value(builder, sig.args[2], args[2], address)
        return context.get_dummy_value()

    return types.none(pointer, types.intp, pointer.dtype), generate


@overload(operator.getitem)
def _getitem(pointer, index):
    if isinstance(pointer, Pointer) and isinstance(index, types.Integer):
        return lambda pointer, index: _get(pointer, index)
    return None


@overload(operator.setitem)
def _setitem(pointer, index, value):
    if isinstance(pointer, Pointer) and isinstance(index, types.Integer):
        if pointer.constant:
            raise TypingError(f"nothing can be assigned by a {pointer}")
        return lambda pointer, index, value: _set(pointer, index, value)
    return None
