"""Makes a value for a C++ type, as a user who knows nothing but the type would.

Numbers are 1, strings are "1", containers have an element, objects come from the first constructor or function
that makes one of what can be made.
"""

import array
import ctypes
import re
import tempfile

import cppyy_rs

INTEGERS = {
    "signed char": "b",
    "unsigned char": "B",
    "short": "h",
    "unsigned short": "H",
    "int": "i",
    "unsigned int": "I",
    "long": "l",
    "unsigned long": "L",
    "long long": "q",
    "unsigned long long": "Q",
}
FLOATS = {"float": "f", "double": "d"}
BUFFERS = {**INTEGERS, **FLOATS, "char": "b"}
CHARACTERS = {"char": "1", "wchar_t": "1", "char16_t": "1", "char32_t": "1", "char8_t": "1"}

# How many elements lie behind a pointer: more than functions read that are given sizes of 1.
ROOM = 4096
DEPTH = 4


class Refused(Exception):
    """No value of a type can be made; the text names the type."""


def named(name):
    """The class or namespace of a C++ name; namespaces are modules, and found one in the other."""
    try:
        return getattr(cppyy_rs.gbl, name) if name else cppyy_rs.gbl
    except (AttributeError, TypeError) as error:
        scope = cppyy_rs.gbl
        for part in [] if "<" in name else name.split("::"):
            scope = getattr(scope, part, None)
        if "<" in name or scope is None:
            raise Refused(f"{name} is not there: {error}") from None
        return scope


class Maker:
    """Makes values by the functions that a report tells of."""

    def __init__(self, functions, seeds):
        self.functions = functions
        self.seeds = seeds
        self.kept = []  # what C++ may go on pointing to
        self.under_way = []

    def __call__(self, spelled):
        value = self.value(spelled)
        self.kept.append(value)
        return value

    def value(self, spelled):
        """A value for a parameter of the type."""
        bare, reference = re.subn(r"\s*&&?$", "", spelled)
        bare = bare.removesuffix("const") if bare.endswith("*const") else bare
        mutable = reference and not spelled.startswith("const ") and not spelled.endswith("&&")
        bare = bare.removeprefix("const ").strip() if not bare.endswith("*") else bare
        if bare.endswith(")") or "(*)" in bare or "(&)" in bare:
            return self.function(bare)
        if bare.endswith("*"):
            return self.pointer(bare, mutable)
        if bare in BUFFERS and bare != "char":
            if mutable:
                return array.array(BUFFERS[bare], [1])
            return 1.0 if bare in FLOATS else 1
        if bare in CHARACTERS:
            return array.array("b", [49]) if mutable and bare == "char" else CHARACTERS[bare]
        if bare == "bool":
            return ctypes.c_bool(True) if mutable else True
        if bare == "long double":
            return ctypes.c_longdouble(1) if mutable else 1.0
        if bare == "std::nullptr_t":
            return cppyy_rs.nullptr
        made = self.object(bare)
        return cppyy_rs.gbl.std.move(made) if spelled.endswith("&&") else made

    def pointer(self, spelled, by_reference):
        pointee = spelled[:-1].strip().removeprefix("const ").removesuffix(" const").strip()
        if pointee == "char":
            return "1" if spelled.startswith("const ") and not by_reference else bytearray(b"1" + bytes(ROOM))
        if pointee == "void":
            return array.array("q", bytes(8 * ROOM))
        if pointee in BUFFERS:
            return array.array(BUFFERS[pointee], [1] * ROOM)
        if pointee == "bool":
            return (ctypes.c_bool * ROOM)(True)
        if pointee in ("FILE", "_IO_FILE"):
            return tempfile.TemporaryFile("w+b")
        if pointee.endswith(("*", "*const")) or by_reference:
            inner = pointee.removesuffix("const").rstrip("* ").removeprefix("const ")
            if pointee.endswith("*") and inner == "char":
                return ["1"]
            return cppyy_rs.bind_object(0, named(inner))
        return self.object(pointee)

    def function(self, spelled):
        result = re.match(r"(.*?)\s*\(", spelled).group(1)
        if result == "void":
            return lambda *arguments: None
        made = self.value(result)
        return lambda *arguments: made

    def object(self, name):
        """An object of a class, or an enumerator."""
        if name in self.under_way or len(self.under_way) > DEPTH:
            raise Refused(f"{name} takes itself")
        self.under_way.append(name)
        try:
            return self.made(name)
        finally:
            self.under_way.pop()

    def made(self, name):
        streams = {
            "std::ostream": "ostringstream",
            "std::istream": "istringstream",
            "std::iostream": "stringstream",
        }
        if name in streams:
            stream = getattr(cppyy_rs.gbl.std, streams[name])
            return stream("1 1 1") if name == "std::istream" else stream()
        if name == "std::string":
            return cppyy_rs.gbl.std.string("1")
        class_ = named(name)
        if not isinstance(class_, type):
            raise Refused(f"{name} is no class")
        if issubclass(class_, BaseException):
            return self.exception(name, class_)
        if not issubclass(class_, cppyy_rs.types.Instance):
            return next(iter(class_.__members__.values())) if hasattr(class_, "__members__") else class_(1)
        if name.startswith("std::function<"):
            return self.function(name[len("std::function<") : -1])
        reasons = []
        for way in self.ways(name, class_):
            try:
                made = way()
            except Refused as reason:
                reasons.append(str(reason))
                continue
            except Exception as error:
                reasons.append(repr(error)[:200])
                continue
            if isinstance(made, class_) and cppyy_rs.addressof(made):
                if name.startswith(("std::vector<", "std::deque<", "std::list<")):
                    self.fill(made, name)
                return made
        raise Refused(f"no {name} can be made: {'; '.join(reasons[:3]) or 'nothing makes one'}"[:600])

    def exception(self, name, class_):
        """The C++ object of an exception, which is Python's in Python."""
        proxy = class_.__cpp_proxy_class__
        for way in self.ways(name, proxy):
            try:
                return way()
            except Exception:
                continue
        raise Refused(f"no {name} can be made")

    def fill(self, container, name):
        try:
            container.resize(4)
        except Exception:
            pass  # its elements have no default: an empty one will do

    def ways(self, name, class_):
        """What may make an object: what users of the library would do, then the simplest first."""
        if name in self.seeds:
            yield lambda: self.seeds[name]()
        yield class_
        simple = sorted(self.functions, key=lambda function: len(function["parameters"]))
        for function in simple:
            if function["scope"] == name and function["name"] == class_.__cpp_name__.partition("<")[0].rpartition("::")[2]:
                yield lambda function=function: class_(*map(self, function["parameters"]))
        for function in simple:
            head = function["declaration"].partition("(")[0]
            returned = re.match(rf"(static )?(const )?{re.escape(name)}[ &*]", head)
            if returned and (returned.group(1) or not isinstance(named(function["scope"]), type)):
                yield lambda function=function: getattr(named(function["scope"]), function["name"])(
                    *map(self, function["parameters"])
                )
            elif returned:
                yield lambda function=function: getattr(self.object(function["scope"]), function["name"])(*map(self, function["parameters"]))
        for other in sorted({function["scope"] for function in self.functions}):
            if other and other != name and "Director<" not in other:
                derived = named(other)
                if isinstance(derived, type) and derived is not class_ and issubclass(derived, class_):
                    yield lambda other=other: self.object(other)
        yield lambda: self.derived(name, class_)

    def derived(self, name, class_, parameters=()):
        """An object of a Python class that overrides all that the class and its bases declare."""
        bases = {getattr(base, "__cpp_name__", "") for base in class_.__mro__}
        declared = [function for function in self.functions if function["scope"] in bases]
        names = {function["name"]: self.override(function) for function in declared}
        if "operator()" in names:
            names["__call__"] = names["operator()"]
        overriding = type("Overriding", (class_,), names)
        return overriding(*map(self, parameters))

    def override(self, function):
        """What returns a value of the function's result type."""
        result = function["declaration"].partition(function["scope"] + "::")[0].strip()
        return lambda *arguments: None if result in ("", "void") else self(result)
