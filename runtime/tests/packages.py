"""Packages of sample libraries: made by this venv's `cppbind package`, installed into folders, used by other processes."""

import os
import pathlib
import shutil
import subprocess
import sys

import dictionaries


def project(folder, name):
    """A folder with nothing but the sources of a sample library, as its owner has them."""
    shutil.copytree(dictionaries.TESTLIBS / name, folder)
    return folder


def package(*arguments, cwd, check=True):
    """Runs `cppbind package`; the wheel, or what was said where `check` is false."""
    done = dictionaries.cppbind("package", *arguments, cwd=cwd, check=check)
    if not check:
        return done
    (wheel,) = pathlib.Path(cwd, "dist").glob("*.whl")
    return wheel


def install(wheel, site):
    """Installs a wheel into a folder as users do, from nowhere but the file; the folder."""
    command = [sys.executable, "-m", "pip", "install", "--no-index", "--no-deps", "--quiet", "--target", site, wheel]
    environment = {name: value for name, value in os.environ.items() if name != "LD_PRELOAD"}
    subprocess.run([str(part) for part in command], check=True, env=environment, capture_output=True)
    return site


def python(program, *arguments, site=None, **environment):
    """A run on a machine that has Python, cppyy_rs and the packages of `site`: no generator, no compiler, no cache."""
    nothing = {"CPPBIND": "/no/such", "CPPBIND_CACHE": "/no/such", "PATH": "/no/such"}
    # Under a sanitizer the runtime that it watches is found there.
    path = os.pathsep.join(filter(None, [str(site or ""), os.environ.get("PYTHONPATH")]))
    environment = {**nothing, "PYTHONPATH": path, **environment}
    kept = {name: os.environ[name] for name in ("LD_PRELOAD", "ASAN_OPTIONS") if name in os.environ}
    command = [sys.executable, "-c", program, *map(str, arguments)]
    return subprocess.run(command, cwd="/", env={**kept, **environment}, capture_output=True, text=True)
