"""Python classes that derive from several C++ classes: ``class D(multi(A, B))``.

C++ gets a class of its own that derives from all of them, compiled at run time, and Python derives from that.
Its constructors take one tuple of arguments for each base; those at the end may be left out where the base needs none.
"""

import hashlib
import itertools
import re
import warnings
from typing import Any, Dict, Iterator, List, Tuple

from . import _runtime
from .run_time import api

_SCOPE = "cppyy_rs_several"
_DIRECTOR = "cppbind::Director<"

# So many constructors are enough: each is a combination of one of each base.
_MOST_CONSTRUCTORS = 200

_made: Dict[Tuple[str, ...], type] = {}


def multi(*bases: type) -> Any:
    """What stands among the bases of a Python class for several C++ classes."""
    if not bases or not all(isinstance(base, type) for base in bases):
        raise TypeError("multi() takes classes")
    return _Several(bases)


class _Several:
    def __init__(self, bases: Tuple[type, ...]):
        self.bases = bases

    def __mro_entries__(self, _: Tuple[Any, ...]) -> Tuple[type, ...]:
        from_cpp = [base for base in self.bases if _cpp_class(base) is not None]
        classes = [_cpp_class(base) for base in from_cpp]
        if len(set(classes)) < 2:
            return self.bases
        joint = _joint(tuple(dict.fromkeys(classes)))
        # The joint class derives from all C++ classes: it takes the place of the first that is nothing else.
        plain = next((base for base in from_cpp if _cpp_class(base) is base), None)
        return (joint, *(base for base in self.bases if base is not plain))


def _cpp_class(base: type) -> Any:
    """The C++ class that a class is or derives from; ``None`` for classes of Python alone."""
    for found in base.__mro__:
        name = vars(found).get("__cpp_name__")
        if name is not None and not name.startswith(_DIRECTOR):
            return found
    return None


def _joint(classes: Tuple[type, ...]) -> type:
    names = tuple(found.__cpp_name__ for found in classes)
    if names not in _made:
        name = "Joint_" + hashlib.sha1("|".join(names).encode()).hexdigest()[:16]
        api.cppdef(_text(name, names, [list(_constructors(found)) for found in classes]))
        _made[names] = getattr(getattr(_runtime.gbl, _SCOPE), name)
    return _made[names]


def _text(name: str, bases: Tuple[str, ...], constructors: List[List[Tuple[str, ...]]]) -> str:
    """The C++ text of a class that derives from all bases."""
    places = range(len(bases))
    lines = []
    for chosen in itertools.islice(itertools.product(*constructors), _MOST_CONSTRUCTORS):
        # What is left out behind the last argument is empty.
        last = max((place for place in places if chosen[place]), default=-1)
        parameters = ", ".join(
            "std::tuple<%s> a%d%s" % (", ".join(f"std::decay_t<{ty}>" for ty in chosen[place]), place,
                                      "" if place <= last else " = {}")
            for place in places
        )
        passed = ", ".join(f"std::move(a{place})" for place in places)
        indices = ", ".join(f"std::make_index_sequence<{len(chosen[place])}>()" for place in places)
        lines.append(f"    {name}({parameters}) : {name}(0, {passed}, {indices}) {{}}")
    types = ", ".join(f"class T{place}" for place in places)
    packs = ", ".join(f"std::size_t... I{place}" for place in places)
    tuples = ", ".join(f"T{place} a{place}" for place in places)
    sequences = ", ".join(f"std::index_sequence<I{place}...>" for place in places)
    begun = ", ".join(f"::{bases[place]}(std::get<I{place}>(std::move(a{place}))...)" for place in places)
    private = f"    template <{types}, {packs}> {name}(int, {tuples}, {sequences}) : {begun} {{}}"
    inherited = ", ".join(f"public ::{base}" for base in bases)
    body = "\n".join(["  public:", *lines, "  private:", private] if lines else [])
    return (
        "#include <cstddef>\n#include <tuple>\n#include <type_traits>\n#include <utility>\n"
        f"namespace {_SCOPE} {{\nclass {name} : {inherited} {{\n{body}\n}};\n}}\n"
    )


def _constructors(found: type) -> Iterator[Tuple[str, ...]]:
    """The types of the arguments that the constructors for derived classes take, fewest first."""
    seen = set()
    with warnings.catch_warnings():
        # It is the class of the user that is to be warned of.
        warnings.simplefilter("ignore", RuntimeWarning)
        derived = type(found)("Derived", (found,), {})
    told = (derived.__mro__[1].__init__.__doc__ or "").split("\n\n")[0]
    name = derived.__mro__[1].__cpp_name__
    declared = [line[line.index("(", len(name)) + 1 : line.rindex(")")] for line in told.splitlines()
                if line.startswith(name + "::")]
    own = {f"const {found.__cpp_name__}&", f"{found.__cpp_name__}&&", f"const {name}&", f"{name}&&"}
    for parameters in sorted((_split(text) for text in declared), key=len):
        types = tuple(_type(parameter) for parameter in parameters)
        required = sum("=" not in parameter for parameter in parameters)
        for count in range(required, len(types) + 1):
            if types[:count] not in seen and not (count == 1 and types[0] in own):
                seen.add(types[:count])
                yield types[:count]


def _split(text: str) -> List[str]:
    """A list of parameters, at the commas that stand in no brackets."""
    parts, depth = [""], 0
    for character in text:
        depth += (character in "<([{") - (character in ">)]}")
        if character == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return [part.strip() for part in parts if part.strip()]


_WORDS = {"bool", "char", "char8_t", "char16_t", "char32_t", "wchar_t", "short", "int", "long", "signed", "unsigned",
          "float", "double", "const", "volatile"}


def _type(parameter: str) -> str:
    """A parameter's type, without its name and its default."""
    text = parameter.split(" = ")[0]
    text = re.sub(r"\((\*|&)\s*\w+\)", r"(\1)", text)
    match = re.fullmatch(r"(.*\S)\s+([A-Za-z_]\w*)", text)
    if match and match[2] not in _WORDS and match[1] not in ("const", "volatile", "const volatile"):
        return match[1]
    return text
