"""The bindings-overhead report: what a call costs through each binding of one C++ library.

`make bench` runs all of it and writes benches/REPORT.md, benches/results.json and benches/plots/;
`python benches/run.py --python 3.11 --rows add,mul --rivals cext,cppyy_rs` prints a part of it.
"""

import argparse
import json
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(HERE / "overhead"))

from harness import rivals, rows, session

MEASURED = ["3.11", "3.12", "3.13"]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="one Python, fewer passes, the rivals that build within seconds")
    parser.add_argument("--python", metavar="3.X", help=f"only this Python, of {', '.join(MEASURED)}")
    parser.add_argument("--rows", metavar="A,B", help=f"only these rows, of {','.join(rows.BY_NAME)}")
    parser.add_argument("--rivals", metavar="A,B", help=f"only these rivals, of {','.join(rivals.ORDER)}")
    parser.add_argument("--venv", type=pathlib.Path, help="a venv that has cppyy_rs and cppbind, of the Python that is asked for")
    parser.add_argument(
        "--render", action="store_true", help="measure nothing: write the page anew from results.json and those of build-cost, scale and run-time"
    )
    parser.add_argument("--passes", type=int, help="turns of each rival at a row")
    return parser.parse_args()


def chosen(text, known, kind):
    """The names of a list on the command line, in our order."""
    if text is None:
        return list(known)
    unknown = set(text.split(",")) - set(known)
    if unknown:
        sys.exit(f"no such {kind}: {', '.join(sorted(unknown))} (there are {', '.join(known)})")
    return [name for name in known if name in text.split(",")]


def venvs(options):
    """The venv of each Python to measure, as `make install` makes them: {version: path}."""
    wanted = [options.python] if options.python else MEASURED[:1] if options.quick or options.venv else MEASURED
    if options.venv:
        return {wanted[0]: options.venv.absolute()}
    found = {}
    for each in (ROOT / ".venv", *ROOT.glob(".venv-3.*")):
        python = each / "bin" / "python"
        if python.exists():
            probe = "import sys; print('%d.%d' % sys.version_info[:2])"
            found[subprocess.run([python, "-c", probe], capture_output=True, text=True, check=True).stdout.strip()] = each
    absent = [version for version in wanted if version not in found]
    if absent:
        print(f"no venv with cppyy_rs for {', '.join(absent)}: left out (`make install` makes them)", file=sys.stderr)
    return {version: found[version] for version in wanted if version in found}


def table(result):
    """A part's figures for the terminal: ns / instructions."""
    names = ["cpp", *(name for name, rival in result["rivals"].items() if "unavailable" not in rival)]
    width = max(len(name) for name in names) + 8
    print(f"\nCPython {result['version']}: ns / instructions per call\n")
    print(" " * 20 + "".join(f"{name:>{width}}" for name in names))
    for row, cells in result["rows"].items():
        line = f"{row:20}"
        for name in names:
            cell = cells.get(name, {"missing": ""})
            text = "-" if "missing" in cell else f"{cell['ns']:.1f} / {cell['instructions'] if cell['instructions'] is not None else '-'}"
            line += f"{text:>{width}}"
        print(line)


def main():
    options = arguments()
    if options.render:
        from harness import report

        known = json.loads((HERE / "results.json").read_text())
        report.write(known["pythons"], HERE, known["quick"], known["machine"])
        return
    quick = [name for name in rivals.ORDER if rivals.description(name).QUICK]
    names = chosen(options.rivals, quick if options.quick and not options.rivals else rivals.ORDER, "rival")
    wanted = chosen(options.rows, rows.BY_NAME, "row")
    passes = options.passes or (40 if options.quick else 150)
    part = options.rows or options.rivals or options.python or options.venv
    results = {}
    try:
        for version, venv in venvs(options).items():
            results[version] = session.Session(version, venv, names, wanted, passes, whole=not part).measured()
            (HERE / "build" / "so-far.json").write_text(json.dumps(results, indent=1))
    except session.Disagreement as disagreement:
        sys.exit(f"rivals must compute the same: {disagreement}")
    for result in results.values():
        table(result)
    if part:
        return
    from harness import report

    report.write(results, HERE, options.quick, report.machine())


if __name__ == "__main__":
    main()
