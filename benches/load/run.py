"""The load benchmarks: what importing costs, and what a dictionary of 10,000 classes costs.

Both compare pairs of fresh processes, run in turn, and report medians; RESULTS.md and
results.json say what came out. Whatever is built lies in benches/build/load/.
"""

import json
import os
import pathlib
import platform
import statistics
import subprocess
import sys
import sysconfig

import classes

HERE = pathlib.Path(__file__).resolve().parent
BUILD = HERE.parent / "build" / "load"
MYCLASS = HERE.parent.parent / "testlibs" / "myclass"
CPPBIND = pathlib.Path(sys.executable).parent / "cppbind"

CLASSES, METHODS = 10_000, 5
PAIRS = 41

# What the issue asks for.
IMPORT_CPU_MS = 8.0
IMPORT_RSS_MB = 5.0
LOAD_RATIO = 3.0
LOAD_PRIVATE_MB = 5.0


def cpu_ms(program, *arguments):
    """User and system time of an interpreter that runs this program."""
    pid = os.posix_spawn(sys.executable, [sys.executable, "-c", program, *map(str, arguments)], os.environ)
    _, status, usage = os.wait4(pid, 0)
    if status:
        raise SystemExit(f"failed: {program}")
    return (usage.ru_utime + usage.ru_stime) * 1e3


def output(program, *arguments):
    command = [sys.executable, "-c", program, *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def gen(*arguments):
    BUILD.mkdir(parents=True, exist_ok=True)
    subprocess.run([CPPBIND, "gen", *arguments], cwd=BUILD, check=True)


def build_nanobind():
    """The trivial extension, compiled as nanobind's own build does in release mode."""
    import nanobind

    root = pathlib.Path(nanobind.__file__).parent
    target = BUILD / f"trivial{sysconfig.get_config_var('EXT_SUFFIX')}"
    if not target.exists():
        includes = [sysconfig.get_paths()["include"], root / "include", root / "ext" / "robin_map" / "include", MYCLASS]
        subprocess.run(
            ["g++", "-std=c++17", "-Os", "-DNDEBUG", "-fPIC", "-shared", "-fvisibility=hidden", "-fno-strict-aliasing",
             "-ffunction-sections", "-fdata-sections", "-Wl,--gc-sections", "-s", *(f"-I{each}" for each in includes),
             root / "src" / "nb_combined.cpp", HERE / "trivial.cpp", MYCLASS / "MyClass.cpp", "-o", target],
            check=True,
        )  # fmt: skip


RSS = """
import sys
def rss():
    for line in open("/proc/self/status"):
        if line.startswith("VmRSS:"):
            return int(line.split()[1])
if len(sys.argv) > 1:
    import cppyy_rs
    cppyy_rs.load_lib(sys.argv[1])
    maps = open("/proc/self/maps").read()
    assert "libclang" not in maps and "LLVM" not in maps, "clang is in the process"
print(rss())
"""


def import_figures():
    gen(MYCLASS / "MyClass.h", MYCLASS / "MyClass.cpp")
    build_nanobind()
    dictionary = BUILD / "libMyClassDict.so"
    bare = "pass"
    ours = "import sys, cppyy_rs; cppyy_rs.load_lib(sys.argv[1])"
    theirs = "import sys; sys.path.insert(0, sys.argv[1]); import trivial"
    samples = {"bare": [], "cppyy_rs": [], "nanobind": []}
    for _ in range(PAIRS + 1):
        samples["bare"].append(cpu_ms(bare))
        samples["nanobind"].append(cpu_ms(theirs, BUILD))
        samples["cppyy_rs"].append(cpu_ms(ours, dictionary))
    for each in samples.values():
        del each[0]  # the first run warms the page cache
    differences = [mine - other for mine, other in zip(samples["cppyy_rs"], samples["nanobind"])]
    loaded = statistics.median(int(output(RSS, dictionary)) for _ in range(9))
    empty = statistics.median(int(output(RSS)) for _ in range(9))
    return {
        "cpu_ms": {name: round(statistics.median(each), 2) for name, each in samples.items()},
        "cpu_ms_over_nanobind": round(statistics.median(differences), 2),
        "rss_mb_over_bare": round((loaded - empty) / 1024, 2),
        "clang_mapped": False,
    }


LOAD = """
import sys, os, time, ctypes, json
how, path = sys.argv[1:3]
if how == "load_lib":
    import cppyy_rs
def private():
    total = 0
    for line in open("/proc/self/smaps_rollup"):
        if line.startswith("Private_"):
            total += int(line.split()[1])
    return total
private()
before = private()
start, cpu = time.perf_counter(), time.process_time()
if how == "load_lib":
    cppyy_rs.load_lib(path)
else:
    ctypes.CDLL(path, mode=os.RTLD_NOW | os.RTLD_GLOBAL)
wall, cpu = time.perf_counter() - start, time.process_time() - cpu
print(json.dumps({"wall_ms": wall * 1e3, "cpu_ms": cpu * 1e3, "private_mb": (private() - before) / 1024}))
"""


def load_figures():
    BUILD.mkdir(parents=True, exist_ok=True)
    header = BUILD / "many.hpp"
    text = classes.header(CLASSES, METHODS)
    dictionary = BUILD / "libmanyDict.so"
    if not (dictionary.exists() and header.exists() and header.read_text() == text and dictionary.stat().st_mtime > CPPBIND.stat().st_mtime):
        header.write_text(text)
        gen(header)
    samples = {"dlopen": [], "load_lib": []}
    for _ in range(PAIRS + 1):
        for how, each in samples.items():
            each.append(json.loads(output(LOAD, how, dictionary)))
    for each in samples.values():
        del each[0]

    def median(how, figure):
        return statistics.median(sample[figure] for sample in samples[how])

    ratios = [mine["wall_ms"] / bare["wall_ms"] for mine, bare in zip(samples["load_lib"], samples["dlopen"])]
    return {
        "classes": CLASSES,
        "methods_each": METHODS,
        "file_mb": round(dictionary.stat().st_size / 2**20, 1),
        "dlopen_ms": round(median("dlopen", "wall_ms"), 2),
        "load_lib_ms": round(median("load_lib", "wall_ms"), 2),
        "ratio": round(statistics.median(ratios), 2),
        "dlopen_private_mb": round(median("dlopen", "private_mb"), 2),
        "load_lib_private_mb": round(median("load_lib", "private_mb"), 2),
    }


def report(imports, load):
    def row(what, figure, limit, unit):
        return f"| {what} | {figure} {unit} | {limit} {unit} | {'yes' if figure <= limit else 'no'} |"

    python = platform.python_version()
    return f"""# What loading costs

Written by `make bench` (`benches/load/run.py`): medians of {PAIRS} paired runs in fresh processes, CPython {python},
{os.cpu_count()} cores, {platform.machine()}.

| figure | measured | at most | holds |
|---|---|---|---|
{row("CPU of `import cppyy_rs; load_lib(MyClass)` over importing a trivial nanobind extension", imports["cpu_ms_over_nanobind"], IMPORT_CPU_MS, "ms")}
{row("RSS over a bare interpreter", imports["rss_mb_over_bare"], IMPORT_RSS_MB, "MB")}
{row(f"`load_lib` of {CLASSES:,} classes with {METHODS} methods each, as a multiple of a bare `dlopen` of the same file", load["ratio"], LOAD_RATIO, "x")}
{row("its private memory before the first lookup", load["load_lib_private_mb"], LOAD_PRIVATE_MB, "MB")}

No libclang and no libLLVM is mapped into the process (checked in `/proc/self/maps`).

Behind the figures: CPU of a bare interpreter {imports["cpu_ms"]["bare"]} ms, with the nanobind extension
{imports["cpu_ms"]["nanobind"]} ms, with cppyy_rs and its dictionary {imports["cpu_ms"]["cppyy_rs"]} ms. The large dictionary's file has
{load["file_mb"]} MB; a bare `dlopen` takes {load["dlopen_ms"]} ms and {load["dlopen_private_mb"]} MB of private memory, `load_lib` {load["load_lib_ms"]} ms
and {load["load_lib_private_mb"]} MB.
"""


def main():
    imports, load = import_figures(), load_figures()
    text = report(imports, load)
    (HERE / "results.json").write_text(json.dumps({"import": imports, "load": load}, indent=2) + "\n")
    (HERE / "RESULTS.md").write_text(text)
    print(text)


main()
