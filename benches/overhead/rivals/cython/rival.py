"""Cython, which binds no C++ class by itself: cdef classes around pointers, one file, as its documentation has it."""

import pathlib

TITLE = "Cython"
QUICK = False
REQUIRES = ["Cython==3.3.1"]
MODULE = "cython_mc"
DIFFERS = {"self": "a new wrapper of the same object"}
SOURCES = pathlib.Path(__file__).parent


def build(at):
    at.run([at.tools / "bin" / "cython", "--cplus", "-3", SOURCES / "cython_mc.pyx", "-o", at.directory / "cython_mc.cpp"])
    at.extension("cython_mc", [at.directory / "cython_mc.cpp"])
