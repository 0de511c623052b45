"""Runs in the Python that is measured: `worker.py JOB.json` checks, times or counts, and writes an answer.

A process of its own for each job: what one rival does to the interpreter ends with it.
"""

import json
import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

from harness import counting, rivals, rows, timing


def plain(value):
    """A result as JSON can hold it: what C++ typedefs and proxies of numbers and strings stand for."""
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    for kind in (bool, int, float, str):
        if isinstance(value, kind):
            return kind(value)
    return repr(value)


def computed(ns, names):
    """What a rival computes at each row: {row: ["value", value] or ["error", text]}."""
    answers = {}
    for name in names:
        row = rows.BY_NAME[name]
        try:
            space = rows.names(f"{row.checked}\n{row.statement}", ns)
            exec(row.checked, space)
            answers[name] = ["value", plain(space["result"])]
        except Exception as error:
            text = " ".join(str(error).split())
            answers[name] = ["error", f"{type(error).__name__}: {text}"[:300]]
    return answers


def derived(ns):
    """The ms of the first Python class that derives from one of the rival's, with its first object."""
    start = time.perf_counter_ns()
    listener = rows.listening(ns, rows.answer_three)
    took = time.perf_counter_ns() - start
    if ns.tell_nothing(listener, 2) != 2:
        raise AssertionError("the override is not called")
    return took / 1e6


def show(name, figures):
    """A line of progress."""
    if figures is None:
        print(f"  {name}", file=sys.stderr, flush=True)
    else:
        shown = "  ".join(f"{rival} {ns:.1f}" for rival, ns in figures.items())
        print(f"  {name}: {shown}", file=sys.stderr, flush=True)


def main(path):
    job = json.loads(pathlib.Path(path).read_text())
    # Before the venv's own packages: a package there may go by a rival's name, as cppyy_rs' compatible one does.
    sys.path[:0] = job["sites"]
    modules = {name: rivals.load(name, pathlib.Path(at)) for name, at in job["rivals"].items()}
    library = pathlib.Path(job["library"])
    if job["do"] == "load":
        return
    if job["do"] == "check":
        answer = {name: computed(ns, job["rows"]) for name, ns in modules.items()}
    elif job["do"] == "derive":
        answer = {name: derived(ns) for name, ns in modules.items()}
    elif job["do"] == "time":
        answer = timing.measure(job["rows"], modules, job["skipped"], library, job["passes"], show)
    else:
        sys.path.insert(0, job["window"])
        import window

        counting.count(job["rows"], modules, job["skipped"], library, window, show)
        answer = None
    pathlib.Path(job["answer"]).write_text(json.dumps(answer))


main(sys.argv[1])
