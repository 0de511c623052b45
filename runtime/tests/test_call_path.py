"""Every form of a call gives what the plain one gives: receivers, bindings, copies, assignments.

The fast way serves some of them and a slower one the rest; test_fallbacks.py runs this file again
with each fast way switched off.
"""

import gc
import inspect
import weakref

import pytest

import cppyy_rs

from dictionaries import path, python

# More turns than an interpreter needs to specialise a call site.
WARM = 200


@pytest.fixture(scope="module")
def calls(dictionary):
    dictionary("calls")
    return cppyy_rs.gbl.calls


@pytest.fixture
def fresh(calls):
    """Makes a Python subclass that no other test has called anything on."""
    return lambda base=None, **members: type("Fresh", (base or calls.Widget,), members)


def warm(function, *arguments):
    """The last of many results of one call site; all must be equal."""
    results = [function(*arguments) for _ in range(WARM)]
    assert all(result == results[0] for result in results)
    return results[0]


FORMS = {
    "positional": lambda o: o.sum(1, 2, 3),
    "keyword": lambda o: o.sum(a=1, b=2, c=3),
    "mixed": lambda o: o.sum(1, c=3, b=2),
    "default": lambda o: o.sum(1, 2) + (3 - 100),
    "keyword past a default": lambda o: o.sum(1, c=-5) + 0,
    "list": lambda o: o.sum(*[1, 2, 3]),
    "dict": lambda o: o.sum(**{"a": 1, "b": 2, "c": 3}),
    "list and dict": lambda o: o.sum(*[1], **{"b": 2, "c": 3}),
    "getattr": lambda o: getattr(o, "su" + "m")(1, 2, 3),
    "class": lambda o: type(o).sum(o, 1, 2, 3),
    "class, keyword": lambda o: type(o).sum(o, a=1, b=2, c=3),
    "bound by hand": lambda o: type(o).sum.__get__(o)(1, 2, 3),
    "map": lambda o: next(map(o.sum, [1], [2], [3])),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("receiver", ["Widget", "Gadget", "Gizmo", "Python"])
def test_forms_of_a_call(calls, fresh, form, receiver):
    object = fresh()() if receiver == "Python" else getattr(calls, receiver)()
    assert warm(FORMS[form], object) == 6


def test_a_stored_bound_method(calls):
    bound = calls.Widget(5).sum
    gc.collect()
    assert warm(lambda: bound(1, 2, 3)) == 6
    assert warm(lambda: bound(1, b=2, c=3)) == 6
    assert bound.__self__.value == 5
    with pytest.raises(TypeError):
        bound(1, 2, 3, 4)
    one = calls.Widget().twice
    assert warm(lambda: one(number=4)) == warm(lambda: one(4)) == 8


def test_no_argument_and_one(calls):
    widget = calls.Widget()
    for _ in range(WARM):
        assert widget.nothing() is None
    assert widget.called == WARM
    assert warm(lambda: widget.twice(4)) == warm(lambda: widget.twice(number=4)) == 8
    assert warm(lambda: widget.five(1, 2, 3, 4, 5)) == warm(lambda: widget.five(e=5, d=4, c=3, b=2, a=1)) == 54321


def test_several_ints_of_every_form(calls):
    widget = calls.Widget()
    five = lambda *numbers: widget.five(*numbers)  # noqa: E731
    assert warm(lambda: five(-1, 0, 300, -400, 2**17)) == -1 + 30_000 - 400_000 + 10_000 * 2**17
    # More than a digit of Python's.
    large = 2**31 - 1
    assert five(large, 0, 0, 0, 0) == large and five(-large - 1, 0, 0, 0, 0) == -large - 1
    assert five(True, False, 1, 0, 0) == 101
    for wrong in (1.5, "1", None, 2**31, widget):
        for place in range(5):
            numbers = [1, 2, 3, 4, 5]
            numbers[place] = wrong
            with pytest.raises((TypeError, OverflowError, ValueError)):
                five(*numbers)
    for count in (0, 4, 6):
        with pytest.raises(TypeError):
            five(*range(count))
    assert warm(lambda: widget.sum(1, 2, 3)) == 6 and widget.sum(1, 2) == 103
    widget.__destruct__()
    with pytest.raises(ReferenceError):
        five(1, 2, 3, 4, 5)


def test_static_functions(calls):
    for owner in (calls.Widget, calls.Gizmo, calls.Gizmo()):
        assert warm(lambda: owner.product(2, 3)) == warm(lambda: owner.product(a=2, b=3)) == 6
    product = calls.Widget.product
    assert warm(lambda: product(4, b=5)) == 20


def test_keywords_in_every_order(calls):
    """More call sites than a function remembers, some of them in turn."""
    object = calls.Widget()
    sites = [
        lambda: object.sum(a=1, b=2, c=3),
        lambda: object.sum(a=1, c=3, b=2),
        lambda: object.sum(b=2, a=1, c=3),
        lambda: object.sum(b=2, c=3, a=1),
        lambda: object.sum(c=3, a=1, b=2),
        lambda: object.sum(c=3, b=2, a=1),
        lambda: object.sum(1, b=2, c=3),
        lambda: object.sum(1, c=3, b=2),
        lambda: object.sum(1, 2, c=3),
        lambda: object.sum(b=2, a=1) - 97,
        lambda: object.sum(a=1) - 105,
        lambda: object.sum(**{"a": 1, "c": 3, "b": 2}),
        lambda: object.sum(**{"".join(["c", ""]): 3, "b": 2, "a": 1}),
    ]
    for site in sites:
        assert warm(site) == 6
    for _ in range(WARM):
        assert [site() for site in sites] == [6] * len(sites)


def test_the_same_names_with_more_or_fewer_arguments_before_them(calls):
    object = calls.Widget()

    def call(*arguments, names):
        return object.sum(*arguments, **names)

    names = {"c": 3}
    for _ in range(WARM):
        assert call(1, 2, names=names) == 6
        assert call(1, names=names) == 14
        with pytest.raises(TypeError, match="missing a value for argument 'a'"):
            call(names=names)
        with pytest.raises(TypeError, match="multiple values for argument 'c'"):
            call(1, 2, 4, names=names)
        with pytest.raises(TypeError):
            call(1, "two", names=names)


def test_names_are_compared_whatever_their_address(calls):
    """Tuples of names come and go at the same addresses."""
    object = calls.Widget()
    for _ in range(WARM):
        assert object.sum(1, **{"b": 2, "c": 3}) == 6
        assert object.sum(1, **{"c": 3, "b": 2}) == 6
        with pytest.raises(TypeError, match="unexpected keyword argument 'd'"):
            object.sum(1, **{"b": 2, "d": 3})


def test_names_are_forgotten_when_plans_change(calls):
    object = calls.Widget()
    site = lambda: object.sum(c=3, b=2, a=1)  # noqa: E731
    for release in (False, True, False):
        calls.Widget.sum.__release_gil__ = release
        assert warm(site) == 6


def test_one_call_site_meets_many_classes(calls, fresh):
    objects = [calls.Widget(1), calls.Gadget(2), calls.Gizmo(3), fresh()(4), fresh(calls.Gadget)(5)]

    def site(object):
        return object.twice(object.value), object.kind()

    expected = [(2, 1), (4, 2), (6, 3), (8, 1), (10, 2)]
    for _ in range(WARM):
        assert [site(object) for object in objects] == expected


def test_receivers_that_are_wrong(calls):
    method = calls.Widget.twice
    for wrong in ((), (3, 3), (calls.Right(), 3), (None, 3), ("x",), (calls.Widget, 1)):
        with pytest.raises((TypeError, ReferenceError)):
            method(*wrong)
        with pytest.raises((TypeError, ReferenceError)):
            method(*wrong[:1], number=3)
    with pytest.raises(TypeError):
        calls.Gadget.extra(calls.Widget(), 1)


def test_a_deleted_receiver(calls):
    widget = calls.Widget()
    bound = widget.twice
    widget.__destruct__()
    for use in (
        lambda: widget.twice(1),
        lambda: bound(1),
        lambda: calls.Widget.twice(widget, 1),
        lambda: bound(number=1),
    ):
        for _ in range(20):
            with pytest.raises(ReferenceError):
                use()


def test_bases_at_an_offset(calls, fresh):
    for class_ in (calls.LeftRight, calls.FurtherLeftRight, fresh(calls.FurtherLeftRight)):
        object = class_()
        assert warm(lambda: (object.get_left(), object.get_right(), object.get_both())) == (11, 22, 33)
        object.set_right(5)
        assert warm(lambda: calls.Right.get_right(object)) == 5
        assert warm(lambda: calls.Left.get_left(object)) == 11
        bound = object.get_right
        assert warm(lambda: bound()) == object.right == 5
    right = calls.Right()
    assert warm(lambda: right.get_right()) == 22


def test_virtual_bases(calls, fresh):
    for class_ in (calls.Root, calls.One, calls.Two, calls.Diamond, fresh(calls.Diamond)):
        object = class_()
        assert warm(lambda: object.get_root()) == warm(lambda: calls.Root.get_root(object)) == 7
        object.set_root(8)
        assert object.get_root() == object.root == 8
    diamond = calls.Diamond()
    assert warm(lambda: diamond.get_sum()) == 10


def test_overrides_and_super(calls, fresh):
    class Doubling(calls.Widget):
        def twice(self, number):
            return 100 + super().twice(number)

        def sum(self, *args, **kwargs):
            return super().sum(*args, **kwargs)

    class Further(Doubling):
        def twice(self, number):
            return 1000 + super().twice(number)

    assert warm(lambda: Doubling().twice(2)) == 104
    assert warm(lambda: Further().twice(2)) == 1104
    assert warm(lambda: Doubling().sum(1, c=3)) == 14
    assert warm(lambda: calls.Widget.twice(Further(), 2)) == 4
    assert calls.Widget().twice(2) == 4 and fresh(Doubling)().twice(2) == 104


def test_qualified_calls_are_not_virtual_and_plain_ones_are(calls):
    gizmo = calls.Gizmo()
    assert warm(lambda: gizmo.kind()) == 3
    assert calls.Gizmo.kind(gizmo) == 3
    assert gizmo.self().kind() == 3


def test_functions_of_bases_named_for_derived_objects(calls, fresh):
    class Overriding(calls.Widget):
        def kind(self):
            return 100 + super().kind()

    class Below(Overriding):
        pass

    assert warm(lambda: calls.Widget.kind(Overriding())) == 1
    assert warm(lambda: Overriding().kind()) == warm(lambda: Below().kind()) == 101
    assert warm(lambda: super(Overriding, Below()).kind()) == 1
    for class_ in (calls.Gizmo, fresh(calls.Gizmo), fresh(fresh(calls.Gizmo))):
        object = class_()
        assert warm(lambda: calls.Widget.kind(object)) == 1
        assert warm(lambda: calls.Gadget.kind(object)) == 2
        assert warm(lambda: calls.Gizmo.kind(object)) == warm(object.kind) == 3
        assert warm(lambda: super(calls.Gizmo, object).kind()) == 2
        # Not virtual, with defaults, overloaded.
        assert warm(lambda: calls.Widget.twice(object, 2)) == 4
        assert warm(lambda: calls.Widget.sum(object, 1)) == 111
        assert warm(lambda: [calls.Widget.pick(object, it) for it in (1, 1.5, "text")]) == ["int", "double", "string"]
        assert warm(lambda: calls.Gadget.extra(object, 1)) == 2
        with pytest.raises(TypeError, match="could not convert argument 1"):
            calls.Widget.twice(object, "two")


def test_a_derived_class_that_overrides_and_overrides_no_more(calls, fresh):
    class_ = fresh()
    call = lambda: calls.Widget.kind(class_())  # noqa: E731
    for _ in range(3):
        assert warm(call) == 1
        class_.kind = lambda self: 50 + calls.Widget.kind(self)
        assert warm(call) == 1 and warm(lambda: class_().kind()) == 51
        del class_.kind
        assert warm(lambda: class_().kind()) == 1
        class_.kind = property(lambda self: 7)
        assert warm(call) == 1
        del class_.kind


def test_named_functions_take_no_objects_that_are_gone_or_of_other_classes(calls, fresh):
    object = fresh(calls.Gizmo)()
    call = lambda: calls.Widget.kind(object)  # noqa: E731
    assert warm(call) == 1
    object.__destruct__()
    for function in (calls.Widget.kind, calls.Gadget.kind, calls.Widget.twice):
        with pytest.raises(ReferenceError):
            function(object, *([1] if function is calls.Widget.twice else []))
        for other in (calls.Fragile(), calls.Left(), 3):
            with pytest.raises(TypeError):
                function(other, *([1] if function is calls.Widget.twice else []))


def test_objects_have_no_part_of_the_second_of_two_bases(calls):
    first, second = calls.Fragile(), calls.Widget()
    assert first.safe(1) == 2 and second.twice(1) == 2 and second.kind() == 1

    class Both(calls.Fragile, calls.Widget):
        pass

    both = Both()
    for _ in range(WARM):
        assert both.safe(1) == first.safe(1) == 2
        assert super(Both, both).safe(1) == 2 and both.fails_virtually(3) == 3
        for call in (
            lambda: both.twice(1),
            lambda: both.kind(),
            lambda: super(calls.Fragile, both).twice(1),
            lambda: super(calls.Fragile, both).kind(),
            lambda: calls.Widget.twice(both, 1),
            lambda: calls.Widget.kind(both),
            lambda: calls.Widget.twice(both, number=1),
        ):
            with pytest.raises(TypeError, match="unbound method"):
                call()
        assert second.twice(1) == 2 and second.kind() == 1


def test_a_mixin_with_a_method_of_its_own(calls):
    class First(calls.Widget):
        pass

    class Mixin(calls.Widget):
        def twice(self, number):
            return "mixin"

    assert warm(lambda: First().twice(2)) == 4

    class Both(First, Mixin):
        pass

    # The MRO is Both, First, Mixin, Widget.
    assert warm(lambda: Both().twice(2)) == "mixin"
    assert warm(lambda: First().twice(2)) == 4
    assert warm(lambda: Both().twice(2)) == "mixin"
    assert warm(lambda: Both().sum(1, 2, 3)) == 6


def test_a_plain_mixin_that_changes_later(calls):
    class Plain:
        pass

    class Behind(Plain, calls.Widget):
        pass

    class Further(Behind):
        pass

    class Before(calls.Widget, Plain):
        pass

    for class_ in (Behind, Further, Before):
        assert warm(lambda: class_().twice(2)) == 4
    Plain.twice = lambda self, number: "plain"
    assert warm(lambda: Behind().twice(2)) == warm(lambda: Further().twice(2)) == "plain"
    assert warm(lambda: Before().twice(2)) == 4
    del Plain.twice
    for class_ in (Behind, Further, Before):
        assert warm(lambda: class_().twice(2)) == 4


def test_bases_that_change(calls, fresh):
    below = fresh(fresh())
    assert warm(lambda: below().twice(2)) == 4
    below.__bases__ = (fresh(twice=lambda self, number: "another base"),)
    assert warm(lambda: below().twice(2)) == "another base"


def test_assignments_reach_derived_classes(calls, fresh):
    python = fresh()
    further = fresh(python)
    gadget = fresh(calls.Gadget)
    classes = (calls.Widget, calls.Gadget, calls.Gizmo, python, further, gadget)
    objects = [class_() for class_ in classes]

    def site(object):
        return object.twice(2)

    original = calls.Widget.twice
    for _ in range(WARM):
        assert [site(object) for object in objects] == [4] * 6
    calls.Widget.twice = lambda self, number: "assigned"
    try:
        for _ in range(WARM):
            assert [site(object) for object in objects] == ["assigned"] * 6
        calls.Gadget.twice = lambda self, number: "gadget"
        expected = ["assigned", "gadget", "gadget", "assigned", "assigned", "gadget"]
        assert [site(object) for object in objects] == expected
        del calls.Gadget.twice
        python.twice = lambda self, number: "python"
        assert [site(object) for object in objects] == ["assigned"] * 3 + ["python"] * 2 + ["assigned"]
        del python.twice
    finally:
        calls.Widget.twice = original
    for _ in range(WARM):
        assert [site(object) for object in objects] == [4] * 6


def test_deletions_reach_derived_classes(calls, fresh):
    python = fresh(calls.Gizmo)
    objects = [calls.Gadget(), calls.Gizmo(), python()]
    assert [warm(object.extra, 1) for object in objects] == [2, 2, 2]
    original = calls.Gadget.extra
    del calls.Gadget.extra
    try:
        for object in objects:
            with pytest.raises(AttributeError):
                object.extra(1)
            assert not hasattr(object, "extra")
    finally:
        calls.Gadget.extra = original
    assert [warm(object.extra, 1) for object in objects] == [2, 2, 2]


def test_attributes_of_an_instance_come_before_methods(calls):
    widget = calls.Widget()
    assert warm(lambda: widget.twice(2)) == 4
    widget.twice = lambda number: "own"
    assert warm(lambda: widget.twice(2)) == "own"
    assert warm(lambda: calls.Widget().twice(2)) == 4
    del widget.twice
    assert warm(lambda: widget.twice(2)) == 4


def test_methods_under_other_names(calls, fresh):
    python = fresh(double=calls.Widget.twice, product=calls.Widget.product)
    assert warm(lambda: python().double(2)) == 4
    assert warm(lambda: python.product(2, 3)) == 6
    calls.Widget.another = calls.Widget.twice
    try:
        assert warm(lambda: calls.Gizmo().another(2)) == 4
    finally:
        del calls.Widget.another


def test_classes_and_objects_go(calls, fresh):
    gc.collect()
    before = calls.Widget.alive()
    references = []
    for _ in range(20):
        python = fresh()
        object = python()
        object.itself = object
        object.bound = object.twice
        assert object.bound(2) == object.twice(2) == 4
        references += [weakref.ref(python), weakref.ref(object)]
    del python, object
    gc.collect()
    assert [reference() for reference in references] == [None] * len(references)
    # Some may have gone before: a test runs this with a collection at every chance.
    assert calls.Widget.alive() == before


def test_what_tools_see(calls):
    for method in (calls.Widget.sum, calls.Widget().sum, calls.Widget.product):
        assert "(int a, int b" in method.__doc__
        assert callable(method) and inspect.isroutine(method)
        assert method.__name__ in ("sum", "product")
    assert calls.Widget.sum.__qualname__ == "Widget.sum"
    assert {"sum", "twice", "product"} <= set(dir(calls.Gizmo)) & set(dir(calls.Gizmo()))
    assert repr(calls.Widget.sum) and repr(calls.Widget().sum) and repr(calls.Widget.product)


def in_a_process_of_its_own(program):
    """The lines that a program prints which changes the whole process."""
    done = python("import cppyy_rs\n" + program)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_cppyys_ways_reach_calls_that_were_bound_before():
    program = f"""
cppyy_rs.load_lib({str(path("strings"))!r})
by_value = cppyy_rs.gbl.strings.by_value
print(type(by_value()).__name__)
cppyy_rs.install_as_cppyy()
print(type(by_value()) is cppyy_rs.gbl.std.string, by_value() == "by value")
"""
    assert in_a_process_of_its_own(program) == ["str", "True", "True"]


def test_a_pinned_type_reaches_calls_that_were_bound_before():
    program = f"""
cppyy_rs.load_lib({str(path("ownership"))!r})
ownership = cppyy_rs.gbl.ownership
keeper = ownership.Keeper()
keeper.keep(ownership.create_derived(3))
for _ in range(2):
    print(type(keeper.kept()).__name__)
cppyy_rs.py.pin_type(ownership.Counted)
for _ in range(2):
    print(type(keeper.kept()).__name__)
"""
    assert in_a_process_of_its_own(program) == ["Derived", "Derived", "Counted", "Counted"]
