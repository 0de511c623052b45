"""Objects that C++ passes by address to overrides and callables: which proxy Python sees of them."""

import gc

import pytest

import cppyy_rs
import memory
from dictionaries import path, python


@pytest.fixture(scope="module")
def told(dictionary):
    dictionary("told")
    return cppyy_rs.gbl.told


@pytest.fixture
def visitor(told):
    """One that remembers what it was told."""

    class Remembering(told.Visitor):
        def __init__(self):
            super().__init__()
            self.told = []

        def see(self, seen):
            self.told.append(seen)
            return seen.number if seen else -1

        plain = node = node_by_reference = shared = see

    return Remembering()


def test_what_python_made_comes_back_as_itself(told, visitor):
    plain, node, leaf, labelled = told.Plain(), told.Node(), told.Leaf(), told.Labelled()
    assert told.tell_plain(visitor, plain) == 1
    assert [told.tell_node(visitor, each) for each in (node, leaf, labelled, node, labelled)] == [2, 3, 5, 2, 5]
    assert told.tell_reference(visitor, labelled) == 5
    wanted = [plain, node, leaf, labelled, node, labelled, labelled]
    assert len(visitor.told) == len(wanted)
    assert all(seen is each for seen, each in zip(visitor.told, wanted))


def test_a_callable_is_told_the_same(told):
    seen = []

    def remember(node):
        seen.append(node)
        return node.number

    leaf, labelled = told.Leaf(), told.Labelled()
    assert [told.tell_function(remember, each) for each in (leaf, labelled, leaf)] == [3, 5, 3]
    assert seen[0] is leaf and seen[1] is labelled and seen[2] is leaf


def test_null_is_told_as_null(told, visitor):
    assert told.tell_node(visitor, told.Leaf()) == 3
    assert told.tell_node(visitor, cppyy_rs.nullptr) == -1
    assert told.tell_plain(visitor, cppyy_rs.nullptr) == -1
    assert not visitor.told[1] and type(visitor.told[1]) is told.Node


def test_objects_that_python_never_saw_are_told_by_their_class(told, visitor):
    kinds = []
    type(visitor).node = lambda self, node: kinds.append(type(node).__name__) or node.number
    assert told.tell_many(visitor, 6) == 2 * (2 + 3 + 5)
    assert kinds == ["Node", "Leaf", "Labelled"] * 2


def test_a_smart_pointer_is_told_as_what_it_holds(told, visitor):
    assert told.tell_shared(visitor) == 3


def test_a_subclass_of_python_comes_back_as_itself(told, visitor):
    class Own(told.Labelled):
        pass

    own = Own()
    assert told.tell_node(visitor, own) == 5 and visitor.told[0] is own


def test_nothing_is_kept_of_what_was_told(told, visitor):
    type(visitor).node = lambda self, node: node.number

    def tell(times):
        told.tell_many(visitor, times)
        node = told.Leaf()
        for _ in range(times // 10):
            told.tell_node(visitor, node)

    tell(30_000)
    gc.collect()
    before = memory.used()
    tell(300_000)
    gc.collect()
    assert memory.used() - before < memory.NOISE


def test_a_class_that_is_pinned_between_is_told_as_pinned():
    program = f"""
import cppyy_rs
cppyy_rs.load_lib({str(path("told"))!r})
told = cppyy_rs.gbl.told
kinds = []
function = lambda node: kinds.append(type(node).__name__) or 0
leaf = told.Leaf()
told.tell_function(function, leaf)
told.tell_function(function, leaf)
cppyy_rs.py.pin_type(told.Node)
told.tell_function(function, leaf)
print(*kinds)
"""
    done = python(program)
    assert done.stdout.split() == ["Leaf", "Leaf", "Node"], done.stderr
