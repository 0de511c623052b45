"""Runs a task's script, written for cppyy_rs, by cppyy: headers are included and libraries loaded where a dictionary is loaded.

    python as_cppyy.py SECONDS SCRIPT ARGUMENT [HEADER | -IDIRECTORY | -lLIBRARY]...

SECONDS is 0, or how long its body is repeated (body.py). Where cppyy wants another word for a thing, WORDS has it.
"""

import re
import runpy
import sys
import tempfile

import body
import cppyy
import cppyy.ll

# cppyy makes no std::vector of a list, has no name of `&&`, and no macro's value as an attribute.
WORDS = {
    "ClusterSequence(ps, jd)": "ClusterSequence(cppyy_rs.gbl.std.vector[PseudoJet](ps), jd)",
    "SelectorAbsRapMax(1.5).__dand__(SelectorNHardest(3))": (
        "getattr(cppyy_rs.gbl.fastjet, 'operator&&')(SelectorAbsRapMax(1.5), SelectorNHardest(3))"
    ),
    "import CV_8UC1, CV_64FC1, cv, std": "import cv, std",
    "64, CV_8UC1,": "64, cppyy_rs.macro('CV_8UC1'),",
    ", CV_64FC1,": ", cppyy_rs.macro('CV_64FC1'),",
}


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
    seconds, script, argument, *inputs = sys.argv[1:]
    flags = [each for each in inputs if each.startswith("-")]
    cppyy.load_lib = lambda path: load([each for each in inputs if each not in flags], flags)
    sys.modules.update({"cppyy_rs": cppyy, "cppyy_rs.gbl": cppyy.gbl, "cppyy_rs.ll": cppyy.ll})
    with open(script) as file:
        text = file.read()
    for imported in set(re.findall(r"^from cppyy_rs\.gbl\.([\w.]+) import", text, re.M)):
        sys.modules[f"cppyy_rs.gbl.{imported}"] = _Later(imported)
    for ours, theirs in WORDS.items():
        text = text.replace(ours, theirs)
    sys.argv = [script, argument]
    with tempfile.NamedTemporaryFile("w", suffix=".py") as written:
        written.write(text)
        written.flush()
        if float(seconds):
            body.repeat(written.name, float(seconds))
        else:
            runpy.run_path(written.name, run_name="__main__")


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
