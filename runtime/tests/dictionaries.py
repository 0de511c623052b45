"""Builds dictionaries for tests, once: they are the same for every Python.

A dictionary lies in build/<key>/, where the key hashes all that goes into it: the
sources, the arguments and the generator itself. So nothing stale is ever loaded,
and the second Python finds what the first one built.

CPPYY_RS_TEST_FLAGS are flags that the compiler gets besides, and CPPYY_RS_TEST_BUILD is
another folder for what is built with them: so `make test-asan` instruments the libraries.
"""

import contextlib
import fcntl
import functools
import hashlib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import cppyy_rs

TESTS = pathlib.Path(__file__).resolve().parent
TESTLIBS = TESTS.parent.parent / "testlibs"
BUILD = pathlib.Path(os.environ.get("CPPYY_RS_TEST_BUILD", TESTS / "build"))
FLAGS = os.environ.get("CPPYY_RS_TEST_FLAGS", "").split()
CPPBIND = pathlib.Path(sys.executable).parent / "cppbind"


def cppbind(*arguments, cwd=None, check=True, env=None):
    """Runs the generator of this venv; on failure the error shows what it said."""
    command = [str(CPPBIND), *map(str, arguments)]
    if FLAGS and arguments[0] in ("gen", "package"):
        command += ["--", *FLAGS]
    # A sanitizer that watches this process is not for the generator and the compiler, but for the scripts that are frozen.
    unwatched = () if arguments[0] == "freeze" else ("LD_PRELOAD",)
    environment = {name: value for name, value in (env or os.environ).items() if name not in unwatched}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True)
    if check and done.returncode:
        raise AssertionError(f"{' '.join(command)}\nended with {done.returncode}\n{done.stdout}{done.stderr}")
    return done


def python(program, *arguments, cwd=None, env=None):
    """Runs a program in a fresh interpreter of this venv, where a crash hurts nobody; it can import what lies beside the tests."""
    command = [sys.executable, "-c", program, *map(str, arguments)]
    environment = dict(env or os.environ)
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, [str(TESTS), environment.get("PYTHONPATH")]))
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=600)


@contextlib.contextmanager
def _one_builder(stem):
    """Other processes that run tests wait for what this one builds."""
    BUILD.mkdir(parents=True, exist_ok=True)
    with open(BUILD / f".{stem}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@functools.lru_cache(maxsize=None)
def _generator():
    return hashlib.sha256(CPPBIND.read_bytes()).hexdigest()


def build(stem, arguments, sources=()):
    """The folder with lib<stem>Dict.so and <stem>Dict.pyi, made by `cppbind gen ARGUMENTS`.

    `sources` are the files whose contents decide whether an earlier build still holds.
    `generation.txt` beside the dictionary keeps what cppbind said.
    """
    key = hashlib.sha256(_generator().encode())
    for argument in [*arguments, *FLAGS]:
        key.update(str(argument).encode() + b"\0")
    for source in sorted(sources):
        key.update(pathlib.Path(source).read_bytes())
    folder = BUILD / f"{stem}-{key.hexdigest()[:16]}"
    with _one_builder(stem):
        if folder.is_dir():
            return folder
        for old in BUILD.glob(f"{stem}-*"):
            shutil.rmtree(old, ignore_errors=True)
        fresh = pathlib.Path(tempfile.mkdtemp(prefix=f".{stem}-", dir=BUILD))
        try:
            done = cppbind("gen", *arguments, cwd=fresh)
            (fresh / "generation.txt").write_text(done.stdout + done.stderr)
            os.replace(fresh, folder)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
    return folder


def path(name):
    """The dictionary file of the sample library `name`, built where need be."""
    folder = TESTLIBS / name
    stem = "MyClass" if name == "myclass" else name
    header = next(each for each in (folder / f"{stem}.h", folder / f"{stem}.hpp") if each.exists())
    source = folder / f"{stem}.cpp"
    return build(stem, ["-std=c++17", header, source], [header, source]) / f"lib{stem}Dict.so"


def dictionary(name):
    """Loads the dictionary of the sample library `name` into this process."""
    return cppyy_rs.load_lib(str(path(name)))
