"""Twelve real libraries, with no configuration beyond naming their headers.

Each goes through the generator to a dictionary that compiles and loads, its skips
listed and counted; tasks that a user would do print what their C++ versions print,
with function templates that are instantiated when Python calls them.
"""

import pathlib
import re
import shutil
import subprocess
import sys
from typing import NamedTuple

import pytest

import dictionaries

HERE = pathlib.Path(__file__).parent / "real_libraries"

pytestmark = pytest.mark.real


class Library(NamedTuple):
    """Where a library's headers are and what the generator is told."""

    package: str  # Debian's name for it
    present: str  # a file below /usr/include that the package brings
    headers: list
    flags: list
    class_name: str  # one that must be bound, by its dotted name


LIBRARIES = {
    "tinyxml2": Library("libtinyxml2-dev", "tinyxml2.h", ["tinyxml2.h"], ["-ltinyxml2"], "tinyxml2.XMLDocument"),
    "box2d": Library("libbox2d-dev", "box2d/box2d.h", ["box2d/box2d.h"], ["-lbox2d"], "b2World"),
    "leveldb": Library(
        "libleveldb-dev",
        "leveldb/db.h",
        [f"leveldb/{name}.h" for name in "db write_batch cache comparator filter_policy env table table_builder dumpfile".split()],
        ["-lleveldb"],
        "leveldb.WriteBatch",
    ),
    "re2": Library("libre2-dev", "re2/re2.h", ["re2/re2.h", "re2/set.h", "re2/filtered_re2.h"], ["-lre2"], "re2.RE2"),
    "fastjet": Library(
        "libfastjet-dev",
        "fastjet/ClusterSequence.hh",
        [f"fastjet/{name}.hh" for name in "ClusterSequence Selector ClusterSequenceArea FunctionOfPseudoJet".split()],
        ["-lfastjet"],
        "fastjet.PseudoJet",
    ),
    "geographiclib": Library(
        "libgeographiclib-dev",
        "GeographicLib/Geodesic.hpp",
        [
            f"GeographicLib/{name}.hpp"
            for name in (
                "Geodesic GeodesicLine UTMUPS MGRS GeoCoords TransverseMercator PolygonArea Rhumb DMS Geocentric "
                "LocalCartesian MagneticModel GravityModel NearestNeighbor Geohash LambertConformalConic "
                "SphericalHarmonic"
            ).split()
        ],
        ["-lGeographicLib"],
        "GeographicLib.Geodesic",
    ),
    "yaml-cpp": Library("libyaml-cpp-dev", "yaml-cpp/yaml.h", ["yaml-cpp/yaml.h"], ["-lyaml-cpp"], "YAML.Node"),
    "clipper": Library(
        "libpolyclipping-dev",
        "polyclipping/clipper.hpp",
        ["polyclipping/clipper.hpp"],
        ["-lpolyclipping"],
        "ClipperLib.Clipper",
    ),
    "ginac": Library("libginac-dev", "ginac/ginac.h", ["ginac/ginac.h"], ["-lginac", "-lcln"], "GiNaC.symbol"),
    "opencv": Library(
        "libopencv-core-dev, libopencv-imgproc-dev and libopencv-imgcodecs-dev",
        "opencv4/opencv2/imgcodecs.hpp",
        ["opencv2/core.hpp", "opencv2/imgproc.hpp", "opencv2/imgcodecs.hpp"],
        ["-I/usr/include/opencv4", "-lopencv_core", "-lopencv_imgproc", "-lopencv_imgcodecs"],
        "cv.Mat",
    ),
    "eigen": Library("libeigen3-dev", "eigen3/Eigen/Dense", ["Eigen/Dense"], ["-I/usr/include/eigen3"], "Eigen.MatrixXd"),
    "nlohmann": Library("nlohmann-json3-dev", "nlohmann/json.hpp", ["nlohmann/json.hpp"], [], "nlohmann.json"),
}


def dictionary(name):
    """The library's dictionary, or a skip that names the Debian package which is missing."""
    library = LIBRARIES[name]
    header = pathlib.Path("/usr/include") / library.present
    if not header.exists():
        pytest.skip(f"{library.package} is not installed")
    folder = dictionaries.build(name, [*library.headers, *library.flags], [header])
    return next(folder.glob("lib*Dict.so"))


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


TASKS = ["tinyxml2", "box2d", "leveldb", "geographiclib", "clipper", "fastjet", "re2", "yaml-cpp", "nlohmann", "ginac", "opencv"]


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
    if not headers.exists():
        pytest.skip(f"{LIBRARIES[name].package} is not installed")
    done = subprocess.run([sys.executable, HERE / name / "task.py", headers], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout == (HERE / name / "expected.txt").read_text()


@pytest.mark.parametrize("name", [*TASKS, *INCLUDED])
def test_the_expected_lines_are_what_cpp_prints(name, tmp_path):
    library = LIBRARIES[name]
    if not (pathlib.Path("/usr/include") / library.present).exists():
        pytest.skip(f"{library.package} is not installed")
    compiler = shutil.which("c++") or shutil.which("g++")
    program = tmp_path / "task"
    subprocess.run([compiler, "-std=c++17", HERE / name / "task.cpp", "-o", program, *library.flags], check=True)
    done = subprocess.run([program], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert done.stdout == (HERE / name / "expected.txt").read_text()
