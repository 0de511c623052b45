"""Python classes as arguments of templates: in containers, in smart pointers, as observers and visitors."""

import gc

import pytest

import cppyy_rs
from cppyy_rs import gbl


@pytest.fixture(scope="module")
def observers(dictionary):
    dictionary("observers")
    return gbl.observers


@pytest.fixture
def counting(observers):
    """A Python observer with a state of its own; at the end all objects are gone."""
    gc.collect()
    before = observers.Observer.alive

    class Counting(observers.Observer):
        def __init__(self, factor=1):
            super().__init__()
            self.factor = factor
            self.seen = []

        def notify(self, event):
            self.seen.append(event)
            return self.factor * event

    yield Counting
    gc.collect()
    assert observers.Observer.alive == before


def test_vectors_hold_copies_with_the_python_state(observers, counting):
    vector = gbl.std.vector[counting]()
    mine = counting(2)
    vector.push_back(mine)
    vector.emplace_back(mine)
    mine.factor = 50
    assert len(vector) == 2
    assert [each.factor for each in vector] == [2, 2]
    assert type(vector[0]) is counting and vector[0] is vector[0] and vector[0] is not mine
    assert observers.notify_all(vector, 3) == 12
    assert mine.seen == [3, 3], "a copy has the same attributes, as by copy.copy()"
    vector[0].factor = 5
    assert observers.notify_all(vector, 1) == 7


def test_vectors_grow_and_shrink(observers, counting):
    before = observers.Observer.alive
    vector = gbl.std.vector[counting]()
    for factor in range(100):
        vector.push_back(counting(factor))
    gc.collect()
    assert observers.Observer.alive == before + 100
    assert [each.factor for each in vector] == list(range(100))
    assert observers.notify_all(vector, 2) == 2 * sum(range(100))
    del vector[10:]
    assert observers.Observer.alive == before + 10
    first = vector[0]
    vector.clear()
    assert observers.Observer.alive == before
    with pytest.raises(ReferenceError):
        first.id


def test_an_element_is_constructed_in_python(counting):
    vector = gbl.std.vector[counting]()
    assert vector.emplace_back(counting(7)).factor == 7
    vector.resize(1)
    vector.pop_back()
    assert not vector


def test_other_containers(observers, counting):
    std = gbl.std
    numbered = std.map[int, counting]()
    numbered[4] = counting(3)
    assert numbered[4].notify(5) == 15
    row = std.list[counting]()
    row.push_back(counting(6))
    assert [each.factor for each in row] == [6]
    pair = std.pair[int, counting](1, counting(8))
    assert pair.second.notify(2) == 16
    del numbered, row, pair


def test_classes_with_one_base_are_one_class_to_templates(observers, counting):
    class Other(observers.Observer):
        def notify(self, event):
            return -event

    assert gbl.std.vector[counting] is gbl.std.vector[Other]
    vector = gbl.std.vector[counting]()
    vector.push_back(counting(2))
    vector.push_back(Other())
    assert observers.notify_all(vector, 5) == 5
    assert [type(each) for each in vector] == [counting, Other]


def test_shared_pointers_in_containers(observers, counting):
    before = observers.Observer.alive
    std = gbl.std
    vector = std.vector[std.shared_ptr[counting]]()
    kept = counting(3)
    vector.push_back(kept)
    vector.push_back(std.make_shared[counting](4))
    gc.collect()
    assert observers.Observer.alive == before + 2
    assert vector[0] is kept and vector[1].factor == 4
    del kept
    gc.collect()
    assert vector[0].notify(2) == 6
    del vector
    gc.collect()
    assert observers.Observer.alive == before


def test_made_pointers_are_the_objects(observers, counting):
    std = gbl.std
    made = std.make_shared[counting](9)
    assert type(made) is counting and made.factor == 9
    mine = counting(2)
    assert std.make_shared[counting](mine) is mine and std.make_shared(mine) is mine
    assert std.make_unique[counting](factor=5).factor == 5
    with pytest.raises(TypeError, match="Counting is a Python class"):
        std.make_shared[observers.Observer](mine)


def test_observers(observers, counting):
    before = observers.Observer.alive
    subject = observers.Subject()
    watched = counting(100)
    subject.share(gbl.std.make_shared[counting](1))
    subject.own(gbl.std.make_unique[counting](10))
    subject.watch(watched)
    gc.collect()
    assert subject.notify(2) == 222
    assert watched.seen == [2]
    del subject
    gc.collect()
    assert observers.Observer.alive == before + 1


def test_visitors(observers):
    class Sum(observers.Visitor):
        def __init__(self):
            super().__init__()
            self.total = 0
            self.left = []

        def enter(self, node):
            self.total += node.value
            return node.value != 2

        def leave(self, node):
            self.left.append(node.value)

    visitor = Sum()
    observers.visit(observers.tree(), visitor)
    assert visitor.total == 6
    assert visitor.left == [2, 3, 1]


def test_copies_have_a_half_of_their_own(observers, counting):
    ended = []

    class Derived(counting):
        def __destruct__(self):
            ended.append(self.factor)

    derived = Derived(40)
    vector = gbl.std.vector[Derived]()
    vector.push_back(derived)
    copied = vector[0]
    assert type(copied) is Derived and copied is not derived and not copied.__python_owns__
    assert copied.seen is derived.seen
    copied.factor = 41
    del derived
    gc.collect()
    assert ended == [] and observers.notify_all(vector, 2) == 82
    vector.clear()
    assert ended == [41]
    with pytest.raises(ReferenceError):
        copied.id


def test_templates_take_objects_by_value(observers, counting):
    mine = counting(6)
    assert observers.notify_copy(mine, 7) == 42
    assert mine.seen == [7]


def test_an_exception_of_an_element_comes_back(observers, counting):
    class Failing(counting):
        def notify(self, event):
            raise KeyError(event)

    vector = gbl.std.vector[Failing]()
    vector.push_back(Failing())
    with pytest.raises(KeyError, match="12"):
        observers.notify_all(vector, 12)


def test_specialisations_of_cppdef_with_protected_virtual_functions():
    cppyy_rs.cppdef("""
namespace produced {
template <class T> class Producer {
  public:
    explicit Producer(const T& value) : value(value) {}
    virtual ~Producer() = default;
    T total() { return value + produce(); }
  protected:
    virtual T produce() = 0;
    virtual T twice(T given) { return given + given; }
  private:
    T value;
};
}""")

    class Python(gbl.produced.Producer["int"]):
        def produce(self):
            return self.twice(21)

    assert Python(100).total() == 142

    class Idle(gbl.produced.Producer["int"]):
        pass

    with pytest.raises(TypeError, match="Idle does not override produce"):
        Idle(1)


def test_classes_of_cppdef():
    cppyy_rs.cppdef("""
        #include <vector>
        namespace given { struct Base { virtual ~Base() = default; virtual int value() = 0; }; }
        namespace given { template <class T> int sum(const std::vector<T>& all) {
            int sum = 0;
            for (auto& one : all) sum += const_cast<T&>(one).value();
            return sum;
        } }
    """)

    class Value(gbl.given.Base):
        def value(self):
            return self.number

    vector = gbl.std.vector[Value]()
    for number in (1, 2, 39):
        value = Value()
        value.number = number
        vector.push_back(value)
    assert gbl.given.sum(vector) == 42


def test_what_has_no_virtual_functions_is_refused(observers):
    with pytest.warns(RuntimeWarning, match="no virtual destructor"):
        class Mine(observers.Plain):
            pass

    with pytest.raises(TypeError, match="Mine is a Python class, and observers::Plain.* has no virtual functions"):
        gbl.std.vector[Mine]


def test_without_a_compiler(observers, without_compiler):
    class Mine(observers.Unseen):
        pass

    with pytest.raises(TypeError, match="there is no compiler"):
        gbl.std.vector[Mine]


def test_copies_in_containers_leave_nothing(observers, counting):
    import memory

    def work(rounds):
        for _ in range(rounds):
            vector = gbl.std.vector[counting]()
            vector.push_back(counting(2))
            vector.push_back(counting(3))
            assert observers.notify_all(vector, 1) == 5
            observers.Subject().share(gbl.std.make_shared[counting](1))

    work(3000)
    assert memory.left_by(lambda: work(10_000)) < memory.NOISE


def test_a_template_is_asked_for_once(observers, counting, monkeypatch):
    from cppyy_rs.run_time import session

    vector = gbl.std.vector[counting]
    monkeypatch.setattr(session, "_make", None)

    class Later(observers.Observer):
        pass

    assert gbl.std.vector[Later] is vector
