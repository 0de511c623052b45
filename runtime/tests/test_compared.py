"""Comparisons that C++20 makes of `<=>`, and that Python makes of others."""

import math

import pytest

import cppyy_rs

from dictionaries import TESTLIBS, build


@pytest.fixture(scope="module")
def built():
    header = TESTLIBS / "compared" / "compared.hpp"
    return build("compared", ["-std=c++20", header], [header])


@pytest.fixture(scope="module")
def compared(built):
    cppyy_rs.load_lib(str(built / "libcomparedDict.so"))
    return cppyy_rs.gbl.compared


def relations(left, right):
    return left < right, left <= right, left > right, left >= right


def test_all_comparisons_come_of_one(compared):
    old, new = compared.Version(1, 2), compared.Version(1, 3)
    for _ in range(2):
        assert relations(old, new) == (True, True, False, False)
        assert relations(new, old) == (False, False, True, True)
        assert relations(old, old) == (False, True, False, True)
    assert max(old, new).minor == 3 and [each.minor for each in sorted([new, old])] == [2, 3]


def test_equality_comes_with_a_defaulted_one(compared):
    assert compared.Version(1, 2) == compared.Version(1, 2) and not compared.Version(1, 2) != compared.Version(1, 2)
    assert compared.Version(1, 2) != compared.Version(1, 3) and not compared.Version(1, 2) == compared.Version(1, 3)
    assert compared.IntBox(1) == compared.IntBox(1) and compared.IntBox(1) < compared.IntBox(2)


def test_derived_classes_inherit_them(compared):
    assert relations(compared.Tagged(1, 2), compared.Version(1, 3)) == (True, True, False, False)
    assert relations(compared.Version(1, 3), compared.Tagged(1, 2)) == (False, False, True, True)


def test_what_is_not_ordered(compared):
    light, nothing = compared.Weight(1), compared.Weight(math.nan)
    assert relations(light, compared.Weight(2)) == (True, True, False, False)
    assert relations(light, nothing) == relations(nothing, light) == (False,) * 4


def test_with_other_types_on_either_side(compared):
    level = compared.Level(3)
    assert relations(level, 4) == (True, True, False, False) and relations(4, level) == (False, False, True, True)
    assert level == 3 and 3 == level and level != 4
    with pytest.raises(cppyy_rs.gbl.std.out_of_range, match="no such level"):
        level < -1
    with pytest.raises(TypeError):
        level < "text"
    assert compared.Name("a") < compared.Name("b") and compared.Name("a") < "b" and "b" > compared.Name("a")


def test_a_declared_operator_goes_first(compared):
    assert compared.Own(2) < compared.Own(1) and compared.Own(2) > compared.Own(1)


@pytest.mark.parametrize("name", ["Unordered", "Private"])
def test_what_cpp_does_not_compare(compared, name):
    make = getattr(compared, name)
    with pytest.raises(NotImplementedError, match="no operator< takes"):
        make() < make()
    one = make()
    assert one == one and one != make()


def test_python_swaps_the_operands_of_the_one_that_there_is(compared):
    small, large = compared.Less(1), compared.Less(2)
    assert small < large and large > small and not small > large and max(small, large).value == 2
    with pytest.raises(NotImplementedError, match="no operator<= takes"):
        small <= large


def test_stubs_have_them(built):
    stubs = (built / "comparedDict.pyi").read_text()
    version = stubs[stubs.index("class Version:"):]
    assert "def __lt__(self, arg0: gbl.compared.Version, /) -> bool: ..." in version
