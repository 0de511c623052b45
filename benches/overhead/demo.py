"""A small overhead table: the same three calls through C++, cppyy_rs, ctypes and Python itself.

    .venv/bin/python benches/overhead/demo.py

Nanoseconds a call over an empty loop, the minimum of many passes that take turns in
one process; the ratios are what to read. The bindings-overhead report with every
rival comes with the fast call path.
"""

import ctypes
import pathlib
import subprocess
import sys
import timeit

HERE = pathlib.Path(__file__).resolve().parent
BUILD = HERE.parent / "build" / "overhead"
CALLS, PASSES, UNROLLED = 2000, 25, 20


class PythonCounter:
    """The pure-Python row."""

    def __init__(self):
        self.count = 0

    def tick(self):
        """Counts one."""
        self.count += 1

    def add(self, amount):
        """Counts `amount` and returns the count."""
        self.count += amount
        return self.count

    def scale(self, by, offset):
        """A linear function of the count."""
        return self.count * by + offset


def build():
    """The dictionary of counter.hpp."""
    BUILD.mkdir(parents=True, exist_ok=True)
    library = BUILD / "libcounterDict.so"
    sources = [HERE / "counter.hpp", HERE / "counter.cpp"]
    generator = pathlib.Path(sys.executable).parent / "cppbind"
    newest = max(path.stat().st_mtime for path in [*sources, generator])
    if not library.exists() or library.stat().st_mtime < newest:
        subprocess.run([generator, "gen", *sources, "--", "-O2"], cwd=BUILD, check=True, stdout=subprocess.DEVNULL)
    return library


def timers(library):
    """For each operation, the statement of each Python row and the loop of the C++ row."""
    import cppyy_rs

    cppyy_rs.load_lib(str(library))
    flat = ctypes.CDLL(str(library))
    flat.counter_tick.argtypes, flat.counter_tick.restype = [ctypes.c_void_p], None
    flat.counter_add.argtypes, flat.counter_add.restype = [ctypes.c_void_p, ctypes.c_int], ctypes.c_int
    flat.counter_scale.argtypes = [ctypes.c_void_p, ctypes.c_double, ctypes.c_double]
    flat.counter_scale.restype = ctypes.c_double
    ours = cppyy_rs.gbl.Counter()
    names = {
        "ours": ours,
        "flat": flat,
        "address": cppyy_rs.addressof(ours),
        "pure": PythonCounter(),
    }
    return names, {
        "tick()": (lambda: cppyy_rs.gbl.loop_tick(ours, 200_000), "ours.tick()", "flat.counter_tick(address)", "pure.tick()"),
        "add(3)": (lambda: cppyy_rs.gbl.loop_add(ours, 200_000), "ours.add(3)", "flat.counter_add(address, 3)", "pure.add(3)"),
        "scale(1.5, 2.5)": (
            lambda: cppyy_rs.gbl.loop_scale(ours, 200_000),
            "ours.scale(1.5, 2.5)",
            "flat.counter_scale(address, 1.5, 2.5)",
            "pure.scale(1.5, 2.5)",
        ),
    }


def measure(library):
    """Nanoseconds a call: {operation: (C++, cppyy_rs, ctypes, Python)}."""
    names, operations = timers(library)
    empty = timeit.Timer("pass")
    unrolled = {
        operation: [timeit.Timer("\n".join([statement] * UNROLLED), globals=names) for statement in statements]
        for operation, (_, *statements) in operations.items()
    }
    best = {}

    def keep(key, nanoseconds):
        best[key] = min(best.get(key, nanoseconds), nanoseconds)

    for _ in range(PASSES):
        keep("empty", 1e9 * empty.timeit(CALLS) / CALLS)
        for operation, (raw, *_) in operations.items():
            keep((operation, 0), raw())
            for row, timer in enumerate(unrolled[operation], start=1):
                keep((operation, row), 1e9 * timer.timeit(CALLS // UNROLLED) / (CALLS // UNROLLED * UNROLLED))
    return {
        operation: [best[operation, 0]] + [max(0.0, best[operation, row] - best["empty"] / UNROLLED) for row in (1, 2, 3)]
        for operation in operations
    }


def main():
    """Prints the table."""
    print(f"{'ns a call':<18}{'C++':>10}{'cppyy_rs':>18}{'ctypes':>18}{'pure Python':>18}")
    for operation, (raw, *others) in measure(build()).items():
        cells = "".join(f"{value:>9.1f} ({value / raw:>5.1f}x)" for value in others)
        print(f"{operation:<18}{raw:>10.1f} {cells}")


main()
