"""Writes REPORT.md and results.json from the figures."""

import json
import os
import pathlib
import platform
import re

from . import bars, plots, real_libraries, rows, run_time

# The bindings' overhead as the talk that this project answers showed it: time in its own unit, ratio to C++.
PUBLISHED = [
    ("PyROOT", 48.6, 1000),
    ("PyCintex", 50.2, 1000),
    ("pypy-c-jit", 5.5, 110),
    ("pypy-c-jit-fp", 0.41, 8),
    ("pypy-c-jit-fp-py", 3.46, 70),
    ("C++", 0.05, 1),
]
HEADLINE = "MyFunc"
HEADLINE_TEXT = """One call of a method without arguments, `obj.MyFunc()`, beside what a talk on Python's C++ bindings published years ago
(its times in its own unit, of its own machine: only the ratios compare)."""

# Below this many ns a loop of C++ cannot tell what a call costs: ratios take it for C++'s time.
RESOLUTION = 0.3

INTRODUCTION = """# Bindings overhead

What it costs to call one C++ library from Python through each binding. `make bench` wrote this page, [results.json](results.json)
and the plots{quick}; how it was measured stands [below](#method).

Machine: {machine}.
"""

METHOD = f"""## Method

All rivals bind `overhead/library/mc.hpp`, whose functions are out of line, save `inline_get`, in one shared library (g++ -O2).
Each has a folder below `overhead/rivals/` with bindings as its users write them; C++ is compiled with -O2, Rust by its release profile.

- **Checked first**: each rival, alone in a process, computes every row; the results are compared with what the row is to give.
  A difference ends the run, unless the rival's folder declares it ([Rivals](#rivals)).
- **Time**: all rivals of a row take turns in one process. A turn runs a loop whose body has the statement
  {rows.REPETITIONS["ns"]} times over; the least of many turns counts, less the empty loop. The garbage collector is off. C++'s own
  loop has the same turns.
- **Instructions**: the same loops below callgrind, each in two windows of which one has twice the rounds of the other; the
  difference, less the empty loop's, is exact but for what allocators and hash tables do differently from run to run.
- **Ratios to C++** take at least {RESOLUTION} ns for C++, below which a loop cannot tell.
- **The C extension** is the floor: METH_NOARGS, METH_O and METH_FASTCALL, the C API's own conversions with all their checks, a null
  check and a try block in each method, static immutable types without `__dict__`, construction by `tp_vectorcall`. It knows the
  Python objects of what Python made by a back pointer; "C extension, table" is the same with a table of all objects.
- **Overrides**: the extension's trampoline takes the GIL (`PyGILState_Ensure`), because C++ may call from any thread, and calls
  the method by its interned name (`PyObject_CallMethodOneArg`).
- Rows that cppyy_rs does not have yet are named below and left out of all means, as is `vector(1000) return`, which is a proxy
  without a copy in cppyy and cppyy_rs.
"""


def number(value):
    """Three digits, no exponent."""
    if value is None:
        return "-"
    if value < 0.05:
        return "0.0"
    return f"{value:.0f}" if value >= 99.95 else f"{value:.1f}"


def ratio(value):
    """Two digits, and four of what is next to nothing."""
    return f"{value:.2f}" if value >= 0.1 else f"{value:.4f}"


def markdown(head, lines, left=1):
    """A table."""
    rule = ["---"] * left + ["---:"] * (len(head) - left)
    return "\n".join("| " + " | ".join(each) + " |" for each in [head, rule, *lines]) + "\n"


def code(statement):
    return f"`{statement}`" if "\n" not in statement else ""


class Report:
    """The page, part by part."""

    def __init__(self, results, benches, quick, machine):
        self.results = results
        self.benches = benches
        self.quick = quick
        self.machine = machine
        self.records = bars.judged(results)

    def text(self):
        quick = ", quickly: fewer turns and rivals, one Python" if self.quick else ""
        parts = [INTRODUCTION.format(quick=quick, machine=self.machine), self.headline(), self.judgement()]
        parts += [self.figures(version) for version in self.results]
        parts += [self.costs(), self.run_time(), self.real_libraries(), self.imports(), self.deriving(), self.rivals(), METHOD]
        return "\n".join(part for part in parts if part)

    def present(self, result):
        return [name for name, rival in result["rivals"].items() if "unavailable" not in rival]

    def headline(self):
        lines = [[f"*{name}* (published)", "", f"({took:g})", f"{ratio}x"] for name, took, ratio in PUBLISHED]
        for version, result in self.results.items():
            cells = result["rows"].get(HEADLINE, {})
            measured = [(name, cell) for name, cell in cells.items() if "ns" in cell]
            for name, cell in sorted(measured, key=lambda each: each[1]["ns"]):
                title = "C++" if name == "cpp" else result["rivals"][name]["title"]
                ratio = "1x" if name == "cpp" else f"{cell['to_cpp']:.0f}x"
                took = number(cell["ns"]) if cell["ns"] >= RESOLUTION else f"< {RESOLUTION}"
                lines.append([f"**{title}**" if name == "cppyy_rs" else title, version, took, ratio])
        table = markdown(["binding", "Python", "ns per call", "relative to C++"], lines, left=2)
        return f"## Relative to C++\n\n{HEADLINE_TEXT}\n\n{table}\n![relative to C++](plots/headline.svg)\n"

    def judgement(self):
        if not any(record["figure"] is not None for record in self.records):
            return ""
        versions = list(self.results)
        by = {}
        for record in self.records:
            key = (re.sub(r"over \d+ rows", "over the rows both have", record["what"]), record["ratio of"], record["at most"])
            by.setdefault(key, {})[record["python"]] = record
        lines = []
        for (what, against, most), found in by.items():
            cells = []
            for version in versions:
                record = found.get(version)
                met = {True: "met", False: "**not met**", None: "not measured"}[record["met"] if record else None]
                cells.append(met if record is None or record["figure"] is None else f"{ratio(record['figure'])} {met}")
            lines.append([what, against, f"{most:.2f}", *cells])
        met = sum(record["met"] is True for record in self.records)
        measured = sum(record["met"] is not None for record in self.records)
        table = markdown(["what", "ratio", "at most", *versions], lines, left=2)
        return f"## Bars\n\n{met} of {measured} measured ones are met.\n\n{table}"

    def figures(self, version):
        result = self.results[version]
        names = self.present(result)
        titles = ["C++", *(result["rivals"][name]["title"] for name in names)]
        absolute, relative = [], []
        for row, cells in result["rows"].items():
            label = rows.BY_NAME[row].title
            absolute.append([label, *(self.absolute(cells.get(name)) for name in ["cpp", *names])])
            relative.append([label, *(self.relative(cells.get(name)) for name in names)])
        means = [bars.mean_ratio(result, name, "cext")[0] for name in names]
        relative.append(["**geometric mean** (to C extension)", *(f"**{mean:.2f}**" if mean else "-" for mean in means)])
        return (
            f"## CPython {result['version']}\n\nns per call, and instructions:\n\n{markdown(['operation', *titles], absolute)}\n"
            f"Times C++'s own time, and times the C extension's:\n\n{markdown(['operation', *titles[1:]], relative)}\n"
            f"![CPython {version}](plots/rows-{version}.svg)\n"
        )

    @staticmethod
    def absolute(cell):
        if cell is None or "ns" not in cell:
            return "not yet" if cell and cell["missing"].startswith("not yet") else "-"
        count = cell["instructions"]
        return f"{number(cell['ns'])} / {count:.0f}" if count is not None else number(cell["ns"])

    @staticmethod
    def relative(cell):
        if cell is None or "ns" not in cell:
            return "-"
        return f"{number(cell['to_cpp'])} / {cell['to_cext']:.2f}" if cell["to_cext"] else number(cell["to_cpp"])

    def once(self, key, heading, what, digits):
        """What each binding does once in a process, in ms: a section, empty where that was not measured."""
        names = list(dict.fromkeys(name for result in self.results.values() for name in self.present(result)))
        lines = []
        for name in names:
            rivals = [result["rivals"].get(name, {}) for result in self.results.values()]
            took = [rival.get(key) for rival in rivals]
            if any(ms is not None for ms in took):
                title = next(rival["title"] for rival in rivals if rival)
                lines.append([title, *("-" if ms is None else f"{ms:.{digits}f} ms" for ms in took)])
        return f"## {heading}\n\n{what}\n\n{markdown(['binding', *self.results], lines)}" if lines else ""

    def imports(self):
        what = "CPU time of a process that loads the bindings over one that does not (medians of pairs run in turn):"
        return self.once("load_cpu_ms", "Loading", what, 1)

    def deriving(self):
        what = "The first Python class of a process that derives from a class of the library, and its first object (medians):"
        return self.once("derive_ms", "Deriving in Python", what, 2)

    def run_time(self):
        return run_time.section(self.benches / "run-time" / "results.json", markdown)

    def real_libraries(self):
        coverage, tasks = (self.benches / part / "results.json" for part in ("coverage", "tasks"))
        return real_libraries.section(coverage, tasks, markdown)

    def costs(self):
        paths = [self.benches / bench / "results.json" for bench in ("build-cost", "scale")]
        found = [each for path in paths if path.is_file() for each in json.loads(path.read_text())]
        if not found:
            return ""
        tables = {}
        for each in found:
            tables.setdefault(each["table"], []).append(each)
        return "\n".join(
            ["## What bindings cost before the first call\n", *(self.cost_table(name, found) for name, found in tables.items())]
        )

    @staticmethod
    def cost_table(name, found):
        columns = list(dict.fromkeys(each["column"] for each in found))
        cells, notes = {}, []
        for each in found:
            value, unit = each["value"], each.get("unit") or ""
            shown = "not measured" if value is None else f"{value} {unit}" if isinstance(value, str) else f"{value:g} {unit}"
            cells.setdefault(each["row"], {})[each["column"]] = shown.strip()
            if each.get("note") and each["note"] not in notes:
                notes.append(each["note"])
        lines = [[row, *(found.get(column, "-") for column in columns)] for row, found in cells.items()]
        remarks = "".join(f"\n- {note}" for note in notes)
        return f"### {name}\n\n{markdown(['', *columns], lines)}{remarks}\n"

    def rivals(self):
        lines, remarks = [], []
        names = list(dict.fromkeys(name for result in self.results.values() for name in result["rivals"]))
        for name in names:
            cells = []
            for version, result in self.results.items():
                rival = result["rivals"].get(name, {"unavailable": "not asked for"})
                cells.append("left out" if "unavailable" in rival else rival["version"] or "measured")
                if "unavailable" in rival:
                    remarks.append(f"{rival.get('title', name)} on {version}: {rival['unavailable']}.")
                if rival.get("uncounted"):
                    remarks.append(f"{rival['title']} on {version}: {rival['uncounted']}.")
                for row, how in rival.get("differs", {}).items():
                    remarks.append(f"{rival['title']}, {rows.BY_NAME[row].title}: {how}.")
                for row, cells_of_row in result["rows"].items():
                    why = cells_of_row.get(name, {}).get("missing")
                    if why:
                        remarks.append(f"{rival['title']}, {rows.BY_NAME[row].title}: {why}.")
            title = next(result["rivals"][name]["title"] for result in self.results.values() if name in result["rivals"])
            lines.append([title, f"[{name}](overhead/rivals/{name})", *cells])
        listed = "".join(f"\n- {remark}" for remark in dict.fromkeys(remarks))
        return f"## Rivals\n\n{markdown(['rival', 'bindings', *self.results], lines, left=2)}{listed}\n"


def machine():
    """What was measured on, in a line."""
    model = platform.machine()
    try:
        found = re.search(r"^model name\s*:\s*(.+)$", pathlib.Path("/proc/cpuinfo").read_text(), re.MULTILINE)
        model = found[1] if found else model
    except OSError:
        pass
    return f"{model}, {os.cpu_count()} cores, {platform.system()}"


def write(results, benches, quick, measured_on):
    """The page, the figures and the plots."""
    report = Report(results, benches, quick, measured_on)
    published = {name: {"time": took, "to_cpp": ratio} for name, took, ratio in PUBLISHED}
    figures = {"quick": quick, "machine": report.machine, "published": published}
    figures |= {"pythons": results, "bars": report.records}
    (benches / "results.json").write_text(json.dumps(figures, indent=1) + "\n")
    (benches / "REPORT.md").write_text(report.text())
    plots.draw(results, PUBLISHED, HEADLINE, benches / "plots")
