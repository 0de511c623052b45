"""Polygons: everything of the C++ namespace `geometry`."""

from pathlib import Path

import cppyy_rs

cppyy_rs.load_lib(str(Path(__file__).with_name("libgeometryDict.so")))
_namespace = cppyy_rs.gbl.geometry


def __getattr__(name):
    return getattr(_namespace, name)


def __dir__():
    return sorted({*globals(), *dir(_namespace)})
