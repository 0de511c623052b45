"""`std::type_info` from C++ and to C++."""

import pytest

import cppyy_rs


@pytest.fixture(scope="module")
def described(dictionary):
    dictionary("described")
    return cppyy_rs.gbl.described


def test_what_cpp_returns_is_what_typeid_is(described):
    base, derived = described.Base(), described.Derived()
    assert base.dynamic() == cppyy_rs.typeid(described.Base) == described.maybe(True)
    assert derived.dynamic() == cppyy_rs.typeid(derived) != base.dynamic()
    assert hash(derived.dynamic()) == hash(cppyy_rs.typeid(described.Derived))
    assert {base.dynamic(): 1}[cppyy_rs.typeid(base)] == 1
    assert repr(derived.dynamic()) == "<type_info of described::Derived>"


def test_types_without_classes(described):
    assert described.of_int().name() == "i" and repr(described.of_int()) == "<type_info of i>"
    assert described.of_int() != cppyy_rs.typeid(described.Base)


def test_it_is_an_argument(described):
    info = described.Derived().dynamic()
    assert described.name_of(info) == info.name() == "N9described7DerivedE"
    assert described.same(info, cppyy_rs.typeid(described.Derived)) and not described.same(info, described.of_int())
    for wrong in (described.Base(), "N9described7DerivedE", None, 7):
        with pytest.raises(TypeError):
            described.name_of(wrong)


def test_null(described):
    assert not described.maybe(False)
