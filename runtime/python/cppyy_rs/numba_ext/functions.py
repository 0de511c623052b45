"""Functions, methods and classes that compiled code calls."""

import types as python_types

from llvmlite import ir
from numba.core import cgutils, types
from numba.core.errors import TypingError
from numba.core.imputils import lower_constant
from numba.core.typing import signature
from numba.extending import NativeValue, lower_builtin, models, register_model, typeof_impl, unbox

from .._runtime import _function_types, _functions, _has_templates, _stands_for_class, _types
from . import stubs
from .arguments import argument
from .numba_types import Class, CppObject, Function, Method, Pointer
from .objects import Room, address_as, made_by_new, referring
from .overloads import CONSTRUCTOR, METHOD, choose

register_model(Function)(models.OpaqueModel)
register_model(Class)(models.OpaqueModel)


@register_model(Method)
class MethodModel(models.StructModel):
    """The receiver, which a bound method keeps alive."""

    def __init__(self, dmm, fe_type):
        super().__init__(dmm, fe_type, [("receiver", fe_type.receiver)])


@typeof_impl.register(python_types.BuiltinFunctionType)
@typeof_impl.register(_function_types()[0])
def _typeof_function(value, context):
    """Of functions from C++ that need no object."""
    overloads = _functions(value)
    if overloads is None or any(record[1] & METHOD for record in overloads):
        return None
    return Function(value) if overloads or _has_templates(value) else None


@typeof_impl.register(_types.Scope)
def _typeof_class(value, context):
    # What calling a class of Python's own makes, only the interpreter can make.
    return Class(value) if _stands_for_class(value) is not None else None


@lower_constant(Function)
@lower_constant(Class)
def _constant(context, builder, ty, value):
    return context.get_dummy_value()


@unbox(Function)
@unbox(Class)
def _unbox(typ, obj, c):
    return NativeValue(c.context.get_dummy_value())


# Which overload was chosen last for a callable and arguments of these types: what is loaded later may bring a better one.
_chosen = {}


def resolve(caller, function, args, kws, bound):
    """The signature of the overload that a call means; Numba learns how it is called."""
    if kws:
        raise TypingError(f"{getattr(function, '__cpp_name__', function)} takes no arguments by name in compiled code")
    overload = choose(function, tuple(args))
    found = signature(overload.result_type(), *args, recvr=caller if bound else None)
    key = caller.get_impl_key(found.as_function())
    if key not in _chosen:
        lower_builtin(key, *key[1])(_lowering(key, bound))
    _chosen[key] = overload
    return found


def _lowering(key, bound):
    """How Numba calls the overload of a key."""

    def lower(context, builder, sig, args):
        overload = _chosen[key]
        args, tys = list(args), list(sig.args)
        passed, owners = [], []
        if bound:
            ty = tys.pop(0)
            method = context.make_helper(builder, ty, args.pop(0))
            receiver = context.make_helper(builder, ty.receiver, method.receiver)
            owners.append((receiver, ty.receiver))
            if overload.flags & METHOD:
                stubs.refuse_null(context, builder, receiver.address, f"this {ty.receiver.qualified}")
                address = address_as(builder, ty.receiver, receiver.address, overload.cls)
                passed.append((address, "Pointer"))
        for (parameter, carrier), value, ty in zip(overload.parameters, args, tys):
            passed.append((argument(context, builder, parameter, carrier, value, ty), carrier))
            if isinstance(ty, (CppObject, Pointer)):
                owners.append((context.make_helper(builder, ty, value), ty))
        room = None
        if overload.carrier == "Object":
            room = Room(context, builder, sig.return_type)
            passed.insert(0, (room.address, "Pointer"))
        value = stubs.call(builder, overload, passed)
        stubs.check(context, builder, overload, None if room is None else room.discard)
        if room is not None:
            return room.finished()
        if overload.flags & CONSTRUCTOR or overload.creates:
            return made_by_new(context, builder, sig.return_type, value)
        return _result(context, builder, overload, value, sig.return_type, owners)

    return lower


def _result(context, builder, overload, value, ty, owners):
    """What a stub returns, as a value of compiled code."""
    if ty == types.none:
        return context.get_dummy_value()
    if ty == types.boolean:
        return builder.trunc(value, ir.IntType(1))
    if isinstance(ty, (CppObject, Pointer)):
        return referring(context, builder, ty, value, _owner(builder, value, owners))
    return value


def _owner(builder, address, owners):
    """What keeps alive what a result refers to: of the object and the arguments of a call the first one that owns anything,
    or the one in which the result lies.

    Compiled code lets go of a variable after its last use, which may be this call.
    """
    found = None
    for helper, ty in owners:
        if found is None:
            found = helper.meminfo
            continue
        word = ir.IntType(64)
        if isinstance(ty, CppObject):
            distance = builder.sub(builder.ptrtoint(address, word), builder.ptrtoint(helper.address, word))
            inside = builder.icmp_unsigned("<", distance, word(max(ty.size, 1)))
        else:
            inside = builder.icmp_unsigned("==", builder.bitcast(helper.address, address.type), address)
        better = builder.or_(cgutils.is_null(builder, found), inside)
        found = builder.select(better, helper.meminfo, found)
    return found
