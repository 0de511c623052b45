"""Attributes that Python gives to C++ objects: each object has its own, whichever way they come.

Objects get a dict late, and where the interpreter wants one they share an empty one until then: no
way of writing may reach that. test_fallbacks.py runs this file again.
"""

import copy
import gc
import inspect
import sys
import weakref

import pytest

import cppyy_rs


@pytest.fixture(scope="module")
def calls(dictionary):
    dictionary("calls")
    return cppyy_rs.gbl.calls


class Plain:
    """A Python class, which brings a `__dict__` descriptor of its own."""


class Slotted:
    """One that brings none."""

    __slots__ = ()


def python_classes(calls):
    """Classes whose objects take attributes, with every order of their bases."""

    class Python(calls.Widget):
        pass

    class Before(Plain, calls.Widget):
        pass

    class After(calls.Widget, Plain):
        pass

    class Further(Slotted, Before):
        pass

    class Setting(calls.Widget):
        def __setattr__(self, name, value):
            super().__setattr__(name, value)

    class Own(calls.Widget):
        __slots__ = ()

    return [calls.Widget, calls.Gizmo, calls.LeftRight, Python, Before, After, Further, Setting, Own]


def by_object_setattr(made):
    """CPython refuses to jump over a `__setattr__` of C, or, from 3.13 on, does as it is told."""
    try:
        object.__setattr__(made, "x", 1)
    except TypeError:
        made.x = 1


WRITERS = {
    "assignment": lambda made: setattr(made, "x", 1),
    "vars": lambda made: vars(made).update(x=1),
    "__dict__ item": lambda made: made.__dict__.__setitem__("x", 1),
    "__dict__ assigned": lambda made: setattr(made, "__dict__", {"x": 1}),
    "setdefault": lambda made: made.__dict__.setdefault("x", 1),
    "object.__setattr__": by_object_setattr,
    "super().__setattr__": lambda made: super(type(made), made).__setattr__("x", 1),
}


@pytest.mark.parametrize("way", WRITERS)
def test_attributes_are_each_objects_own(calls, way):
    for class_ in python_classes(calls):
        others = [class_(), calls.Widget(), calls.Gizmo()]
        made = class_()
        assert not hasattr(made, "x")
        WRITERS[way](made)
        assert made.x == 1 and vars(made) == {"x": 1}, class_
        others += [class_(), calls.Widget()]
        for other in others:
            assert not hasattr(other, "x"), class_
            assert vars(other) == {} and vars(other) is not vars(made)
        del made.x
        assert not hasattr(made, "x")
        with pytest.raises(AttributeError):
            del made.x


def test_reading_the_dict_first(calls):
    for class_ in python_classes(calls):
        first, second = class_(), class_()
        assert vars(first) == {} and first.__dict__ is first.__dict__
        vars(first)["x"] = 1
        assert first.x == 1 and not hasattr(second, "x") and not hasattr(class_(), "x")


def test_deleting_what_is_not_there(calls):
    for class_ in python_classes(calls):
        for _ in range(3):
            with pytest.raises(AttributeError):
                del class_().missing
            with pytest.raises(AttributeError):
                class_().missing
        with pytest.raises((AttributeError, TypeError)):
            class_().twice.missing = 1


def test_a_cached_property(calls):
    import functools

    class Python(calls.Widget):
        @functools.cached_property
        def cached(self):
            return [self.value]

    first, second = Python(1), Python(2)
    assert first.cached is first.cached and first.cached == [1] and second.cached == [2]


def test_methods_after_attributes_came_and_went(calls):
    for class_ in python_classes(calls):
        objects = [class_() for _ in range(3)]
        method = "get_both" if class_ is calls.LeftRight else "kind"

        def site(each):
            return getattr(each, method)()

        expected = [site(each) for each in objects]
        for turn in range(200):
            objects[turn % 3].note = turn
            assert [site(each) for each in objects] == expected
            if turn % 2:
                del objects[turn % 3].note


def test_tools_that_look_past_attributes(calls):
    widget = calls.Widget()
    assert inspect.getattr_static(widget, "x", None) is None
    assert inspect.getattr_static(widget, "twice") is not None
    assert "x" not in dir(widget)
    widget.x = 1
    assert "x" in dir(widget) and inspect.getattr_static(widget, "x") == 1
    assert copy.deepcopy(widget).x == 1


def test_cycles_are_collected(calls):
    gc.collect()
    alive = calls.Widget.alive()
    references = []
    for class_ in python_classes(calls):
        if class_ is calls.LeftRight:
            continue
        for _ in range(10):
            first, second = class_(), class_()
            first.other, second.other = second, first
            first.bound = first.twice
            references.append(weakref.ref(first))
    del first, second
    gc.collect()
    assert all(reference() is None for reference in references)
    assert calls.Widget.alive() == alive


def test_many_objects_that_come_again(calls):
    """Memory that is used again holds nothing of its last object."""
    for _ in range(10):
        many = [calls.Widget(number) for number in range(40)]
        references = [weakref.ref(each) for each in many[::2]]
        for number, each in enumerate(many):
            assert not hasattr(each, "note") and each.value == number
            if number % 3 == 0:
                each.note = number
        del many, each
        gc.collect()
        assert [reference() for reference in references] == [None] * len(references)


def test_exchanging_an_objects_class(calls):
    """CPython refuses it for immutable types, which 3.9 does not have."""
    widget, before = calls.Widget(), sys.getrefcount(calls.Widget)
    for _ in range(100):
        try:
            widget.__class__ = calls.Gadget
            widget.__class__ = calls.Widget
        except TypeError:
            pass
    assert type(widget) is calls.Widget and widget.twice(2) == 4
    del widget
    gc.collect()
    # Classes live for ever; what was exchanged must not have used up their references.
    assert sys.getrefcount(calls.Widget) >= before - 2 and calls.Widget(3).value == 3


def family(calls):
    """A C++ class that no test has seen objects of with attributes, and Python classes below it."""

    class Child(calls.Gizmo):
        pass

    class Sibling(calls.Gizmo):
        pass

    class Grandchild(Child):
        pass

    class Mixed(Slotted, Grandchild):
        pass

    return [calls.Gizmo, Child, Sibling, Grandchild, Mixed]


@pytest.mark.parametrize("first", range(5))
def test_an_objects_own_attribute_hides_a_method(calls, first):
    """Whichever class's object is the first that has one, and however often the method was called before."""
    classes = family(calls)

    def sites(objects):
        return [each.twice(2) for each in objects]

    for class_ in classes[first:] + classes[:first]:
        objects = [each(1) for each in classes]
        for _ in range(50):
            assert sites(objects) == [4] * len(classes)
        changed = class_(1)
        for each in (*objects, changed):
            assert each.twice(3) == 6
        changed.twice = lambda number: "hidden"
        for _ in range(50):
            assert changed.twice(3) == "hidden"
            assert sites([*objects, changed]) == [4] * len(classes) + ["hidden"]
        del changed.twice
        assert sites([*objects, changed]) == [4] * (len(classes) + 1)


def test_dicts_of_every_class_of_a_family_are_released(calls):
    """Each once: by its object's class or by the collector."""

    class Marked:
        pass

    for collected in (False, True):
        for class_ in family(calls):
            marks = []
            for _ in range(20):
                made, mark = class_(1), Marked()
                made.mark = mark
                marks.append(weakref.ref(mark))
                references = sys.getrefcount(made.__dict__)
                if collected:
                    made.itself = made
                gc.collect(0)
                after = sys.getrefcount(made.__dict__)
                assert after == references
                del made, mark
            gc.collect()
            assert all(mark() is None for mark in marks), class_


def test_classes_that_have_attributes_and_classes_that_have_none_change_places(calls):
    for lively in range(3):
        classes = family(calls)
        child, sibling = classes[1:3]
        made = child(1)
        if lively == 1:
            made.note = 1
        elif lively == 2:
            sibling(1).note = 1
        made.__class__ = sibling
        assert type(made) is sibling and made.twice(2) == 4
        made.other = 2
        assert made.other == 2 and vars(made) == ({"note": 1, "other": 2} if lively == 1 else {"other": 2})

        class Moved(child):
            pass

        moved = Moved(1)
        Moved.__bases__ = (sibling,)
        moved.note = 1
        assert isinstance(moved, sibling) and vars(moved) == {"note": 1} and moved.twice(2) == 4


def test_a_class_that_is_derived_from_while_it_is_being_derived_from(calls):
    class Nesting(calls.Gizmo):
        def __init_subclass__(cls, **keywords):
            super().__init_subclass__(**keywords)
            if cls.__name__ == "Outer":

                class Inner(Nesting):
                    pass

                cls.inner = Inner(1)
                cls.inner.note = 1
                assert Nesting(1).twice(2) == 4

    class Outer(Nesting):
        pass

    outer = Outer(2)
    outer.note = 2
    plain = Nesting(3)
    assert (vars(outer), vars(Outer.inner), vars(plain)) == ({"note": 2}, {"note": 1}, {})
    outer.itself, Outer.inner.itself = outer, Outer.inner
    reference = weakref.ref(outer)
    del outer
    gc.collect()
    assert reference() is None and Outer.inner.itself is Outer.inner

    with pytest.raises(RuntimeError):

        class Refused(Nesting):
            def __init_subclass__(cls):
                raise RuntimeError("refused")

        class Below(Refused):
            pass

    nesting = Nesting(1)
    nesting.twice = lambda number: "hidden"
    assert nesting.twice(1) == "hidden"
