"""Plays the first session in a folder of its own, and shows what is typed and what answers."""

import code
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent

SESSION = """\
import cppyy_rs
cppyy_rs.load_lib("libMyClassDict.so")
inst = cppyy_rs.gbl.MyClass()
inst.MyFunc()
"""

# Beyond the talk: what else came with the header, and what mistakes look like.
MORE = """\
inst.Calls()
help(cppyy_rs.gbl.MyClass.MyFunc)
cppyy_rs.gbl.MyClas
inst.MyFunc("too much")
"""


def shell(line, cwd):
    print(f"$ {line}", flush=True)
    subprocess.run(line.replace("cppbind", str(pathlib.Path(sys.executable).parent / "cppbind"), 1), shell=True, cwd=cwd, check=True)


def interactive(lines, cwd):
    """Types the lines into an interpreter of their own, echoing each as a terminal would."""
    print("$ python", flush=True)
    subprocess.run([sys.executable, __file__, "--typed"], input=lines, text=True, cwd=cwd, check=True)


def typed():
    console = code.InteractiveConsole({"__name__": "__console__"})
    console.write = lambda text: print(text, end="", flush=True)
    for line in sys.stdin.read().splitlines():
        print(f">>> {line}", flush=True)
        console.push(line)


def main():
    with tempfile.TemporaryDirectory(prefix="cppyy_rs-demo-") as folder:
        for name in ("MyClass.h", "MyClass.cpp"):
            shutil.copy(HERE / name, folder)
        print("The session of the talk, in an empty folder with MyClass.h and MyClass.cpp:\n")
        shell("cppbind gen MyClass.h MyClass.cpp", folder)
        shell("ls", folder)
        interactive(SESSION + MORE, folder)
        print()


if sys.argv[1:] == ["--typed"]:
    typed()
else:
    main()
