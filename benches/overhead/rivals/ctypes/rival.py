"""ctypes over the library's C functions, with the classes that one writes around them."""

import pathlib

TITLE = "ctypes"
QUICK = True
DIFFERS = {"self": "a new wrapper of the same object"}


def build(at):
    (at.directory / "library").write_text(str(at.library / "libmc_c.so"))


def load(directory):
    import importlib.util

    spec = importlib.util.spec_from_file_location("ctypes_mc", pathlib.Path(__file__).parent / "bindings.py")
    bindings = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bindings)
    return bindings.bind((directory / "library").read_text())
