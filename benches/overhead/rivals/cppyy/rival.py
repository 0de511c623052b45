"""cppyy: Cling parses the header in the process and compiles wrappers at the first calls."""

import importlib
import sys

TITLE = "cppyy"
QUICK = False
REQUIRES = ["cppyy==3.5.0"]


def build(at):
    (at.directory / "library").write_text(str(at.library))


def load(directory):
    cppyy = importlib.import_module("cppyy")
    if "cppyy_rs" in (cppyy.__file__ or "") or not hasattr(cppyy, "cppdef"):
        sys.exit("the package named cppyy is not cppyy")
    library = (directory / "library").read_text()
    cppyy.add_include_path(library)
    cppyy.include("mc.hpp")
    cppyy.load_library(f"{library}/libmc.so")
    return cppyy.gbl.mc
