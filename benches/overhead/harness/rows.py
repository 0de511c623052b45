"""The operations that are measured, in Python's words; library/loops.cpp has the same rows in C++'s.

Every rival offers the same names as mc.hpp, so a row is one statement for all of them.
"""

import dataclasses
import importlib
import types

# By what a statement takes: its repetitions in the loop's body, so that the loop itself hardly counts, and the rounds
# of the loop whose instructions are counted.
REPETITIONS = {"ns": 20, "us": 2, "ms": 1}
COUNTED = {"ns": 50, "us": 6, "ms": 1}


@dataclasses.dataclass(frozen=True)
class Among:
    """The rivals that have a row, and why others have it not."""

    rivals: tuple
    otherwise: str


@dataclasses.dataclass(frozen=True)
class Row:
    """One operation. `check` assigns `result`, which must be the same whoever computes it."""

    name: str
    title: str
    statement: str
    # Written down, so that rivals cannot agree on something wrong.
    expected: object
    check: str = ""
    # How many calls the statement makes, where it is not one.
    calls: int = 1
    # The unit of what the statement takes.
    takes: str = "ns"
    # Where not all rivals have it.
    among: Among | None = None

    @property
    def checked(self):
        return self.check or f"result = {self.statement}"

    @property
    def repetitions(self):
        return max(1, REPETITIONS[self.takes] // self.calls)

    @property
    def counted(self):
        return COUNTED[self.takes]


CAUGHT = """try:
    o.fail(3)
except Exception:
    pass"""

CAUGHT_CHECK = """try:
    o.fail(3)
    result = "nothing was raised"
except Exception as error:
    result = "it failed" in str(error)"""

PICKS = ["o.pick(3)", "o.pick(1.5)", "o.pick('text')", "o.pick(True)", "o.pick(point)", "o.pick(color)", "o.pick(o)"]

# Rivals whose containers stay in C++; the others make lists, dicts and sets of them.
BY_REFERENCE = Among(("cext", "cext_map", "cppyy_rs", "cppyy", "cppjit"), "its containers are copied")
VIEWED = Among(("pure", "cppyy_rs"), "its containers are no buffers of 1,000,000 doubles")
# Rivals whose classes Python overrides, so that C++ calls Python.
OVERRIDDEN = Among(
    ("cext", "cext_map", "cppyy_rs", "nanobind", "pybind11", "boost", "swig", "swig_builtin", "cppyy", "cppjit", "pure"),
    "C++ calls no overrides of its classes",
)

ROWS = [
    Row("MyFunc", "MyFunc()", "o.MyFunc()", 1, "before = o.count; o.MyFunc(); result = o.count - before"),
    Row("add", "add(int)", "o.add(3)", 6),
    Row("mul", "mul(d,d)", "o.mul(1.5, 2.5)", 3.75),
    Row("sum5", "sum5(5 ints)", "o.sum5(1, 2, 3, 4, 5)", 15),
    Row("inline_get", "inline_get()", "o.inline_get()", 3),
    Row("overl_int", "overl(int)", "o.overl(3)", 4),
    Row("overl_double", "overl(double)", "o.overl(1.5)", 2.0),
    Row("overl_str", "overl(str)", "o.overl('text')", 4),
    Row("overl_7", "7 overloads, types alternating", "\n".join(PICKS), [2, 3, 4, 1, 5, 6, 7], f"result = [{', '.join(PICKS)}]", calls=7),
    Row("name", "name(), const std::string&", "o.name()", "a name", "result = str(o.name())"),
    Row("str_name", "str(name())", "str(o.name())", "a name"),
    Row("label", "label(), std::string by value", "o.label()", "a label", "result = str(o.label())"),
    Row("set_name", "set_name(str)", "o.set_name('text')", "text", "o.set_name('text'); result = str(o.name())"),
    Row("self", "itself() -> ptr, down-cast, identity", "o.itself()", True, "result = o.itself() is o"),
    Row("take", "take(obj)", "o.take(o)", 3),
    Row("virt", "virt(int)", "o.virt(3)", 4),
    Row("stat", "static stat(int)", "MyClass.stat(3)", 5),
    Row("free_add_ns", "ns.free_add(i,i)", "ns.free_add(3, 4)", 7),
    Row("free_add", "free_add(i,i), local name", "free_add(3, 4)", 7),
    Row("free_dbl_ns", "ns.free_dbl(d)", "ns.free_dbl(2.5)", 5.0),
    Row("free_dbl", "free_dbl(d), local name", "free_dbl(2.5)", 5.0),
    Row("field_int_read", "field read, int", "o.count", 3),
    Row("field_int_write", "field write, int", "o.count = 3", 7, "o.count = 7; result = o.inline_get()"),
    Row("field_double_read", "field read, double", "o.weight", 1.5),
    Row("field_double_write", "field write, double", "o.weight = 1.5", 2.5, "o.weight = 2.5; result = o.weight"),
    Row("construct", "MyClass(3) + destroy", "MyClass(3)", 3, "result = MyClass(3).count"),
    Row("point", "Point by value", "o.middle()", [1.5, 3.0], "p = o.middle(); result = (p.x, p.y)"),
    Row("list_in", "list(1000) -> vector", "o.total(numbers)", sum(range(1000)), takes="us"),
    Row("vector_out", "vector(1000) return", "o.numbers(1000)", list(range(1000)), "result = list(o.numbers(1000))", takes="us"),
    Row("list_out", "list(vector return)", "list(o.numbers(1000))", list(range(1000)), takes="us"),
    Row("callback", "callback x1000", "o.apply(increment, 1000)", sum((i & 63) + 1 for i in range(1000)), takes="us"),
    Row("override_nothing", "C++ calls an override x1000", "ns.tell_nothing(listener, 1000)", 1000, takes="us", among=OVERRIDDEN),
    Row("override_number", "C++ calls an override(int) x1000", "ns.tell_number(listener, 1000)", sum((i & 63) + 1 for i in range(1000)), takes="us", among=OVERRIDDEN),
    Row("override_object", "C++ calls an override(obj) x1000", "ns.tell_object(listener, o, 1000)", 3000, "result = ns.tell_object(reader, o, 1000)", takes="us", among=OVERRIDDEN),
    Row("iterate", "iterate vector<double>, 1,000,000", "for _ in doubles: pass", 499999500000.0, "result = sum(doubles)", takes="ms", among=BY_REFERENCE),
    Row("item", "v[i], vector<double>", "doubles[5]", 5.0, among=BY_REFERENCE),
    Row("item_write", "v[i] = x, vector<double>", "doubles[5] = 2.5", 2.5, "doubles[5] = 2.5; result = doubles[5]", among=BY_REFERENCE),
    Row("asarray", "numpy.asarray(v), 1,000,000 doubles", "asarray(doubles)", 2.5, "doubles[5] = 2.5; result = asarray(doubles)[5]", among=VIEWED),
    Row("map_item", "m[key], map<string,int>", "by_name['two']", 2, among=BY_REFERENCE),
    Row("set_in", "x in set<int>", "5 in members", True, among=BY_REFERENCE),
    Row("bound", "bound method b(3)", "b(3)", 6),
    Row("derived", "add on derived C++ class", "d.add(3)", 6),
    Row("python_subclass", "add on Python subclass", "s.add(3)", 6),
    Row("keywords", "add5(a=.., b=.., c=.., d=.., e=..)", "o.add5(a=1, b=2, c=3, d=4, e=5)", 55),
    Row("defaulted", "default argument", "o.scaled(3)", 6),
    Row("exception", "exception thrown and caught", CAUGHT, True, CAUGHT_CHECK, takes="us"),
]

BY_NAME = {row.name: row for row in ROWS}


def increment(number):
    """The callback."""
    return number + 1


def listening(ns, answer):
    """A listener in Python, which answers so when an object is told of."""

    class Heard(ns.Listener):
        def nothing(self):
            return 1

        def number(self, value):
            return value + 1

        object = answer

    return Heard()


def answer_three(self, sender):
    return 3


def answer_count(self, sender):
    return sender.count


# What the statements' names mean, given a rival's module `ns`.
NAMES = {
    "MyClass": lambda ns: ns.MyClass,
    "o": lambda ns: ns.MyClass(3),
    "d": lambda ns: ns.Derived(3),
    "s": lambda ns: types.new_class("Sub", (ns.MyClass,))(3),
    "b": lambda ns: ns.MyClass(3).add,
    "point": lambda ns: ns.Point(),
    "color": lambda ns: ns.Color(),
    "free_add": lambda ns: ns.free_add,
    "free_dbl": lambda ns: ns.free_dbl,
    "listener": lambda ns: listening(ns, answer_three),
    "reader": lambda ns: listening(ns, answer_count),
    "numbers": lambda ns: list(range(1000)),
    "increment": lambda ns: increment,
    "doubles": lambda ns: ns.series(1_000_000),
    "asarray": lambda ns: importlib.import_module("numpy").asarray,
    "by_name": lambda ns: ns.counts(),
    "members": lambda ns: ns.ids(),
    "ns": lambda ns: ns,
}


def names(source, ns):
    """The values of those names that this source uses, fresh ones."""
    used = compile(source, "<row>", "exec").co_names
    return {name: make(ns) for name, make in NAMES.items() if name in used}
