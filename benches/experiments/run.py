"""Rebuilds and reruns the experiments behind docs/adr/0007 to 0011 on every CPython of the machine.

    $ python benches/experiments/run.py              # all five, into RESULTS.md
    $ python benches/experiments/run.py copies       # one, only printed

An experiment is a C extension and the script that questions it. It runs under callgrind: a count of
instructions is the same in every run, so figures of one or two instructions mean something.
"""

import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BUILD = HERE.parent / "build" / "experiments"
EXPERIMENTS = {
    "attributes": "Attributes on exact descriptors",
    "keywords": "The descriptor's own vectorcall",
    "copies": "Copies of descriptors in derived classes",
    "classes": "The layout of classes",
    "dicts": "Instance dicts, attribute assignment and the collector",
}


def interpreters():
    """(version, path) of each CPython, oldest first."""
    listed = subprocess.run([sys.executable, ROOT / ".ci" / "pythons"], check=True, capture_output=True, text=True)
    found = [line.split(" ", 1) for line in listed.stdout.splitlines()]
    return sorted(found, key=lambda each: int(each[0].split(".")[1]))


def compile_extension(name, python, folder):
    """Builds NAME.c for an interpreter, with its own flags left out: the experiments are small."""
    target = folder / f"{name}.so"
    source = HERE / f"{name.removeprefix('_')}.c"
    if target.exists() and target.stat().st_mtime > source.stat().st_mtime:
        return
    folder.mkdir(parents=True, exist_ok=True)
    program = "import sysconfig; print(sysconfig.get_paths()['include'])"
    include = subprocess.run([python, "-c", program], check=True, capture_output=True, text=True).stdout.strip()
    flags = ["-O2", "-shared", "-fPIC", "-Wall", "-Wno-missing-field-initializers", "-fno-strict-aliasing"]
    subprocess.run(["cc", *flags, f"-I{include}", "-o", target, source], check=True)


def windows(folder):
    """The instruction counts that callgrind wrote down, by name."""
    counts = {}
    for path in folder.iterdir():
        text = path.read_text()
        name = re.search(r"^desc: Trigger: Client Request: (.*)$", text, re.MULTILINE)
        total = re.search(r"^(?:totals|summary): (\d+)", text, re.MULTILINE)
        if name and total:
            counts[name.group(1)] = int(total.group(1))
    return counts


def ask(name, version, python):
    """Runs one experiment on one interpreter: a list of (row, answer, opcodes)."""
    folder = BUILD / version
    for extension in ("counting", f"_{name}"):
        compile_extension(extension, python, folder)
    with tempfile.TemporaryDirectory() as out:
        command = ["valgrind", "--tool=callgrind", "--instr-atstart=no", f"--callgrind-out-file={out}/c", "-q"]
        environment = {"PYTHONPATH": f"{folder}:{HERE}", "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run(
            [*command, python, HERE / f"{name}.py"], env=environment, capture_output=True, text=True, cwd=out
        )
        if done.returncode:
            sys.exit(f"{name} on {version} ended with {done.returncode}\n{done.stdout}{done.stderr}")
        counts = windows(pathlib.Path(out))
    answers = []
    for line in done.stdout.splitlines():
        answer = json.loads(line)
        if "per" in answer:
            row = answer["row"]
            per_call = (counts[f"{row}|full"] - counts[f"{row}|empty"]) / answer["per"]
            answer["value"] = f"{per_call:.0f}"
        answers.append((answer["row"], answer["value"], answer.get("opcodes", "")))
    return answers


def table(answers):
    """Answers by version as Markdown: a row a question, then the opcodes of the counted ones."""
    versions = list(answers)
    rows = list(dict.fromkeys(row for each in answers.values() for row, _, _ in each))
    cells = {version: {row: value for row, value, _ in each} for version, each in answers.items()}
    reached = {version: {row: codes for row, _, codes in each if codes} for version, each in answers.items()}
    escape = lambda text: text.replace("|", "\\|")
    everywhere = [row for row in rows if len({cells[version].get(row) for version in versions}) == 1]
    lines = [f"| | {' | '.join(versions)} |", "|---" * (len(versions) + 1) + "|"]
    for row in rows:
        if row not in everywhere:
            values = [cells[version].get(row, "-") for version in versions]
            lines.append(f"| {escape(row)} | {' | '.join(map(escape, values))} |")
    if everywhere:
        lines += ["", "The same on all:", ""] if len(everywhere) < len(rows) else []
        lines += [f"- {row}: {cells[versions[0]][row]}" for row in everywhere]
    groups = {}
    for row in rows:
        codes = tuple((version, reached[version][row]) for version in versions if row in reached[version])
        if codes:
            groups.setdefault(codes, []).append(row)
    lines += ["", "Opcodes reached:", ""] if groups else []
    for codes, group in groups.items():
        lines.append(f"- {'; '.join(group)}: " + ", ".join(f"{version} `{names}`" for version, names in codes))
    return "\n".join(lines)


def main():
    if not shutil.which("valgrind"):
        sys.exit("no valgrind found (on Debian: apt install valgrind)")
    wanted = sys.argv[1:] or list(EXPERIMENTS)
    sections = []
    for name in wanted:
        answers = {version: ask(name, version, python) for version, python in interpreters()}
        sections.append(f"## {EXPERIMENTS[name]}\n\n{table(answers)}\n")
        print(sections[-1], flush=True)
    if wanted == list(EXPERIMENTS):
        head = (
            "# What the experiments say\n\nWritten by `benches/experiments/run.py`. Bare numbers are callgrind"
            " instructions of one statement,\nthe loop's own share of about two included.\n\n"
        )
        (HERE / "RESULTS.md").write_text(head + "\n".join(sections))


if __name__ == "__main__":
    main()
