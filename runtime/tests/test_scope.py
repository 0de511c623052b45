"""How names are found, when classes are made, and what is said of names that are not there."""

import pickle
import sys

import pytest

import cppyy_rs
from dictionaries import path, python


@pytest.fixture(scope="module")
def gbl(dictionary):
    for name in ("namespaces", "shapes", "members", "enums", "templates"):
        dictionary(name)
    return cppyy_rs.gbl


def test_nothing_is_made_before_it_is_used():
    program = f"""
import gc, cppyy_rs
cppyy_rs.load_lib({str(path("shapes"))!r})
def made():
    return sum(isinstance(each, cppyy_rs.types.Scope) for each in gc.get_objects())
before = made()
dir(cppyy_rs.gbl.shapes)
assert made() == before, "dir() makes no class"
cppyy_rs.gbl.shapes.Square
print(made() - before)
"""
    done = python(program)
    assert done.returncode == 0, done.stderr
    # The class and its bases.
    assert int(done.stdout) in range(1, 4)


def test_the_import_needs_none_of_the_slow_modules():
    program = """
import sys
before = set(sys.modules)
import cppyy_rs
new = set(sys.modules) - before
print(sorted(new & {"enum", "inspect", "re", "typing", "ctypes", "subprocess", "importlib.machinery"}))
"""
    assert python(program).stdout == "[]\n"


def test_namespaces_are_modules(gbl):
    import types

    assert isinstance(gbl.namespaces, types.ModuleType)
    assert sys.modules["cppyy_rs.gbl.namespaces"] is gbl.namespaces
    assert gbl.namespaces.__name__ == "cppyy_rs.gbl.namespaces"


def test_imports():
    program = f"""
import cppyy_rs
cppyy_rs.load_lib({str(path("namespaces"))!r})
import cppyy_rs.gbl as g
from cppyy_rs.gbl.namespaces import level
from cppyy_rs.gbl.namespaces.inner.deepest import added
import cppyy_rs.gbl.namespaces.inner as inner
assert g is cppyy_rs.gbl and inner is g.namespaces.inner
for statement in ("from cppyy_rs.gbl.namespaces import nothing_here", "import cppyy_rs.gbl.nowhere"):
    try:
        exec(statement)
    except ImportError as error:
        print(type(error).__name__)
"""
    done = python(program)
    assert (done.returncode, done.stdout.split()) == (0, ["ImportError", "ModuleNotFoundError"]), done.stderr


def test_a_name_is_the_same_object_each_time(gbl):
    assert gbl.shapes is gbl.shapes
    assert gbl.shapes.Square is gbl.shapes.Square
    assert gbl.enums.Fruit is gbl.enums.Fruit
    assert gbl.templates.Box is gbl.templates.Box


@pytest.mark.parametrize("spelling", ["Box<int>", "Box< int >", "templates::Box<int>", "::templates::Box<int>"])
def test_specialisations_by_their_spelling(gbl, spelling):
    assert getattr(gbl.templates, spelling) is gbl.templates.Box[int]


def test_a_specialisation_that_is_not_there(gbl, without_compiler):
    with pytest.raises(TypeError, match="templates::Box<.*--instantiate 'templates::Box<signed char>'"):
        gbl.templates.Box["signed char"]
    with pytest.raises(TypeError, match="template argument"):
        gbl.templates.Box[1.5]


def test_near_names_are_suggested(gbl):
    with pytest.raises(AttributeError, match="did you mean 'Square'"):
        gbl.shapes.Sqaure
    with pytest.raises(AttributeError, match="did you mean 'shapes'"):
        gbl.shape
    with pytest.raises(AttributeError) as caught:
        gbl.shapes.nothing_like_it_at_all
    assert "did you mean" not in str(caught.value)


def test_double_underscored_names_are_pythons_own(gbl):
    for scope in (gbl, gbl.shapes):
        assert not hasattr(scope, "__no_such_name__")


def test_dir_is_complete_before_use():
    program = f"""
import cppyy_rs
cppyy_rs.load_lib({str(path("shapes"))!r})
assert "shapes" in dir(cppyy_rs.gbl)
names = dir(cppyy_rs.gbl.shapes)
assert "Square" in names and len(names) == len(set(names))
assert not [each for each in dir(cppyy_rs.gbl.shapes.Square) if "operator" in each]
"""
    done = python(program)
    assert done.returncode == 0, done.stderr


def test_what_is_loaded_later_is_found():
    program = f"""
import cppyy_rs
gbl = cppyy_rs.gbl
try:
    gbl.namespaces
except AttributeError:
    pass
cppyy_rs.load_lib({str(path("shapes"))!r})
gbl.shapes
cppyy_rs.load_lib({str(path("namespaces"))!r})
assert gbl.namespaces.inner.level
gbl.namespaces.assignable = 5
assert gbl.namespaces.read_assignable() == 5
"""
    done = python(program)
    assert done.returncode == 0, done.stderr


def test_enums_are_pickled_by_name(gbl):
    for value in (gbl.enums.Fruit.Banana, gbl.GlobalTwo, gbl.enums.Machine.State.Running):
        assert pickle.loads(pickle.dumps(value)) == value
        assert type(pickle.loads(pickle.dumps(value))) is type(value)


def test_namespaces_are_not_called(gbl):
    for scope in (gbl.shapes, gbl.namespaces, gbl):
        with pytest.raises(TypeError):
            scope()


def test_python_may_put_its_own_names_into_scopes(gbl):
    gbl.shapes.own_name = 1
    assert gbl.shapes.own_name == 1
    del gbl.shapes.own_name
    assert not hasattr(gbl.shapes, "own_name")
    gbl.shapes.Square.own_method = lambda self: "mine"
    assert gbl.shapes.Square.own_method(None) == "mine"
    del gbl.shapes.Square.own_method
