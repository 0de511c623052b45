"""Calls of stubs: values as their C signatures have them, and what C++ throws as a Python exception.

A stub catches what C++ throws, and the runtime keeps it for the thread. So a call is followed by one look at a counter that
is nearly always zero.
"""

from llvmlite import ir
from numba.core import cgutils

from .._runtime import _entry_points, _held_exception
from .overloads import NOEXCEPT

ENTRY_POINTS = _entry_points()

# Numba looks for variables that are called so.
_OF_THIS_PROCESS = "numba.dynamic.globals.cppyy_rs"

_WORD = ir.IntType(64)
_ADDRESS = cgutils.voidptr_t
_CARRIERS = {
    "Void": ir.VoidType(),
    "Bool": ir.IntType(8),
    "I8": ir.IntType(8),
    "U8": ir.IntType(8),
    "I16": ir.IntType(16),
    "U16": ir.IntType(16),
    "I32": ir.IntType(32),
    "U32": ir.IntType(32),
    "I64": ir.IntType(64),
    "U64": ir.IntType(64),
    "F32": ir.FloatType(),
    "F64": ir.DoubleType(),
    "Pointer": _ADDRESS,
}


class Thrown(Exception):
    """What compiled code raises where C++ has thrown: making one raises the exception that C++'s is in Python.

    Compiled code knows only classes of exceptions, and makes the exception when it has left compiled code.
    """

    def __init__(self):
        exception = _held_exception()
        if exception is not None:
            raise exception
        super().__init__("C++ has thrown an exception that another one has replaced since")


def constant_address(builder, address):
    """An address as a constant of the code, which thereby is for this process: Numba warns instead of keeping it on disk."""
    module = builder.module
    if _OF_THIS_PROCESS not in module.globals:
        mark = cgutils.add_global_variable(module, ir.IntType(8), _OF_THIS_PROCESS)
        # Code that contains other such code has the mark once, and the optimiser leaves it there.
        mark.linkage = "weak"
        mark.initializer = ir.Constant(ir.IntType(8), 0)
    return ir.Constant(_WORD, address).inttoptr(_ADDRESS)


def call_address(builder, address, result, arguments):
    """A call of what is at an address, with C's calling convention."""
    signature = ir.FunctionType(result, [argument.type for argument in arguments])
    return builder.call(builder.bitcast(constant_address(builder, address), signature.as_pointer()), arguments)


def call_entry_point(builder, name, result, arguments):
    """A call of one of the runtime's functions for compiled code."""
    return call_address(builder, ENTRY_POINTS[name], result, arguments)


def call(builder, overload, arguments):
    """Calls the stub of an overload with values and their carriers; its C result."""
    result = _CARRIERS.get(overload.carrier, ir.VoidType())
    return call_address(builder, overload.stub, result, [_extended(builder, *each) for each in arguments])


def check(context, builder, overload, before_raising=None):
    """Raises what the call of an overload has thrown; `before_raising` makes code for that case."""
    if overload.flags & NOEXCEPT:
        return
    counter = builder.load(constant_address(builder, ENTRY_POINTS["pending"]).bitcast(_WORD.as_pointer()))
    with cgutils.if_unlikely(builder, builder.icmp_unsigned("!=", counter, counter.type(0))):
        # Another thread may be the one.
        own = call_entry_point(builder, "hold_thrown", ir.IntType(8), [])
        with builder.if_then(builder.trunc(own, ir.IntType(1))):
            if before_raising is not None:
                before_raising()
            context.call_conv.return_user_exc(builder, Thrown, ())


def refuse_null(context, builder, address, what):
    """Raises a ReferenceError for a null pointer."""
    with cgutils.if_unlikely(builder, cgutils.is_null(builder, address)):
        context.call_conv.return_user_exc(builder, ReferenceError, (f"{what} is a null pointer",))


def _extended(builder, value, carrier):
    """What C passes for less than 32 bits: its caller extends it."""
    if carrier in ("I8", "I16"):
        return builder.sext(value, ir.IntType(32))
    if carrier in ("Bool", "U8", "U16"):
        return builder.zext(value, ir.IntType(32))
    return value
