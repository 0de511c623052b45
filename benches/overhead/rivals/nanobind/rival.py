"""nanobind, compiled as its own CMake functions do in release mode, save -O2 instead of -Os."""

import pathlib

TITLE = "nanobind"
MODULE = "nanobind_mc"
QUICK = True
REQUIRES = ["nanobind==3.1.0"]
SOURCES = pathlib.Path(__file__).parent


def build(at):
    root = pathlib.Path(at.tool("import nanobind; print(nanobind.__path__[0])"))
    flags = [
        f"-I{root}/include",
        f"-I{root}/ext/robin_map/include",
        "-fno-strict-aliasing",
        "-ffunction-sections",
        "-fdata-sections",
        "-Wl,--gc-sections",
    ]
    at.extension("nanobind_mc", [root / "src" / "nb_combined.cpp", SOURCES / "module.cpp"], flags=flags)
