"""The load benchmark: what importing cppyy_rs and loading a dictionary cost.

    .venv/bin/python benches/load/run.py [--runs 31] [--classes 10000]

Bars, each a ratio or difference of paired runs on the same machine:

1. CPU of `import cppyy_rs` plus loading the MyClass dictionary, against importing a
   trivial nanobind extension: at most 8 ms more. Resident memory over a bare
   interpreter: at most 5 MB. No libclang or libLLVM is mapped.
2. Loading a dictionary of 10,000 classes with five methods each, against a bare
   dlopen of the same file: at most 3 times; at most 5 MB of private memory before
   the first lookup.

Writes results.json and RESULTS.md beside itself; exits with 1 where a bar is missed.
Whole processes are compared in pairs, A B A B ..., and medians are quoted, because
the machine's speed drifts more between minutes than the figures differ.
"""

import argparse
import json
import os
import pathlib
import platform
import shutil
import statistics
import subprocess
import sys
import sysconfig

import big_header

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BUILD = ROOT / "benches" / "build" / "load"
CPPBIND = pathlib.Path(sys.executable).parent / "cppbind"

NANOBIND_EXTENSION = """\
#include <nanobind/nanobind.h>
NB_MODULE(trivial, module) { module.def("answer", [] { return 42; }); }
"""

REPORT_MEMORY = """
for line in open("/proc/self/status"):
    if line.startswith("VmRSS:"):
        rss = int(line.split()[1])
maps = open("/proc/self/maps").read()
print(rss, int("libclang" in maps or "libLLVM" in maps))
"""


def run(command, **options):
    """Runs a command that must succeed; what it printed."""
    return subprocess.run([str(word) for word in command], check=True, capture_output=True, text=True, **options).stdout


def build_myclass():
    """The dictionary of the sample library `myclass`."""
    folder = BUILD / "myclass"
    folder.mkdir(parents=True, exist_ok=True)
    source = ROOT / "testlibs" / "myclass"
    run([CPPBIND, "gen", source / "MyClass.h", source / "MyClass.cpp"], cwd=folder)
    return folder / "libMyClassDict.so"


def build_nanobind():
    """A folder with the extension `trivial`, built as nanobind's own CMake function would: -Os, stripped, its runtime inside."""
    folder = BUILD / "nanobind"
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"trivial{sysconfig.get_config_var('EXT_SUFFIX')}"
    site = folder / "site"
    if not site.exists():
        run([sys.executable, "-m", "pip", "install", "--quiet", "--target", site, "nanobind==3.1.0"])
    package = site / "nanobind"
    extension = folder / "trivial.cpp"
    extension.write_text(NANOBIND_EXTENSION)
    if not target.exists():
        run([
            os.environ.get("CXX", "c++"), "-std=c++17", "-Os", "-DNDEBUG", "-fPIC", "-shared", "-fvisibility=hidden",
            "-fno-strict-aliasing", "-ffunction-sections", "-fdata-sections", "-Wl,--gc-sections", "-s",
            "-I", package / "include", "-I", package / "ext" / "robin_map" / "include",
            "-I", sysconfig.get_paths()["include"], extension, package / "src" / "nb_combined.cpp", "-o", target,
        ])
    return folder


def build_big(classes):
    """A dictionary of `classes` classes."""
    folder = BUILD / f"big{classes}"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "big.hpp").write_text(big_header.header(classes))
    run([CPPBIND, "gen", "big.hpp"], cwd=folder)
    return folder / "libbigDict.so"


def cpu_milliseconds(command, environment):
    """User and system time of one process, children included."""
    child = subprocess.Popen([str(word) for word in command], env=environment, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{command} ended with {child.returncode}")
    return 1000 * (usage.ru_utime + usage.ru_stime)


def paired(first, second, runs):
    """Medians of two measurements taken in turn, after one warm-up of each."""
    first(), second()
    pairs = [(first(), second()) for _ in range(runs)]
    return tuple(statistics.median(column) for column in zip(*pairs))


def measure_import(runs):
    """Bar 1."""
    library, extension = build_myclass(), build_nanobind()
    environment = {**os.environ, "PYTHONPATH": str(extension)}
    ours = f"import cppyy_rs; cppyy_rs.load_lib({str(library)!r})"
    python = sys.executable
    bare, theirs = "pass", "import trivial"
    cpu_ours, cpu_nanobind = paired(
        lambda: cpu_milliseconds([python, "-c", ours], environment),
        lambda: cpu_milliseconds([python, "-c", theirs], environment),
        runs,
    )
    memory = {
        name: [int(word) for word in run([python, "-c", code + "\n" + REPORT_MEMORY], env=environment).split()]
        for name, code in (("bare", bare), ("ours", ours))
    }
    return {
        "cpu_ms": round(cpu_ours, 2),
        "nanobind_cpu_ms": round(cpu_nanobind, 2),
        "cpu_over_nanobind_ms": round(cpu_ours - cpu_nanobind, 2),
        "rss_over_bare_mb": round((memory["ours"][0] - memory["bare"][0]) / 1024, 2),
        "maps_a_compiler": bool(memory["ours"][1]),
    }


def measure_big(classes, runs):
    """Bar 2."""
    library = build_big(classes)

    def probe(mode):
        return lambda: json.loads(run([sys.executable, HERE / "probe.py", mode, library]))

    probe("dlopen")(), probe("load")()
    pairs = [(probe("dlopen")(), probe("load")()) for _ in range(runs)]
    bare = statistics.median(pair[0]["ns"] for pair in pairs)
    ours = statistics.median(pair[1]["ns"] for pair in pairs)
    return {
        "classes": classes,
        "file_mb": round(library.stat().st_size / 2**20, 2),
        "dlopen_us": round(bare / 1000, 1),
        "load_us": round(ours / 1000, 1),
        "load_over_dlopen": round(ours / bare, 3),
        "private_mb": round(statistics.median(pair[1]["private_kb"] for pair in pairs) / 1024, 2),
    }


def bars(results):
    """Each bar: what it is, its figure, its limit, and whether it holds."""
    first, second = results["import"], results["big"]
    return [
        ("CPU over a trivial nanobind extension, ms", first["cpu_over_nanobind_ms"], 8, first["cpu_over_nanobind_ms"] <= 8),
        ("RSS over a bare interpreter, MB", first["rss_over_bare_mb"], 5, first["rss_over_bare_mb"] <= 5),
        ("libclang or libLLVM mapped", int(first["maps_a_compiler"]), 0, not first["maps_a_compiler"]),
        (f"load over dlopen, {second['classes']} classes", second["load_over_dlopen"], 3, second["load_over_dlopen"] <= 3),
        ("private memory before the first lookup, MB", second["private_mb"], 5, second["private_mb"] <= 5),
    ]


def main():
    """Builds, measures, writes, judges."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=31)
    parser.add_argument("--classes", type=int, default=10_000)
    arguments = parser.parse_args()
    if not shutil.which(str(CPPBIND)):
        raise SystemExit(f"{CPPBIND} is missing: run `make install` first")
    results = {
        "python": platform.python_version(),
        "machine": platform.machine(),
        "runs": arguments.runs,
        "import": measure_import(arguments.runs),
        "big": measure_big(arguments.classes, arguments.runs),
    }
    judged = bars(results)
    lines = [
        "# What loading costs",
        "",
        f"CPython {results['python']} on {results['machine']}, medians of {arguments.runs} paired runs; "
        "`make bench` makes this file anew.",
        "",
        "| figure | measured | bar |",
        "|---|---|---|",
        *(f"| {name} | {value} | {'at most ' if limit else ''}{limit}{'' if holds else ' **missed**'} |" for name, value, limit, holds in judged),
        "",
        "| detail | |",
        "|---|---|",
        *(f"| {section}: {name} | {value} |" for section in ("import", "big") for name, value in results[section].items()),
        "",
    ]
    (HERE / "results.json").write_text(json.dumps(results, indent=2) + "\n")
    (HERE / "RESULTS.md").write_text("\n".join(lines))
    print("\n".join(lines))
    sys.exit(0 if all(holds for *_, holds in judged) else 1)


if __name__ == "__main__":
    main()
