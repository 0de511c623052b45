"""Handles of classes that the headers only declare: they pass, compare, hash, and nothing more."""

import ctypes

import pytest

import cppyy_rs

from dictionaries import cppbind


@pytest.fixture(scope="module")
def opaque(dictionary):
    dictionary("opaque")
    return cppyy_rs.gbl


def number(opaque, store):
    number = ctypes.c_int()
    opaque.opaque_read(store, number)
    return number.value


def test_handles_pass_and_compare(opaque):
    store = opaque.opaque_make(3)
    assert number(opaque, store) == 3 and number(opaque, opaque.opaque_constant()) == 2
    assert opaque.opaque_same(store) is store and opaque.opaque_make(4) == store
    assert opaque.opaque_constant() != store and {store: 1}[opaque.opaque_make(5)] == 1
    assert opaque.opaque_table()[0] == store and opaque.opaque_table()[1] == opaque.opaque_constant()


def test_null_is_falsy(opaque):
    null = opaque.opaque_same(cppyy_rs.nullptr)
    assert not null and opaque.opaque_is_null(null) and opaque.opaque_is_null(cppyy_rs.nullptr)
    assert not opaque.opaque_is_null(opaque.opaque_make(1))


def test_handles_by_way_of_parameters(opaque):
    into = opaque.opaque_into
    handle = cppyy_rs.bind_object(cppyy_rs.nullptr, opaque.opaque_Store)
    into(handle)
    assert handle == opaque.opaque_constant()
    into.__returns_out__ = opaque.opaque_read.__returns_out__ = True
    try:
        assert into() == opaque.opaque_constant() and opaque.opaque_read(into()) == 2
    finally:
        into.__returns_out__ = opaque.opaque_read.__returns_out__ = False


def test_names_of_pointers(opaque):
    handle = opaque.opaque_handle()
    assert opaque.opaque_use(handle) == 5 and handle == opaque.opaque_handle()
    with pytest.raises(TypeError, match="opaque_Hidden object is expected, not opaque_Store"):
        opaque.opaque_use(opaque.opaque_make(1))


def test_nothing_makes_them(opaque):
    with pytest.raises(TypeError, match="its definition is unknown"):
        opaque.opaque_Store()


def test_a_name_of_a_class_that_no_dictionary_has(tmp_path):
    (tmp_path / "labelled.hpp").write_text("""
#include <cstddef>
namespace labelled {
template <std::size_t N> struct Text {
    char characters[N];
    constexpr Text(const char (&text)[N]) { for (std::size_t i = 0; i < N; ++i) characters[i] = text[i]; }
};
template <Text T> struct Labelled { int size() const { return sizeof T.characters; } };
using Hello = Labelled<"hello">;  // Dictionaries know no template arguments of classes' types.
}
""")
    cppbind("gen", "labelled.hpp", "-std=c++20", cwd=tmp_path)
    cppyy_rs.load_lib(str(tmp_path / "liblabelledDict.so"))
    hello = cppyy_rs.gbl.labelled.Hello
    assert hello.__cpp_name__.startswith("labelled::Labelled<")
    with pytest.raises(TypeError, match="no dictionary has the class labelled::Labelled<.*, which Hello is a name of"):
        hello()
