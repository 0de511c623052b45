"""The rivals: one folder each, whose rival.py says what it is and how it is built and loaded."""

import importlib
import importlib.util
import pathlib
import sys

from . import rows

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "rivals"

# The report's columns, in this order. C++ itself comes first and is what the others are compared with.
ORDER = [
    "cext", "cppyy_rs", "nanobind", "cython", "pyo3", "swig_builtin", "cppyy", "cppjit", "pybind11", "boost", "swig",
    "cffi", "ctypes", "pure", "cext_map",
]  # fmt: skip


def description(name):
    """A rival's rival.py as a module; it imports its tools only within functions."""
    path = FOLDER / name / "rival.py"
    spec = importlib.util.spec_from_file_location(f"{name}_rival", path)
    rival = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(rival)
    rival.NAME, rival.FOLDER = name, path.parent
    return rival


def load(name, directory):
    """What offers the library's names in Python: the module that was built, unless rival.py says otherwise."""
    rival = description(name)
    sys.path.insert(0, str(directory))
    try:
        if hasattr(rival, "load"):
            return rival.load(directory)
        return importlib.import_module(getattr(rival, "MODULE", name))
    finally:
        sys.path.remove(str(directory))


def missing(name):
    """Rows that this rival cannot have, and why."""
    without = {row.name: row.among.otherwise for row in rows.ROWS if row.among and name not in row.among.rivals}
    return {**without, **getattr(description(name), "MISSING", {})}
