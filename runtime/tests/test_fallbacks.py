"""The tests of calls once more, each time without one of the fast ways, and under conditions that
make mistakes with memory visible. Each runs in a process of its own.

`CPPYY_RS_FALLBACK` names fast ways that the runtime must not take: `entries` (machine code between
CPython and the runtime), `layout` (reading CPython's objects directly), and more; `all` is all.
"""

import os
import pathlib
import subprocess
import sys

import pytest

import dictionaries

HERE = pathlib.Path(__file__).resolve().parent
FILES = ["test_call_path.py", "test_call_arguments.py", "test_gil_policy.py"]
MORE_FILES = ["test_calls.py", "test_overloads.py", "test_ownership.py", "test_defaults.py"]

PYTEST = """
import sys
import pytest
sys.exit(pytest.main(sys.argv[1:]))
"""

# PR_SET_MDWE (65) with PR_MDWE_REFUSE_EXEC_GAIN: from here on no memory becomes executable that was
# writable. What asks for such memory fails; 3.9 to 3.13 themselves do not, but libffi's closures do.
HARDENED = """
import ctypes, sys
if ctypes.CDLL(None, use_errno=True).prctl(65, 1, 0, 0, 0):
    print("refused:", ctypes.get_errno())
    sys.exit(99)
"""


def rerun(files, program=PYTEST, only=None, **environment):
    """Runs test files in a fresh interpreter with more variables in its environment."""
    dictionaries.path("calls")
    arguments = ["-q", "-x", "-p", "no:cacheprovider", "-c", str(HERE.parent / "pyproject.toml"), "--rootdir", str(HERE.parent)]
    if only:
        arguments += ["-k", only]
    command = [sys.executable, "-c", program, *arguments, *(str(HERE / file) for file in files)]
    done = subprocess.run(command, env={**os.environ, **environment}, capture_output=True, text=True, timeout=600)
    return done.returncode, done.stdout[-4000:] + done.stderr[-4000:]


@pytest.mark.parametrize("fallback", ["entries", "static", "pages", "shapes", "layout", "entries,layout", "all"])
def test_without_a_fast_way(fallback):
    code, text = rerun(FILES + MORE_FILES, CPPYY_RS_FALLBACK=fallback)
    assert code == 0, text


def test_the_fast_ways_are_there_at_all():
    """What the other tests switch off is on otherwise: an unknown name changes nothing."""
    code, text = rerun(FILES, CPPYY_RS_FALLBACK="none-of-them")
    assert code == 0, text


def test_with_the_debugging_allocator():
    """CPython checks the bytes around each block and fills freed ones."""
    code, text = rerun(FILES + MORE_FILES, PYTHONMALLOC="debug")
    assert code == 0, text


def test_in_development_mode():
    """CPython checks more at run time, and says what was left open."""
    code, text = rerun(FILES + MORE_FILES, PYTHONDEVMODE="1")
    assert code == 0, text
    assert "ResourceWarning" not in text


@pytest.mark.parametrize("fallback", ["", "static"], ids=["as usual", "only mapped pages"])
def test_where_no_memory_turns_executable(fallback):
    # ctypes makes callbacks, which need such memory, in some tests of other files.
    code, text = rerun(FILES, program=HARDENED + PYTEST, CPPYY_RS_FALLBACK=fallback)
    if code == 99:
        pytest.skip(f"this kernel has no PR_SET_MDWE, which came with Linux 6.3 ({text.strip()})")
    assert code == 0, text


def test_without_specialisation_and_with_many_collections():
    """The collector runs at nearly every allocation, so what it must not see shows at once."""
    program = "import gc\ngc.set_threshold(1, 1, 1)\n" + PYTEST
    code, text = rerun(["test_call_path.py"], program=program)
    assert code == 0, text


SUB_INTERPRETER = """
import sys
import cppyy_rs
assert cppyy_rs.gbl is not None
if sys.version_info >= (3, 13):
    import _interpreters as interpreters
    create, run = lambda: interpreters.create("legacy"), interpreters.exec
else:
    import _xxsubinterpreters as interpreters
    create, run = (lambda: interpreters.create(isolated=False)), interpreters.run_string
path = repr(sys.path)
failed = run(create(), f'''
import sys
sys.path[:] = {path}
try:
    import cppyy_rs
    cppyy_rs.gbl
except ImportError as error:
    print("ImportError:", error, flush=True)
else:
    print("imported", flush=True)
assert not hasattr(len, "__creates__") and not hasattr(str.upper, "__release_gil__")
assert "text".upper() == "TEXT" and str.upper.__doc__ and [].append.__name__ == "append"
''')
print("failed:", failed)
import gc; gc.collect()
cppyy_rs.load_lib(sys.argv[1])
print(cppyy_rs.gbl.calls.Widget(1).twice(2))
"""


def test_sub_interpreters_are_refused_clearly():
    program = SUB_INTERPRETER
    if sys.version_info < (3, 10):
        program = program.replace("interpreters.create(isolated=False)", "interpreters.create()")
    done = dictionaries.python(program, dictionaries.path("calls"))
    assert done.returncode == 0, done.stdout + done.stderr
    lines = done.stdout.splitlines()
    assert lines[0].startswith("ImportError:") and "interpreter" in lines[0], lines
    assert lines[1:] == ["failed: None", "4"], lines
