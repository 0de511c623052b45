"""Namespaces as modules: nesting, inline and unnamed ones, imports, using-declarations, aliases."""

import sys
import types

import pytest

import cppyy_rs
from dictionaries import path, python


@pytest.fixture(scope="module")
def ns(dictionary):
    dictionary("namespaces")
    return cppyy_rs.gbl.namespaces


def test_a_namespace_is_a_module(ns):
    assert isinstance(ns, types.ModuleType)
    assert ns.__name__ in ("cppyy_rs.gbl.namespaces", "namespaces")
    with pytest.raises(TypeError):
        ns()


def test_nested_namespaces(ns):
    assert (ns.level(), ns.inner.level(), ns.inner.deepest.level()) == (0, 1, 2)
    assert ns.inner is ns.inner


def test_reopened_namespaces(ns):
    assert ns.inner.deepest.added() == 33


def test_members_of_inline_namespaces_are_the_enclosing_one_s(ns):
    assert ns.Versioned().version() == 2
    assert ns.versioned_function() == 22
    assert ns.v1.Versioned().version() == 1
    assert ns.v2.Versioned is ns.Versioned
    assert ns.Versioned.__cpp_name__ in ("namespaces::Versioned", "namespaces::v2::Versioned")


def test_members_of_unnamed_namespaces_are_reachable(ns):
    assert ns.in_unnamed() == 5
    assert ns.InUnnamed().value == 6
    assert ns.unnamed_constant == 7


def test_namespace_aliases(ns):
    assert ns.shortcut.level() == 2


def test_using_declarations(ns):
    assert ns.borrowing.Thing is ns.inner.Thing
    assert ns.borrowing.level() == 1


def test_using_directives(ns):
    assert ns.everything.own() == 9
    assert ns.everything.Thing is ns.inner.Thing
    assert ns.everything.level() == 1


def test_type_aliases(ns):
    assert ns.Alias is ns.inner.Thing
    assert ns.make_alias().id == 2
    assert ns.number_from(3.75) == 3
    assert ns.id_of(ns.inner.Thing()) == 2


def test_aliases_of_builtins_are_python_types(ns):
    assert issubclass(ns.Number, int)
    assert issubclass(ns.Real, float)
    assert ns.Number.__cpp_name__ == "namespaces::Number" or ns.Number.__cpp_name__ == "int"
    assert ns.Number(4) == 4


def test_a_class_as_a_scope(ns):
    nested = ns.Outer.Nested()
    assert nested.depth() == 1
    assert type(ns.Outer.make()) is ns.Outer.Nested
    assert ns.Outer.Nested.Deeper().depth() == 2
    assert ns.Outer.NestedAlias is ns.Outer.Nested
    assert ns.Outer.Two == 1
    assert ns.Outer.Nested.__cpp_name__ == "namespaces::Outer::Nested"
    assert ns.Outer.Nested.__module__.endswith("namespaces.Outer") or ns.Outer.Nested.__qualname__ == "Outer.Nested"
    assert ns.Outer().deeper.depth() == 2
    assert not hasattr(ns.Outer, "Hidden")


def test_global_scope(ns):
    assert cppyy_rs.gbl.namespaces_global_function() == 44
    assert cppyy_rs.gbl.NamespacesGlobal().value == 4


def test_from_imports():
    program = f"""
import cppyy_rs
cppyy_rs.load_lib({str(path("namespaces"))!r})
from cppyy_rs.gbl.namespaces import level, inner
from cppyy_rs.gbl.namespaces.inner import Thing
import cppyy_rs.gbl.namespaces.inner.deepest as deepest
from cppyy_rs.gbl import NamespacesGlobal
import cppyy_rs.gbl as g
print(level(), inner.level(), Thing().id, deepest.level(), NamespacesGlobal().value, g.namespaces.level())
try:
    from cppyy_rs.gbl.namespaces import nonsense
except ImportError as error:
    print("ImportError", error)
"""
    done = python(program)
    assert done.stderr == ""
    first, second = done.stdout.splitlines()
    assert first == "0 1 2 2 4 0"
    assert second.startswith("ImportError") and "nonsense" in second


def test_an_imported_namespace_is_in_sys_modules(ns):
    import cppyy_rs.gbl.namespaces as imported

    assert imported is ns
    assert sys.modules["cppyy_rs.gbl.namespaces"] is ns


def test_dir_lists_what_was_never_used():
    program = f"""
import cppyy_rs
cppyy_rs.load_lib({str(path("namespaces"))!r})
print(*dir(cppyy_rs.gbl.namespaces))
print(*dir(cppyy_rs.gbl))
"""
    done = python(program)
    assert done.stderr == ""
    inner, outer = (set(line.split()) for line in done.stdout.splitlines())
    assert {"level", "inner", "Versioned", "in_unnamed", "shortcut", "Alias", "Outer", "assignable", "everything"} <= inner
    assert {"namespaces", "namespaces_global_function", "NamespacesGlobal"} <= outer


def test_assignable_variables(ns):
    ns.assignable = 80
    assert ns.read_assignable() == 80
    ns.assignable = 8


def test_a_name_that_does_not_exist_suggests_near_ones(ns):
    with pytest.raises(AttributeError, match="nonsense_of_all_kinds"):
        ns.nonsense_of_all_kinds
    with pytest.raises(AttributeError, match="versioned_function"):
        ns.versioned_functio
    with pytest.raises(AttributeError, match="Versioned"):
        ns.Versionned
    assert getattr(ns, "missing", None) is None


def test_std_is_not_leaked_into_gbl(ns):
    assert not hasattr(cppyy_rs.gbl, "vector")
