"""Dictionaries made by builds: CMake's functions, and the examples of scikit-build-core and meson-python.

What is tested are the generator's files, which are the same for every Python: the first one's tests are enough.
"""

import os
import pathlib
import shutil
import subprocess
import sys

import pytest

from dictionaries import TESTS, cppbind, python

EXAMPLES = TESTS.parent.parent / "docs" / "examples"
BIN = pathlib.Path(sys.executable).parent
ENVIRONMENT = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
ENVIRONMENT.pop("LD_PRELOAD", None)

HEADER = """#pragma once
#include "lib/more.hpp"
namespace lib {
/// Twice.
int twice(int value);
inline int half(int value) { return value / 2; }
}
"""
SOURCE = '#include "lib/lib.hpp"\nint lib::twice(int value) { return 2 * value; }\n'
LISTS = """cmake_minimum_required(VERSION 3.24)
project(example LANGUAGES CXX)
find_package(cppbind CONFIG REQUIRED)
add_library(lib SHARED src/lib.cpp)
target_include_directories(lib PUBLIC include)
cppbind_add_bindings(bindings HEADERS include/lib/lib.hpp LINK_LIBRARIES lib OUTPUT_NAME lib)
install(TARGETS lib DESTINATION package)
cppbind_install(bindings DESTINATION package)
"""


def run(*command, cwd=None, check=True):
    done = subprocess.run([str(word) for word in command], cwd=cwd, env=ENVIRONMENT, capture_output=True, text=True)
    if check and done.returncode:
        raise AssertionError(f"{command} ended with {done.returncode}\n{done.stdout}{done.stderr}")
    return done


class Project:
    """A CMake project in a directory of its own."""

    def __init__(self, folder, lists=LISTS, generator="Ninja"):
        self.source, self.build = folder / "source", folder / "build"
        self.generator = generator
        self.write("CMakeLists.txt", lists)
        self.write("include/lib/lib.hpp", HEADER)
        self.write("include/lib/more.hpp", "#pragma once\n")
        self.write("src/lib.cpp", SOURCE)

    def write(self, name, text):
        path = self.source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def configure(self, *options, check=True):
        return run("cmake", "-S", self.source, "-B", self.build, "-G", self.generator, *options, check=check)

    def make(self, *options, check=True):
        return run("cmake", "--build", self.build, *options, check=check)

    @property
    def dictionary(self):
        return self.build / "liblibDict.so"

    def is_made_anew_by_a_build(self):
        before = self.dictionary.stat().st_mtime_ns
        self.make()
        return self.dictionary.stat().st_mtime_ns != before


def answer(folder, expression, stem="lib"):
    """What an expression is in an interpreter that has loaded the dictionary there."""
    program = f"import sys, cppyy_rs; cppyy_rs.load_lib(sys.argv[1]); from cppyy_rs import gbl; print(({expression}))"
    done = python(program, folder / f"lib{stem}Dict.so")
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_the_command_tells_where_the_files_for_cmake_are():
    told = cppbind("--cmake-dir").stdout.strip()
    assert told == str(pathlib.Path(sys.prefix) / "share" / "cmake" / "cppbind")
    assert (pathlib.Path(told) / "cppbindConfig.cmake").is_file()


@pytest.mark.parametrize("generator", ["Ninja", "Unix Makefiles"])
def test_a_dictionary_is_made_anew_exactly_when_it_has_to_be(tmp_path, generator):
    project = Project(tmp_path, generator=generator)
    project.configure()
    project.make()
    assert answer(project.build, "gbl.lib.twice(21), gbl.lib.half(42)") == "(42, 21)"
    assert (project.build / "libDict.pyi").is_file()

    # Nothing has changed; then the code of a function, which the dictionary calls in the library; then another file.
    assert not project.is_made_anew_by_a_build()
    project.write("src/lib.cpp", SOURCE.replace("2 * value", "value + value + 0"))
    assert not project.is_made_anew_by_a_build()
    project.write("include/lib/unrelated.hpp", "#error\n")
    assert not project.is_made_anew_by_a_build()
    assert not project.is_made_anew_by_a_build()

    # A header that the named one includes; a definition that was missing.
    project.write("include/lib/more.hpp", "#pragma once\nnamespace lib { enum class Colour { red }; int late(); }\n")
    assert project.is_made_anew_by_a_build()
    assert answer(project.build, "int(gbl.lib.Colour.red), hasattr(gbl.lib, 'late')") == "(0, False)"
    project.write("src/lib.cpp", SOURCE + "int lib::late() { return 7; }\n")
    assert project.is_made_anew_by_a_build()
    assert answer(project.build, "gbl.lib.late()") == "7"
    assert not project.is_made_anew_by_a_build()

    # A header that is gone: what included it says so no more.
    project.write("include/lib/lib.hpp", HEADER.replace('#include "lib/more.hpp"\n', ""))
    (project.source / "include/lib/more.hpp").unlink()
    project.write("src/lib.cpp", SOURCE)
    assert project.is_made_anew_by_a_build()


def test_what_linked_targets_ask_for_is_taken_from_them(tmp_path):
    lists = """cmake_minimum_required(VERSION 3.24)
project(example LANGUAGES CXX)
find_package(cppbind 0.1 CONFIG REQUIRED)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
add_library(lib STATIC src/lib.cpp)
cppbind_add_bindings(lib_python HEADERS lib/lib.hpp LINK_LIBRARIES All::lib INCLUDE_DIRECTORIES "${CMAKE_SOURCE_DIR}/own include"
  COMPILE_DEFINITIONS "TEXT=\\"a b\\"" INSTANTIATE std::vector<lib::Item> "std::map<int, lib::Item>" OUTPUT_NAME lib JOBS 2)
# Said after it: all the same.
add_library(base STATIC src/base.cpp)
add_library(asks INTERFACE)
target_compile_features(asks INTERFACE cxx_std_20)
target_compile_definitions(asks INTERFACE ASKED=3 $<$<CONFIG:Debug>:DEBUGGED>)
target_include_directories(asks INTERFACE $<BUILD_INTERFACE:${CMAKE_SOURCE_DIR}/include>)
target_link_libraries(lib PRIVATE base PUBLIC asks)
add_library(All::lib ALIAS lib)
"""
    header = """#pragma once
#include <string>
#include <own.hpp>
#if __cplusplus < 202002L || ASKED != 3 || !defined(DEBUGGED)
#error "not what the targets ask for"
#endif
namespace lib {
struct Item { int value = 5; };
int twice(int value);
inline std::string text() { return TEXT; }
}
"""
    project = Project(tmp_path, lists)
    project.write("include/lib/lib.hpp", header)
    project.write("own include/own.hpp", "#pragma once\n")
    project.write("src/lib.cpp", "int base(); namespace lib { int twice(int value) { return base() * value; } }\n")
    project.write("src/base.cpp", "int base() { return 2; }\n")
    project.configure("-DCMAKE_BUILD_TYPE=Debug")
    project.make()
    assert answer(project.build, "gbl.lib.twice(4), gbl.lib.text(), gbl.std.vector['lib::Item'](2)[1].value") == "(8, 'a b', 5)"
    # What is in the dictionary makes it anew.
    project.write("src/base.cpp", "int base() { return 3; }\n")
    assert project.is_made_anew_by_a_build()
    assert answer(project.build, "gbl.lib.twice(4)") == "12"


def test_installed_files_work_without_the_build(tmp_path):
    project = Project(tmp_path)
    project.configure(f"-Dcppbind_ROOT={cppbind('--cmake-dir').stdout.strip()}")
    project.make()
    run("cmake", "--install", project.build, "--prefix", tmp_path / "installed")
    shutil.rmtree(project.build)
    shutil.rmtree(project.source)
    package = tmp_path / "installed" / "package"
    assert sorted(path.name for path in package.iterdir()) == ["libDict.pyi", "liblib.so", "liblibDict.so"]
    assert answer(package, "gbl.lib.twice(3)") == "6"
    assert str(tmp_path).encode() not in subprocess.run(
        ["readelf", "-d", package / "liblibDict.so"], capture_output=True, check=True
    ).stdout


def test_what_the_generator_says_is_shown(tmp_path):
    project = Project(tmp_path, LISTS.replace("OUTPUT_NAME lib", "OUTPUT_NAME lib OPTIONS --emmit ir"))
    project.configure()
    done = project.make(check=False)
    assert done.returncode and "unexpected argument '--emmit'" in done.stdout + done.stderr
    project = Project(tmp_path, LISTS.replace("lib.hpp", "broken.hpp"))
    project.write("include/lib/broken.hpp", "#pragma once\nint x = nonsense;\n")
    project.configure()
    done = project.make(check=False)
    told = "include/lib/broken.hpp:2:9: error: use of undeclared identifier 'nonsense'"
    assert done.returncode and told in done.stdout + done.stderr


@pytest.mark.parametrize(
    "line, told",
    [
        ("cppbind_add_bindings(x)", "cppbind_add_bindings(x): no HEADERS"),
        ("cppbind_add_bindings(x HEADERS a.hpp STANDARD)", "nothing follows STANDARD"),
        ("cppbind_add_bindings(x a.hpp HEADERS b.hpp)", "unknown arguments: a.hpp"),
        ("add_library(m MODULE src/lib.cpp)\ncppbind_add_bindings(x HEADERS a.hpp LINK_LIBRARIES m)", "which is no library to link with"),
        ("cppbind_install(lib DESTINATION .)", "lib is no target of cppbind_add_bindings"),
        ("find_package(cppbind 99 CONFIG REQUIRED)", 'compatible with requested version "99"'),
    ],
)
def test_wrong_use_is_told_by_configure(tmp_path, line, told):
    project = Project(tmp_path, LISTS + line + "\n")
    done = project.configure(check=False)
    # CMake breaks lines as it likes.
    assert done.returncode and told in " ".join(done.stderr.split()), done.stderr


@pytest.mark.parametrize("example", ["scikit-build-core", "meson"])
def test_the_examples_work_as_packages(tmp_path, example):
    source, site = tmp_path / "source", tmp_path / "site"
    shutil.copytree(EXAMPLES / example, source)
    run(sys.executable, "-m", "pip", "install", "--no-build-isolation", "--no-deps", "--no-index", "--target", site, source)
    shutil.rmtree(source)
    shutil.copytree(EXAMPLES / example / "tests", tmp_path / "tests")
    environment = {**ENVIRONMENT, "PYTHONPATH": str(site)}
    pytest_run = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", tmp_path / "tests"]
    done = subprocess.run(pytest_run, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    program = tmp_path / "program.py"
    program.write_text(TYPED[example])
    mypy = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", tmp_path / "cache", program]
    done = subprocess.run(mypy, cwd=tmp_path, env={**ENVIRONMENT, "MYPYPATH": str(site)}, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


TYPED = {
    "scikit-build-core": "import geometry\n\ndef area(polygon: geometry.Polygon) -> float:\n    return polygon.area()\n",
    "meson": "import inventory\n\ndef take(stock: inventory.Stock) -> None:\n    stock.take('bolt', 1)\n",
}
