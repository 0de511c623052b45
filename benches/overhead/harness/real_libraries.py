"""The section on real libraries, of what `benches/coverage/run.py` and `benches/tasks/run.py` have measured."""

import collections
import json
import statistics

LEVELS = ("reached", "loaded", "called")
# The least share at each level, in percent: the mean over the libraries, and any one of them.
MEAN = {"loaded": 95, "called": 60}
EACH = {"loaded": 85}

COVERAGE = """## Real libraries

Twelve libraries with no more configuration than the names of their headers. *closable*: the public callables that need no
template's argument from a call, counted apart from the generator (benches/coverage/callables.py has the rules). Of these, in
percent: *reached* in Python by their C++ names, *loaded* with a compiled stub, *called* with made-up arguments in a process of
their own. *forbidden*: calls that crashed, as they would in C++, because the library demands what made-up arguments do not
give; *crashed*: all other crashes.
"""

MISSING = "Why callables are not in a dictionary:"

TASKS = """### A task with each

What a user would do, in C++ and with each binding: all print the same lines, or their cell says that they do not. *process*:
ms from start to last line, with the dictionary generated and what is compiled at run time in the cache. *body*: the task without
imports and definitions, repeated in one process, as a multiple of C++. Medians; the contestants take turns; the machine's load
average was {load} meanwhile. *other* is the binding of that library that people have: {others}.
"""

# The binding behind a contestant's name, and the library it is of.
OTHERS = {
    "pyclipper": "pyclipper (Cython)",
    "plyvel": "plyvel (Cython)",
    "google_re2": "google-re2 (pybind11)",
    "fastjet": "fastjet (SWIG)",
    "box2d": "Box2D (SWIG, of an older Box2D)",
    "opencv_python": "opencv-python (its own generator)",
}
AT_MOST = 0.3  # the process, of cppyy's


def section(coverage, tasks, markdown):
    """The section; nothing where nobody has measured."""
    parts = []
    if coverage.is_file():
        parts += covered(json.loads(coverage.read_text()), markdown)
    if tasks.is_file():
        parts += done(json.loads(tasks.read_text()), markdown)
    return "\n".join(parts)


def covered(rows, markdown):
    share = {name: {level: 100 * row[level] / row["closable"] for level in LEVELS} for name, row in rows.items()}
    lines = [
        [
            name,
            *(str(row[key]) for key in ("callables", "closable")),
            *(f"{share[name][level]:.1f}" for level in LEVELS),
            *(str(len(row[key])) for key in ("forbidden", "crashed")),
        ]
        for name, row in rows.items()
    ]
    means = {level: statistics.mean(each[level] for each in share.values()) for level in LEVELS}
    lines.append(["mean", "", "", *(f"{means[level]:.1f}" for level in LEVELS), "", ""])
    head = ["library", "callables", "closable", *(f"{level} %" for level in LEVELS), "forbidden", "crashed"]
    verdicts = [verdict(f"the mean {level}", means[level], least) for level, least in MEAN.items()]
    verdicts += [verdict(f"the least {level}", min(each[level] for each in share.values()), least) for level, least in EACH.items()]
    together = collections.Counter()
    for row in rows.values():
        for why, names in row["missing"]:
            together[why] += len(names)
    reasons = [[why, str(count)] for why, count in together.most_common()]
    return [
        COVERAGE,
        markdown(head, lines),
        "; ".join(verdicts) + ".\n",
        MISSING + "\n",
        markdown(["why", "callables"], reasons),
    ]


def verdict(what, figure, least):
    return f"{what}: {figure:.1f} % (at least {least}: {'met' if figure >= least else '**not met**'})"


def done(results, markdown):
    lines = []
    for name, task in results["tasks"].items():
        process, body = task["process_ms"], task["body_us"]
        other = next((who for who in OTHERS if who in process or who in task["wrong"]), None)
        ratio = process["cppyy_rs"] / process["cppyy"] if "cppyy" in process and "cppyy_rs" in process else None
        met = "" if ratio is None else f"{ratio:.3f} " + ("met" if ratio <= AT_MOST else "**not met**")
        lines.append(
            [
                name,
                *(cell(process, who, task["wrong"], "{:.0f}") for who in ("cpp", "cppyy_rs", other, "cppyy")),
                met,
                f"{body['cpp']:.0f}",
                *(cell({each: us / body["cpp"] for each, us in body.items()}, who, task["wrong"], "{:.1f}x") for who in ("cppyy_rs", other, "cppyy")),
            ]
        )
    head = ["task", "C++ ms", "cppyy_rs", "other", "cppyy", f"ours / cppyy (at most {AT_MOST})", "body: C++ us", "cppyy_rs", "other", "cppyy"]
    return [TASKS.format(load=results["load"], others=", ".join(OTHERS.values())), markdown(head, lines)]


def cell(figures, who, wrong, form):
    if who in figures:
        return form.format(figures[who])
    return "wrong" if who in wrong else "-"
