"""Types that several dictionaries share, whichever is loaded first; and two versions of a library in one."""

import itertools

import pytest

import cppyy_rs
import dictionaries

PROGRAM = """
import sys, cppyy_rs
for path in sys.argv[1:]:
    cppyy_rs.load_lib(path)
from cppyy_rs.gbl import std, first, second
Base, Derived = first.Base, second.Derived
assert second.take(Base(3)) == 3 and type(second.give(4)) is Base and second.give(4).number == 4
assert issubclass(Derived, Base) and second.take(Derived(2)) == 20 and Derived().kind() == "Derived"
assert [type(second.pointer(which)) for which in (True, False)] == [Derived, Base]
assert type(second.shared()) is Derived and second.shared().kind() == "Derived"
vector = first.many(4)
assert type(vector) is type(second.some()) is std.vector[Base] is std.vector["first::Base"]
assert second.twice(vector) == 12 and first.total(second.some()) == 3
assert first.total([Base(1), Base(2)]) == 3 and second.twice([Base(1)]) == 2
has = second.Has()
has.base.number = 5
has.all.push_back(Base(7))
assert type(has.base) is Base and has.base.number == 5 and first.total(has.all) == 7
assert [each.kind() for each in second.pointers()] == ["Derived", "Base"]

class Python(Derived):
    def kind(self):
        return "Python"

assert second.take(Python(4)) == 40 and Python().kind() == "Python"
"""


@pytest.mark.parametrize("order", list(itertools.permutations(["first", "second"])))
def test_shared_classes_in_either_order(order):
    folder = dictionaries.TESTLIBS / "twolibs"
    headers = [folder / "first.hpp", folder / "second.hpp"]
    paths = []
    for stem in order:
        built = dictionaries.build(stem, ["-std=c++17", folder / f"{stem}.hpp", "--allowlist-file", f".*/{stem}.hpp"], headers)
        paths.append(built / f"lib{stem}Dict.so")
    done = dictionaries.python(PROGRAM, *paths)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def versions(dictionary):
    dictionary("versions")
    return cppyy_rs.gbl.versions


def test_the_inline_version_is_meant_where_none_is_named(versions):
    assert versions.Item is versions.v2.Item is not versions.v1.Item
    assert versions.Item().now == 22 and versions.v1.Item().old == 11
    assert (versions.g(), versions.v1.g(), versions.v2.g()) == (2, 1, 2)
    assert (int(versions.Kind.one), int(versions.v1.Kind.one)) == (2, 1)


def test_both_versions_serve(versions):
    assert (versions.f(versions.Item()), versions.v1.f(versions.v1.Item())) == (2, 1)
    assert (versions.take(versions.make()), versions.take_old(versions.make_old())) == (2, 1)
    with pytest.raises(TypeError, match="a versions::v1::Item object is expected, not versions::Item"):
        versions.take_old(versions.Item())


def test_templates_and_containers_of_both(versions):
    assert (versions.box().version(), versions.v1.box().version()) == (2, 1)
    assert versions.Box[int] is versions.v2.Box[int] is not versions.v1.Box[int]
    assert (len(versions.items()), len(versions.v1.items())) == (2, 1)
    assert versions.v1.items()[0].old == 11 and versions.items()[0].now == 22
