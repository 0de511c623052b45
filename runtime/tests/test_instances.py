"""The proxies themselves: their memory, dicts, weak references, classes and threads."""

import gc
import os
import sys
import threading
import weakref

import pytest

import cppyy_rs
import dictionaries


@pytest.fixture(scope="module")
def ownership(dictionary):
    dictionary("ownership")
    return cppyy_rs.gbl.ownership


@pytest.fixture
def alive(ownership):
    """Tells how many objects there are more than when the test began."""
    gc.collect()
    before = ownership.Counted.alive
    return lambda: ownership.Counted.alive - before


def test_memory_is_reused_and_starts_afresh(ownership, alive):
    first = ownership.Counted(1)
    first.note = "first"
    reference = weakref.ref(first)
    where = id(first)
    del first
    assert reference() is None
    for value in range(100):
        again = ownership.Counted(value)
        if id(again) == where:
            break
        del again
    assert id(again) == where
    assert again.__dict__ == {}
    assert weakref.getweakrefcount(again) == 0
    assert again.__python_owns__
    del again
    assert alive() == 0


def test_many_objects_at_once(ownership, alive):
    objects = [ownership.Counted(value) for value in range(20_000)]
    assert [each.value for each in objects] == list(range(20_000))
    assert all(ownership.pass_through(each) is each for each in objects)
    del objects[::3]
    assert all(ownership.pass_through(each) is each for each in objects)
    del objects
    assert alive() == 0


def test_objects_hold_no_reference_to_their_class(ownership):
    class_ = ownership.Counted
    before = sys.getrefcount(class_)
    objects = [class_() for _ in range(10_000)]
    assert sys.getrefcount(class_) - before < 100
    del objects
    assert sys.getrefcount(class_) - before < 100


def test_the_collector_knows_objects_with_attributes_only(ownership):
    counted = ownership.Counted(2)
    assert not gc.is_tracked(counted)
    counted.value = 3
    assert not gc.is_tracked(counted)
    counted.note = "tracked from now on"
    assert gc.is_tracked(counted)
    assert gc.get_referents(counted) == [counted.__dict__]


def test_cycles_end(ownership, alive):
    one, other = ownership.Counted(1), ownership.Derived(2)
    one.other, other.other = other, one
    one.__dict__["self"] = one
    reference = weakref.ref(one)
    del one, other
    gc.collect()
    assert reference() is None
    assert alive() == 0


def test_cycles_through_a_python_subclass_end(ownership, alive):
    class Node(ownership.Counted):
        pass

    node = Node(1)
    node.me = node
    reference = weakref.ref(Node)
    del node, Node
    gc.collect()
    assert reference() is None
    assert alive() == 0


def test_attributes(ownership):
    counted = ownership.Counted(1)
    with pytest.raises(AttributeError):
        counted.note
    with pytest.raises(AttributeError, match="no attribute 'note'"):
        del counted.note
    with pytest.raises(AttributeError):
        del counted.pass_through
    counted.note = 1
    assert (counted.note, counted.__dict__, vars(counted)) == (1, {"note": 1}, {"note": 1})
    del counted.note
    assert not hasattr(counted, "note")
    counted.__dict__ = {"note": 2}
    assert counted.note == 2
    with pytest.raises(TypeError):
        counted.__dict__ = 3
    with pytest.raises(TypeError):
        del counted.__dict__
    assert not hasattr(ownership.Counted(1), "note")
    with pytest.raises(TypeError):
        setattr(counted, 1, 2)


def test_attributes_are_each_objects_own(ownership):
    """Whatever objects without attributes share must never be written."""
    one, other = ownership.Counted(1), ownership.Counted(2)
    one.__dict__["note"] = "by way of the dict"
    assert other.__dict__ == {}

    class Named(ownership.Counted):
        pass

    named, unnamed = Named(3), Named(4)
    named.name = "x"
    assert unnamed.__dict__ == {}
    named.__dict__.clear()
    unnamed.name = "y"
    assert (named.__dict__, ownership.Counted(5).__dict__) == ({}, {})


def test_setattr_of_object_cannot_reach_the_shared_dict(ownership):
    """Some Pythons refuse it, others make a dict of their own, which ends with the object."""

    class Note:
        pass

    one, other, note = ownership.Counted(1), ownership.Counted(2), Note()
    ended = weakref.ref(note)
    try:
        object.__setattr__(one, "note", note)
    except TypeError:
        assert not hasattr(one, "note")
    else:
        assert one.note is note
    assert not hasattr(other, "note")
    del one, note
    assert ended() is None
    assert not hasattr(ownership.Counted(3), "note")


def test_python_subclasses_may_override_setattr(ownership):
    class Watched(ownership.Counted):
        def __setattr__(self, name, value):
            super().__setattr__("last", name)
            super().__setattr__(name, value)

    watched = Watched(1)
    watched.value = 7
    assert (watched.value, watched.last, ownership.value_of(watched)) == (7, "value", 7)
    watched.own = 8
    assert (watched.own, watched.last) == (8, "own")
    del Watched.__setattr__
    watched.value = 9
    assert (watched.value, watched.last) == (9, "own")


def test_properties_of_python_subclasses(ownership):
    class Doubled(ownership.Counted):
        @property
        def double(self):
            return 2 * self.value

        @double.setter
        def double(self, double):
            self.value = double // 2

        @property
        def value_text(self):
            return str(self.value)

    doubled = Doubled(4)
    doubled.double = 20
    assert (doubled.value, doubled.double, doubled.value_text) == (10, 20, "10")
    with pytest.raises(AttributeError):
        doubled.value_text = "11"


def test_a_property_over_a_data_member(ownership):
    class Guarded(ownership.Counted):
        @property
        def value(self):
            return -1

    guarded = Guarded(5)
    assert guarded.value == -1
    with pytest.raises(AttributeError):
        guarded.value = 6
    assert ownership.value_of(guarded) == 5


def test_assigning_to_a_class_is_seen_by_its_objects_and_derived_ones(ownership):
    base, derived = ownership.Counted(1), ownership.Derived(2)
    base.value, derived.value = 3, 4
    member = ownership.Counted.__dict__["value"]
    seen = []
    ownership.Counted.value = property(lambda self: "hidden", lambda self, value: seen.append(value))
    try:
        base.value, derived.value = 5, 6
        assert (seen, base.value, derived.value) == ([5, 6], "hidden", "hidden")
    finally:
        ownership.Counted.value = member
    base.value, derived.value = 7, 8
    assert (ownership.value_of(base), ownership.value_of(derived)) == (7, 8)


def test_classes_take_attributes(ownership):
    counted = ownership.Counted(1)
    ownership.Counted.doubled = lambda self: 2 * self.value
    try:
        assert counted.doubled() == 2
        assert ownership.Derived(4).doubled() == 8
    finally:
        del ownership.Counted.doubled
    assert not hasattr(counted, "doubled")
    assert not hasattr(ownership.Derived, "doubled")


def test_init_and_del_given_to_a_class(ownership, alive):
    events = []
    original = ownership.Unique.__dict__["__init__"]

    def init(self, *arguments):
        events.append(arguments)
        original.__get__(self, type(self))()

    ownership.Unique.__init__ = init
    ownership.Unique.__del__ = lambda self: events.append(self.value)
    try:
        unique = ownership.Unique("given")
        unique.value = 17
        del unique
        assert events == [("given",), 17]
    finally:
        ownership.Unique.__init__ = original
        del ownership.Unique.__del__
    ownership.Unique()
    assert events == [("given",), 17]


def test_a_finaliser_may_revive(ownership, alive):
    kept = []

    class Phoenix(ownership.Counted):
        def __del__(self):
            kept.append(self)

    Phoenix(1)
    assert (alive(), kept[0].value) == (1, 1)
    assert ownership.pass_through(kept[0]) is kept[0]
    kept.clear()
    assert alive() == 0

    ownership.Counted.__del__ = lambda self: kept.append(self)
    try:
        ownership.Counted(2)
        assert (alive(), kept[0].value) == (1, 2)
        kept.clear()
        assert alive() == 0
        # The memory of the one that was finalised must not make the next one so.
        ownership.Counted(3)
        assert [each.value for each in kept] == [3]
        kept.clear()
    finally:
        del ownership.Counted.__del__


def test_weak_references_cannot_revive(ownership):
    counted = ownership.Counted(3)
    counted.__python_owns__ = False
    place = cppyy_rs.addressof(counted)
    found = []
    reference = weakref.ref(counted, lambda _: found.append(ownership.pass_through(address)))
    address = cppyy_rs.bind_object(cppyy_rs.addressof(counted), ownership.Counted)
    assert address is counted
    address = ownership.Counted(4)
    del counted
    assert reference() is None
    assert found == [address]
    cppyy_rs.bind_object(place, ownership.Counted, owns=True)


def test_slots_in_python_subclasses(ownership, alive):
    class Slotted(ownership.Counted):
        __slots__ = ("note",)

    class Empty(ownership.Counted):
        __slots__ = ()

    slotted = Slotted(1)
    slotted.note = "kept"
    assert (slotted.note, slotted.value) == ("kept", 1)
    assert Empty(2).value == 2
    slotted.note = slotted
    del slotted
    gc.collect()
    assert alive() == 0


def test_the_class_of_an_object_stays_one_of_the_same_cpp_class(ownership):
    class One(ownership.Counted):
        pass

    class Two(ownership.Counted):
        pass

    class Other(ownership.Keeper):
        pass

    one = One(1)
    one.__class__ = Two
    assert type(one) is Two and one.__class__ is Two and one.value == 1
    for wrong in (Other, ownership.Counted, ownership.Derived, ownership.Keeper, int):
        with pytest.raises(TypeError):
            one.__class__ = wrong
    counted = ownership.Counted(2)
    for wrong in (One, ownership.Derived, ownership.Keeper):
        with pytest.raises(TypeError):
            counted.__class__ = wrong
    assert type(counted) is ownership.Counted and counted.value == 2


def test_exceptions_on_the_way_survive_the_end_of_objects(ownership):
    def leave():
        counted = ownership.Counted(1)
        counted.note = counted
        del counted.note
        raise KeyError("on the way")

    with pytest.raises(KeyError, match="on the way"):
        leave()


def test_threads_make_and_drop_objects(ownership, alive):
    errors = []

    def work(seed):
        try:
            kept = []
            for value in range(3000):
                counted = ownership.Counted(value)
                assert ownership.pass_through(counted) is counted
                counted.value = value + seed
                if value % 7 == 0:
                    counted.note = value
                if value % 3 == 0:
                    kept.append(counted)
                assert counted.value == value + seed
            assert len({id(each) for each in kept}) == len(kept)
        except BaseException as error:
            errors.append(error)

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        threads = [threading.Thread(target=work, args=(seed,)) for seed in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(interval)
    assert errors == []
    gc.collect()
    assert alive() == 0


FALLBACK = """
import sys
import cppyy_rs
assert cppyy_rs._runtime._layout_trusted is (sys.argv[3] == "trusted")
cppyy_rs.load_lib(sys.argv[1])
cppyy_rs.load_lib(sys.argv[2])
record = cppyy_rs.gbl.members.Builtins()
for name in ("truth", "tiny", "byte", "small", "unsigned_small", "integer", "unsigned_integer", "big",
             "unsigned_big", "huge", "unsigned_huge", "single", "real", "letter"):
    print(name, repr(getattr(record, name)))
    for value in (True, 0, 1, -1, 127, 200, 70000, 2**31, 2**40, 2**64 - 1, 2**64, 1.5, "a", None):
        try:
            setattr(record, name, value)
        except Exception as error:
            print(name, value, type(error).__name__, error)
        else:
            print(name, value, repr(getattr(record, name)))
counted = cppyy_rs.gbl.ownership.Counted(5)
counted.note = "x"
print(counted.value, counted.note, cppyy_rs.gbl.ownership.pass_through(counted) is counted)
"""


def test_layouts_have_a_fallback(tmp_path):
    """Over the C API everything is the same."""
    paths = [dictionaries.path("members"), dictionaries.path("ownership")]
    environment = {name: value for name, value in os.environ.items() if name != "CPPYY_RS_FALLBACK"}
    fast = dictionaries.python(FALLBACK, *paths, "trusted", env=environment)
    forced = {**environment, "CPPYY_RS_FALLBACK": "pages, layout"}
    slow = dictionaries.python(FALLBACK, *paths, "fallback", env=forced)
    assert fast.stderr == "" and fast.returncode == 0
    assert slow.stderr == "" and slow.returncode == 0
    assert fast.stdout == slow.stdout


def test_with_the_debug_allocator():
    """It fills freed memory and checks the edges of blocks."""
    paths = [dictionaries.path("members"), dictionaries.path("ownership")]
    environment = {**os.environ, "PYTHONMALLOC": "debug", "CPPYY_RS_FALLBACK": ""}
    done = dictionaries.python(FALLBACK, *paths, "trusted", env=environment)
    assert done.stderr == "" and done.returncode == 0
