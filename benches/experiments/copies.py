"""What do copies cost, are calls on derived classes then as quick, and where do copies lie?"""

from _copies import Base, Derived, Lazy, arrived, copy, set_lazily, strip
from answers import STATEMENTS, count, fact, instructions, loop_of, opcodes


class Python(Base):
    """A Python subclass; its instances may have a dict."""


class Slotted(Base):
    """A Python subclass without instance attributes."""

    __slots__ = ()


set_lazily(False)
for title, each in {
    "base": Base(),
    "derived C++ class": Derived(),
    "Python subclass": Python(),
    "with __slots__": Slotted(),
}.items():
    instructions(f"{title}: `o.one(1)`, no copies", "o.one(1)", o=each)

for each in (Derived, Python, Slotted):
    copy(each)
for title, each in {"derived C++ class": Derived(), "Python subclass": Python(), "with __slots__": Slotted()}.items():
    instructions(f"{title}: copies with the class", "o.one(1)", o=each)

set_lazily(True)


class Late(Base):
    """Gets its copies from its first call."""


for title, each in {"derived C++ class": Lazy(), "Python subclass": Late()}.items():
    instructions(f"{title}: copies by the first call", "o.one(1)", o=each)
fact("the first call copies all methods", "noargs" in vars(Late) and "m9" in vars(Late))


def recovery(make):
    """Calls of a site that is specialised on the base, then meets a derived class for good."""
    loop = loop_of("o.one(1)", ["o"])
    loop((None,) * 400, Base())
    before = opcodes(loop)
    derived = make()()
    arrived()
    loop((None,) * 400, derived)
    reached = arrived()
    opcode = "return" if opcodes(loop) == before else "lost"
    return loop, derived, f"{reached} of {400 * STATEMENTS} calls come to ours, opcodes {opcode}"


loop, derived, text = recovery(lambda: type("A", (Base,), {"__slots__": ()}))
fact("a site warm on the base meets a derived class, then", text)
count("that site, after it recovered", loop, derived)


def alternating():
    """One site that sees the base and a derived class in turn."""
    loop = loop_of("a.one(1); b.one(1)", ["a", "b"])
    site = loop_of("o = b if o is a else a; o.one(1)", ["o", "a", "b"])
    other = type("B", (Base,), {"__slots__": ()})()
    arguments = (Base(), other)
    loop((None,) * 400, *arguments)
    site((None,) * 400, arguments[0], *arguments)
    count("alternating base and derived, one site each (two calls)", loop, *arguments)
    count("alternating at one site (one call)", site, arguments[0], *arguments)


alternating()

# One class a call, first to get warm and then to be counted.
classes = [type("C", (Base,), {}) for _ in range(450 * STATEMENTS)]
each = iter(classes)
loop = loop_of("f(next(i))", ["f", "i"])
loop((None,) * 400, copy, each)
count("copying 22 methods into a class", loop, copy, each)
instructions("making a class with `type()`", "t('D', b, {})", t=type, b=(Base,))


class Mixin(Base):
    """A Python class of its own `one`."""

    def one(self, number):
        return "mixin"


class First(Base):
    """No `one` of its own."""


class Both(First, Mixin):
    """Its MRO is Both, First, Mixin, Base: `one` is Mixin's."""


fact("several bases, before First has copies", Both().one(1))
First().one(1)
fact("several bases, First has copies: the hazard", Both().one(1))
strip(First), strip(Both)
fact("several bases, First and Both stripped", Both().one(1))
Both().noargs()
fact("what Both's own copies are", sorted(name for name in vars(Both) if name in ("one", "noargs")))


class Plain:
    """A class that is none of ours, before us in the MRO."""


class Behind(Plain, Base):
    """Its lookup passes a class whose assignments nobody sees."""


Behind().one(1)
Plain.one = lambda self, number: "assigned later"
fact("a method assigned to a plain mixin after copying: the second hazard", Behind().one(1))


class Calls(Base):
    """Overrides and calls the base."""

    def one(self, number):
        return super().one(number)


Calls().one(1)
fact("super().one() in an override copies `one`", not hasattr(vars(Calls)["one"], "__code__"))
instructions("`super().one(1)` in an override", "o.one(1)", o=Calls())
instructions("`Base.one(derived, 1)`", "B.one(d, 1)", B=Base, d=Slotted())
fact("vars() of a subclass shows copies", "one" in vars(Late))
fact("`Late.one is Base.one`, `==`", f"{Late.one is Base.one}, {Late.one == Base.one}")
fact("`Late.one.__qualname__`, `__objclass__`", f"{Late.one.__qualname__}, {Late.one.__objclass__.__name__}")


def versions():
    """How often a class may be modified between calls before its sites lose their specialisation."""
    changed = type("G", (Base,), {"__slots__": ()})
    loop = loop_of("o.one(1)", ["o"])
    loop((None,) * 100, changed())
    before = opcodes(loop)
    for times in (100, 1000, 4000):
        for turn in range(times):
            changed.x = turn
            changed().noargs()
        loop = loop_of("o.one(1)", ["o"])
        loop((None,) * 400, changed())
        if opcodes(loop) != before:
            return f"lost after {times}"
    return "kept after 5000"


fact("specialisation when a class is modified again and again", versions())
