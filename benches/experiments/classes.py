"""Which classes does the interpreter construct and call quickest, and do their objects live well?"""

import abc
import collections.abc
import gc
import sys
import weakref

from _classes import Meta, Root, constructed, inherited, make, seen
from answers import fact, instructions, raised

Slow = make(type, Root, "Slow", False, False)
Quick = make(type, Root, "Quick", True, False)
QuickImmutable = make(type, Root, "QuickImmutable", True, True)
MetaQuick = make(Meta, Root, "MetaQuick", True, False)
Class = make(Meta, Root, "Class", True, True)

fact("the metaclass inherits HAVE_VECTORCALL", inherited)
for title, each in {
    "tp_new + tp_init": Slow,
    "tp_vectorcall": Quick,
    "tp_vectorcall, immutable": QuickImmutable,
    "metaclass, tp_vectorcall": MetaQuick,
    "metaclass, tp_vectorcall, immutable": Class,
}.items():
    instructions(f"{title}: `T(1)`", "T(1)", T=each)

instructions("metaclass `type`, METH_STATIC: `T.f(1)`", "T.static(1)", T=Quick)
instructions("metaclass `type`, bare function: `T.f(1)`", "T.bare(1)", T=Quick)
instructions("own metaclass, METH_STATIC: `T.f(1)`", "T.static(1)", T=Class)
instructions("own metaclass, bare function: `T.f(1)`", "T.bare(1)", T=Class)
instructions("bare function on an instance: `o.f(1)`", "o.bare(1)", o=Class(1))
instructions("METH_STATIC on an instance: `o.f(1)`", "o.static(1)", o=Class(1))

fact("assigned on an immutable class of `type`", raised(lambda: setattr(QuickImmutable, "x", 1)))
fact("assigned on an immutable class of ours, seen", raised(lambda: setattr(Class, "x", 1) or (Class.x, seen[-1])))
fact("deleted again", raised(lambda: delattr(Class, "x") or hasattr(Class, "x")))
fact("past the metaclass", raised(lambda: type.__setattr__(Class, "x", 1)))
fact("`__name__`, `__doc__`, `__class__` assigned", raised(lambda: setattr(Class, "__class__", type)))
fact(
    "abc register, isinstance of Iterable",
    not isinstance(Class(1), collections.abc.Iterable) and Class is abc.ABCMeta("A", (), {}).register(Class),
)


class Python(Class):
    """A Python subclass with its own constructor."""

    def __init__(self, number):
        super().__init__(number)
        self.number = number


constructed()
fact("a Python subclass's `__init__` runs", Python(3).number == 3)
fact("Python subclasses are made by tp_vectorcall", bool(constructed()))
instructions("Python subclass without `__init__`: `T(1)`", "T(1)", T=type("P", (Class,), {"__slots__": ()}))
fact("a subclass of an immutable class takes attributes", raised(lambda: setattr(Python, "y", 2) or Python.y))
fact("that was seen as well", seen[-1] == "y")

Other = make(Meta, Root, "Other", True, True)
Other.__init__ = lambda self, *arguments: seen.append("init")
Other(1, 2)
fact("`__init__` assigned on a class reaches construction", seen[-1] == "init")
fact("a class that has it, called again", raised(lambda: type(Other(5)).__name__))

gc.collect()
before = sys.getrefcount(Class)
many = [Class(each) for each in range(1000)]
fact("1000 instances hold references to their class", sys.getrefcount(Class) - before)
gc.collect()
fact("and after a collection they live", many[-1].__class__ is Class and Class(1).__class__ is Class)
del many


def temporary():
    """Classes, instances and cycles of Python subclasses that go."""
    made = type("T", (Class,), {})
    cycle = made(1)
    cycle.self = cycle
    return weakref.ref(made)


references = [temporary() for _ in range(100)]
gc.collect()
fact("Python subclasses are collected with their instances", all(each() is None for each in references))
fact("two bases of one layout", raised(lambda: type("Two", (Class, MetaQuick), {})(1).__class__.__name__))
