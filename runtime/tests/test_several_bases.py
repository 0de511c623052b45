"""Python classes that derive from several C++ classes: ``class D(multi(A, B))``."""

import pytest

import cppyy_rs


@pytest.fixture(scope="module")
def bases():
    cppyy_rs.cppdef(
        """
        #include <string>
        namespace several {
        class First {
          public:
            First(int first = 13) : first(first) {}
            virtual ~First() = default;
            virtual int x() = 0;
            int first;
        };
        class Second {
          public:
            Second() : second(42) {}
            Second(int second, const std::string& name) : second(second), name(name) {}
            virtual ~Second() = default;
            virtual int y() { return 2; }
            int second;
            std::string name;
        };
        class Third {
          public:
            Third(double third) : third(third) {}
            virtual ~Third() = default;
            virtual int z() { return 3; }
            double third;
        };
        inline int call_x(First& first) { return first.x(); }
        inline int call_y(Second& second) { return second.y(); }
        inline int call_z(Third& third) { return third.z(); }
        }"""
    )
    return cppyy_rs.gbl.several


def test_two_bases(bases):
    class Derived(cppyy_rs.multi(bases.First, bases.Second)):
        def x(self):
            return 16

        def y(self):
            return 30 + super().y()

    assert len(Derived.__bases__) == 2
    derived = Derived()
    assert isinstance(derived, bases.First) and isinstance(derived, bases.Second)
    assert bases.call_x(derived) == 16
    assert bases.call_y(derived) == 32
    assert (derived.first, derived.second) == (13, 42)


def test_constructors_take_a_tuple_for_each_base(bases):
    class Derived(cppyy_rs.multi(bases.First, bases.Second)):
        def __init__(self, *arguments):
            super().__init__(*arguments)

        def x(self):
            return self.first

    derived = Derived((27,), (88, "name"))
    assert (derived.first, derived.second, derived.name) == (27, 88, "name")
    assert bases.call_x(derived) == 27
    assert (Derived((7,)).first, Derived((7,)).second) == (7, 42)
    assert Derived((), (5, "five")).second == 5
    with pytest.raises(TypeError):
        Derived(("no number",))


def test_a_base_may_want_arguments(bases):
    class Derived(cppyy_rs.multi(bases.Second, bases.Third)):
        pass

    with pytest.raises(TypeError):
        Derived()
    assert Derived((), (1.5,)).third == 1.5


def test_classes_of_python_among_them(bases):
    class Second(bases.Second):
        def y(self):
            return 44

    class Mixin:
        def z(self):
            return 55

    class Derived(cppyy_rs.multi(bases.First, Second)):
        def x(self):
            return 19

    derived = Derived()
    assert isinstance(derived, Second)
    assert (bases.call_x(derived), bases.call_y(derived)) == (19, 44)

    class Alone(cppyy_rs.multi(Mixin, bases.First)):
        def x(self):
            return 66

    assert bases.call_x(Alone()) == 66


def test_abstract_ones_refuse(bases):
    class Derived(cppyy_rs.multi(bases.First, bases.Second)):
        pass

    with pytest.raises(TypeError, match="does not override x"):
        Derived()
    with pytest.raises(TypeError, match="classes"):
        cppyy_rs.multi(bases.First, 1)
