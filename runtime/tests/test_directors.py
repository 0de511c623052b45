"""Python classes that override C++ virtual functions: calls, arguments, results, constructors, protected members."""

import copy
import gc
import sys
import warnings

import pytest

import cppyy_rs


@pytest.fixture(scope="module")
def directors(dictionary):
    dictionary("directors")
    return cppyy_rs.gbl.directors


def test_what_is_not_overridden_stays(directors):
    class Plain(directors.Shapes):
        pass

    plain = Plain()
    assert plain.nothing_to_int() == 42
    assert directors.call_nothing_to_int(plain) == 42
    assert directors.call_text(plain, "a") == "a!"
    assert Plain(7).number == 7
    assert Plain(8, "eight").name == "eight"


def test_overrides_are_called(directors):
    class Derived(directors.Shapes):
        def nothing_to_int(self):
            return 13

        def sum(self, a, b):
            return 10 * a + b

        def half(self, value):
            return value + 0.5

        def negate(self, value):
            assert value is True
            return value

        def text(self, text):
            return text.upper()

        def moved(self, point):
            return directors.Point(point.x * 2, point.y * 2)

        def next(self, colour):
            assert colour == directors.Colour.red
            return directors.Colour.blue

        def list(self, values):
            return [value * 10 for value in values]

        def on_lvalue(self):
            return 30

        def on_rvalue(self):
            return 40

        def __eq__(self, other):
            return True

    derived = Derived()
    assert directors.call_nothing_to_int(derived) == 13
    assert directors.call_sum(derived, 3, 4) == 34
    assert directors.call_half(derived, 1.0) == 1.5
    assert directors.call_negate(derived, True) is True
    assert directors.call_text(derived, "abc") == "ABC"
    assert directors.call_moved(derived, 3, 4) == 608
    assert directors.call_next(derived, directors.Colour.red) == directors.Colour.blue
    assert directors.call_list(derived) == 60
    assert directors.call_on_lvalue(derived) == 30
    assert directors.call_on_rvalue(derived) == 40
    assert directors.call_equal(derived, directors.Shapes()) is True
    assert derived.sum(1, 2) == 12


def test_references_can_be_changed(directors):
    class Derived(directors.Shapes):
        def set_to_seven(self, value):
            value.value = 77

        def shift(self, point):
            point.x += 5

    derived = Derived()
    assert directors.call_set_to_seven(derived) == 77
    assert directors.call_shift(derived) == 5
    assert directors.call_shift(directors.Shapes()) == 10


def test_addresses_in_results_last(directors):
    class Derived(directors.Shapes):
        def pointed(self):
            return directors.Point(5, 6)

        def referred(self):
            return "referred to " * 10

    derived = Derived()
    assert directors.call_pointed(derived) == 5
    assert directors.call_referred(derived) == "referred to " * 10


def test_overloads(directors):
    class Derived(directors.Shapes):
        def overloaded(self, *arguments):
            return 100 + len(arguments)

    assert directors.call_overloaded(Derived(), 1) == 101
    assert directors.call_overloaded(Derived(), 1.5, 2) == 102


def test_final_functions_are_not_overridden(directors):
    class Derived(directors.Shapes):
        def cannot(self, value):
            return 1

    assert directors.Shapes.cannot(Derived(), 1) == 0


def test_super_is_the_function_of_cpp(directors):
    class Derived(directors.Shapes):
        def sum(self, a, b):
            return 1000 + super().sum(a, b)

        def text(self, text):
            return directors.Shapes.text(self, text) + "?"

    assert directors.call_sum(Derived(), 1, 2) == 1003
    assert directors.call_text(Derived(), "a") == "a!?"


def test_constructors(directors):
    class WithInit(directors.Shapes):
        def __init__(self, number):
            super().__init__(number, "init")
            self.extra = 1

        def nothing_to_int(self):
            return self.number + self.extra

    class Named(directors.Shapes):
        def __init__(self, number):
            directors.Shapes.__init__(self, number)

    assert directors.call_nothing_to_int(WithInit(4)) == 5
    assert WithInit(4).name == "init"
    assert Named(9).number == 9

    class Forgetful(directors.Shapes):
        def __init__(self):
            pass

    with pytest.raises(ReferenceError, match="super"):
        Forgetful().nothing_to_int()


def test_abstract_classes(directors):
    class Visitor(directors.Visitor):
        def __init__(self):
            super().__init__()
            self.seen = []

        def visit(self, value):
            self.seen.append(value)

        def is_done(self):
            return len(self.seen) == 2

    visitor = Visitor()
    assert directors.walk(visitor) == 2
    assert visitor.seen == [0, 1]

    class Half(directors.Visitor):
        def visit(self, value):
            pass

    with pytest.raises(TypeError, match="Half does not override is_done"):
        Half()

    class Whole(Half):
        def is_done(self):
            return False

        def limit(self):
            return 5

    assert directors.walk(Whole()) == 5
    with pytest.raises(TypeError, match="abstract"):
        directors.Visitor()
    with pytest.raises(TypeError, match="abstract.*super"):
        class Direct(Half):
            def __init__(self):
                directors.Visitor.__init__(self)

        Direct()


def test_a_pure_virtual_function_that_is_gone(directors):
    class Visitor(directors.Visitor):
        def visit(self, value):
            pass

        def is_done(self):
            return False

    visitor = Visitor()
    del Visitor.visit
    with pytest.raises(NotImplementedError, match="Visitor does not override .*visit"):
        directors.walk(visitor)


def test_classes_change(directors):
    class Derived(directors.Shapes):
        pass

    derived = Derived()
    assert directors.call_sum(derived, 1, 2) == 3
    assert directors.call_sum(derived, 1, 2) == 3
    Derived.sum = lambda self, a, b: 50
    assert directors.call_sum(derived, 1, 2) == 50
    del Derived.sum
    assert directors.call_sum(derived, 1, 2) == 3


def test_mixins(directors):
    class Mixin:
        pass

    class Derived(Mixin, directors.Shapes):
        pass

    class Ours(directors.Shapes):
        pass

    class Deep(Ours):
        pass

    derived, deep = Derived(), Deep()
    assert directors.call_sum(derived, 1, 2) == directors.call_sum(deep, 1, 2) == 3
    Mixin.sum = lambda self, a, b: 60
    Ours.sum = lambda self, a, b: 70
    assert directors.call_sum(derived, 1, 2) == 60
    assert directors.call_sum(deep, 1, 2) == 70
    Deep.sum = lambda self, a, b: 80
    assert directors.call_sum(deep, 1, 2) == 80


def test_overrides_of_other_kinds(directors):
    class Derived(directors.Shapes):
        @staticmethod
        def sum(a, b):
            return a * b

        nothing_to_int = property(lambda self: lambda: 21)
        text = str.__add__

    assert directors.call_sum(Derived(), 6, 7) == 42
    assert directors.call_nothing_to_int(Derived()) == 21
    with pytest.raises(TypeError):
        directors.call_text(Derived(), "a")


def test_protected_members(directors):
    assert not hasattr(directors.Guarded, "secret")
    assert not hasattr(directors.Guarded, "step")
    with pytest.raises(TypeError):
        directors.Guarded(1)

    class Derived(directors.Guarded):
        def __init__(self, secret):
            super().__init__(secret)

        def step(self, by):
            return super().step(by) + self.twice(10) + self.fixed()

    derived = Derived(5)
    assert derived.secret == 5
    derived.secret = 6
    assert derived.shown() == 6
    assert derived.run() == 7 + 20 + 99
    assert "secret" in Derived.__dict__

    class Plain(directors.Guarded):
        pass

    assert Plain(3).run() == 4
    plain = Plain(3)
    assert (plain.scaled(2), plain.scaled(2, 5), plain.scaled(2, 5, 7), plain.scaled(2, and_by=2)) == (9, 13, 73, 15)
    assert Plain(3).step(1) == 2


def test_private_pure_functions(directors):
    class Derived(directors.Template):
        def work(self):
            return 41

    assert Derived().run() == 42


def test_private_functions(directors):
    class Plain(directors.Discreet):
        pass

    class Derived(directors.Discreet):
        def hidden(self, value):
            return value

        def written(self, text, point):
            return f"{text}: {point.x}, {point.y}"

    assert (Plain().run(4), Plain().say("a")) == (41, "a3")
    assert (Derived().run(4), Derived().say("a")) == (5, "a: 1, 2")
    assert not hasattr(Derived.__mro__[1], "hidden")


def test_private_functions_of_a_library(directors):
    class Plain(directors.Reserved):
        pass

    class Derived(directors.Reserved):
        def hidden(self, value):
            return -value

        def inlined(self, value):
            raise AssertionError("the library may hide what it has inline, so nothing asks for this")

    assert Plain().run(3) == 306
    assert Derived().run(3) == 3


def test_functions_of_private_bases(directors):
    class Plain(directors.Behind):
        pass

    class Derived(directors.Behind):
        def hidden(self, value):
            return value + 1

    assert (Plain().ask(2), Derived().ask(2)) == (21, 4)


def test_constructor_templates(directors):
    class Derived(directors.Patterned):
        def work(self):
            return 11

    class Itself(directors.Patterned):
        def __init__(self):
            super().__init__(self)

        def work(self):
            return 12

    made = Derived(directors.Counted())
    assert (made.call(), made.size, made.is_null) == (11, cppyy_rs.sizeof(directors.Counted), False)
    # C++ has not made the object yet that its own constructor is given.
    itself = Itself()
    assert (itself.call(), itself.is_null) == (12, True)


def test_hierarchies(directors):
    class First(directors.Middle):
        def what(self):
            return "first"

    class Second(First):
        def who(self):
            return "second " + super().who()

    assert directors.call_who(First()) == "Middle"
    assert directors.call_what(First()) == "first"
    assert directors.call_who(Second()) == "second Middle"
    assert directors.call_what(Second()) == "first"

    class Both(directors.Both):
        def other(self):
            return 1 + super().other()

        def who(self):
            return "both"

    both = Both()
    assert directors.call_other(both) == 7
    assert directors.call_who(both) == "both"
    assert both.pad == 7

    class Virtually(directors.Virtually):
        def who(self):
            return "virtually " + super().what()

    assert directors.call_who(Virtually()) == "virtually virtually"
    assert directors.call_what(Virtually()) == "virtually"


def test_identity(directors):
    class Derived(directors.Counted):
        pass

    derived = Derived()
    keeper = directors.Keeper()
    assert isinstance(derived, directors.Counted)
    keeper.share(derived)
    assert keeper.shared_one() is derived


def test_a_missing_virtual_destructor_is_told(directors):
    with pytest.warns(RuntimeWarning, match="no virtual destructor"):
        class Derived(directors.NoVirtualDestructor):
            def f(self):
                return 2

    assert Derived().f() == 2
    with warnings.catch_warnings():
        warnings.simplefilter("error")

        class Further(Derived):
            pass


def test_a_class_without_virtual_functions_is_told_too(directors):
    with pytest.warns(RuntimeWarning, match="directors::Concrete.* no virtual destructor"):
        class Derived(directors.Concrete):
            pass

    assert Derived().value == 3


def test_exceptions_come_back(directors):
    class Mine(Exception):
        pass

    error = Mine("mine")

    class Derived(directors.Shapes):
        def sum(self, a, b):
            raise error

    with pytest.raises(Mine) as caught:
        directors.call_sum(Derived(), 1, 2)
    assert caught.value is error
    assert directors.message_of_sum(Derived()) == "mine"


def test_wrong_results(directors):
    class Derived(directors.Shapes):
        def sum(self, a, b):
            pass

        def moved(self, point):
            return "no point"

    with pytest.raises(TypeError):
        directors.call_sum(Derived(), 1, 2)
    with pytest.raises(TypeError):
        directors.call_moved(Derived(), 1, 2)


def test_exceptions_that_must_not_leave(directors, monkeypatch):
    class Derived(directors.Shapes):
        def half(self, value):
            raise ValueError("half")

    told = []
    monkeypatch.setattr(sys, "unraisablehook", lambda unraisable: told.append(unraisable.exc_value))
    assert directors.call_half(Derived(), 4.0) == 2.0
    assert [str(error) for error in told] == ["half"]


def test_an_override_that_ends_its_object_is_reported_all_the_same(directors, monkeypatch):
    class Derived(directors.Farewell):
        def last(self):
            kept.clear()
            del self  # the frame would keep it
            raise ValueError("gone")

    told = []
    monkeypatch.setattr(sys, "unraisablehook", lambda unraisable: told.append((type(unraisable.object), str(unraisable.exc_value))))
    for _ in range(20):
        kept = [Derived()]
        directors.remember(kept[0])
        assert directors.call_remembered() == 0
    assert told == [(Derived, "gone")] * 20


def test_threads_of_cpp(directors):
    class Derived(directors.Shapes):
        def sum(self, a, b):
            return b

    directors.sum_in_threads.__release_gil__ = True
    assert directors.sum_in_threads(Derived(), 4, 500) == 2000


# ---- Who owns ----


def alive(directors):
    gc.collect()
    return directors.Counted.alive


def test_python_owns(directors):
    class Derived(directors.Counted):
        pass

    before = alive(directors)
    derived = Derived()
    assert derived.__python_owns__
    assert alive(directors) == before + 1
    derived.myself = derived
    del derived
    assert alive(directors) == before


def numbered(directors):
    """A class whose objects have a number in Python alone."""

    class Derived(directors.Counted):
        def __init__(self, number):
            super().__init__()
            self.extra = number

        def number(self):
            return self.extra

    return Derived


def test_unique_pointers_keep_the_python_half(directors):
    Derived = numbered(directors)
    before = alive(directors)
    keeper = directors.Keeper()
    keeper.take(Derived(17))
    assert alive(directors) == before + 1
    assert keeper.unique_number() == 17
    keeper.drop()
    assert alive(directors) == before
    derived = Derived(18)
    keeper.take(derived)
    assert not derived.__python_owns__ and derived.extra == 18
    back = keeper.give()
    assert back is derived and derived.__python_owns__
    del back, derived
    assert alive(directors) == before
    derived = Derived(19)
    keeper.take(derived)
    keeper.drop()
    with pytest.raises(ReferenceError):
        directors.Counted.number(derived)


def test_shared_pointers_keep_the_python_half(directors):
    Derived = numbered(directors)
    before = alive(directors)
    keeper = directors.Keeper()
    keeper.share(Derived(21))
    assert alive(directors) == before + 1
    assert keeper.shared_number() == 21
    assert keeper.shared_one().extra == 21
    keeper.drop()
    assert alive(directors) == before
    derived = Derived(22)
    keeper.share(derived)
    keeper.drop()
    assert derived.extra == 22 and derived.number() == 22
    assert alive(directors) == before + 1
    del derived
    assert alive(directors) == before


def test_objects_given_away_by_hand(directors):
    class Derived(directors.Counted):
        deleted = 0

        def number(self):
            return 23

        def __destruct__(self):
            Derived.deleted += 1

    before = alive(directors)
    keeper = directors.Keeper()
    derived = Derived()
    derived.__python_owns__ = False
    keeper.point(derived)
    del derived
    assert alive(directors) == before + 1
    assert keeper.raw_number() == 23
    keeper.delete_raw()
    assert alive(directors) == before
    assert Derived.deleted == 1


def test_deletion_by_cpp_makes_the_proxy_null(directors):
    class Derived(directors.Counted):
        pass

    before = alive(directors)
    derived = Derived()
    keeper = directors.Keeper()
    keeper.point(derived)
    keeper.delete_raw()
    with pytest.raises(ReferenceError):
        derived.number()
    del derived
    assert alive(directors) == before


def test_results_that_are_given_to_cpp(directors):
    class Derived(directors.Counted):
        def number(self):
            return 31

    class Factory(directors.Factory):
        def make_unique(self):
            return Derived()

        def make_shared(self):
            return Derived()

        def make_raw(self):
            made = Derived()
            made.__python_owns__ = False
            return made

    before = alive(directors)
    factory = Factory()
    assert directors.number_of_unique(factory) == 31
    assert directors.number_of_shared(factory) == 31
    assert directors.number_of_raw(factory) == 31
    del factory
    assert alive(directors) == before


def test_an_override_may_return_its_own_object(directors):
    class Derived(directors.Factory):
        def make_shared(self):
            self.made = directors.Counted()
            return self.made

    before = alive(directors)
    factory = Derived()
    assert directors.number_of_shared(factory) == 1
    del factory
    assert alive(directors) == before


def test_many_rounds_leave_nothing(directors):
    before = alive(directors)
    keeper = directors.Keeper()
    for _ in range(1000):
        class Derived(directors.Counted):
            def number(self):
                return 5

        keeper.take(Derived())
        assert keeper.unique_number() == 5
        keeper.share(Derived())
        keeper.drop()
    del Derived
    assert alive(directors) == before


def test_a_pure_function_has_no_super(directors):
    class Visitor(directors.Visitor):
        def visit(self, value):
            super().visit(value)

        def is_done(self):
            return False

    with pytest.raises(NotImplementedError, match="pure virtual"):
        directors.walk(Visitor())


def test_copies(directors):
    class Derived(directors.Counted):
        def number(self):
            return self.extra

    before = alive(directors)
    derived = Derived()
    derived.extra = 40
    copied = copy.copy(derived)
    copied.extra = 41
    assert type(copied) is Derived and (derived.number(), copied.number()) == (40, 41)
    keeper = directors.Keeper()
    keeper.share(copied)
    assert keeper.shared_number() == 41
    del derived, copied, keeper
    assert alive(directors) == before


def test_bound_objects_are_those_of_their_class(directors):
    class Derived(directors.Counted):
        def number(self):
            return self.extra

    class Other(directors.Counted):
        pass

    before = alive(directors)
    derived = Derived()
    derived.extra = 14
    base = cppyy_rs.bind_object(cppyy_rs.addressof(derived), directors.Counted)
    assert type(base) is directors.Counted and not base.__python_owns__
    assert cppyy_rs.bind_object(base, Derived) is derived
    assert cppyy_rs.bind_object(cppyy_rs.addressof(derived), Derived) is derived and derived.__python_owns__
    for wrong in (derived, base, directors.Counted()):
        with pytest.raises(TypeError, match="no object of the Python class Other"):
            cppyy_rs.bind_object(wrong, Other)
    assert derived.__python_owns__, "whoever is refused keeps what they own"
    derived.__python_owns__ = False
    del derived, wrong
    base.__python_owns__ = True
    assert alive(directors) == before + 1
    again = cppyy_rs.bind_object(base, Derived)
    assert again.__python_owns__ and not base.__python_owns__ and again.number() == 14
    del again, base
    assert alive(directors) == before


def test_policies_of_constructors_hold_for_derived_classes(directors):
    class Derived(directors.Counted):
        pass

    before = alive(directors)
    directors.Counted.__init__.__creates__ = False
    try:
        given_away = Derived()
        assert not given_away.__python_owns__
    finally:
        directors.Counted.__init__.__creates__ = True
    given_away.__python_owns__ = True
    assert Derived().__python_owns__
    del given_away
    assert alive(directors) == before


def test_errors_name_the_class_of_the_user(directors):
    class Derived(directors.Counted):
        pass

    with pytest.raises(TypeError, match="not Derived"):
        directors.call_sum(Derived(), 1, 2)
    derived = Derived()
    derived.__destruct__()
    with pytest.raises(ReferenceError, match="this directors::Counted object"):
        derived.number()


def test_objects_change_their_class(directors):
    class First(directors.Shapes):
        pass

    class Second(directors.Shapes):
        def sum(self, a, b):
            return 90

    changing = First()
    assert directors.call_sum(changing, 1, 2) == directors.call_sum(changing, 1, 2) == 3
    changing.__class__ = Second
    assert directors.call_sum(changing, 1, 2) == 90
