"""``genreflex``: a dictionary's source and rootmap from a header and a selection file."""

import argparse
import os
import sys

from . import generator, rootmap, selection

PROGRAM = "genreflex"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=PROGRAM, description=__doc__, allow_abbrev=False)
    parser.add_argument("header", nargs="?", help="the header to bind, as a whole")
    parser.add_argument("-o", "--output", metavar="FILE|DIR", help="the source to write; default: <header>_rflx.cpp")
    parser.add_argument("-s", "--selection", "--selection_file", metavar="XML", help="what the rootmap names")
    parser.add_argument("--rootmap", metavar="FILE", help="the rootmap to write")
    parser.add_argument("--rootmap-lib", metavar="LIB", help="the library that the rootmap names")
    parser.add_argument("-l", "--library", metavar="LIB", help="the same, where --rootmap-lib is missing")
    parser.add_argument("--cppflags", action="store_true", help="print the flags that dictionaries need, and exit")
    for option in ("-I", "-D", "-U"):
        parser.add_argument(option, dest="flags", action=_Joined, default=[], help="as for the compiler")
    parser.add_argument("-m", dest="pcm", metavar="PCM", action="append", help=argparse.SUPPRESS)
    for option in _IGNORED:
        parser.add_argument(option, action="store_true", help=argparse.SUPPRESS)
    return parser


# Options about Cling's own files and messages: there is nothing here for them to change.
_IGNORED = (
    "--multiDict",
    "--interpreteronly",
    "--split",
    "--cxxmodule",
    "--noIncludePaths",
    "--writeEmptyPCM",
    "--selSyntaxOnly",
    "--fail_on_warnings",
    "-v",
    "--debug",
    "--quiet",
    "--silent",
)


class _Joined(argparse.Action):
    """Keeps `-Idir` and `-I dir` as one flag, in order with the others."""

    def __call__(self, parser, namespace, value, option=None):
        setattr(namespace, self.dest, [*getattr(namespace, self.dest), f"{option}{value}"])


def _source_path(header: str, output: "str | None") -> str:
    name = os.path.splitext(os.path.basename(header))[0] + "_rflx.cpp"
    if output is None:
        return name
    return os.path.join(output, name) if os.path.isdir(output) else output


def _read_selection(path: str) -> "list[selection.Entry]":
    try:
        return selection.read(path)
    except selection.SelectionError as error:
        generator.fail(PROGRAM, str(error))


def _instantiations(entries: "list[selection.Entry]") -> "list[str]":
    """Options for the specialisations that are selected by name: a header need not mention them."""
    named = [entry.name for entry in entries if "<" in entry.name and not entry.is_pattern]
    return [option for name in named for option in ("--instantiate", name)]


def _write_rootmap(options: argparse.Namespace, entries: "list[selection.Entry]", headers: "list[str]") -> None:
    library = options.rootmap_lib or options.library
    if library is None:
        generator.fail(PROGRAM, "--rootmap needs --rootmap-lib")
    if not options.selection:
        entries = _all(options, headers)
    if any(entry.is_pattern for entry in entries):
        entries = selection.expand(entries, generator.names_in(PROGRAM, headers, options.flags))
    with open(options.rootmap, "w", encoding="utf-8") as file:
        file.write(rootmap.text(library, entries, headers))


def _all(options: argparse.Namespace, headers: "list[str]") -> "list[selection.Entry]":
    names = generator.names_in(PROGRAM, headers, options.flags)
    return [selection.Entry(kind, name, False) for name, kind in names.items()]


def main() -> int:
    """The console command."""
    options = _parser().parse_args()
    if options.cppflags:
        print()
        return 0
    if options.header is None:
        generator.fail(PROGRAM, "no header given")
    if not os.path.exists(options.header):
        generator.fail(PROGRAM, f"{options.header}: no such file")
    entries = _read_selection(options.selection) if options.selection else []
    flags = [*options.flags, *_instantiations(entries)]
    generator.write_source(PROGRAM, [options.header], flags, _source_path(options.header, options.output))
    if options.rootmap:
        _write_rootmap(options, entries, [options.header])
    return 0


if __name__ == "__main__":
    sys.exit(main())
