"""Names, after a run on every Python, the tests that were left out and why."""

import pathlib

lines = {}
for file in sorted((pathlib.Path(__file__).parent / "build").glob("left-out-*.txt")):
    version = file.stem.rpartition("-")[2]
    for line in file.read_text().splitlines():
        lines.setdefault(line, []).append(version)
for line, versions in lines.items():
    print(f"left out on {', '.join(versions)}: {line}")
if not lines:
    print("No test was left out.")
