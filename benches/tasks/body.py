"""Runs a task's script again and again in one process, and tells how long its body takes.

    python body.py SECONDS SCRIPT [ARGUMENT...]

Imports (and what stands before the last of them), classes and functions are made once, as a compiler would
make them; the rest of the script is the body. What it prints goes where standard output goes. The last line
on standard error is the median of the body's times in microseconds.
"""

import ast
import statistics
import sys
import time

DEFINITIONS = (ast.Import, ast.ImportFrom, ast.ClassDef, ast.FunctionDef)


def parts(source, name):
    """What is run once, and the body."""
    tree = ast.parse(source, name)
    last = max(index for index, each in enumerate(tree.body) if isinstance(each, (ast.Import, ast.ImportFrom)))
    once = [index <= last or isinstance(each, DEFINITIONS) for index, each in enumerate(tree.body)]
    first = [each for each, is_first in zip(tree.body, once) if is_first]
    body = [each for each, is_first in zip(tree.body, once) if not is_first]
    return [compile(ast.Module(each, []), name, "exec") for each in (first, body)]


def main():
    seconds, sys.argv = float(sys.argv[1]), sys.argv[2:]
    repeat(sys.argv[0], seconds)


def repeat(script, seconds):
    """Runs the script's body for so many seconds, and tells its median on standard error."""
    with open(script) as file:
        first, body = parts(file.read(), script)
    names = {"__name__": "__main__"}
    exec(first, names)
    exec(body, names)
    times = []
    end = time.perf_counter() + seconds
    while len(times) < 5 or time.perf_counter() < end:
        start = time.perf_counter()
        exec(body, names)
        times.append(time.perf_counter() - start)
    sys.stdout.flush()
    print(statistics.median(times) * 1e6, file=sys.stderr)


if __name__ == "__main__":
    main()
