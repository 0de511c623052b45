"""A store: everything of the C++ namespace `inventory`."""

from pathlib import Path

import cppyy_rs

cppyy_rs.load_lib(str(Path(__file__).with_name("libinventoryDict.so")))
_namespace = cppyy_rs.gbl.inventory


def __getattr__(name):
    return getattr(_namespace, name)


def __dir__():
    return sorted({*globals(), *dir(_namespace)})
