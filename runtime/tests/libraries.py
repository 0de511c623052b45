"""Twelve libraries of C++ and one of C that people have: what their headers are and what the generator is told of them, which is no more than that.

The tests do a user's task with each (test_real_libraries.py); benches/coverage counts how much of each is bound.
"""

import pathlib
from typing import NamedTuple

import dictionaries


class Library(NamedTuple):
    """Where a library's headers are and what the generator is told."""

    package: str  # Debian's name for it
    present: str  # a file below /usr/include that the package brings
    headers: list
    flags: list
    class_name: str  # one that must be bound, by its dotted name
    own: tuple = ()  # folders and files that are the library's; none: what lies beside its headers
    not_own: tuple = ()  # what there is not counted as its interface

    def missing(self):
        """Why there is no dictionary of it on this machine: the Debian package that is not installed, or None."""
        return None if self.landmark.exists() else f"{self.package} is not installed"

    @property
    def landmark(self):
        """The file that tells whether the library is there."""
        return pathlib.Path("/usr/include") / self.present


LIBRARIES = {
    "tinyxml2": Library("libtinyxml2-dev", "tinyxml2.h", ["tinyxml2.h"], ["-ltinyxml2"], "tinyxml2.XMLDocument"),
    "box2d": Library("libbox2d-dev", "box2d/box2d.h", ["box2d/box2d.h"], ["-lbox2d"], "b2World"),
    "leveldb": Library(
        "libleveldb-dev",
        "leveldb/db.h",
        [f"leveldb/{name}.h" for name in "db write_batch cache comparator filter_policy env table table_builder dumpfile".split()],
        ["-lleveldb"],
        "leveldb.WriteBatch",
        not_own=("/usr/include/leveldb/c.h",),
    ),
    "re2": Library("libre2-dev", "re2/re2.h", ["re2/re2.h", "re2/set.h", "re2/filtered_re2.h"], ["-lre2"], "re2.RE2"),
    "fastjet": Library(
        "libfastjet-dev",
        "fastjet/ClusterSequence.hh",
        [f"fastjet/{name}.hh" for name in "ClusterSequence Selector ClusterSequenceArea FunctionOfPseudoJet".split()],
        ["-lfastjet"],
        "fastjet.PseudoJet",
        not_own=("/usr/include/fastjet/internal",),
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
        own=("/usr/include/opencv4",),
    ),
    "eigen": Library("libeigen3-dev", "eigen3/Eigen/Dense", ["Eigen/Dense"], ["-I/usr/include/eigen3"], "Eigen.MatrixXd", own=("/usr/include/eigen3",)),
    "nlohmann": Library("nlohmann-json3-dev", "nlohmann/json.hpp", ["nlohmann/json.hpp"], [], "nlohmann.json"),
    "gsl": Library(
        "libgsl-dev",
        "gsl/gsl_vector.h",
        ["gsl/gsl_sf_bessel.h", "gsl/gsl_integration.h", "gsl/gsl_vector.h"],
        ["-lgsl", "-lgslcblas"],
        "gsl_vector",
    ),
}

# Those of C++, whose callables are counted.
COUNTED = [name for name in LIBRARIES if name != "gsl"]


def dictionary(name):
    """The folder with the library's dictionary and `report.jsonl`, what the generator says of each declaration."""
    library = LIBRARIES[name]
    arguments = [*library.headers, *library.flags, "--report", "report.jsonl"]
    return dictionaries.build(name, arguments, [library.landmark])
