"""Times rows: every rival's turn after the other's, many times, and the least time counts.

The least time is the one that other processes disturbed least, and turns make a slow or a fast
phase of the machine everybody's.
"""

import ctypes
import gc
import itertools
import textwrap
import time

from . import rows

# What one turn should take, in ns: long against the clock's grain, short against the machine's phases.
TURN = 300_000


def loop(statement, repetitions, names):
    """A function of a number of rounds that runs the statement so often in each, and tells the ns."""
    body = textwrap.indent("\n".join([statement] * repetitions), " " * 8)
    source = f"def run(rounds, {', '.join(names)}):\n    start = now()\n    for _ in rounds:\n{body}\n    return now() - start\n"
    space = {"now": time.perf_counter_ns}
    exec(compile(source, "<loop>", "exec"), space)
    run, values = space["run"], tuple(names.values())
    return lambda count: run(itertools.repeat(None, count), *values)


def cpp_loop(library, name):
    """The same in C++, whose loop is not unrolled."""
    encoded = name.encode()

    def run(count):
        start = time.perf_counter_ns()
        if library.mc_loop(encoded, count):
            raise LookupError(f"library/loops.cpp has no row {name}")
        return time.perf_counter_ns() - start

    return run


def cpp_library(path):
    library = ctypes.CDLL(str(path))
    library.mc_loop.argtypes = [ctypes.c_char_p, ctypes.c_long]
    return library


class Racer:
    """One rival at one row."""

    def __init__(self, run):
        self.run = run
        self.best = float("inf")
        # The first rounds also let the interpreter specialise its bytecode. Rounds grow until a turn is long
        # against what starting the loop costs; the least of three, for a turn may be interrupted.
        count, took = 8, self.least(8)
        while took < TURN / 2:
            count, took = 2 * count, self.least(2 * count)
        self.count = max(1, int(count * TURN / took))

    def least(self, count):
        return min(self.run(count) for _ in range(3))

    def turn(self):
        self.best = min(self.best, self.run(self.count) / self.count)


def race(row, racers, empty, passes):
    """The ns per call of each, by name."""
    field = {name: Racer(run) for name, run in {**racers, **empty}.items()}
    gc.collect()
    gc.disable()
    try:
        for _ in range(passes):
            for each in field.values():
                each.turn()
    finally:
        gc.enable()
    per = row.repetitions * row.calls
    result = {}
    for name in racers:
        if name == "cpp":
            result[name] = max(0.0, field[name].best - field["empty C++"].best) / row.calls
        else:
            result[name] = (field[name].best - field["empty"].best) / per
    return result


def measure(wanted, modules, skipped, library, passes, progress):
    """The ns of each wanted row and rival: {row: {rival: ns}}."""
    cpp = cpp_library(library / "libloops.so")
    figures = {}
    for name in wanted:
        row = rows.BY_NAME[name]
        racers = {"cpp": cpp_loop(cpp, name)}
        for rival, ns in modules.items():
            if name not in skipped[rival]:
                racers[rival] = loop(row.statement, row.repetitions, rows.names(row.statement, ns))
        empty = {"empty": loop("pass", 1, {"o": None}), "empty C++": cpp_loop(cpp, "empty")}
        figures[name] = race(row, racers, empty, passes)
        progress(name, figures[name])
    return figures
