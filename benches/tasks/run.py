"""What a user's task costs with each of twelve libraries: in C++, here, in the binding that people have, and in cppyy.

Two times of each. The *process*: from its start to its last line, with the dictionary generated and what is compiled at run
time in the cache. The *body*: the task without imports and definitions, again and again in one process. All are medians; the
contestants take turns. Who prints other lines than the C++ program is not timed.

`python benches/tasks/run.py [LIBRARY...]` prints the table, and writes results.json where all libraries are measured.
`--others PYTHON` is an interpreter that has what requirements.txt lists; without it one is made in benches/build/.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time
import venv

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TESTS = ROOT / "runtime" / "tests"
sys.path.insert(0, str(TESTS))

from libraries import LIBRARIES, dictionary

ROUNDS = 7
SECONDS = 1  # how long a body is repeated

# The task of Eigen includes its headers: what it calls is made when it is called.
INCLUDED = {"eigen": "/usr/include/eigen3"}


def installed_others():
    """A Python with the other bindings."""
    folder = HERE.parent / "build" / "tasks-{}.{}".format(*sys.version_info)
    python = folder / "bin" / "python"
    if not (folder / "complete").exists():
        print("installing the other bindings ...", file=sys.stderr)
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "-r", HERE / "requirements.txt"], check=True)
        (folder / "complete").touch()
    return python


def programs(name, directory):
    """The C++ program of the task, and the one that repeats its body."""
    text = (TESTS / "real_libraries" / name / "task.cpp").read_text()
    assert text.count("int main()") == 1, name
    (directory / "task.cpp").write_text(text)
    (directory / "repeated.cpp").write_text(text.replace("int main()", "void task()"))
    compiler = ["c++", "-std=c++17", "-O2"]
    subprocess.run([*compiler, directory / "task.cpp", "-o", directory / "task", *LIBRARIES[name].flags], check=True)
    sources = [directory / "repeated.cpp", HERE / "body.cpp"]
    subprocess.run([*compiler, *sources, "-o", directory / "repeated", *LIBRARIES[name].flags], check=True)
    return [directory / "task"], [directory / "repeated", str(SECONDS)]


def contestants(name, others, directory):
    """Who takes part: the command of the process and that of the repeated body."""
    library = LIBRARIES[name]
    script = TESTS / "real_libraries" / name / "task.py"
    argument = INCLUDED.get(name) or next(dictionary(name).glob("lib*Dict.so"))
    task, repeated = programs(name, directory)
    ours = [script, argument]
    found = {
        "cpp": (task, repeated),
        "cppyy_rs": ([sys.executable, *ours], [sys.executable, HERE / "body.py", str(SECONDS), *ours]),
    }
    for other in (HERE / "others").glob(f"{name}_*.py"):
        found[other.stem[len(name) + 1 :]] = ([others, other], [others, HERE / "body.py", str(SECONDS), other])
    inputs = [script, argument, *library.headers, *library.flags]
    found["cppyy"] = tuple([others, HERE / "as_cppyy.py", seconds, *inputs] for seconds in ("0", str(SECONDS)))
    return found


def lines(text):
    """What a task prints, without the banner of fastjet."""
    return [line for line in text.splitlines() if not line.startswith("#")]


def right(name, command, directory):
    """Whether a program prints what the C++ program prints."""
    done = subprocess.run(command, cwd=directory, capture_output=True, text=True, errors="replace")
    expected = (TESTS / "real_libraries" / name / "expected.txt").read_text()
    if done.returncode or lines(done.stdout) != lines(expected):
        said = done.stderr.strip().splitlines()
        return f"ended with {done.returncode}: {said[-1].strip()}" if said else "prints other lines"
    return None


def milliseconds(command, directory):
    began = time.perf_counter()
    subprocess.run(command, cwd=directory, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return (time.perf_counter() - began) * 1e3


def microseconds(command, directory):
    done = subprocess.run(command, cwd=directory, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    return float(done.stderr.splitlines()[-1])


def measured(name, others):
    with tempfile.TemporaryDirectory() as scratch:
        directory = pathlib.Path(scratch)
        found = contestants(name, others, directory)
        wrong = {who: why for who, (command, _) in found.items() if (why := right(name, command, directory))}
        fit = {who: commands for who, commands in found.items() if who not in wrong}
        processes = {who: [] for who in fit}
        for _ in range(ROUNDS):
            for who, (process, _) in fit.items():
                processes[who].append(milliseconds(process, directory))
        bodies = {who: [] for who in fit}
        for _ in range(3):
            for who, (_, body) in fit.items():
                bodies[who].append(microseconds(body, directory))
        return {
            "process_ms": {who: round(statistics.median(times), 2) for who, times in processes.items()},
            "body_us": {who: round(statistics.median(times), 1) for who, times in bodies.items()},
            "wrong": wrong,
        }


def table(results):
    for name, result in results.items():
        print(f"\n{name}")
        for who, milliseconds in result["process_ms"].items():
            body, cpp = result["body_us"][who], result["body_us"]["cpp"]
            print(f"  {who:14} process {milliseconds:9.1f} ms   body {body:11.1f} us = {body / cpp:6.2f} of C++")
        for who, why in result["wrong"].items():
            print(f"  {who:14} {why[:150]}")
        if "cppyy" in result["process_ms"]:
            ratio = result["process_ms"]["cppyy_rs"] / result["process_ms"]["cppyy"]
            print(f"  process of cppyy_rs / cppyy: {ratio:.3f} (at most 0.3: {'met' if ratio <= 0.3 else 'NOT MET'})")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("libraries", nargs="*", metavar="LIBRARY", help=f"of {', '.join(LIBRARIES)}")
    parser.add_argument("--others", metavar="PYTHON", help="an interpreter with the other bindings")
    options = parser.parse_args()
    if unknown := set(options.libraries) - set(LIBRARIES):
        parser.error(f"no such library: {', '.join(sorted(unknown))}")
    others = options.others or installed_others()
    results = {}
    for name in options.libraries or LIBRARIES:
        if LIBRARIES[name].missing():
            print(f"{name} is left out: {LIBRARIES[name].missing()}", file=sys.stderr)
            continue
        print(f"{name} ...", file=sys.stderr, flush=True)
        results[name] = measured(name, others)
    table(results)
    if set(results) == set(LIBRARIES):
        text = json.dumps({"load": round(os.getloadavg()[2], 1), "tasks": results}, indent=1)
        (HERE / "results.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
