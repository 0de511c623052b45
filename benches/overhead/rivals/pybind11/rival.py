"""pybind11, with the flags of its own build helpers."""

import pathlib

TITLE = "pybind11"
QUICK = True
REQUIRES = ["pybind11==3.1.0"]
MODULE = "pybind11_mc"
SOURCES = pathlib.Path(__file__).parent


def build(at):
    include = at.tool("import pybind11; print(pybind11.get_include())")
    at.extension("pybind11_mc", [SOURCES / "module.cpp"], flags=[f"-I{include}", "-flto"])
