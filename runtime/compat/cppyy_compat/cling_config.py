"""``cling-config``: the flags that a makefile compiles dictionaries with."""

import platform
import sys

from . import CXX_STANDARD

USAGE = "usage: cling-config [--cflags | --cppflags | --cmake]"


def cppflags() -> str:
    """Flags for the C++ compiler; a dictionary's source needs no include directory."""
    flags = ["-pthread", f"-std={CXX_STANDARD}"]
    if platform.machine() in ("x86_64", "AMD64"):
        flags.append("-m64")
    return " ".join(flags)


def main() -> int:
    """The console command."""
    options = sys.argv[1:]
    if options and all(option in ("--cflags", "--cppflags") for option in options):
        print(cppflags())
        return 0
    if options == ["--cmake"]:
        print("cling-config: cppyy_rs has no CMake package; call cppbind from add_custom_command", file=sys.stderr)
        return 1
    print(USAGE, file=sys.stderr)
    return 2
