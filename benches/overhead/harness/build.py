"""Builds rivals into benches/build/overhead/, each once for what it is made of."""

import dataclasses
import functools
import hashlib
import os
import pathlib
import shutil
import subprocess

OVERHEAD = pathlib.Path(__file__).resolve().parent.parent
BUILD = OVERHEAD.parent / "build" / "overhead"
LIBRARY = OVERHEAD / "library"

FLAGS = ["-std=c++17", "-O2", "-DNDEBUG", "-fPIC", "-shared", "-fvisibility=hidden"]


class Unavailable(Exception):
    """A rival cannot be had here; the text says why and goes into the report."""


def contents(*roots):
    """A digest of files and folders, by what is in them."""
    digest = hashlib.sha256()
    for root in roots:
        files = [root] if root.is_file() else sorted(each for each in root.rglob("*") if each.is_file() and each.suffix != ".pyc")
        for file in files:
            if "target" not in file.parts and file.name != "Cargo.lock":
                digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def logged(command, log, **options):
    """Runs a command, its output to a file; a failure tells the line that says most."""
    command = [str(word) for word in command]
    with open(log, "a") as output:
        print("$", *command, file=output, flush=True)
        try:
            done = subprocess.run(command, check=False, stdout=output, stderr=subprocess.STDOUT, **options)
        except subprocess.TimeoutExpired:
            raise Unavailable(f"not built within {options['timeout']} s") from None
        except FileNotFoundError:
            raise Unavailable(f"{command[0]} is not installed") from None
    if done.returncode:
        lines = pathlib.Path(log).read_text(errors="replace").splitlines()
        errors = [line for line in lines if "error" in line.lower()] or lines[-1:]
        said = errors[0].strip().replace(f"{OVERHEAD.parent.parent}/", "")
        raise Unavailable(f"{pathlib.Path(command[0]).name} failed: {said[:200]}")


def library():
    """The measured library and C++'s own loops, one for all Pythons."""
    at = BUILD / "library"
    stamp, wanted = at / "stamp", contents(LIBRARY)
    if not stamp.is_file() or stamp.read_text() != wanted:
        shutil.rmtree(at, ignore_errors=True)
        at.mkdir(parents=True)
        for header in LIBRARY.glob("*.h*"):
            shutil.copy(header, at)
        flags = ["-std=c++17", "-O2", "-DNDEBUG", "-fPIC", "-shared"]
        linked = ["-L", at, "-lmc", f"-Wl,-rpath,{at}"]
        logged(["g++", *flags, LIBRARY / "mc.cpp", LIBRARY / "listener.cpp", "-o", at / "libmc.so"], at / "log")
        logged(["g++", *flags, LIBRARY / "loops.cpp", "-o", at / "libloops.so", *linked], at / "log")
        logged(["g++", *flags, LIBRARY / "mc_c.cpp", "-o", at / "libmc_c.so", *linked], at / "log")
        stamp.write_text(wanted)
    return at


@dataclasses.dataclass
class Build:
    """What a rival's build(at) works with."""

    name: str
    version: str
    # The Python that is measured, in a venv that has cppyy_rs and cppbind.
    venv: pathlib.Path
    # The venv beside it that has the rivals' tools, of the same Python.
    tools: pathlib.Path
    library: pathlib.Path

    @property
    def directory(self):
        return BUILD / self.version / self.name

    @property
    def log(self):
        return self.directory / "log"

    def run(self, command, **options):
        """A build step, run where the result belongs."""
        logged(command, self.log, cwd=self.directory, **options)

    def _answer(self, venv, program):
        done = subprocess.run([venv / "bin" / "python", "-c", program], check=False, capture_output=True, text=True)
        if done.returncode:
            raise Unavailable(done.stderr.strip().splitlines()[-1])
        return done.stdout.strip()

    def tool(self, program):
        """What a program prints that has the rivals' tools."""
        return self._answer(self.tools, program)

    def ours(self, program):
        """What a program prints that has cppyy_rs."""
        return self._answer(self.venv, program)

    @functools.cached_property
    def include(self):
        return self.tool("import sysconfig; print(sysconfig.get_paths()['include'])")

    @functools.cached_property
    def suffix(self):
        return self.tool("import sysconfig; print(sysconfig.get_config_var('EXT_SUFFIX'))")

    def linking(self, *libraries):
        return [f"-L{self.library}", *(f"-l{each}" for each in libraries), f"-Wl,-rpath,{self.library}"]

    def extension(self, module, sources, flags=(), libraries=("mc",)):
        """Compiles an extension module, with the same flags for every rival save what it adds."""
        includes = [f"-I{self.include}", f"-I{self.library}"]
        output = self.directory / f"{module}{self.suffix}"
        self.run(["g++", *FLAGS, *includes, *sources, *flags, "-o", output, *self.linking(*libraries)])


def install(at, requirements):
    """Puts a rival's tools into their venv, if they are not there yet."""
    if not (at.tools / "bin" / "python").exists():
        at.tools.parent.mkdir(parents=True, exist_ok=True)
        logged([at.venv / "bin" / "python", "-m", "venv", at.tools], at.log)
    names = [each for each in requirements if not each.startswith("-")]
    check = "import sys, importlib.metadata as m\nfor each in sys.argv[1:]:\n    name, _, version = each.partition('==')\n    assert m.version(name) == version"
    if names and subprocess.run([at.tools / "bin" / "python", "-c", check, *names], check=False, capture_output=True).returncode:
        command = [at.tools / "bin" / "python", "-m", "pip", "install", "--disable-pip-version-check", *requirements]
        logged(command, at.log, timeout=1800, env={**os.environ, "MAKEFLAGS": "-j2"})


def prepare(rival, at):
    """Builds a rival unless it is built of the same things already; raises Unavailable where it cannot."""
    identity = rival.identity(at) if hasattr(rival, "identity") else b""
    made_of = [contents(LIBRARY, rival.FOLDER, *getattr(rival, "ALSO", [])), hashlib.sha256(identity).hexdigest(), *map(str, FLAGS)]
    stamp = at.directory / "stamp"
    if stamp.is_file() and stamp.read_text() == "\n".join(made_of):
        return
    shutil.rmtree(at.directory, ignore_errors=True)
    at.directory.mkdir(parents=True)
    install(at, getattr(rival, "REQUIRES", []))
    if hasattr(rival, "build"):
        rival.build(at)
    stamp.write_text("\n".join(made_of))
