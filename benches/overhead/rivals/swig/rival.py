"""SWIG as it comes: proxy classes in Python over a compiled module.

From 4.4 on, its proxies look up the full name of each argument's class, which makes a call some eight times
as dear; the release before is measured.
"""

import pathlib

TITLE = "SWIG"
QUICK = False
REQUIRES = ["swig==4.3.1.post0"]
MODULE = "swig_mc"
DIFFERS = {"self": "a new proxy, of the declared class"}
SOURCES = pathlib.Path(__file__).parent
MISSING = {"callback": "SWIG has no std::function of a Python callable"}


def build(at, module="swig_mc", *options):
    wrapper = at.directory / "wrap.cpp"
    at.run(
        [
            at.tools / "bin" / "swig",
            "-c++",
            "-python",
            *options,
            "-module",
            module,
            f"-I{at.library}",
            "-outdir",
            at.directory,
            "-o",
            wrapper,
            SOURCES / "mc.i",
        ]
    )
    at.extension(f"_{module}", [wrapper])
