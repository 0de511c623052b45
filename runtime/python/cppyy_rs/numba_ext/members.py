"""Data members and methods of objects, and static ones of classes."""

from llvmlite import ir
from numba.core import cgutils, types
from numba.core.errors import NumbaTypeError, TypingError
from numba.core.imputils import impl_ret_borrowed, lower_getattr_generic, lower_setattr_generic
from numba.core.typing.templates import AttributeTemplate, infer_getattr
from numba.np.arrayobj import make_array, populate_array

from .._runtime import _data_member, _functions, _has_templates
from . import stubs
from .cpp_types import CppType
from .numba_types import Class, CppObject, Function, Method, Pointer, Reference
from .objects import address_as, referring
from .overloads import METHOD

_WORD = ir.IntType(64)


class DataMember:
    """A data member of a class."""

    __slots__ = ("cls", "cpp", "offset", "constant", "address", "getter", "setter")

    def __init__(self, record):
        self.cls, described, self.offset, self.constant, self.address, self.getter, self.setter = record
        self.cpp = CppType(described)

    def value_type(self):
        """What reading it gives."""
        cpp = self.cpp
        if cpp.is_reference:
            return cpp.element.address(Reference)
        if cpp.number is not None:
            return cpp.number
        if cpp.kind == "Pointer":
            return cpp.element.address(Pointer)
        if cpp.kind == "Class":
            return cpp.object()
        shape, element = self.shape()
        if shape and element.number is not None:
            return types.Array(element.number, len(shape), "C", readonly=self.constant)
        raise TypingError(f"a data member {cpp.spelling} cannot be read in compiled code")

    def shape(self):
        """The lengths of an array, and what it is an array of."""
        shape, element = [], self.cpp
        while element.kind == "Array":
            shape.append(element.count)
            element = element.element
        return shape, element


def find(cls, name):
    """What a class has under a name: a DataMember, an object with functions from C++, or None for anything else."""
    for each in cls.__mro__:
        if name in vars(each):
            found = vars(each)[name]
            break
    else:
        found = getattr(cls, name, None)
    record = _data_member(found)
    if record is not None:
        return DataMember(record)
    return found if _functions(found) is not None else None


def _is_static(function):
    return not any(record[1] & METHOD for record in _functions(function)) and not _has_templates(function)


@infer_getattr
class ObjectAttribute(AttributeTemplate):
    """`object.name`."""

    key = CppObject

    def generic_resolve(self, ty, name):
        """The type of a member; None where there is none."""
        found = find(ty.cls, name)
        if isinstance(found, DataMember):
            return found.value_type()
        return None if found is None else Method(ty, name, found)


@infer_getattr
class ClassAttribute(AttributeTemplate):
    """`Class.name`."""

    key = Class

    def generic_resolve(self, ty, name):
        """The type of a static member; None where there is none."""
        cls = ty.instance.cls
        found = find(cls, name)
        if isinstance(found, DataMember):
            return found.value_type() if found.address else None
        if found is None:
            return self._constant(cls, name)
        return Function(found) if _is_static(found) else None


    def _constant(self, cls, name):
        """The type of what else is in a class: nested classes, enumerations, constants."""
        if name.startswith("_") or not hasattr(cls, name):
            return None
        try:
            return self.context.resolve_value_type(getattr(cls, name))
        except ValueError:
            return None


@lower_getattr_generic(CppObject)
def _get(context, builder, ty, val, name):
    found = find(ty.cls, name)
    if not isinstance(found, DataMember):
        result = Method(ty, name, found)
        bound = context.make_helper(builder, result)
        bound.receiver = val
        return impl_ret_borrowed(context, builder, result, bound._getvalue())
    owner = context.make_helper(builder, ty, val)
    if found.address:
        return _read(context, builder, found, stubs.constant_address(builder, found.address), None)
    start = _start(context, builder, ty, owner, found)
    if found.getter:
        result = found.value_type()
        got = cgutils.voidptr_t if found.cpp.is_reference else context.get_data_type(result)
        value = stubs.call_address(builder, found.getter, got, [start])
        if found.cpp.is_reference:
            return referring(context, builder, result, value, owner.meminfo)
        return context.data_model_manager[result].from_data(builder, value)
    return _read(context, builder, found, builder.gep(start, [_WORD(found.offset)]), owner.meminfo)


@lower_getattr_generic(Class)
def _get_static(context, builder, ty, val, name):
    cls = ty.instance.cls
    found = find(cls, name)
    if isinstance(found, DataMember):
        return _read(context, builder, found, stubs.constant_address(builder, found.address), None)
    if found is not None:
        return context.get_dummy_value()
    value = getattr(cls, name)
    return context.get_constant_generic(builder, context.typing_context.resolve_value_type(value), value)


@lower_setattr_generic(CppObject)
def _set(context, builder, sig, args, name):
    ty, value_ty = sig.args
    found = find(ty.cls, name)
    if not isinstance(found, DataMember) or found.constant:
        raise NumbaTypeError(f"{ty.qualified}::{name} cannot be assigned")
    if found.cpp.number is None:
        raise NumbaTypeError(f"compiled code assigns numbers only, and {ty.qualified}::{name} is {found.cpp.spelling}")
    if found.address:
        start = stubs.constant_address(builder, found.address)
    else:
        start = _start(context, builder, ty, context.make_helper(builder, ty, args[0]), found)
    if found.setter:
        data = context.data_model_manager[value_ty].as_data(builder, args[1])
        stubs.call_address(builder, found.setter, ir.VoidType(), [start, data])
        return
    address = start if found.address else builder.gep(start, [_WORD(found.offset)])
    context.pack_value(builder, value_ty, args[1], _typed(context, builder, address, value_ty))


def _start(context, builder, ty, owner, member):
    """Where the part of an object begins that has the member."""
    stubs.refuse_null(context, builder, owner.address, f"this {ty.qualified}")
    return address_as(builder, ty, owner.address, member.cls)


def _typed(context, builder, address, ty):
    return builder.bitcast(address, context.get_data_type(ty).as_pointer())


def _read(context, builder, member, address, owner):
    """The value of a member at an address."""
    ty = member.value_type()
    if isinstance(ty, types.Array):
        return _array(context, builder, ty, member.shape()[0], address, owner)
    if isinstance(ty, CppObject) and member.cpp.kind == "Class":
        return referring(context, builder, ty, address, owner)
    if isinstance(ty, (CppObject, Pointer)):
        stored = builder.load(builder.bitcast(address, cgutils.voidptr_t.as_pointer()))
        return referring(context, builder, ty, stored, owner)
    return context.unpack_value(builder, ty, _typed(context, builder, address, ty))


def _array(context, builder, ty, shape, address, owner):
    made = make_array(ty)(context, builder)
    size = context.get_abi_sizeof(context.get_data_type(ty.dtype))
    strides = []
    for length in reversed(shape):
        strides.insert(0, size)
        size *= length
    populate_array(
        made,
        data=_typed(context, builder, address, ty.dtype),
        shape=[_WORD(length) for length in shape],
        strides=[_WORD(stride) for stride in strides],
        itemsize=_WORD(context.get_abi_sizeof(context.get_data_type(ty.dtype))),
        meminfo=cgutils.get_null_value(cgutils.voidptr_t) if owner is None else owner,
    )
    return impl_ret_borrowed(context, builder, ty, made._getvalue())
