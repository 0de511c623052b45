#!/usr/bin/env python3
"""What it costs to build bindings, to carry and to load them, against nanobind and pybind11.

Prints tables and writes results.json: records of table, row, column, value, unit and
note, which the bindings-overhead report takes over. What is built lies in
benches/build/build-cost/. CPU time is user and system time of the whole tree of
processes; the machine may be busy meanwhile, wall time is not looked at.
"""

import argparse
import json
import pathlib
import statistics
import subprocess
import sys

import bindings
import class_creation
import usage
import workloads

HERE = pathlib.Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent

# What issue 3 asks for.
BARS = {"CPU": 0.5, "memory": 0.5, "size": 0.8}
CREATION_BAR = 3.0
WHEEL_BAR_MB = 2.0

# A slow binding is not built again once it has taken so much CPU time on one workload.
ENOUGH_CPU_S = 40.0


class Results:
    """The records, in the order of their measurement."""

    def __init__(self):
        self.records = []

    def add(self, table, row, column, value, unit, note=""):
        """Adds a record; a value of None stands for what could not be measured, and the note says why."""
        value = float(f"{value:.4g}") if value is not None else None
        self.records.append({"table": table, "row": row, "column": column, "value": value, "unit": unit, "note": note})

    def text(self):
        """All tables as Markdown."""
        lines = []
        for table in dict.fromkeys(each["table"] for each in self.records):
            own = [each for each in self.records if each["table"] == table]
            columns = list(dict.fromkeys(each["column"] for each in own))
            cells = {(each["row"], each["column"]): each for each in own}
            lines += ["", f"## {table}", "", f"| | {' | '.join(columns)} |", "|---" * (len(columns) + 1) + "|"]
            for row in dict.fromkeys(each["row"] for each in own):
                shown = [shown_cell(cells.get((row, column))) for column in columns]
                lines.append(f"| {row} | {' | '.join(shown)} |")
            lines += [f"\n{note}" for note in dict.fromkeys(each["note"] for each in own if each["note"])]
        return "\n".join([*lines, ""])


def shown_cell(record):
    """A cell of a table."""
    if record is None:
        return ""
    if record["value"] is None:
        return "not measured"
    return f"{record['value']:g} {record['unit']}".strip()


def stripped_kb(file):
    """The size of a shared library without symbols that are not needed to load it."""
    stripped = file.with_name("stripped")
    subprocess.run(["strip", file, "-o", stripped], check=True)
    return stripped.stat().st_size / 1024


def build_all(results, built, workload, repeats):
    """Builds one workload with each binding, in turn; the median costs by binding."""
    costs = {binding.name: [] for binding in built}
    files = {}
    for _ in range(repeats):
        for binding in built:
            spent = costs[binding.name]
            if sum(each.cpu_s for each in spent) < ENOUGH_CPU_S:
                cost, files[binding.name] = binding.build(workload)
                spent.append(cost)
    medians = {}
    table = f"Building the bindings of {workload.title}"
    for binding in built:
        spent = costs[binding.name]
        median = {
            "CPU": statistics.median(each.cpu_s for each in spent),
            "largest": statistics.median(each.largest_mb for each in spent),
            "memory": statistics.median(each.together_mb for each in spent),
            "size": stripped_kb(files[binding.name]),
        }
        medians[binding.name] = median
        runs = f"medians of up to {repeats} builds, from the header to the shared library"
        results.add(table, binding.title, "CPU time", median["CPU"], "s", runs)
        results.add(table, binding.title, "memory of the largest process", median["largest"], "MB", runs)
        results.add(table, binding.title, "memory of all processes at one time", median["memory"], "MB", runs)
        results.add(table, binding.title, "stripped size", median["size"], "KB", runs)
    return medians


def against_nanobind(results, workload, medians):
    """The ratios that have bars."""
    ours, theirs = medians["cppyy_rs"], medians["nanobind"]
    columns = {
        "CPU": "CPU time",
        "largest": "memory of the largest process",
        "memory": "memory of all",
        "size": "stripped size",
    }
    note = ", ".join(f"{what} at most {bar}" for what, bar in BARS.items())
    note = (
        f"cppyy_rs over nanobind. The bars: {note}; each side at its default flags, nanobind's runtime compiled before."
    )
    for figure, column in columns.items():
        results.add("Building against nanobind", workload.title, column, ours[figure] / theirs[figure], "x", note)


def use_all(results, place, built, workload, processes):
    """What importing and first calls cost, over a bare interpreter."""
    table = f"Using the bindings of {workload.title}"
    note = "import: by pyperf, wall time of a process over that of a bare interpreter; the rest: medians of fresh processes"
    for binding in built:
        usage.check(place, binding, workload)
    programs = {"bare": "pass"} | {binding.name: binding.use(workload) for binding in built}
    imports = usage.import_ms(place, programs, rounds=processes)
    for binding in built:
        figures = usage.figures(place, binding, workload, processes)
        results.add(table, binding.title, "import", imports[binding.name] - imports["bare"], "ms", note)
        results.add(table, binding.title, "RSS added by the import", figures["rss_mb"], "MB", note)
        results.add(table, binding.title, "first call", figures["first_us"], "µs", note)
        results.add(table, binding.title, "each name once", figures["every_ms"], "ms", note)


def create_classes(results, place, processes):
    """Making a class, per method."""
    for methods in (50, 200):
        figures = class_creation.figures(place, methods, processes)
        table, note = f"Making a class of {methods} methods", f"per method; the bar is {CREATION_BAR} x"
        for row, each in figures.items():
            results.add(table, row, "time", each["ns"], "ns", note)
            missing = "" if each["instructions"] is not None else "valgrind is not installed"
            results.add(table, row, "instructions", each["instructions"], "", missing or note)
        ours, theirs = figures["cppyy_rs"], figures["type()"]
        results.add(table, "ratio", "time", ours["ns"] / theirs["ns"], "x", note)
        if ours["instructions"] is not None:
            results.add(table, "ratio", "instructions", ours["instructions"] / theirs["instructions"], "x", note)


def measure_wheel(results, wheels):
    """The size of the runtime's wheel."""
    found = sorted(wheels.glob("cppyy_rs-*.whl"), key=lambda each: each.stat().st_mtime)
    size = found[-1].stat().st_size / 2**20 if found else None
    note = f"the bar is {WHEEL_BAR_MB} MB, without prebuilt dictionaries"
    if not found:
        note = f"no wheel in {wheels.name}/: `make install` makes it"
    results.add("The runtime's wheel", found[-1].name if found else "cppyy_rs", "size", size, "MB", note)


def rivals(place, results, quick):
    """Those that are installed; the others are named."""
    found = []
    for rival in (bindings.Nanobind,) if quick else (bindings.Nanobind, bindings.Pybind11):
        if place.known[rival.name] is None:
            results.add("Left out", rival.name, "builds", None, "", f"{rival.name} is not installed")
        else:
            found.append(rival(place))
    return found


def main():
    """Measures what the options ask for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="nanobind only, one build each, without the 240 classes")
    parser.add_argument("--venv", type=pathlib.Path, default=REPOSITORY / ".venv", help="where cppbind and pyperf are")
    parser.add_argument("--python", type=pathlib.Path, help="the interpreter to measure with [default: the venv's]")
    parser.add_argument("--wheels", type=pathlib.Path, default=REPOSITORY / "target" / "wheels", help="built wheels")
    options = parser.parse_args()
    venv = options.venv.absolute()
    # Not resolved: an interpreter finds its virtual environment by the path it is run by.
    python = (options.python or venv / "bin" / "python").absolute()
    place = bindings.Place(python, venv, REPOSITORY / "benches" / "build" / "build-cost")
    repeats, processes = (1, 5) if options.quick else (3, 15)
    sizes = [workloads.FUNCTIONS, workloads.CLASSES_60, workloads.ALIKE]
    if not options.quick:
        sizes.append(workloads.CLASSES_240)

    results = Results()
    built = [bindings.CppyyRs(place), *rivals(place, results, options.quick)]
    nanobind = next((each for each in built if each.name == "nanobind"), None)
    if nanobind:
        runtime = nanobind.build_runtime()
        note = "once for a project, and not counted below"
        results.add("nanobind's runtime", nanobind.title, "CPU time", runtime.cpu_s, "s", note)
        results.add("nanobind's runtime", nanobind.title, "memory", runtime.largest_mb, "MB", note)
    for workload in sizes:
        medians = build_all(results, built, workload, repeats)
        if nanobind:
            against_nanobind(results, workload, medians)
        print(f"built {workload.title}", file=sys.stderr)
    for workload in (workloads.FUNCTIONS, workloads.CLASSES_60):
        use_all(results, place, built, workload, processes)
    create_classes(results, place, processes)
    measure_wheel(results, options.wheels)
    (HERE / "results.json").write_text(json.dumps(results.records, indent=1, ensure_ascii=False) + "\n")
    print(results.text())


if __name__ == "__main__":
    main()
