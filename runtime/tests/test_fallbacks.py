"""The tests of calls once more, each time without one of the fast ways, and under conditions that
make mistakes with memory visible. Each runs in a process of its own.

`CPPYY_RS_FALLBACK` names fast ways that the runtime must not take: `entries` (machine code between
CPython and the runtime), `static` and `pages` (two kinds of them), `shapes` (calls compiled for their
signature), `layout` (reading CPython's objects directly), `descriptors` (method descriptors that are
not made by CPython); `all` is all.
"""

import os
import pathlib
import subprocess
import sys

import pytest

import dictionaries
import memory

HERE = pathlib.Path(__file__).resolve().parent
FILES = ["test_call_path.py", "test_call_arguments.py", "test_instance_attributes.py", "test_gil_policy.py"]
MORE_FILES = ["test_calls.py", "test_overloads.py", "test_ownership.py", "test_defaults.py"]

PYTEST = """
import sys
import pytest
sys.exit(pytest.main(sys.argv[1:]))
"""

# PR_SET_MDWE (65) with PR_MDWE_REFUSE_EXEC_GAIN: from here on no memory becomes executable that was
# writable.
HARDENED = """
import ctypes, sys
if ctypes.CDLL(None, use_errno=True).prctl(65, 1, 0, 0, 0):
    print("refused:", ctypes.get_errno())
    sys.exit(99)
"""


def rerun(files, program=PYTEST, **environment):
    """Runs test files in a fresh interpreter with more variables in its environment."""
    dictionaries.path("calls")
    arguments = ["-q", "-x", "-c", str(HERE.parent / "pyproject.toml"), "--rootdir", str(HERE.parent)]
    command = [sys.executable, "-c", program, *arguments, *(str(HERE / file) for file in files)]
    done = subprocess.run(command, env={**os.environ, **environment}, capture_output=True, text=True, timeout=600)
    return done.returncode, done.stdout[-4000:] + done.stderr[-4000:]


@pytest.mark.parametrize("fallback", ["entries", "static", "pages", "shapes", "layout", "descriptors", "all"])
def test_without_a_fast_way(fallback):
    code, text = rerun(FILES, CPPYY_RS_FALLBACK=fallback)
    assert code == 0, text


def test_more_without_any_fast_way():
    code, text = rerun(MORE_FILES, CPPYY_RS_FALLBACK="all")
    assert code == 0, text


def test_with_the_debugging_allocator():
    """CPython checks the bytes around each block and fills freed ones. Its own arenas hide from a sanitizer what refers to what."""
    code, text = rerun(FILES + MORE_FILES, PYTHONMALLOC="malloc_debug" if memory.WATCHED else "debug")
    assert code == 0, text


def test_in_development_mode():
    """CPython checks more at run time, and says what was left open."""
    code, text = rerun(FILES + MORE_FILES, PYTHONDEVMODE="1")
    assert code == 0, text
    assert "ResourceWarning" not in text


@pytest.mark.parametrize("fallback", ["", "static"], ids=["as usual", "only mapped pages"])
def test_where_no_memory_turns_executable(fallback):
    code, text = rerun(FILES, program=HARDENED + PYTEST, CPPYY_RS_FALLBACK=fallback)
    if code == 99:
        pytest.skip(f"this kernel has no PR_SET_MDWE, which came with Linux 6.3 ({text.strip()})")
    assert code == 0, text


def test_with_a_collection_at_every_chance():
    """The collector runs at nearly every allocation, so what it must not see shows at once."""
    program = "import gc\ngc.set_threshold(1, 1, 1)\n" + PYTEST
    code, text = rerun(["test_call_path.py"], program=program)
    assert code == 0, text
