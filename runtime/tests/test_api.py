"""The module's own functions and objects."""

import ctypes
import sys

import pytest

import cppyy_rs
from dictionaries import path, python


@pytest.fixture(scope="module")
def shapes(dictionary):
    dictionary("shapes")
    return cppyy_rs.gbl.shapes


def test_every_public_name_exists():
    for name in cppyy_rs.__all__:
        assert getattr(cppyy_rs, name) is not None
    assert set(cppyy_rs.__all__) <= set(dir(cppyy_rs))
    assert cppyy_rs.__version__.count(".") == 2
    with pytest.raises(AttributeError, match="no_such_thing"):
        cppyy_rs.no_such_thing


def test_importing_the_package_imports_little():
    program = """
import sys
before = set(sys.modules)
import cppyy_rs
new = {name.partition(".")[0] for name in set(sys.modules) - before}
print(*sorted(new - {"cppyy_rs"}))
"""
    done = python(program)
    assert done.stdout.split() == [], done.stderr


def test_loading_twice_gives_the_same(shapes):
    file = str(path("shapes"))
    assert cppyy_rs.load_lib(file) is cppyy_rs.load_lib(file)
    assert cppyy_rs.load_reflection_info(file) is cppyy_rs.load_lib(file)


def test_a_library_that_is_not_there():
    with pytest.raises(FileNotFoundError):
        cppyy_rs.load_lib("libno_such_library.so")
    with pytest.raises(RuntimeError, match="no_such_library"):
        cppyy_rs.load_reflection_info("libno_such_library.so")
    with pytest.raises(RuntimeError, match="no_such_library"):
        cppyy_rs.load_library("libno_such_library.so")
    assert cppyy_rs.load_library("libm.so.6") is True


def test_directories_must_exist():
    for add in (cppyy_rs.add_include_path, cppyy_rs.add_library_path):
        with pytest.raises(OSError):
            add("/no/such/directory")
    with pytest.raises(OSError):
        cppyy_rs.add_autoload_map("/no/such/file.rootmap")


def test_include_answers_from_the_dictionaries(shapes):
    assert cppyy_rs.include("shapes.hpp") is True


def test_macro(dictionary):
    with pytest.raises(ValueError, match="NO_SUCH_MACRO"):
        cppyy_rs.macro("NO_SUCH_MACRO")


def test_low_level_access(dictionary):
    dictionary("operators")
    plain = cppyy_rs.gbl.operators.Plain()
    address = cppyy_rs.addressof(plain)
    assert cppyy_rs.ll.addressof(plain) == address
    assert cppyy_rs.ll.as_ctypes(plain).value == address
    assert type(cppyy_rs.ll.as_capsule(plain)).__name__ == "PyCapsule"
    assert cppyy_rs.ll.cast["operators::Plain*"](address) is plain
    assert cppyy_rs.ll.cast[int](3.7) == 3
    for name in cppyy_rs.ll.__all__:
        assert hasattr(cppyy_rs.ll, name)
    value = ctypes.c_int.from_address(address)
    value.value = 17
    assert plain.value == 17


def test_types(dictionary):
    dictionary("operators")
    ops = cppyy_rs.gbl.operators
    assert isinstance(ops.Plain(), cppyy_rs.types.Instance)
    assert isinstance(ops.Plain, cppyy_rs.types.Scope)
    assert isinstance(ops.Multiplier.__call__, cppyy_rs.types.Method)
    for name in cppyy_rs.types.__all__:
        assert isinstance(getattr(cppyy_rs.types, name), type)


def test_imports_from_scopes(dictionary):
    dictionary("operators")
    from cppyy_rs.gbl import operators
    from cppyy_rs.gbl.operators import Plain

    assert operators.Plain is Plain
    assert "cppyy" not in sys.modules
