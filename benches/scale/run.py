"""What a large library costs the generator: a quarter, half and all of QuantLib's headers.

Reading them (`--emit ir`) is measured for each share, with `--whole` the dictionary too, which takes hours of compiling on a
slow machine. Time is CPU time of the generator and of the compilers that it runs; memory is that of the largest process.
Whoever doubles what is declared should double both: what grows faster is a mistake of the generator's.

results.json is shown by the report (`benches/run.py --render`).
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
BUILD = HERE.parent / "build" / "scale"
CPPBIND = pathlib.Path(sys.executable).parent / "cppbind"
INCLUDE = pathlib.Path("/usr/include")
SHARES = {"a quarter": 4, "half": 2, "all": 1}
TABLE = "The generator on a large library"
NOTE = (
    "QuantLib's headers, every fourth, every second and all of them (they include one another), in one dictionary each; CPU time of the "
    "generator and its compilers, memory of the largest process"
)


def headers():
    """QuantLib's own headers in the order in which ql/quantlib.hpp comes to them, but for those that only include others."""
    command = ["g++", "-std=c++17", "-M", "-x", "c++", str(INCLUDE / "ql" / "quantlib.hpp")]
    read = subprocess.run(command, check=True, capture_output=True, text=True).stdout.replace("\\\n", " ").split()
    own = (name.removeprefix(f"{INCLUDE}/") for name in read if name.startswith(f"{INCLUDE}/ql/"))
    return [name for name in own if not name.endswith(("/all.hpp", "/quantlib.hpp"))]


def generate(arguments):
    """CPU seconds, the largest process's megabytes and the closing line of one run."""
    with tempfile.TemporaryFile() as said:
        command = [str(CPPBIND), "gen", *arguments, "--message-format", "json"]
        pid = os.posix_spawn(command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, said.fileno(), 2)])
        _, status, usage = os.wait4(pid, 0)
        said.seek(0)
        lines = said.read().decode().splitlines()
    if status:
        raise SystemExit("\n".join(lines[-20:]))
    summary = next(line for line in map(json.loads, reversed(lines)) if line["kind"] == "summary")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, summary


USE = """
import json, os, resource, sys, time
import cppyy_rs
def resident():
    with open("/proc/self/statm") as pages:
        return int(pages.read().split()[1]) * resource.getpagesize() / 1e6
before, began = resident(), time.perf_counter()
cppyy_rs.load_lib(sys.argv[1])
loaded = time.perf_counter()
from cppyy_rs.gbl import QuantLib
assert QuantLib.Date(1, QuantLib.January, 2026).year() == 2026
used = time.perf_counter()
print(json.dumps([1e3 * (loaded - began), 1e3 * (used - loaded), resident() - before]))
"""


def loading(library):
    """What it costs to load a dictionary and its library, and to use a first class of it; the least of five processes."""
    library = str(library)
    rounds = [json.loads(subprocess.run([sys.executable, "-c", USE, library], check=True, capture_output=True).stdout) for _ in range(5)]
    load, use, memory = map(min, zip(*rounds))
    return {
        "load_lib": (round(load, 1), "ms"),
        "a first object": (round(use, 1), "ms"),
        "both: memory": (round(memory, 1), "MB"),
    }


def measure(name, every, whole):
    """The figures of one share."""
    chosen = headers()[::every]
    first = BUILD / f"quantlib{every}.hpp"
    first.write_text("".join(f"#include <{header}>\n" for header in chosen))
    # One header that includes them, and declarations of their directory instead of its own.
    common = [str(first), "--allowlist-file", f"{INCLUDE}/ql/.*", "-lQuantLib"]
    seconds, megabytes, summary = generate([*common, "--emit", "ir", "-o", str(BUILD / f"{every}.ir.txt")])
    figures = {
        "headers": (len(chosen), ""),
        "classes": (summary["bound"]["classes"], ""),
        "functions": (summary["bound"]["functions"], ""),
        "reading: CPU": (round(seconds, 1), "s"),
        "reading: memory": (round(megabytes), "MB"),
    }
    if whole:
        library = BUILD / f"libquantlib{every}Dict.so"
        seconds, megabytes, summary = generate([*common, "-o", str(library)])
        figures |= {
            "dictionary: functions": (summary["bound"]["functions"], ""),
            "dictionary: CPU": (round(seconds), "s"),
            "dictionary: memory": (round(megabytes), "MB"),
            "dictionary: size": (round(library.stat().st_size / 1e6, 1), "MB"),
            **loading(library),
        }
    return [
        {"table": TABLE, "row": row, "column": name, "value": value, "unit": unit, "note": NOTE}
        for row, (value, unit) in figures.items()
    ]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--whole", action="store_true", help="make the dictionaries too, and use one class of each")
    arguments = parser.parse_args()
    if not (INCLUDE / "ql" / "quantlib.hpp").exists():
        raise SystemExit("libquantlib0-dev is not installed")
    BUILD.mkdir(parents=True, exist_ok=True)
    results = []
    for name, every in SHARES.items():
        results += measure(name, every, arguments.whole)
        print("\n".join(f"{each['column']:10} {each['row']:24} {each['value']} {each['unit']}" for each in results if each["column"] == name))
    (HERE / "results.json").write_text(json.dumps(results, indent=1) + "\n")


main()
