"""Objects of C++ in compiled code: how they come in and go out, and who ends them.

A value is an address and, where compiled code owns the object or the one that it is a part of, the counted memory (`meminfo`)
by whose end C++'s object ends. Its first two words are the stub that ends the object, zero as long as there is none, and the
object's address; a result by value lies behind them. What is passed in belongs to the caller, who holds it for the call.
"""

from llvmlite import ir
from numba.core import cgutils, types
from numba.core.imputils import impl_ret_borrowed, impl_ret_new_ref
from numba.extending import NativeValue, box, lower_cast, models, register_model, typeof_impl, unbox

from .._runtime import _path_to_base, _types
from . import stubs
from .numba_types import TRIVIALLY_DESTRUCTIBLE, CppObject, Pointer, object_type

_WORD = ir.IntType(64)
_HEADER = 16


@register_model(CppObject)
class ObjectModel(models.StructModel):
    """An address, and what keeps alive what is there."""

    def __init__(self, dmm, fe_type):
        members = [("meminfo", types.MemInfoPointer(types.voidptr)), ("address", types.voidptr)]
        super().__init__(dmm, fe_type, members)


@typeof_impl.register(_types.Instance)
def _typeof_instance(value, context):
    return object_type(type(value))


def _numba_type(instance):
    """The type of an object: Numba asks for this attribute before it asks `typeof_impl`, which takes three times as long."""
    try:
        return object_type(type(instance))
    except TypeError as error:
        raise AttributeError(str(error)) from None


_types.Instance._numba_type_ = property(_numba_type)


@unbox(CppObject)
def _unbox(typ, obj, c):
    """The address, which the caller keeps; a ReferenceError where there is none."""
    made = c.context.make_helper(c.builder, typ)
    handle = stubs.constant_address(c.builder, typ.handle)
    made.address = stubs.call_entry_point(c.builder, "address_of", cgutils.voidptr_t, [obj, handle])
    made.meminfo = cgutils.get_null_value(made.meminfo.type)
    return NativeValue(made._getvalue(), is_error=cgutils.is_null(c.builder, made.address))


@box(CppObject)
def _box(typ, val, c):
    """What shows the object to Python: the one that there is, or a new one, which keeps the owner alive."""
    value = c.context.make_helper(c.builder, typ, val)
    owner = cgutils.alloca_once_value(c.builder, cgutils.get_null_value(c.pyapi.pyobj))
    with c.builder.if_then(cgutils.is_not_null(c.builder, value.meminfo)):
        c.builder.store(c.pyapi.nrt_meminfo_as_pyobject(value.meminfo), owner)
    held = c.builder.load(owner)
    handle = stubs.constant_address(c.builder, typ.handle)
    shown = stubs.call_entry_point(c.builder, "show", c.pyapi.pyobj, [value.address, handle, held])
    # The value's reference to its owner has become that of the Python object.
    c.pyapi.decref(held)
    return shown


@lower_cast(CppObject, CppObject)
def _to_base(context, builder, fromty, toty, val):
    value = context.make_helper(builder, fromty, val)
    made = context.make_helper(builder, toty)
    made.meminfo = value.meminfo
    made.address = address_as(builder, fromty, value.address, toty.cls)
    return impl_ret_borrowed(context, builder, toty, made._getvalue())


@lower_cast(types.NoneType, CppObject)
def _null(context, builder, fromty, toty, val):
    return cgutils.get_null_value(context.get_value_type(toty))


def address_as(builder, ty, address, cls):
    """The address of the part of an object that is of a base; null of null."""
    _depth, offset = _path_to_base(ty.cls, cls)
    if offset == 0:
        return address
    if offset is None:
        handles = [stubs.constant_address(builder, each) for each in (ty.handle, object_type(cls).handle)]
        return stubs.call_entry_point(builder, "cast", cgutils.voidptr_t, [address, *handles])
    moved = builder.gep(address, [ir.Constant(_WORD, offset)])
    return builder.select(cgutils.is_null(builder, address), address, moved)


def referring(context, builder, ty, address, owner):
    """A value of a type that is an address in what `owner` keeps alive; null for what C++ owns."""
    made = context.make_helper(builder, ty)
    made.address = builder.bitcast(address, made.address.type)
    made.meminfo = cgutils.get_null_value(made.meminfo.type) if owner is None else owner
    return impl_ret_borrowed(context, builder, ty, made._getvalue())


def made_by_new(context, builder, ty, address):
    """The value of an object on C++'s heap that compiled code owns."""
    made = _Owned(context, builder, ty, _HEADER)
    made.own(address, ty.destroy)
    return made.value()


class Room:
    """Memory where a stub constructs its result."""

    def __init__(self, context, builder, ty):
        padding = max(ty.alignment - _HEADER, 0)
        self._owned = _Owned(context, builder, ty, _HEADER + padding + ty.size)
        self._ty = ty
        start = builder.gep(self._owned.data, [ir.Constant(_WORD, _HEADER)])
        if padding:
            # What NRT allocates is aligned to 16 bytes.
            mask = ir.Constant(_WORD, -ty.alignment)
            last = builder.add(builder.ptrtoint(start, _WORD), ir.Constant(_WORD, ty.alignment - 1))
            start = builder.inttoptr(builder.and_(last, mask), cgutils.voidptr_t)
        self.address = start

    def discard(self):
        """Gives memory back in which nothing was constructed."""
        self._owned.discard()

    def finished(self):
        """The value of the object that is there now."""
        self._owned.own(self.address, 0 if self._ty.flags & TRIVIALLY_DESTRUCTIBLE else self._ty.destruct)
        return self._owned.value()


class _Owned:
    """Counted memory that owns an object."""

    def __init__(self, context, builder, ty, size):
        self._context, self._builder, self._ty = context, builder, ty
        ending = stubs.constant_address(builder, stubs.ENTRY_POINTS["end_object"])
        self._meminfo = context.nrt.meminfo_alloc_dtor(builder, context.get_constant(types.intp, size), ending)
        self.data = context.nrt.meminfo_data(builder, self._meminfo)
        self._words = builder.bitcast(self.data, _WORD.as_pointer())
        self._address = cgutils.get_null_value(cgutils.voidptr_t)
        builder.store(ir.Constant(_WORD, 0), self._words)

    def own(self, address, stub):
        """From now on, the end of the memory is that of an object."""
        self._address = address
        second = self._builder.gep(self._words, [ir.Constant(_WORD, 1)])
        self._builder.store(self._builder.ptrtoint(address, _WORD), second)
        self._builder.store(ir.Constant(_WORD, stub), self._words)

    def discard(self):
        """Gives the memory back."""
        self._context.nrt.decref(self._builder, self._ty, self.value(new=False))

    def value(self, new=True):
        """The value."""
        made = self._context.make_helper(self._builder, self._ty)
        made.meminfo = self._meminfo
        made.address = self._address
        value = made._getvalue()
        return impl_ret_new_ref(self._context, self._builder, self._ty, value) if new else value
