"""Boost.Python, from Debian, where it is built for Debian's own Python: 3.11."""

import pathlib
import subprocess

TITLE = "Boost.Python"
QUICK = False
MODULE = "boost_mc"
PYTHONS = ["3.11"]
OTHERWISE = "Debian's libboost-python-dev is built for CPython 3.11 alone"
DIFFERS = {
    "self": "a new proxy, down-cast",
    "overl_7": "bool goes to the int overload: Boost.Python converts either into the other",
}
SOURCES = pathlib.Path(__file__).parent


def version(at):
    done = subprocess.run(["dpkg-query", "-W", "-f", "${Version}", "libboost-python-dev"], check=False, capture_output=True, text=True)
    return done.stdout


def build(at):
    at.extension("boost_mc", [SOURCES / "module.cpp"], libraries=["mc", "boost_python311"])
