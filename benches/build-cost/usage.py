"""What bindings cost the program that uses them: importing, memory, first calls; and whether they are right."""

import json
import statistics
import subprocess

RSS = """
def rss():
    for line in open("/proc/self/status"):
        if line.startswith("VmRSS:"):
            return int(line.split()[1])
"""

# The same work for all: each name once, each value looked at.
CHECK = """
for name in {functions!r}:
    assert getattr(lib, name)(1, 2, 3) == 6, name
for name in {classes!r}:
    made = getattr(lib, name)(1, 2, 3)
    assert (made.sum(), made.a, made.b, made.c) == (6, 1, 2, 3), name
    made.b = 7
    assert made.sum() == 11, name
"""


def first_call(workload):
    """A call of the first function or method, whatever it must make for that."""
    if workload.functions:
        return f"lib.{workload.functions[0].name}(1, 2, 3)"
    return f"lib.{workload.classes[0].name}(1, 2, 3).sum()"


def check(place, binding, workload):
    """Fails where a binding computes something else than C++ does."""
    names = {
        "functions": [each.name for each in workload.functions],
        "classes": [each.name for each in workload.classes],
    }
    program = binding.use(workload) + CHECK.format(**names)
    subprocess.run([place.python, "-c", program], check=True)


def figures(place, binding, workload, processes):
    """Of fresh processes, medians: RSS added by the import, the first call, and each name once."""
    program = f"""
import json, time
{RSS}
before = rss()
{binding.use(workload)}
added = rss() - before
start = time.perf_counter_ns()
{first_call(workload)}
first = time.perf_counter_ns() - start
start = time.perf_counter_ns()
for name in {[each.name for each in (*workload.functions, *workload.classes)]!r}:
    getattr(lib, name)(1, 2, 3)
every = time.perf_counter_ns() - start
print(json.dumps((added / 1024, first / 1e3, every / 1e6)))
"""
    samples = []
    for _ in range(processes + 1):
        output = subprocess.run([place.python, "-c", program], check=True, capture_output=True, text=True)
        samples.append(json.loads(output.stdout))
    # The first process warms the page cache.
    rss_mb, first_us, every_ms = (statistics.median(each) for each in zip(*samples[1:]))
    return {"rss_mb": rss_mb, "first_us": first_us, "every_ms": every_ms}


def import_ms(place, programs, rounds):
    """What pyperf measures of whole processes, in ms of wall time: the least value of each program.

    The programs take turns, so that all see the machine at its quietest.
    """
    output = place.folder() / "pyperf.json"
    values = {name: [] for name in programs}
    for _ in range(rounds):
        for name, statements in programs.items():
            output.unlink(missing_ok=True)
            command = [
                place.venv / "bin" / "python", "-m", "pyperf", "command", "--quiet", "--processes", "2", "--values", "8",
                "--warmups", "1", "--loops", "1", "--output", output, "--", place.python, "-c", statements,
            ]  # fmt: skip
            subprocess.run(command, check=True, capture_output=True)
            runs = json.loads(output.read_text())["benchmarks"][0]["runs"]
            values[name] += [value for run in runs for value in run.get("values", ())]
    return {name: min(each) * 1e3 for name, each in values.items()}
