"""What do an instance's dict, its tracking by the collector and its memory cost?"""

import copy
import gc
import inspect
import weakref

from _dicts import Class, configure, shared_is_empty
from _dicts import copy as copy_descriptor
from answers import fact, instructions, raised

NONE, SHARED, OWN = range(3)


class Python(Class):
    """A Python subclass: it inherits the slot for the dict."""


class Slotted(Class):
    """One that declares to have no attributes of its own."""

    __slots__ = ()


class Mixin:
    """A Python class, which brings a `__dict__` descriptor of its own."""


class Before(Mixin, Class):
    """Finds the mixin's `__dict__` first."""


class After(Class, Mixin):
    """Finds ours first."""


def with_attribute(made):
    made.attribute = 1
    return made


for title, kind in {"no dict": NONE, "one shared empty dict": SHARED, "an empty dict of its own": OWN}.items():
    configure(kind, False, False)
    instructions(f"{title}: `o.one(1)`", "o.one(1)", o=Class())
configure(NONE, False, False)
instructions("a dict with an attribute: `o.one(1)`", "o.one(1)", o=with_attribute(Class()))
copy_descriptor(Python)
for title, kind in {"no dict": NONE, "shared empty dict": SHARED}.items():
    configure(kind, False, False)
    instructions(f"Python subclass with a copy, {title}: `o.one(1)`", "o.one(1)", o=Python())
    instructions(f"Python subclass without a copy, {title}: `o.one(1)`", "o.one(1)", o=Slotted())
configure(NONE, False, False)
instructions("Python subclass with a copy, an attribute: `o.one(1)`", "o.one(1)", o=with_attribute(Python()))
instructions("Python subclass reads its attribute", "o.attribute", o=with_attribute(Python()))
instructions("Python subclass writes its attribute", "o.attribute = 1", o=with_attribute(Python()))


def site_of_both():
    """One site that sees objects with the shared dict and objects with attributes in turn."""
    configure(SHARED, False, False)
    a, b = Class(), with_attribute(Class())
    instructions(
        "one site, shared empty dict and attributes in turn", "o = b if o is a else a; o.one(1)", o=a, a=a, b=b
    )


site_of_both()
configure(SHARED, False, False)


def writers():
    """Everything that may write attributes or hand out the dict; none may reach the shared one."""
    yield "setattr", lambda: setattr(Class(), "x", 1)
    yield "`object.__setattr__(o, ...)`", lambda: object.__setattr__(Class(), "x", 1)
    yield "`object.__setattr__` in a Python subclass", lambda: object.__setattr__(Python(), "x", 1)
    yield "`super().__setattr__` in a Python subclass", lambda: super(Python, Python()).__setattr__("x", 1)
    yield "`object.__delattr__(o, ...)`", lambda: object.__delattr__(Class(), "x")
    yield "`vars(o)[...] = ...`", lambda: vars(Class()).update(x=1)
    yield "`o.__dict__ = {...}`", lambda: setattr(Class(), "__dict__", {"x": 1})
    yield "`vars(o)`, a plain mixin behind us in the MRO", lambda: vars(After()).update(x=1)
    yield "copy.copy", lambda: type(copy.copy(Class())).__name__
    yield "inspect.getattr_static", lambda: inspect.getattr_static(Class(), "x", "missing")
    yield "`o.__class__ = Python subclass`", lambda: setattr(Class(), "__class__", Python)


for title, write in writers():
    answer = raised(write)
    fact(title, answer if shared_is_empty() else "the shared dict was written to")
    configure(SHARED, False, False)
vars(Before()).update(x=1)
fact("`vars(o)`, a plain mixin before us in the MRO", "fine" if shared_is_empty() else "the shared dict was written to")
configure(SHARED, False, False)


class Own(Class):
    """A Python subclass whose attributes pass its own `__setattr__`."""

    def __setattr__(self, name, value):
        super().__setattr__(name, value + 1)


own = Own()
own.x = 1
fact("a subclass's own `__setattr__`", own.x == 2 and vars(own) == {"x": 2} and shared_is_empty())

configure(NONE, False, False)
untracked, tracked = Class(), with_attribute(Class())
fact("tracked by the collector: fresh, with a dict", f"{gc.is_tracked(untracked)}, {gc.is_tracked(tracked)}")


def cycle():
    made = Class()
    made.itself = made
    return weakref.ref(made)


references = [cycle() for _ in range(100)]
gc.collect()
fact("cycles through a dict are collected", all(each() is None for each in references))
fact("they are collected while other objects are untracked", untracked.one(1) is None)

for title, settings in {
    "allocated, tracked": (NONE, True, False),
    "allocated, untracked": (NONE, False, False),
    "freelist, tracked": (NONE, True, True),
    "freelist, untracked": (NONE, False, True),
    "freelist, untracked, shared dict": (SHARED, False, True),
}.items():
    configure(*settings)
    instructions(f"construct + destroy: {title}", "T()", T=Class)
