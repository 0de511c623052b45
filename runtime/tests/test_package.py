"""`cppbind package`: a library's own Python package, installed where there is no compiler and no header."""

import os
import pathlib
import shutil
import subprocess
import sys

import pytest

import packages
from dictionaries import FLAGS

TOML = 'name = "mylib"\nversion = "1.0"\nheaders = ["documented.hpp"]\nsources = ["documented.cpp"]\n'


def said(done):
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """Where a package of testlibs/documented is installed; its sources are gone."""
    place = tmp_path_factory.mktemp("package")
    folder = packages.project(place / "project", "documented")
    wheel = packages.package("--name", "mylib", "--version", "1.0", "documented.hpp", "documented.cpp", cwd=folder)
    site = packages.install(wheel, place / "site")
    shutil.rmtree(folder)
    return site


def test_a_package_is_used_without_compiler_and_headers(installed):
    program = """
import mylib
from mylib import Account, Kind, interest
account = Account("Ada", 500)
account.deposit(1, 50)
assert account.withdraw(50) == account.balance() == 600
assert account.owner == "Ada"
try:
    account.withdraw(10000)
except Exception as error:
    print(type(error).__name__, "too little money" in str(error))
print(interest(1000), interest(1000, Kind.Current), mylib.__version__)
"""
    assert said(packages.python(program, site=installed)) == "runtime_error True\n15.0 0.0 1.0\n"


def test_nothing_is_made_before_it_is_used(installed):
    program = """
import sys
import mylib
assert not {"Account", "Kind", "interest"} & set(vars(mylib))
assert "cppyy_rs._enum" not in sys.modules
mylib.Account
assert "Account" in vars(mylib) and "interest" not in vars(mylib)
print(*[name for name in dir(mylib) if not name.startswith("__")], *mylib.__all__)
"""
    assert said(packages.python(program, site=installed)).split() == ["Account", "Kind", "interest", "rate"] * 2


def test_names_are_those_of_gbl(installed):
    program = """
import cppyy_rs, mylib
from mylib import *
assert Account is mylib.Account is cppyy_rs.gbl.documented.Account
assert interest(1000) == cppyy_rs.gbl.documented.interest(1000)
assert Kind.Savings == cppyy_rs.gbl.documented.Kind.Savings
class Mine(mylib.Account): pass
assert Mine("x").balance() == 0
"""
    said(packages.python(program, site=installed))


def test_variables_stay_in_cpp(installed):
    program = """
import cppyy_rs, mylib
assert mylib.rate == 1.5
mylib.rate = 3
assert cppyy_rs.gbl.documented.rate == 3 and mylib.interest(1000) == 30
cppyy_rs.gbl.documented.rate = 4
assert mylib.rate == 4 and "rate" not in vars(mylib)
mylib.interest = lambda balance: 7
assert mylib.interest(1) == 7 and cppyy_rs.gbl.documented.interest(1000) == 40
mylib.own = 1
assert mylib.own == 1 and not hasattr(cppyy_rs.gbl.documented, "own")
try:
    mylib.rate = "x"
except TypeError:
    print("refused")
"""
    assert said(packages.python(program, site=installed)) == "refused\n"


def test_comments_reach_help(installed):
    program = "import pydoc, mylib; print(pydoc.plain(pydoc.render_doc(mylib)), mylib.__doc__)"
    text = said(packages.python(program, site=installed))
    for part in ("Everything here has a comment.", "A bank account.", "Takes money out.", "Interest on a balance."):
        assert part in text, part


def test_missing_names_are_told(installed):
    program = """
import mylib
try:
    mylib.Acount
except AttributeError as error:
    print(error)
try:
    from mylib import nothing
except ImportError as error:
    print(error)
assert not hasattr(mylib, "__nothing__") and not hasattr(mylib, "nothing")
"""
    first, second = said(packages.python(program, site=installed)).splitlines()
    assert first == "module 'mylib' has no attribute 'Acount'; did you mean 'Account'?"
    assert "cannot import name 'nothing' from 'mylib'" in second


def test_pickles_go_by_the_package(installed, tmp_path):
    """Another process has it elsewhere, and has not imported it."""
    file = tmp_path / "pickle"
    program = """
import pickle, sys, mylib
with open(sys.argv[1], "wb") as file:
    pickle.dump([mylib.Account, mylib.Kind.Savings, mylib.interest], file)
"""
    said(packages.python(program, file, site=installed))
    elsewhere = shutil.copytree(installed, tmp_path / "elsewhere")
    assert str(installed).encode() not in file.read_bytes()
    program = """
import pickle, sys
cls, kind, function = pickle.load(open(sys.argv[1], "rb"))
import mylib
assert cls is mylib.Account and kind is mylib.Kind.Savings
print(function(1000), mylib.__file__)
"""
    assert said(packages.python(program, file, site=elsewhere)) == f"15.0 {elsewhere}/mylib/__init__.py\n"
    done = packages.python(program, file)
    assert done.returncode and "No module named 'mylib'" in done.stderr


def test_nested_namespaces_are_modules(tmp_path):
    folder = packages.project(tmp_path / "project", "namespaces")
    wheel = packages.package(
        "--name", "spaces", "--version", "1", "--namespace", "namespaces", "namespaces.hpp", "namespaces.cpp", cwd=folder
    )
    program = """
import spaces
import spaces.inner.deepest as deepest
from spaces.inner import Thing, level
import cppyy_rs
ns = cppyy_rs.gbl.namespaces
assert (spaces.level(), level(), deepest.level()) == (0, 1, 2)
assert spaces.inner.deepest is deepest and spaces.shortcut.level() == 2
assert Thing is ns.inner.Thing is spaces.borrowing.Thing
assert spaces.Versioned is ns.Versioned is spaces.v2.Versioned and spaces.v1.Versioned().version() == 1
assert "inner" in dir(spaces) and spaces.inner.__name__ == "spaces.inner"
assert spaces.everything.Thing is Thing
cppyy_rs.gbl.namespaces_global_function()
"""
    said(packages.python(program, site=packages.install(wheel, tmp_path / "site")))


def test_the_global_namespace_shows_the_library_alone(tmp_path):
    folder = packages.project(tmp_path / "project", "myclass")
    wheel = packages.package("--name", "my-class", "--version", "1", "MyClass.h", "MyClass.cpp", cwd=folder)
    program = """
import my_class
from my_class import MyClass
import cppyy_rs
assert MyClass is cppyy_rs.gbl.MyClass
assert "std" not in dir(my_class) and "MyClass" in dir(my_class)
try:
    my_class.std
except AttributeError as error:
    print(error)
"""
    told = said(packages.python(program, site=packages.install(wheel, tmp_path / "site")))
    assert told == "module 'my_class' has no attribute 'std': that is another library's\n"


def test_operators_and_specialisations_have_no_names_of_their_own(tmp_path):
    (tmp_path / "odd.hpp").write_text(
        "struct Odd { int n; };\ninline bool operator==(const Odd& a, const Odd& b) { return a.n == b.n; }\n"
        "template<class T> struct Box { T held; };\ninline Box<int> boxed() { return {3}; }\n"
    )
    wheel = packages.package("--name", "odd", "--version", "1", "odd.hpp", cwd=tmp_path)
    program = """
import odd
from odd import *
print(*odd.__all__)
assert Odd(1) == Odd(1) and Odd(1) != Odd(2)
assert boxed().held == Box[int](4).held - 1
"""
    assert said(packages.python(program, site=packages.install(wheel, tmp_path / "site"))) == "Box Odd boxed\n"


def test_files_describe_the_same_package(tmp_path):
    wheels = []
    for name, text in (
        ("cppbind.toml", TOML),
        ("pyproject.toml", '[project]\nname = "mylib"\nversion = "1.0"\n[tool.cppbind]\n' + "".join(TOML.splitlines(True)[2:])),
    ):
        folder = packages.project(tmp_path / name.partition(".")[0], "documented")
        (folder / name).write_text(text)
        wheels.append(packages.package(cwd=folder))
    first, second = wheels
    assert first.name == second.name
    assert first.read_bytes() == second.read_bytes()
    program = "import mylib; print(mylib.Account('x', 3).balance())"
    assert said(packages.python(program, site=packages.install(first, tmp_path / "site"))) == "3\n"


def test_a_wrong_file_is_told(tmp_path):
    folder = packages.project(tmp_path / "project", "documented")
    (folder / "cppbind.toml").write_text(TOML + "librarys = []\n")
    done = packages.package(cwd=folder, check=False)
    assert done.returncode == 1
    assert "cppbind.toml:5:1: error: unknown key `librarys`\nlibrarys = []\n^\n" in done.stderr


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A library that is built already: its header and its shared library."""
    folder = packages.project(tmp_path_factory.mktemp("library") / "project", "documented")
    compiler = shutil.which("c++") or shutil.which("g++")
    command = [compiler, "-std=c++17", "-shared", "-fPIC", *FLAGS, "-Wl,-soname,libdocumented.so.3"]
    environment = {name: value for name, value in os.environ.items() if name != "LD_PRELOAD"}
    (folder / "lib").mkdir()
    subprocess.run([*command, "-o", "lib/libdocumented.so.3", "documented.cpp"], cwd=folder, check=True, env=environment)
    (folder / "lib" / "libdocumented.so").symlink_to("libdocumented.so.3")
    (folder / "documented.cpp").unlink()
    return folder


def from_library(built, tmp_path, *more):
    folder = shutil.copytree(built, tmp_path / "project", symlinks=True)
    wheel = packages.package(
        "--name", "mylib", "--version", "1", "documented.hpp", "-Llib", "-ldocumented", *more, cwd=folder
    )
    site = packages.install(wheel, tmp_path / "site")
    return wheel, site, folder


USE = """
import mylib
assert mylib.Account("x", 5).withdraw(2) == 3
print(*{line.split()[-1] for line in open("/proc/self/maps") if "libdocumented.so.3" in line})
"""


def test_a_bundled_library_goes_along(built, tmp_path):
    wheel, site, folder = from_library(built, tmp_path, "--bundle")
    shutil.rmtree(folder)
    assert said(packages.python(USE, site=site)) == f"{site}/mylib/libdocumented.so.3\n"
    assert FLAGS or "manylinux_2_" in wheel.name


def test_another_library_is_the_machines(built, tmp_path):
    wheel, site, folder = from_library(built, tmp_path)
    assert "-py3-none-linux_" in wheel.name
    library = folder / "lib"
    assert said(packages.python(USE, site=site, LD_LIBRARY_PATH=str(library))) == f"{library}/libdocumented.so.3\n"
    done = packages.python(USE, site=site)
    assert done.returncode and "ImportError" in done.stderr and "libdocumented.so.3" in done.stderr


def test_programs_that_use_the_package_pass_mypy(installed, tmp_path):
    good = "import mylib\nfrom mylib import Account, Kind\nnumber: int = Account('x').balance()\nrate: float = mylib.interest(3, Kind.Savings)\nmylib.rate = 2.0\n"
    bad = good + "Account(1, 2, 3)\nword: str = mylib.interest(3)\nmylib.nothing\n"
    for name, text in (("good.py", good), ("bad.py", bad)):
        (tmp_path / name).write_text(text)

    def mypy(name):
        command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", tmp_path / "cache", name]
        environment = {name: value for name, value in os.environ.items() if name != "LD_PRELOAD"}
        return subprocess.run(
            [str(part) for part in command], cwd=tmp_path, env={**environment, "MYPYPATH": str(installed)},
            capture_output=True, text=True,
        )

    done = mypy("good.py")
    assert done.returncode == 0, done.stdout
    done = mypy("bad.py")
    for line in (6, 7, 8):
        assert f"bad.py:{line}: error" in done.stdout, done.stdout


@pytest.mark.real
def test_a_real_library_goes_along(tmp_path):
    if not pathlib.Path("/usr/include/tinyxml2.h").exists():
        pytest.skip("libtinyxml2-dev is not installed")
    wheel = packages.package("--name", "tinyxml2", "--version", "9.0", "--bundle", "tinyxml2.h", "-ltinyxml2", cwd=tmp_path)
    site = packages.install(wheel, tmp_path / "site")
    program = """
import tinyxml2
from tinyxml2 import XMLDocument
document = XMLDocument()
assert document.Parse("<book price='9.5'>Alpha</book>") == tinyxml2.XML_SUCCESS
print(document.RootElement().GetText())
print(*{line.split()[-1] for line in open("/proc/self/maps") if "libtinyxml2.so" in line})
"""
    text, library = said(packages.python(program, site=site)).splitlines()
    assert text == "Alpha"
    assert os.path.dirname(library) == f"{site}/tinyxml2"
