"""One Python's measurements: build, check, time, count."""

import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys

from . import build, counting, report, rivals, rows

# Processes of each kind when loading is timed, and deriving.
LOADS = 7

WORKER = pathlib.Path(__file__).resolve().parent / "worker.py"


class Disagreement(Exception):
    """A rival computes something else than the others: its figures would mean nothing."""


def say(*words):
    """Progress."""
    print(*words, file=sys.stderr, flush=True)


class Session:
    """The rivals of one Python, and what was found about them."""

    def __init__(self, version, venv, names, wanted, passes, whole=False):
        self.version = version
        self.venv = venv
        self.names = names
        self.wanted = wanted
        self.passes = passes
        # Of a whole report rather than a part of it.
        self.whole = whole
        self.tools = build.BUILD.parent / f"tools-{version}"
        self.library = build.library()
        self.scratch = build.BUILD / version / "session"
        self.built = {}
        self.unavailable = {}
        self.missing = {}
        self.uncounted = {}
        self.versions = {}

    def at(self, name):
        return build.Build(name, self.version, self.venv, self.tools, self.library)

    def build(self):
        """Builds what can be built, and says why of the rest."""
        for name in self.names:
            at, rival = self.at(name), rivals.description(name)
            pythons = getattr(rival, "PYTHONS", None)
            try:
                if pythons and self.version not in pythons:
                    raise build.Unavailable(rival.OTHERWISE)
                say(f"[{self.version}] building {name}")
                build.prepare(rival, at)
                self.built[name] = at.directory
                self.versions[name] = self.rival_version(rival, at)
            except build.Unavailable as reason:
                self.leave_out(name, str(reason))

    def leave_out(self, name, reason):
        """Goes on without a rival, which the report names with the reason; not without cppyy_rs."""
        if getattr(rivals.description(name), "OURS", False):
            raise Disagreement(f"{name}: {reason}")
        self.unavailable[name] = reason
        self.built.pop(name, None)
        say(f"[{self.version}] {name} is left out: {reason}")

    @staticmethod
    def rival_version(rival, at):
        if hasattr(rival, "version"):
            return rival.version(at)
        pinned = [each.partition("==") for each in getattr(rival, "REQUIRES", []) if "==" in each]
        return pinned[-1][2] if pinned else ""

    def command(self, job):
        """The command of a job in a process of this Python, and where its answer will be."""
        self.scratch.mkdir(parents=True, exist_ok=True)
        answer = self.scratch / f"{job['do']}.answer.json"
        answer.unlink(missing_ok=True)
        sites = sorted(map(str, self.tools.glob("lib/python3*/site-packages")))
        job = {"rows": self.wanted, "library": str(self.library), "sites": sites, "answer": str(answer), **job}
        path = self.scratch / f"{job['do']}.json"
        path.write_text(json.dumps(job))
        return [str(self.venv / "bin" / "python"), str(WORKER), str(path)], answer

    def worker(self, job, prefix=(), timeout=3600):
        """Runs a job and gives its answer back."""
        command, answer = self.command(job)
        environment = {**os.environ, "PYTHONHASHSEED": "0"}
        subprocess.run([*prefix, *command], check=True, timeout=timeout, env=environment, stdout=subprocess.DEVNULL)
        return json.loads(answer.read_text())

    def process_cpu_ms(self, loaded):
        """User and system time of a process that loads these rivals."""
        command, _ = self.command({"do": "load", "rivals": {name: str(self.built[name]) for name in loaded}})
        quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
        pid = os.posix_spawn(command[0], command, os.environ, file_actions=quiet)
        _, status, usage = os.wait4(pid, 0)
        if status:
            raise subprocess.CalledProcessError(os.waitstatus_to_exitcode(status), command)
        return 1e3 * (usage.ru_utime + usage.ru_stime)

    def load(self):
        """The CPU ms that loading each rival adds to a process: {rival: ms}, medians of pairs run in turn."""
        say(f"[{self.version}] timing what loading costs")
        pairs = {name: [self.process_cpu_ms([name]) - self.process_cpu_ms([]) for _ in range(LOADS)] for name in self.built}
        return {name: round(statistics.median(differences), 2) for name, differences in pairs.items()}

    def derive(self):
        """The ms that each rival needs for a first Python class and its object: {rival: ms}, medians of processes."""
        say(f"[{self.version}] timing what the first Python subclass costs")
        those = [name for name in self.built if name in rows.OVERRIDDEN.rivals and "override_nothing" not in self.missing.get(name, {})]
        jobs = {name: {"do": "derive", "rivals": {name: str(self.built[name])}} for name in those}
        took = {name: [self.worker(job)[name] for _ in range(LOADS)] for name, job in jobs.items()}
        return {name: round(statistics.median(each), 4) for name, each in took.items()}

    def check(self):
        """Runs every row of every rival, each rival alone, and compares what they compute."""
        values = {}
        for name in list(self.built):
            say(f"[{self.version}] checking {name}")
            known = rivals.missing(name)
            job = {"do": "check", "rivals": {name: str(self.built[name])}, "rows": [row for row in self.wanted if row not in known]}
            try:
                values[name] = self.worker(job, timeout=600)[name]
            except subprocess.TimeoutExpired as failure:
                self.leave_out(name, f"its check takes more than {failure.timeout:.0f} s")
            except subprocess.CalledProcessError as failure:
                self.leave_out(name, f"its check ends with exit code {failure.returncode}")
        wrong = []
        for name, answers in values.items():
            self.missing[name] = self.judge(name, answers, wrong)
        if wrong:
            raise Disagreement("\n  ".join(["", *wrong]))

    def judge(self, name, answers, wrong):
        """The rows that a rival has not, {row: why}; adds those that it has wrong."""
        rival = rivals.description(name)
        absent = {row: why for row, why in rivals.missing(name).items() if row in self.wanted}
        for row, (kind, answer) in answers.items():
            expected = rows.BY_NAME[row].expected
            declared = getattr(rival, "DIFFERS", {}).get(row)
            if kind == "error" and getattr(rival, "OURS", False):
                absent[row] = f"not yet: {answer}"
                say(f"[{self.version}] {name} has no {row}: {answer}")
            elif kind == "error":
                wrong.append(f"{name}, {row}: {answer}")
            elif answer != expected and not declared:
                wrong.append(f"{name}, {row}: computed {answer!r:.80} instead of {expected!r:.80}")
        return absent

    def job(self, do, **more):
        return {
            "do": do,
            "rivals": {name: str(at) for name, at in self.built.items()},
            "skipped": {name: list(self.missing[name]) for name in self.built},
            **more,
        }

    def time(self):
        """{row: {rival: ns}}"""
        say(f"[{self.version}] timing")
        return self.worker(self.job("time", passes=self.passes))

    def count(self):
        """{row: {rival: instructions}}, empty where valgrind is missing."""
        if not shutil.which("valgrind"):
            say("valgrind is not installed: no instructions are counted")
            return {}
        window = build.Build("window", self.version, self.venv, self.tools, self.library)
        if not (window.directory / f"window{window.suffix}").exists():
            window.directory.mkdir(parents=True, exist_ok=True)
            source = pathlib.Path(__file__).resolve().parent / "window.c"
            window.run(["gcc", "-O2", "-fPIC", "-shared", f"-I{window.include}", source, "-o", f"window{window.suffix}"])
        dumps = self.scratch / "callgrind"
        shutil.rmtree(dumps, ignore_errors=True)
        dumps.mkdir(parents=True)
        say(f"[{self.version}] counting instructions")
        prefix = counting.command(dumps / "callgrind.out")
        job = self.job("count", window=str(window.directory))
        try:
            self.worker(job, prefix)
        except subprocess.CalledProcessError:
            self.count_apart(job, prefix)
        figures = counting.read(dumps)
        shutil.rmtree(dumps)
        return figures

    def count_apart(self, job, prefix):
        """Counts each rival in a process of its own, after one of them did not survive valgrind."""
        for name, at in self.built.items():
            try:
                self.worker({**job, "rivals": {name: str(at)}}, prefix)
            except subprocess.CalledProcessError as failure:
                self.uncounted[name] = f"does not run below valgrind (exit code {failure.returncode})"
                say(f"[{self.version}] {name} {self.uncounted[name]}")

    def measured(self):
        """Everything, as results.json has it."""
        self.build()
        self.check()
        loading = self.load() if self.whole else {}
        deriving = self.derive() if self.whole else {}
        ns, instructions = self.time(), self.count()
        return {
            "version": self.interpreter(),
            "rivals": {name: {**self.told(name), "load_cpu_ms": loading.get(name), "derive_ms": deriving.get(name)} for name in self.names},
            "rows": {row: self.cells(ns.get(row, {}), instructions.get(row, {}), row) for row in self.wanted},
        }

    def told(self, name):
        rival = rivals.description(name)
        if name in self.unavailable:
            return {"title": rival.TITLE, "unavailable": self.unavailable[name]}
        differs = getattr(rival, "DIFFERS", {})
        return {"title": rival.TITLE, "version": self.versions.get(name, ""), "differs": differs, "uncounted": self.uncounted.get(name)}

    def interpreter(self):
        program = "import sys, sysconfig; print(sys.version.split()[0], '--enable-optimizations' in (sysconfig.get_config_var('CONFIG_ARGS') or ''))"
        done = subprocess.run([self.venv / "bin" / "python", "-c", program], capture_output=True, text=True, check=True)
        number, optimised = done.stdout.split()
        return f"{number}{', PGO' if optimised == 'True' else ', without PGO'}"

    def cells(self, ns, instructions, row):
        cells = {}
        for name in ["cpp", *self.built]:
            if name in self.missing and row in self.missing[name]:
                cells[name] = {"missing": self.missing[name][row]}
            elif name in ns:
                cells[name] = {"ns": round(ns[name], 3), "instructions": instructions.get(name)}
        cpp, floor = max(ns.get("cpp", 0.0), report.RESOLUTION), ns.get("cext")
        for cell in cells.values():
            if "ns" in cell:
                cell["to_cpp"] = round(cell["ns"] / cpp, 3)
                cell["to_cext"] = round(cell["ns"] / floor, 3) if floor else None
        return cells
