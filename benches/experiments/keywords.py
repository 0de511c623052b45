"""Do positional calls stay specialised when the descriptor's vectorcall is ours, and what comes to it?"""

from _keywords import Patched, Plain, arrived, hook_binding
from answers import STATEMENTS, fact, instructions, loop_of, raised

plain, patched = Plain(), Patched()
CALLS = ("noargs()", "one(1)", "two(1, 2)", "named(1)")

for call in CALLS:
    instructions(f"CPython's vectorcall, `{call}`", f"o.{call}", o=plain)
for call in CALLS:
    instructions(f"ours, `{call}`", f"o.{call}", o=patched)


def arrivals_when_warm(statement, **names):
    """Which calls come to our vectorcall once the call sites are warm."""
    loop = loop_of(statement, names)
    loop((None,) * 400, *names.values())
    arrived()
    loop((None,) * 50, *names.values())
    return {0: "none", 50 * STATEMENTS: "all"}.get(arrived(), "some")


for call in CALLS:
    fact(f"warm calls of `{call}`, come to ours", arrivals_when_warm(f"o.{call}", o=patched))

fact("keyword", raised(lambda: patched.one(number=1)))
fact("keyword through the class", raised(lambda: Patched.one(patched, number=1)))
fact("too many", raised(lambda: patched.noargs(1, 2)))
fact("too few", raised(lambda: patched.one()))
fact("`*args, **kwargs`", raised(lambda: patched.one(*(), **{"number": 1})))


class Derived(Patched):
    """A Python subclass: its instances are no exact match for the descriptor's type."""


fact("warm calls on a derived class, come to ours", arrivals_when_warm("o.one(1)", o=Derived()))


def warm_then(odd):
    """One call site that is specialised, then meets something else."""

    def site(o, *arguments):
        return o.one(*arguments)

    def exact(o, number):
        return o.one(number)

    for turn in range(2000):
        exact(patched, turn)
        site(patched, turn)
    return odd(site, exact)


fact("a warm site meets a wrong arity", raised(lambda: warm_then(lambda site, exact: site(patched, 1, 2))))
fact(
    "a warm site meets a derived class",
    raised(lambda: warm_then(lambda site, exact: (arrived(), exact(Derived(), 2), arrived())[2])),
)
fact("self of a foreign type", raised(lambda: Patched.one(plain, 1)))


def stored(bound):
    """A method that was bound before it is called: a plain `o.m(x=1)` need not bind it."""
    return bound


fact("stored bound method, METH_O, keyword", raised(lambda: stored(patched.one)(number=1)))
fact("stored bound method, METH_NOARGS, argument", raised(lambda: stored(patched.noargs)(1)))
fact("stored bound method, METH_FASTCALL, keyword", raised(lambda: stored(patched.two)(number=1)))
fact("stored bound method, METH_FASTCALL|KEYWORDS, keyword", raised(lambda: stored(patched.named)(number=1)))

names = {"o": patched, "t": "text"}
instructions("bound load of ours", "o.one", **names)
instructions("bound load of a str method", "t.upper", **names)
instructions("stored bound `b(1)`", "b(1)", b=patched.one)
hook_binding()
instructions("bound load of ours, `tp_descr_get` hooked", "o.one", **names)
instructions("bound load of a str method, hooked", "t.upper", **names)
instructions("stored bound `b(1)`, hooked", "b(1)", b=patched.one)
instructions("`o.one(1)`, hooked", "o.one(1)", o=patched)
fact("hooked: METH_O, keyword", raised(lambda: stored(patched.one)(number=1)))
fact("hooked: METH_NOARGS, argument", raised(lambda: stored(patched.noargs)(1)))
fact("hooked: through super()", raised(lambda: super(Derived, Derived()).one(number=1)))
fact("hooked: `str.upper` still answers", stored("text".upper)())
