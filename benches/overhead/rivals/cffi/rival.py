"""cffi in API mode, its faster one: a compiled module, and the classes that one writes around it."""

import pathlib
import shutil

TITLE = "cffi (API mode)"
QUICK = True
REQUIRES = ["cffi==2.1.1", "setuptools"]
MODULE = "cffi_bindings"
DIFFERS = {"self": "a new wrapper of the same object"}
HERE = pathlib.Path(__file__).parent


def build(at):
    at.run([at.tools / "bin" / "python", HERE / "make.py", at.library, at.directory])
    shutil.copy(HERE / "bindings.py", at.directory / "cffi_bindings.py")
