"""Runs a task's script, written for cppyy_rs, by cppyy: headers are included and libraries loaded where a dictionary is loaded.

    python as_cppyy.py SCRIPT ARGUMENT [HEADER | -IDIRECTORY | -lLIBRARY]...
"""

import re
import runpy
import sys

import cppyy
import cppyy.ll


def load(headers, flags):
    for flag in flags:
        if flag.startswith("-I"):
            cppyy.add_include_path(flag[2:])
    for header in headers:
        cppyy.include(header)
    for flag in flags:
        if flag.startswith("-l"):
            cppyy.load_library(f"lib{flag[2:]}")


def main():
    script, argument, *inputs = sys.argv[1:]
    flags = [each for each in inputs if each.startswith("-")]
    cppyy.load_lib = lambda path: load([each for each in inputs if each not in flags], flags)
    sys.modules.update({"cppyy_rs": cppyy, "cppyy_rs.gbl": cppyy.gbl, "cppyy_rs.ll": cppyy.ll})
    with open(script) as file:
        imported = set(re.findall(r"^from cppyy_rs\.gbl\.([\w.]+) import", file.read(), re.M))
    for name in imported:
        sys.modules[f"cppyy_rs.gbl.{name}"] = _Later(name)
    sys.argv = [script, argument]
    runpy.run_path(script, run_name="__main__")


class _Later:
    """A namespace that is there once its header is."""

    def __init__(self, name):
        self.__dict__["_name"] = name

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        found = cppyy.gbl
        for part in self._name.split("."):
            found = getattr(found, part)
        return getattr(found, name)


if __name__ == "__main__":
    main()
