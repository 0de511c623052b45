"""``rootcling``: a dictionary's source from headers, in rootcling's spelling.

The LinkDef header or selection file that ends rootcling's command line decides
what the rootmap names; the headers are bound as a whole.
"""

import os
import sys

from . import generator, rootmap, selection

PROGRAM = "rootcling"
USAGE = "usage: rootcling -f OUT.cxx [-I.. -D.. -U..] [--rmf=FILE] [--rml=LIB] HEADER... [LinkDef.h|selection.xml]"

_WITH_VALUE = {"-f": "output", "-rmf": "rootmap", "--rmf": "rootmap", "-rml": "library", "--rml": "library"}
_IGNORED_WITH_VALUE = ("-m", "-s", "--moduleMapFile", "--excludePath", "-excludePath")


def _parse(arguments: "list[str]") -> "tuple[dict[str, str], list[str], list[str]]":
    """Named values, compiler flags, and headers."""
    values: "dict[str, str]" = {}
    flags: "list[str]" = []
    headers: "list[str]" = []
    rest = iter(arguments)
    for argument in rest:
        name, joined, value = argument.partition("=")
        if name in _WITH_VALUE:
            values[_WITH_VALUE[name]] = value if joined else next(rest, "")
        elif name in _IGNORED_WITH_VALUE:
            if not joined:
                next(rest, None)
        elif argument in ("-I", "-D", "-U"):
            flags.append(argument + next(rest, ""))
        elif argument.startswith(("-I", "-D", "-U", "-std=")):
            flags.append(argument)
        elif not argument.startswith("-"):
            headers.append(argument)
    return values, flags, headers


def _is_selection(path: str) -> bool:
    name = os.path.basename(path).lower()
    return name.endswith(".xml") or "linkdef" in name


def main() -> int:
    """The console command."""
    values, flags, headers = _parse(sys.argv[1:])
    chosen = headers.pop() if headers and _is_selection(headers[-1]) else None
    if "output" not in values or not headers:
        print(USAGE, file=sys.stderr)
        return 2
    generator.write_source(PROGRAM, headers, flags, values["output"])
    if "rootmap" in values:
        if "library" not in values:
            generator.fail(PROGRAM, "-rmf needs -rml")
        names = generator.names_in(PROGRAM, headers, flags)
        entries = [selection.Entry(kind, name, False) for name, kind in names.items()]
        if chosen is not None and chosen.endswith(".xml"):
            try:
                entries = selection.expand(selection.read(chosen), names)
            except selection.SelectionError as error:
                generator.fail(PROGRAM, str(error))
        with open(values["rootmap"], "w", encoding="utf-8") as file:
            file.write(rootmap.text(values["library"], entries, headers))
    return 0


if __name__ == "__main__":
    sys.exit(main())
