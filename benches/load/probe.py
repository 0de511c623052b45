"""One measured process of the load benchmark; prints one JSON line.

    probe.py dlopen LIBRARY...   what the dynamic linker alone takes
    probe.py load LIBRARY...     what cppyy_rs.load_lib takes

Both have imported cppyy_rs before, so that the two differ in nothing else.
"""

import ctypes
import json
import os
import sys
import time

import cppyy_rs


def private_kilobytes():
    """Memory that only this process has and that no file backs: dirty private pages."""
    with open("/proc/self/smaps_rollup") as rollup:
        return sum(int(line.split()[1]) for line in rollup if line.startswith("Private_Dirty:"))


def main(mode, library):
    """Measures one load of `library`."""
    load = {
        "dlopen": lambda: ctypes.CDLL(library, mode=os.RTLD_NOW | os.RTLD_GLOBAL),
        "load": lambda: cppyy_rs.load_lib(library),
    }[mode]
    before = private_kilobytes()
    start = time.perf_counter_ns()
    kept = load()
    elapsed = time.perf_counter_ns() - start
    print(json.dumps({"ns": elapsed, "private_kb": private_kilobytes() - before, "kept": kept is not None}))


main(*sys.argv[1:])
