"""How much of real libraries is bound, with no more configuration than the names of their headers.

Of each library's callables that can be bound without a template's argument from a call (callables.py says which), the share that

1. Python reaches by its C++ name, its declaration in the docstring;
2. has a compiled stub in the loaded dictionary;
3. was really called: with made-up arguments, each call in a process of its own.

`python benches/coverage/run.py [LIBRARY...]` prints the table and why the rest is missing, and writes results.json
(all libraries only) for the report.
"""

import argparse
import collections
import functools
import json
import os
import pathlib
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(ROOT / "runtime" / "tests"))

import bound
import dictionaries
from callables import callables
from contracts import CONTRACTS
from libraries import COUNTED, LIBRARIES, dictionary

# So many specialisations of a class template are tried for a member; one call is enough.
TRIED = 3


@functools.lru_cache(maxsize=None)
def crash_teller():
    """crash.cpp, compiled."""
    library = dictionaries.BUILD / "libtold_crash.so"
    dictionaries.BUILD.mkdir(parents=True, exist_ok=True)
    subprocess.run(["c++", "-O1", "-shared", "-fPIC", "-o", library, HERE / "crash.cpp"], check=True)
    return library


def called(name, path, covered):
    """What came of calling each function, by its declaration."""
    functions = [function for each in covered for function in each.functions]
    said = subprocess.run(
        [sys.executable, HERE / "caller.py", name, path, crash_teller()],
        input="".join(json.dumps(function) + "\n" for function in functions),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        # What is not in the dictionary is not to be compiled.
        env={**os.environ, "CPPBIND": os.devnull},
    )
    return {function["declaration"]: json.loads(line) for function, line in zip(functions, said.stdout.splitlines(), strict=True)}


def forbidden(name, declaration, why):
    """What the library demands of a call that crashed: its assertion, or what contracts.py tells; None where nobody forbids it."""
    if "Assertion" in why and "_runtime" not in why:
        return why[why.index("Assertion") :]
    return next((demand for part, demand in CONTRACTS.get(name, {}).items() if part in declaration), None)


def measured(name):
    """One library's row."""
    library = LIBRARIES[name]
    folder = dictionary(name)
    path = next(folder.glob("lib*Dict.so"))
    every = callables(library.headers, library.flags, library.own, library.not_own)
    covered = bound.coverage([each for each in every if each.closable], (folder / "report.jsonl").read_text())
    outcomes = called(name, path, [each._replace(functions=each.functions[:TRIED]) for each in covered])
    row = {"callables": len(every), "closable": len(covered), "reached": 0, "loaded": 0, "called": 0}
    refused, forbade, crashed, missing = collections.Counter(), {}, {}, collections.defaultdict(list)
    for each in covered:
        tried = [outcomes[function["declaration"]] for function in each.functions[:TRIED]]
        row["loaded"] += bool(tried)
        row["reached"] += any(outcome["reached"] for outcome in tried)
        happened = {outcome["outcome"] for outcome in tried}
        if happened & {"returned", "threw"}:
            row["called"] += 1
        elif "crashed" in happened:
            index = [outcome["outcome"] for outcome in tried].index("crashed")
            declaration, why = each.functions[index]["declaration"], tried[index]["why"]
            demand = forbidden(name, declaration, why)
            if demand:
                forbade[declaration] = demand
            else:
                crashed[declaration] = why
        elif tried:
            refused[tried[0].get("why", tried[0]["outcome"])] += 1
        else:
            missing[bound.reason(each)].append(f"{each.callable.scope}::{each.callable.name}")
    ordered = sorted(missing.items(), key=lambda item: -len(item[1]))
    return {**row, "forbidden": forbade, "crashed": crashed, "refused": refused.most_common(), "missing": ordered}


def percent(row, level):
    return 100 * row[level] / row["closable"]


def table(rows):
    print(f"{'':14}{'callables':>10}{'closable':>10}{'reached %':>11}{'loaded %':>10}{'called %':>10}{'crashed':>9}{'forbidden':>11}")
    for name, row in rows.items():
        levels = "".join(f"{percent(row, level):>{width}.1f}" for level, width in (("reached", 11), ("loaded", 10), ("called", 10)))
        print(f"{name:14}{row['callables']:>10}{row['closable']:>10}{levels}{len(row['crashed']):>9}{len(row['forbidden']):>11}")
    means = [statistics.mean(percent(row, level) for row in rows.values()) for level in ("reached", "loaded", "called")]
    print(f"{'mean':34}{means[0]:>11.1f}{means[1]:>10.1f}{means[2]:>10.1f}")


def reasons(rows):
    """Why callables are missing, the most frequent reason first."""
    together = collections.defaultdict(list)
    for name, row in rows.items():
        for why, names in row["missing"]:
            together[why] += [f"{each} ({name})" for each in names]
    print("\nNot in the dictionary:")
    for why, names in sorted(together.items(), key=lambda item: -len(item[1])):
        print(f"{len(names):6}  {why}: {', '.join(names[:3])}{', ...' if len(names) > 3 else ''}")


def not_called(rows):
    for name, row in rows.items():
        print(f"\n{name}: not called with made-up arguments:")
        for why, count in row["refused"]:
            print(f"{count:6}  {' '.join(why.split())[:220]}")
        for declaration, why in row["crashed"].items():
            print(f"crashed {declaration}: {why}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("libraries", nargs="*", metavar="LIBRARY", help=f"of {', '.join(COUNTED)}")
    parser.add_argument("--verbose", action="store_true", help="also tell what was not called, and why")
    options = parser.parse_args()
    if unknown := set(options.libraries) - set(COUNTED):
        parser.error(f"no such library: {', '.join(sorted(unknown))}")
    rows = {}
    for name in options.libraries or COUNTED:
        if LIBRARIES[name].missing():
            print(f"{name} is left out: {LIBRARIES[name].missing()}", file=sys.stderr)
            continue
        print(f"{name} ...", file=sys.stderr, flush=True)
        rows[name] = measured(name)
    table(rows)
    reasons(rows)
    if options.verbose:
        not_called(rows)
    if set(rows) == set(COUNTED):
        (HERE / "results.json").write_text(json.dumps(rows, indent=1) + os.linesep)


if __name__ == "__main__":
    main()
