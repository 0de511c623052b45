"""What making a bound class costs for each of its methods, against a Python class of ready functions.

A class is made when its name is first looked up, so each can be timed once a
process: the dictionary holds many, and the median over them counts. The
instructions are the difference of two processes under callgrind, one of which
makes no class.
"""

import json
import os
import re
import shutil
import statistics
import subprocess

import cost
import workloads

CLASSES = 24
# The first classes also pay for what a process makes once.
WARM = 4

OURS = """
import gc, json, sys, time
import cppyy_rs
cppyy_rs.load_lib({path!r})
scope = cppyy_rs.gbl
gc.disable()
samples = []
for name in ["Wide%d" % n for n in range({count})]:
    start = time.perf_counter_ns()
    getattr(scope, name)
    samples.append(time.perf_counter_ns() - start)
print(json.dumps(samples))
"""

PYTHON = """
import gc, json, sys, time
ready = []
for names in {names!r}:
    made = dict.fromkeys(names)
    for name in names:
        exec("def %s(self, value): return value" % name, made)
    made.pop("__builtins__")
    ready.append(made)
gc.disable()
samples = []
for n, functions in enumerate(ready[:{count}]):
    start = time.perf_counter_ns()
    type("Wide%d" % n, (), functions)
    samples.append(time.perf_counter_ns() - start)
print(json.dumps(samples))
"""


def build(place, methods):
    """The dictionary of classes with so many methods."""
    folder = place.folder("cppyy_rs", f"wide{methods}")
    (folder / f"wide{methods}.hpp").write_text(workloads.wide_classes(CLASSES, methods))
    cost.run([place.venv / "bin" / "cppbind", "gen", f"wide{methods}.hpp"], folder)
    return folder / f"libwide{methods}Dict.so"


def ns_per_method(place, program, methods, processes):
    """The median of the medians of some processes."""
    medians = []
    for _ in range(processes):
        output = subprocess.run([place.python, "-c", program], check=True, capture_output=True, text=True)
        medians.append(statistics.median(json.loads(output.stdout)[WARM:]))
    return statistics.median(medians) / methods


def instructions(place, program):
    """All instructions of a process."""
    file = place.folder() / "callgrind.out"
    command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={file}", str(place.python), "-c", program]
    environment = dict(os.environ, PYTHONHASHSEED="0")
    subprocess.run(command, check=True, capture_output=True, env=environment)
    return int(re.search(r"^(?:totals|summary): (\d+)", file.read_text(), re.MULTILINE)[1])


def instructions_per_method(place, program, methods):
    """What the classes after the warm ones need; `program(count)` makes so many of them."""
    made = instructions(place, program(CLASSES)) - instructions(place, program(WARM))
    return made / (CLASSES - WARM) / methods


def figures(place, methods, processes):
    """Ours and Python's: ns and, where valgrind is installed, instructions per method."""
    path = str(build(place, methods))
    names = [workloads.method_names(n, methods) for n in range(CLASSES)]
    programs = {
        "cppyy_rs": lambda count: OURS.format(path=path, count=count),
        "type()": lambda count: PYTHON.format(names=names, count=count),
    }
    valgrind = shutil.which("valgrind")
    return {
        row: {
            "ns": ns_per_method(place, program(CLASSES), methods, processes),
            "instructions": instructions_per_method(place, program, methods) if valgrind else None,
        }
        for row, program in programs.items()
    }
