"""Calls every function of a dictionary with made-up arguments, each call in a process of its own.

    python caller.py LIBRARY DICTIONARY CRASH < FUNCTIONS > OUTCOMES

FUNCTIONS are the lines of `cppbind gen --report FILE.jsonl` that tell of functions; an outcome is a line
for each, in their order: `reached`, whether Python has the declaration under its C++ name, and `outcome`:
"returned", "threw" (a C++ exception), "refused" (Python could not make the call; `why` tells), "crashed"
(`why` is what was said last: the library's assertion, or the frames that CRASH, crash.cpp compiled, tells),
"slow". The process that calls is forked for the one call: what it breaks, it breaks for itself.
"""

import ctypes
import json
import os
import re
import resource
import signal
import sys
import tempfile

import cppyy_rs
from seeds import SEEDS
from values import Maker, Refused, named

SECONDS = 10  # of the processor
PATIENCE = 60  # seconds, for what waits
BYTES = 4 << 30


# The classes that stand between C++ and Python classes which override it: their constructors are those of abstract classes.
DIRECTOR = "cppbind::Director<"


kept = []


def scope_of(function):
    """The class or namespace; of exceptions, which are Python's in Python, the class of the C++ object."""
    scope = named(function["scope"])
    return getattr(scope, "__cpp_proxy_class__", scope)


def overridden(function):
    """The name of the class that a director's function belongs to, or None."""
    scope = function["scope"]
    return scope[len(DIRECTOR) : -1] if scope.startswith(DIRECTOR) else None


def is_constructor(function):
    scope, name = function["scope"], function["name"]
    return scope.partition("<")[0].rpartition("::")[2] == name if "<" in scope else scope.rpartition("::")[2] == name


def overloads(function):
    """The overload set that has the function, by its C++ name."""
    return getattr(scope_of(function), "__init__" if is_constructor(function) else function["name"])


def reached(function):
    try:
        if overridden(function):
            return isinstance(named(overridden(function)), type)
        found = overloads(function)
    except (AttributeError, TypeError, Refused):
        return False
    return function["declaration"] in (found.__doc__ or "").splitlines()


def call(function, make):
    """Makes the call; what C++ returns or throws is no matter. Nothing is destroyed: a user would know in what order."""
    if overridden(function):
        kept.append(make.derived(overridden(function), named(overridden(function)), function["parameters"]))
        return
    chosen = overloads(function).__overload__(",".join(function["parameters"]), function["const"])
    scope = scope_of(function)
    arguments = [make(parameter) for parameter in function["parameters"]]
    if is_constructor(function):
        arguments.insert(0, scope.__new__(scope))
    elif isinstance(scope, type) and not function["declaration"].startswith("static "):
        arguments.insert(0, make(function["scope"]))
    kept.extend(arguments)
    kept.append(chosen(*arguments))


def attempt(function, functions, seeds):
    """The outcome of one call, made in this process."""
    try:
        kept.append(Maker(functions, seeds()))
        call(function, kept[0])
    except Refused as reason:
        return {"outcome": "refused", "why": str(reason)}
    except BaseException as error:
        if isinstance(error, cppyy_rs.CppException) or isinstance(error, cppyy_rs.gbl.std.exception):
            return {"outcome": "threw", "why": repr(error)[:300]}
        return {"outcome": "refused", "why": repr(error)[:600]}
    return {"outcome": "returned"}


def confined(said, scratch):
    """What a call may take, and where it may write: a directory of its own in `scratch`. What it says on standard error goes
    to the file `said`."""
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    signal.alarm(PATIENCE)
    os.chdir(tempfile.mkdtemp(dir=scratch))
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in range(2):
        os.dup2(nothing, descriptor)
    os.dup2(said, 2)


def apart(function, functions, seeds, scratch):
    """The outcome of one call, made in a process of its own."""
    reading, writing = os.pipe()
    said = os.memfd_create("said")
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            confined(said, scratch)
            with os.fdopen(writing, "w") as pipe:
                json.dump(attempt(function, functions, seeds), pipe)
        finally:
            # What C++ would do at the end of the process has no part in the call.
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe, os.fdopen(said, "rb") as words:
        answer = pipe.read()
        status = os.waitpid(child, 0)[1]
        words.seek(0)
        told = words.read().decode(errors="replace")
    if answer:
        return json.loads(answer)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) in (signal.SIGALRM, signal.SIGXCPU):
        return {"outcome": "slow"}
    name = signal.Signals(os.WTERMSIG(status)).name if os.WIFSIGNALED(status) else f"exit {os.WEXITSTATUS(status)}"
    return {"outcome": "crashed", "why": f"{name} {last_words(told)}"}


def last_words(told):
    """The assertion that failed, or the function that crashed and those that called it."""
    lines = told.splitlines()
    for line in lines:
        if "Assertion" in line:
            return line
    frames = [line for line in lines if re.match(r"\S+\(.*\)\[0x\w+\]$", line) and "crash.so" not in line]
    # The first is where the kernel left the process for the handler.
    return " < ".join(re.sub(r"^\S*/|\[0x\w+\]$", "", frame) for frame in frames[1:4]) or " ".join(lines[-1:])


def main():
    library, dictionary, crash = sys.argv[1:]
    ctypes.CDLL(crash).tell_crashes()
    cppyy_rs.load_lib(dictionary)
    seeds = SEEDS.get(library, dict)
    functions = [json.loads(line) for line in sys.stdin]
    with tempfile.TemporaryDirectory() as scratch:
        for function in functions:
            found = reached(function)
            missing = {"outcome": "refused", "why": "not reached"}
            outcome = apart(function, functions, seeds, scratch) if found else missing
            print(json.dumps({"reached": found, **outcome}), flush=True)


if __name__ == "__main__":
    main()
