"""What a call costs: C++ itself, cppyy_rs, ctypes and pure Python, in one run on this machine."""

import ctypes
import pathlib
import subprocess
import sys
import time

import cppyy_rs

HERE = pathlib.Path(__file__).resolve().parent
BUILD = HERE.parent / "build" / "overhead"

ROUNDS = 200_000
REPEATS = 7


class PythonCounter:
    """The same class without C++."""

    __slots__ = ("count", "value")

    def __init__(self):
        self.count = 0
        self.value = 1

    def increment(self):
        self.count += 1

    def add(self, number):
        self.count += number
        return self.count

    def scale(self, value, factor):
        return value * factor


def python_twice(number):
    return 2 * number


def build():
    BUILD.mkdir(parents=True, exist_ok=True)
    cppbind = pathlib.Path(sys.executable).parent / "cppbind"
    command = [cppbind, "gen", HERE / "overhead.hpp", HERE / "overhead.cpp"]
    subprocess.run(command, cwd=BUILD, check=True, stdout=subprocess.DEVNULL)
    return BUILD / "liboverheadDict.so"


def nanoseconds(statement, names):
    """The least time of one execution over several repeats, the empty loop's taken off."""

    def loop(body):
        code = compile(f"def run(rounds, {', '.join(names)}):\n    for _ in rounds:\n        {body}\n", "<loop>", "exec")
        space = {}
        exec(code, space)
        best = min(timed(space["run"]) for _ in range(REPEATS))
        return best / ROUNDS * 1e9

    def timed(run):
        rounds = range(ROUNDS)
        start = time.perf_counter()
        run(rounds, *names.values())
        return time.perf_counter() - start

    return loop(statement) - loop("pass")


def cpp_nanoseconds(loop):
    rounds = ROUNDS * 20

    def timed():
        start = time.perf_counter()
        loop(ctypes.c_long(rounds))
        return time.perf_counter() - start

    return min(timed() for _ in range(REPEATS)) / rounds * 1e9


def main():
    path = build()
    cppyy_rs.load_lib(str(path))
    overhead = cppyy_rs.gbl.overhead
    counter = overhead.Counter()

    c = ctypes.CDLL(str(path))
    c.overhead_new.restype = ctypes.c_void_p
    c.overhead_scale.restype = ctypes.c_double
    for function, arguments in [
        (c.overhead_delete, [ctypes.c_void_p]),
        (c.overhead_increment, [ctypes.c_void_p]),
        (c.overhead_add, [ctypes.c_void_p, ctypes.c_int]),
        (c.overhead_scale, [ctypes.c_void_p, ctypes.c_double, ctypes.c_double]),
        (c.overhead_twice, [ctypes.c_int]),
    ]:
        function.argtypes = arguments
    handle = c.overhead_new()
    python = PythonCounter()

    rows = [
        ("f(int)", c.overhead_loop_twice, "f(7)", overhead.twice, "f(7)", c.overhead_twice, "f(7)", python_twice),
        ("obj.m()", c.overhead_loop_increment, "f.increment()", counter, "f(h)", c.overhead_increment, "f.increment()", python),
        ("obj.m(int)", c.overhead_loop_add, "f.add(1)", counter, "f(h, 1)", c.overhead_add, "f.add(1)", python),
        ("obj.m(double, double)", c.overhead_loop_scale, "f.scale(1.5, 2.5)", counter, "f(h, 1.5, 2.5)", c.overhead_scale, "f.scale(1.5, 2.5)", python),
        ("obj.member", c.overhead_loop_read, "f.value", counter, None, None, "f.value", python),
        ("construct and destroy", c.overhead_loop_construct, "f()", overhead.Counter, "d(f())", c.overhead_new, "f()", PythonCounter),
    ]
    extra = {"h": handle, "d": c.overhead_delete}
    print(f"One call, in nanoseconds and as a multiple of C++'s own (CPython {sys.version.split()[0]}, best of {REPEATS} runs):\n")
    print(f"{'':24}{'C++':>10}{'cppyy_rs':>18}{'ctypes':>18}{'pure Python':>18}")
    for name, cpp_loop, ours, our_f, theirs, their_f, pure, pure_f in rows:
        cpp = cpp_nanoseconds(cpp_loop)
        cells = [f"{name:24}{cpp:10.1f}"]
        for statement, function in ((ours, our_f), (theirs, their_f), (pure, pure_f)):
            if statement is None:
                cells.append(f"{'-':>18}")
                continue
            took = nanoseconds(statement, {"f": function, **extra})
            cells.append(f"{took:10.1f} {took / cpp:6.0f}x")
        print("".join(cells))
    print("\nA loop that must be fast belongs into C++, or into a function that Numba compiles: it calls the same functions.")


main()
