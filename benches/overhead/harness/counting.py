"""Counts instructions with callgrind: the same loops as the times, free of noise.

The worker runs below valgrind and marks its windows; here the command is made and the dumps are read.
"""

import re

from . import rows, timing

# Rounds of a loop in C++ that are counted. Each loop is counted with so many and with twice as many rounds:
# the difference has nothing of what happens once a window.
CPP_ROUNDS = 500


def command(output):
    """What goes before the program: nothing is instrumented before the worker says so."""
    return ["valgrind", "--quiet", "--tool=callgrind", "--instr-atstart=no", f"--callgrind-out-file={output}"]


def rounds(row, rival):
    return CPP_ROUNDS if rival in ("cpp", "empty C++") and row.takes != "ms" else row.counted


def loops(row, modules, skipped, cpp):
    """Every rival's loop of a row, and the empty ones: {name: function of a number of rounds}."""
    found = {
        "cpp": timing.cpp_loop(cpp, row.name),
        "empty C++": timing.cpp_loop(cpp, "empty"),
        "empty": timing.loop("pass", 1, {"o": None}),
    }
    for rival, ns in modules.items():
        if row.name not in skipped[rival]:
            found[rival] = timing.loop(row.statement, row.repetitions, rows.names(row.statement, ns))
    return found


def count(wanted, modules, skipped, library, window, progress):
    """Runs each loop in windows of its own, labelled `row/window/rival`."""
    cpp = timing.cpp_library(library / "libloops.so")
    runs = {name: loops(rows.BY_NAME[name], modules, skipped, cpp) for name in wanted}
    # What compiles at a first call does so before instructions are instrumented, which slows it tenfold.
    for found in runs.values():
        for run in found.values():
            run(1)
    window.start()
    for name, found in runs.items():
        for rival, run in found.items():
            counted = rounds(rows.BY_NAME[name], rival)
            for _ in range(3):
                run(counted)
            window.count(f"{name}/1/{rival}", run, counted)
            window.count(f"{name}/2/{rival}", run, 2 * counted)
        progress(name, None)


LABEL = re.compile(r"^desc: Trigger: Client Request: (\S+?)/([12])/(.+)$", re.MULTILINE)
TOTAL = re.compile(r"^(?:summary|totals): (\d+)", re.MULTILINE)


def read(folder):
    """The instructions per call: {row: {rival: instructions}}."""
    totals = {}
    for file in folder.glob("callgrind.out*"):
        text = file.read_text(errors="replace")
        label, total = LABEL.search(text), TOTAL.search(text)
        if label and total:
            totals.setdefault(label[1], {}).setdefault(label[3], {})[label[2]] = int(total[1])
    figures = {}
    for name, windows in totals.items():
        row = rows.BY_NAME[name]
        per_round = {rival: (each["2"] - each["1"]) / rounds(row, rival) for rival, each in windows.items()}
        for rival, total in per_round.items():
            if rival.startswith("empty"):
                continue
            if rival == "cpp":
                figure = (total - per_round["empty C++"]) / row.calls
            else:
                figure = (total - per_round["empty"]) / (row.repetitions * row.calls)
            figures.setdefault(name, {})[rival] = round(figure, 1)
    return figures
