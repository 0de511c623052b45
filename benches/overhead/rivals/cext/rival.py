"""The hand-written C extension: what a patient author can reach through CPython's C API, and thus the floor.

Identity is a back pointer in what Python makes; rivals/cext_map is the same with a table of all objects.
"""

import pathlib

TITLE = "C extension"
QUICK = True
SOURCES = pathlib.Path(__file__).parent


def build(at, name="cext", flags=()):
    naming = [f'-DMODULE_NAME="{name}"', f"-DMODULE_INIT=PyInit_{name}"]
    sources = [SOURCES / f"{each}.cpp" for each in ("module", "methods", "containers", "listeners")]
    at.extension(name, sources, flags=["-std=c++20", *naming, *flags])
