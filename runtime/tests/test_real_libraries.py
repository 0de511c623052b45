"""Thirteen real libraries, with no configuration beyond naming their headers.

Each goes through the generator to a dictionary that compiles and loads, its skips
listed and counted; tasks that a user would do print what their C++ versions print,
with function templates that are instantiated when Python calls them.
"""

import pathlib
import re
import shutil
import subprocess
import sys

import pytest

import dictionaries
import libraries
from libraries import LIBRARIES

HERE = pathlib.Path(__file__).parent / "real_libraries"

pytestmark = pytest.mark.real


def dictionary(name):
    """The library's dictionary, or a skip that names the Debian package which is missing."""
    if LIBRARIES[name].missing():
        pytest.skip(LIBRARIES[name].missing())
    return next(libraries.dictionary(name).glob("lib*Dict.so"))


@pytest.mark.parametrize("name", LIBRARIES)
def test_headers_become_a_dictionary_that_loads(name):
    path = dictionary(name)
    said = (path.parent / "generation.txt").read_text()
    closing = said.splitlines()[-1]
    assert re.match(r"cppbind: bound \d+ class.*; (skipped \d+ .*; )?wrote lib", closing), said
    print(closing)  # for `pytest -rP`: what was bound and how much was skipped
    program = (
        "import sys, functools, cppyy_rs\n"
        "cppyy_rs.load_lib(sys.argv[1])\n"
        "assert isinstance(functools.reduce(getattr, sys.argv[2].split('.'), cppyy_rs.gbl), type)\n"
    )
    done = dictionaries.python(program, path, LIBRARIES[name].class_name)
    assert done.returncode == 0, done.stderr


TASKS = ["tinyxml2", "box2d", "leveldb", "geographiclib", "clipper", "fastjet", "re2", "yaml-cpp", "nlohmann", "ginac", "opencv", "gsl"]


# Expression templates: the task includes the headers at run time, and what it calls is made then. Where they are.
INCLUDED = {"eigen": "eigen3"}


@pytest.mark.parametrize("name", TASKS)
def test_a_task_prints_what_its_cpp_version_prints(name, tmp_path):
    path = dictionary(name)
    task = [sys.executable, HERE / name / "task.py", path]
    done = subprocess.run(task, capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout == (HERE / name / "expected.txt").read_text()


@pytest.mark.parametrize("name", INCLUDED)
def test_a_task_without_a_dictionary_prints_what_its_cpp_version_prints(name):
    headers = pathlib.Path("/usr/include") / INCLUDED[name]
    if LIBRARIES[name].missing():
        pytest.skip(LIBRARIES[name].missing())
    done = subprocess.run([sys.executable, HERE / name / "task.py", headers], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout == (HERE / name / "expected.txt").read_text()


@pytest.mark.parametrize("name", [*TASKS, *INCLUDED])
def test_the_expected_lines_are_what_cpp_prints(name, tmp_path):
    library = LIBRARIES[name]
    if library.missing():
        pytest.skip(library.missing())
    compiler = shutil.which("c++") or shutil.which("g++")
    program = tmp_path / "task"
    subprocess.run([compiler, "-std=c++17", HERE / name / "task.cpp", "-o", program, *library.flags], check=True)
    done = subprocess.run([program], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert done.stdout == (HERE / name / "expected.txt").read_text()
