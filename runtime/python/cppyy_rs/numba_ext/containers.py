"""Elements of containers that have them one behind the other: `len(v)`, `v[i]`, `for x in v`, `np.asarray(v)`."""

import operator

import numpy
from llvmlite import ir
from numba.core import cgutils, types
from numba.core.errors import TypingError
from numba.core.imputils import lower_builtin, impl_ret_borrowed
from numba.core.typing.templates import AbstractTemplate, infer, signature
from numba.extending import intrinsic, overload
from numba.np.arrayobj import make_array, populate_array

from .._runtime import _contiguous
from . import stubs
from .cpp_types import CppType
from .numba_types import CppObject
from .objects import referring

_WORD = ir.IntType(64)


def _elements(ty):
    """How the elements of a container are reached; None of other types."""
    return _contiguous(ty.cls) if isinstance(ty, CppObject) else None


def _array_type(ty):
    """The array that elements are, where they are numbers; None elsewhere."""
    found = _elements(ty)
    if found is None:
        return None
    number = CppType(found[1]).number
    return None if number is None else types.Array(number, 1, "C", readonly=found[3])


def _view(context, builder, ty, value):
    """The container, the address of the first element, and how many there are."""
    container = context.make_helper(builder, ty, value)
    stubs.refuse_null(context, builder, container.address, f"this {ty.qualified}")
    first = cgutils.alloca_once(builder, cgutils.voidptr_t)
    count = cgutils.alloca_once(builder, _WORD)
    stubs.call_address(builder, _elements(ty)[0], ir.VoidType(), [container.address, first, count])
    return container, builder.load(first), builder.load(count)


def _as_array(context, builder, array_ty, ty, value):
    container, first, count = _view(context, builder, ty, value)
    size = _WORD(context.get_abi_sizeof(context.get_data_type(array_ty.dtype)))
    made = make_array(array_ty)(context, builder)
    data = builder.bitcast(first, context.get_data_type(array_ty.dtype).as_pointer())
    populate_array(made, data=data, shape=[count], strides=[size], itemsize=size, meminfo=container.meminfo)
    return impl_ret_borrowed(context, builder, array_ty, made._getvalue())


@intrinsic
def as_array(typingctx, container):
    """The elements as an array, which keeps a container alive that compiled code owns."""

    def generate(context, builder, sig, args):
        return _as_array(context, builder, sig.return_type, sig.args[0], args[0])

    array = _array_type(container)
    return None if array is None else (array(container), generate)


@intrinsic
def _length(typingctx, container):
    def generate(context, builder, sig, args):
        return _view(context, builder, sig.args[0], args[0])[2]

    return types.intp(container), generate


@intrinsic
def _object_at(typingctx, container, index):
    """An element that is an object."""
    _address, described, size, _constant = _elements(container)

    def generate(context, builder, sig, args):
        owner, first, _count = _view(context, builder, sig.args[0], args[0])
        address = builder.gep(first, [builder.mul(args[1], _WORD(size))])
        return referring(context, builder, sig.return_type, address, owner.meminfo)

    cpp = CppType(described)
    return (cpp.object()(container, types.intp), generate) if cpp.kind == "Class" else None


def _checked(index, length):
    """An index from the front, which is inside."""


@overload(_checked)
def _checked_index(index, length):
    def checked(index, length):
        place = index + length if index < 0 else index
        if place < 0 or place >= length:
            raise IndexError("index out of range")
        return place

    return checked


@overload(len)
def _len(container):
    if _elements(container) is not None:
        return lambda container: _length(container)
    return None


@overload(numpy.asarray)
def _asarray(container):
    if _array_type(container) is not None:
        return lambda container: as_array(container)
    return None


@overload(operator.getitem)
def _getitem(container, index):
    if _elements(container) is None:
        return None
    if _array_type(container) is None:
        if isinstance(index, types.Integer) and CppType(_elements(container)[1]).kind == "Class":
            return lambda container, index: _object_at(container, _checked(index, _length(container)))
        return None
    if not isinstance(index, types.Integer):
        return lambda container, index: as_array(container)[index]

    def getitem(container, index):
        elements = as_array(container)
        return elements[_checked(index, elements.size)]

    return getitem


@overload(operator.setitem)
def _setitem(container, index, value):
    array = _array_type(container)
    if array is None:
        return None
    if not array.mutable:
        raise TypingError(f"the elements of {container} cannot be assigned")
    if not isinstance(index, types.Integer):
        return None

    def setitem(container, index, value):
        elements = as_array(container)
        elements[_checked(index, elements.size)] = value

    return setitem


@infer
class Iteration(AbstractTemplate):
    """`iter(v)` is that of the array."""

    key = "getiter"

    def generic(self, args, kws):
        """The iterator of a container of numbers."""
        (container,) = args
        array = _array_type(container)
        return None if array is None else signature(array.iterator_type, container)


@lower_builtin("getiter", CppObject)
def _iterate(context, builder, sig, args):
    array = _array_type(sig.args[0])
    elements = _as_array(context, builder, array, sig.args[0], args[0])
    made = context.get_function("getiter", signature(array.iterator_type, array))(builder, (elements,))
    # The iterator has a reference of its own.
    context.nrt.decref(builder, array, elements)
    return made
