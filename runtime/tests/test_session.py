"""The session of the 2010 talk, word for word apart from the module's name."""

import shutil
import subprocess
import sys

import pytest

from dictionaries import CPPBIND, TESTLIBS

SESSION = """\
import cppyy_rs
cppyy_rs.load_lib("libMyClassDict.so")
inst = cppyy_rs.gbl.MyClass()
inst.MyFunc()
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder of the user's, with nothing but the library's own two files and its dictionary."""
    folder = tmp_path_factory.mktemp("session")
    for name in ("MyClass.h", "MyClass.cpp"):
        shutil.copy(TESTLIBS / "myclass" / name, folder)
    subprocess.run([CPPBIND, "gen", "MyClass.h", "MyClass.cpp"], cwd=folder, check=True)
    return folder


def interactive(lines, folder):
    """What an interactive interpreter prints when these lines are typed."""
    done = subprocess.run([sys.executable, "-i", "-q"], input=lines, cwd=folder, capture_output=True, text=True)
    errors = done.stderr.replace(">>> ", "").strip()
    assert (done.returncode, errors) == (0, ""), done.stderr
    return done.stdout


def test_the_session(folder):
    assert "Hello from C++, this is MyClass::MyFunc\n" in interactive(SESSION, folder)


def test_the_generator_writes_the_two_files_and_nothing_else(folder):
    assert sorted(each.name for each in folder.iterdir()) == [
        "MyClass.cpp", "MyClass.h", "MyClassDict.pyi", "libMyClassDict.so"
    ]


def test_the_source_beside_the_header_is_found(folder, tmp_path):
    for name in ("MyClass.h", "MyClass.cpp"):
        shutil.copy(TESTLIBS / "myclass" / name, tmp_path)
    done = subprocess.run([CPPBIND, "gen", "MyClass.h"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "MyClass.cpp" in done.stdout + done.stderr
    assert "Hello from C++" in interactive(SESSION, tmp_path)


def test_calls_are_counted_in_cpp(folder):
    lines = SESSION + "inst.MyFunc()\nprint('calls:', inst.Calls())\n"
    assert "calls: 2" in interactive(lines, folder)


def test_nothing_of_clang_is_in_the_process(folder):
    lines = SESSION + "print([line for line in open('/proc/self/maps') if 'clang' in line or 'LLVM' in line])\n"
    assert interactive(lines, folder).rstrip().endswith("[]")
