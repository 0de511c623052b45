"""PyO3, over the library's C functions, since Rust calls no C++."""

import os
import pathlib
import shutil

TITLE = "PyO3"
QUICK = False
MODULE = "pyo3_mc"
DIFFERS = {"self": "a new wrapper of the same object"}
CRATE = pathlib.Path(__file__).parent


def version(at):
    return "0.30.1"


def build(at):
    crate = at.directory / "crate"
    shutil.copytree(CRATE, crate, ignore=shutil.ignore_patterns("target", "__pycache__"))
    linked = f"-Lnative={at.library} -Clink-arg=-Wl,-rpath,{at.library}"
    environment = {**os.environ, "PYO3_PYTHON": str(at.tools / "bin" / "python"), "RUSTFLAGS": linked}
    at.run(["cargo", "build", "--release", "--quiet", "--manifest-path", crate / "Cargo.toml"], env=environment, timeout=1200)
    shutil.copy(crate / "target" / "release" / "libpyo3_mc.so", at.directory / f"pyo3_mc{at.suffix}")
    shutil.rmtree(crate / "target")
