"""genreflex's ``selection.xml``: what a dictionary's rootmap names.

Only ``class``, ``struct``, ``namespace``, ``enum``, ``typedef`` and ``variable``
elements matter here: functions have no lines in a rootmap.
"""

import fnmatch
import re
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from typing import Iterable

_KINDS = {
    "class": "class",
    "struct": "class",
    "union": "class",
    "namespace": "namespace",
    "enum": "enum",
    "typedef": "typedef",
    "variable": "var",
}

# genreflex takes `pattern="T<*>"`, which is no XML.
_QUOTED = re.compile(r'"[^"]*"')


@dataclass(frozen=True)
class Entry:
    """One selected name or pattern."""

    kind: str
    """The word that a rootmap line begins with."""
    name: str
    """A qualified name; ``*`` stands for any characters in a pattern."""
    is_pattern: bool


class SelectionError(Exception):
    """The file is no selection file."""


def read(path: str) -> "list[Entry]":
    """The entries that the file selects, without those that it excludes."""
    try:
        with open(path, encoding="utf-8") as file:
            root = ElementTree.fromstring(_QUOTED.sub(_escape, file.read()))
    except (OSError, UnicodeDecodeError, ElementTree.ParseError) as error:
        raise SelectionError(f"{path}: {error}") from error
    if root.tag not in ("lcgdict", "rootdict"):
        raise SelectionError(f"{path}: expected <lcgdict>, found <{root.tag}>")
    selected = list(_entries(element for element in root if element.tag not in ("selection", "exclusion")))
    for selection in root.iter("selection"):
        selected += _entries(selection)
    excluded = {entry.name for exclusion in root.iter("exclusion") for entry in _entries(exclusion)}
    return [entry for entry in selected if entry.name not in excluded]


def expand(entries: "list[Entry]", known: "dict[str, str]") -> "list[Entry]":
    """Replaces each pattern by the known names (name to kind) that it matches."""
    result = []
    for entry in entries:
        if not entry.is_pattern:
            result.append(entry)
            continue
        for name, kind in known.items():
            if kind == entry.kind and fnmatch.fnmatchcase(name, entry.name):
                result.append(Entry(kind, name, False))
    return list(dict.fromkeys(result))


def _escape(quoted: "re.Match[str]") -> str:
    return quoted.group().replace("<", "&lt;")


def _entries(elements: "Iterable[ElementTree.Element]") -> "Iterable[Entry]":
    for element in elements:
        kind = _KINDS.get(element.tag)
        name = element.get("name") or element.get("pattern")
        if kind and name:
            yield Entry(kind, name, element.get("name") is None)
