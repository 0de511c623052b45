"""What C++ at run time costs: whole processes, from their start to the first call's result.

Each round runs every contestant once, in turn, with text that nobody has seen before (cold) and again with the text of the
first round (warm). Reported are the medians of the wall times in milliseconds, and their ratios. The precompiled headers
are there before; what making them costs is a row of its own. `--rival PYTHON` names an interpreter that has cppyy.
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

CASES = {"cppdef, 20 standard headers": ONE, "std.vector of a new struct": VECTOR, "ten cppdefs": TEN}


def program(case, package, number):
    function = FUNCTION.format(number)
    text = INCLUDES + function
    return case.format(number, package=package, text=text, struct=STRUCT.format(number), function=function)


def wall(command, **environment):
    """Milliseconds that a command takes."""
    began = time.perf_counter()
    subprocess.run(command, check=True, env={**os.environ, **environment}, stdout=subprocess.DEVNULL)
    return (time.perf_counter() - began) * 1e3


def contest(case, rival, rounds, directory, numbers):
    """Medians by contestant."""
    times = {}

    def run(name, command, **environment):
        times.setdefault(name, []).append(wall(command, **environment))

    cache = {"CPPBIND_CACHE": str(directory / "cache")}
    seen = program(case, "cppyy_rs", next(numbers))
    wall([sys.executable, "-c", seen], **cache)
    for _ in range(rounds):
        number = next(numbers)
        run("cold", [sys.executable, "-c", program(case, "cppyy_rs", number)], **cache)
        run("warm", [sys.executable, "-c", seen], **cache)
        if case is ONE:
            source = directory / f"{number}.cpp"
            source.write_text(INCLUDES + FUNCTION.format(number))
            run("g++ -O1 -shared", ["g++", "-O1", "-fPIC", "-shared", source, "-o", directory / f"{number}.so"])
        if rival:
            run("cppyy", [rival, "-c", program(case, "cppyy", number)])
    return {name: statistics.median(all) for name, all in times.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rival", help="a Python that has cppyy")
    parser.add_argument("--rounds", type=int, default=11)
    options = parser.parse_args()
    numbers = itertools.count()
    records = []
    with tempfile.TemporaryDirectory() as scratch:
        directory = pathlib.Path(scratch)
        first = program(ONE, "cppyy_rs", next(numbers))
        headers = wall([sys.executable, "-c", first], CPPBIND_CACHE=str(directory / "cache"))
        records.append({"case": "the first use: precompiled headers", "ms": {"cold": round(headers)}})
        for name, case in CASES.items():
            medians = contest(case, options.rival, options.rounds, directory, numbers)
            records.append({"case": name, "ms": {who: round(ms, 1) for who, ms in medians.items()}})
    for record in records:
        told = ", ".join(f"{who} {ms}" for who, ms in record["ms"].items())
        print(f"{record['case']}: {told}")
        for mine, other in itertools.product(("cold", "warm"), ("g++ -O1 -shared", "cppyy")):
            if mine in record["ms"] and other in record["ms"]:
                print(f"    {mine} / {other}: {record['ms'][mine] / record['ms'][other]:.3f}")
    (HERE / "results.json").write_text(json.dumps(records, indent=1) + "\n")


if __name__ == "__main__":
    main()
