"""SWIG with -builtin: its classes are C types."""

import importlib.util
import pathlib

TITLE = "SWIG -builtin"
QUICK = False
REQUIRES = ["swig==4.3.1.post0"]
MODULE = "swig_builtin_mc"
SWIG = pathlib.Path(__file__).parent.parent / "swig"
ALSO = [SWIG]

spec = importlib.util.spec_from_file_location("swig_rival", SWIG / "rival.py")
swig = importlib.util.module_from_spec(spec)
spec.loader.exec_module(swig)

DIFFERS = swig.DIFFERS
MISSING = swig.MISSING


def build(at):
    swig.build(at, "swig_builtin_mc", "-builtin", "-O")
