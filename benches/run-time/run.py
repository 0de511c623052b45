"""What C++ at run time costs: whole processes, from their start to the first call's result.

Each round runs every contestant once, in turn, with text that nobody has seen before (cold) and again with the text of the
first round (warm). Reported are the medians of the wall times and of the CPU times (the processes that they start included)
in milliseconds, and ratios of the medians. The precompiled headers are there before; what making them costs is a row of its
own. `--rival PYTHON` names an interpreter that has cppyy; without it, the one that `benches/run.py` has installed is taken.
"""

import argparse
import itertools
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent

HEADERS = (
    "algorithm array chrono cmath complex deque functional iostream list map memory numeric optional set sstream string tuple "
    "unordered_map utility vector"
).split()

INCLUDES = "".join(f"#include <{header}>\n" for header in HEADERS)

FUNCTION = """
int total_{0}(int count) {{
    std::vector<int> numbers(count);
    std::iota(numbers.begin(), numbers.end(), 0);
    std::map<std::string, int> named{{{{"all", std::accumulate(numbers.begin(), numbers.end(), 0)}}}};
    return named.at("all");
}}
"""

STRUCT = "struct Part_{0} {{ int number; double weight; }};"

# What `std.vector['Part']` is in C++: all members, as our dictionary has them.
INSTANCE = "#include <vector>\n" + STRUCT + "\ntemplate class std::vector<Part_{0}>;\n"

ONE = """
import {package}
{package}.cppdef({text!r})
assert {package}.gbl.total_{0}(5) == 10
"""

VECTOR = """
import {package}
{package}.cppdef({struct!r})
parts = {package}.gbl.std.vector['Part_{0}'](3)
assert len(parts) == 3
"""

TEN = """
import {package}
for each in range(10):
    {package}.cppdef({function!r}.replace("total_{0}", "total_{0}_%d" % each))
    assert getattr({package}.gbl, "total_{0}_%d" % each)(5) == 10
"""

# What a process is in the end: its resident memory, and whether a compiler is mapped into it.
STATE = """
import re
status = open("/proc/self/status").read()
maps = open("/proc/self/maps").read()
print(int(re.search(r"VmRSS:\\s*(\\d+)", status)[1]) / 1e3, bool(re.search("clang|llvm|cc1plus|Cling", maps, re.I)))
"""

CASES = {"cppdef, 20 standard headers": ONE, "std.vector of a new struct": VECTOR, "ten cppdefs": TEN}

GCC = "g++ -O1 -shared"

# Case, whose wall time, over whose, and how much it may be.
BARS = [
    ("cppdef, 20 standard headers", "cold", "cppyy", 1.5),
    ("cppdef, 20 standard headers", "cold", GCC, 0.7),
    ("cppdef, 20 standard headers", "warm", "cppyy", 0.1),
    ("std.vector of a new struct", "cold", "cppyy", 1.5),
    ("std.vector of a new struct", "cold", GCC, 0.7),
    ("std.vector of a new struct", "warm", "cppyy", 0.1),
    ("ten cppdefs", "cold", "cppyy", 5.0),
    ("ten cppdefs", "warm", "cppyy", 0.15),
]


def program(case, package, number):
    function = FUNCTION.format(number)
    text = INCLUDES + function
    return case.format(number, package=package, text=text, struct=STRUCT.format(number), function=function)


def run(command, **environment):
    """Milliseconds that a command takes: wall, and CPU of all that it starts and waits for."""
    before = os.times()
    began = time.perf_counter()
    subprocess.run(command, check=True, env={**os.environ, **environment}, stdout=subprocess.DEVNULL)
    wall = time.perf_counter() - began
    after = os.times()
    cpu = after.children_user - before.children_user + after.children_system - before.children_system
    return wall * 1e3, cpu * 1e3


def contest(case, rival, rounds, directory, numbers):
    """Wall and CPU times of each round by contestant."""
    times = {}
    cache = {"CPPBIND_CACHE": str(directory / "cache")}
    seen = program(case, "cppyy_rs", next(numbers))
    run([sys.executable, "-c", seen], **cache)
    alone = {ONE: INCLUDES + FUNCTION, VECTOR: INSTANCE}.get(case)
    for _ in range(rounds):
        number = next(numbers)
        commands = {
            "cold": [sys.executable, "-c", program(case, "cppyy_rs", number)],
            "warm": [sys.executable, "-c", seen],
        }
        if alone:
            text = directory / f"{number}.cpp"
            text.write_text(alone.format(number))
            commands[GCC] = ["g++", "-O1", "-fPIC", "-shared", text, "-o", directory / f"{number}.so"]
        if rival:
            commands["cppyy"] = [rival, "-c", program(case, "cppyy", number)]
        for who, command in commands.items():
            times.setdefault(who, []).append(run(command, **cache))
    return times


def record(case, times):
    medians = {who: [round(statistics.median(each)) for each in zip(*all)] for who, all in times.items()}
    return {
        "case": case,
        "ms": {who: wall for who, (wall, _) in medians.items()},
        "cpu_ms": {who: cpu for who, (_, cpu) in medians.items()},
    }


def judged(records):
    """Each bar with its figure: the ratio of the medians of one run."""
    walls = {each["case"]: each["ms"] for each in records}
    cpus = {each["case"]: each["cpu_ms"] for each in records}
    for case, who, other, most in BARS:
        if who in walls.get(case, {}) and other in walls[case]:
            figure = round(walls[case][who] / walls[case][other], 3)
            cpu = round(cpus[case][who] / max(cpus[case][other], 1), 3)
            yield {"case": case, "who": who, "other": other, "at_most": most, "figure": figure, "cpu": cpu}


def state(directory, numbers):
    """Resident memory in MB, and whether a compiler is mapped, of a process that has compiled and called."""
    text = program(ONE, "cppyy_rs", next(numbers)) + STATE
    environment = {**os.environ, "CPPBIND_CACHE": str(directory / "cache")}
    told = subprocess.run([sys.executable, "-c", text], check=True, env=environment, capture_output=True, text=True).stdout
    resident, mapped = told.split()
    return {"rss_mb": round(float(resident), 1), "maps_compiler": mapped == "True"}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    installed = HERE.parent / "build" / "tools-{}.{}".format(*sys.version_info) / "bin" / "python"
    parser.add_argument("--rival", default=installed if installed.exists() else None, help="a Python that has cppyy")
    parser.add_argument("--rounds", type=int, default=11)
    options = parser.parse_args()
    numbers = itertools.count()
    records = []
    with tempfile.TemporaryDirectory() as scratch:
        directory = pathlib.Path(scratch)
        first = program(ONE, "cppyy_rs", next(numbers))
        made = run([sys.executable, "-c", first], CPPBIND_CACHE=str(directory / "cache"))
        records.append(record("the first use: precompiled headers", {"cold": [made]}))
        for name, case in CASES.items():
            records.append(record(name, contest(case, options.rival, options.rounds, directory, numbers)))
        process = state(directory, numbers)
    load = round(os.getloadavg()[2], 1)
    results = {"rounds": options.rounds, "load": load, "cases": records, "bars": list(judged(records)), "process": process}
    for each in records:
        print(f"{each['case']}: " + ", ".join(f"{who} {ms} ms ({each['cpu_ms'][who]} CPU)" for who, ms in each["ms"].items()))
    for bar in results["bars"]:
        met = "met" if bar["figure"] <= bar["at_most"] else "NOT MET"
        print(f"{bar['case']}, {bar['who']} / {bar['other']}: {bar['figure']} ({bar['at_most']}: {met}; CPU {bar['cpu']})")
    print(f"the Python process: {process['rss_mb']} MB, {'maps' if process['maps_compiler'] else 'maps no'} compiler")
    (HERE / "results.json").write_text(json.dumps(results, indent=1) + "\n")


if __name__ == "__main__":
    main()
