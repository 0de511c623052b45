"""The hand-written C extension with an identity table, which also knows objects that C++ made."""

import importlib.util
import pathlib

TITLE = "C extension, table"
QUICK = False
CEXT = pathlib.Path(__file__).parent.parent / "cext"
ALSO = [CEXT]


def build(at):
    spec = importlib.util.spec_from_file_location("cext_rival", CEXT / "rival.py")
    cext = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(cext)
    cext.build(at, "cext_map", ["-DIDENTITY_BY_MAP"])
