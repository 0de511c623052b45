"""Runs ``cppbind``, the generator that stands behind these commands."""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from typing import NoReturn

from . import CXX_STANDARD


def fail(program: str, message: str) -> NoReturn:
    """Ends the process with a message, as compilers word it."""
    print(f"{program}: error: {message}", file=sys.stderr)
    raise SystemExit(1)


def find_cppbind() -> "str | None":
    """The ``cppbind`` of this Python's environment, else the one on PATH."""
    beside = os.path.join(os.path.dirname(sys.executable), "cppbind")
    return beside if os.access(beside, os.X_OK) else shutil.which("cppbind")


def cppbind(program: str, arguments: "list[str]", capture: bool = False) -> str:
    """Runs ``cppbind gen`` and gives its standard output where captured; ends the process where it fails."""
    executable = find_cppbind()
    if executable is None:
        fail(program, "cppbind is not installed; `pip install cppbind`, or put it on PATH")
    command = [executable, "gen", *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE if capture else None, text=True, check=False)
    if done.returncode:
        raise SystemExit(1)
    return done.stdout or ""


def write_source(program: str, headers: "list[str]", flags: "list[str]", output: str) -> None:
    """Writes the source of a dictionary that binds the whole headers."""
    # The library's own source is compiled beside it, to see what it defines; dictionaries of cppyy may include Python.h.
    python = f"-I{sysconfig.get_path('include')}"
    cppbind(program, [*headers, "--emit", "source", "-o", output, *_standard(flags), *flags, python])


# A declaration in the listing that `cppbind gen --emit ir` prints: members are indented.
_DECLARATION = re.compile(
    r"^(?:(?:public|protected|private|inline|unnamed) )*(namespace|struct|class|union|enum class|enum) (.+?)(?: : |  |$)"
)
_ROOTMAP_KINDS = {"struct": "class", "union": "class", "enum class": "enum"}


def names_in(program: str, headers: "list[str]", flags: "list[str]") -> "dict[str, str]":
    """Qualified names that the headers declare, and what a rootmap calls their kind."""
    arguments = [*headers, "--emit", "ir", "-o", "-", *_standard(flags), *flags]
    names = {}
    for line in cppbind(program, arguments, capture=True).splitlines():
        match = _DECLARATION.match(line)
        if match:
            names[match[2]] = _ROOTMAP_KINDS.get(match[1], match[1])
    return names


def _standard(flags: "list[str]") -> "list[str]":
    return [] if any(flag.startswith("-std=") for flag in flags) else [f"-std={CXX_STANDARD}"]
