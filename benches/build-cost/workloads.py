"""The libraries to bind: nanobind's published workload, and what it leaves out.

Each is one header whose functions are all inline, so that the bindings are all
there is to compile. In nanobind's workload no two functions have the same
parameter types, which makes a library of templates instantiate everything for
each one; `functions-alike` has as many functions of 27 signatures, the other extreme.
"""

import itertools
from dataclasses import dataclass

SCALARS = (
    "short", "unsigned short", "int", "unsigned int", "long", "unsigned long",
    "long long", "unsigned long long", "float", "double",
)  # fmt: skip
DISTINCT = tuple(itertools.permutations(SCALARS, 3))


@dataclass(frozen=True)
class Function:
    """A function of three scalar arguments."""

    name: str
    types: tuple

    def declaration(self):
        """Its definition in the header."""
        a, b, c = self.types
        return f"inline {a} {self.name}({a} a, {b} b, {c} c) {{ return static_cast<{a}>(a + b + c); }}"


@dataclass(frozen=True)
class Class:
    """A class with a constructor, three fields and a method."""

    name: str
    types: tuple

    def declaration(self):
        """Its definition in the header."""
        a, b, c = self.types
        return f"""struct {self.name} {{
    {a} a;
    {b} b;
    {c} c;
    {self.name}({a} a, {b} b, {c} c) : a(a), b(b), c(c) {{}}
    {a} sum() const {{ return static_cast<{a}>(a + b + c); }}
}};"""


@dataclass(frozen=True)
class Workload:
    """A library: what it is called, what it is, and its functions or classes."""

    name: str
    title: str
    functions: tuple = ()
    classes: tuple = ()

    def header(self):
        """The text of its header."""
        declared = [each.declaration() for each in (*self.functions, *self.classes)]
        return "\n".join(["#pragma once", "", *declared, ""])


def functions(name, title, signatures):
    """A library of as many functions as signatures."""
    return Workload(name, title, functions=tuple(Function(f"test_{i:04}", each) for i, each in enumerate(signatures)))


def classes(count):
    """A library of classes, no two with the same fields."""
    chosen = DISTINCT[:: len(DISTINCT) // count]
    return Workload(
        f"classes{count}", f"{count} classes", classes=tuple(Class(f"Struct{i}", each) for i, each in enumerate(chosen))
    )


FUNCTIONS = functions("functions", "720 functions", DISTINCT)
ALIKE = functions(
    "functions_alike",
    "720 functions of 27 signatures",
    tuple(itertools.islice(itertools.cycle(itertools.product(("int", "long", "double"), repeat=3)), 720)),
)
CLASSES_60 = classes(60)
CLASSES_240 = classes(240)


# ---- Making a class ----

METHODS = (
    "int number_{n}_{i}(int value) const {{ return value + {i}; }}",
    "double real_{n}_{i}(double value, double factor) {{ return value * factor + {i}; }}",
    "void nothing_{n}_{i}() {{ ++calls; }}",
    "long sum_{n}_{i}(int a, long b, int c) {{ return a + b + c + {i}; }}",
)


def wide_classes(count, methods):
    """A header of classes with many methods each; no two methods share a name."""
    lines = ["#pragma once", ""]
    for n in range(count):
        lines += [f"class Wide{n} {{", "public:"]
        lines += ["    " + METHODS[i % len(METHODS)].format(n=n, i=i) for i in range(methods)]
        lines += ["", "private:", "    int calls = 0;", "};", ""]
    return "\n".join(lines)


def method_names(n, methods):
    """The names of one such class's methods."""
    return [METHODS[i % len(METHODS)].format(n=n, i=i).split("(")[0].split()[-1] for i in range(methods)]
