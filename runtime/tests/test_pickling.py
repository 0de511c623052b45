"""Objects from C++ are pickled where their classes tell how, and copied by their copy constructors."""

import copy
import pickle

import pytest

import cppyy_rs
import memory

PROTOCOLS = range(pickle.HIGHEST_PROTOCOL + 1)


@pytest.fixture(scope="module")
def lib(dictionary):
    dictionary("pickling")
    return cppyy_rs.gbl.pickling


@pytest.fixture(params=PROTOCOLS)
def again(request):
    """Pickles a value with one protocol and reads it back."""
    return lambda value: pickle.loads(pickle.dumps(value, request.param))


class Counter:
    """Objects that live in C++ are as many as before."""

    def __init__(self, cls):
        self.cls = cls

    def __enter__(self):
        self.before = self.cls.alive

    def __exit__(self, *_):
        assert self.cls.alive == self.before


# ---- Declarations ----


def test_classes_enums_namespaces_and_templates_are_themselves(lib, again):
    std = cppyy_rs.gbl.std
    for value in (
        lib.Point,
        lib.inner.Deep,
        lib.inner.Deep.Deeper,
        lib.Color,
        lib.inner.Deep.Deeper.Mood,
        lib.Failure,
        lib,
        lib.inner,
        cppyy_rs.gbl,
        std,
        std.vector,
        std.vector[int],
        std.map["int", "std::string"],
        lib.Points,
        std.runtime_error,
        cppyy_rs.nullptr,
        cppyy_rs.default,
    ):
        assert again(value) is value


def test_enumerators(lib, again):
    for value in (lib.Color.Blue, lib.inner.Deep.Deeper.Sad, lib.Color(2)):
        assert again(value) is value
    assert again(lib.Color(77)) == 77 and type(again(lib.Color(77))) is lib.Color


def test_functions(lib, again):
    assert again(lib.twice) is lib.twice
    assert again(lib.inner.answer) is lib.inner.answer
    assert again(lib.Maker.times) is lib.Maker.times
    assert again(lib.Maker.make)(1, 2).y == 2
    assert again(lib.Maker.__init__) == lib.Maker.__init__
    assert again(len) is len and again("x".upper)() == "X"


def test_some_overloads_of_a_function(lib, again):
    of_int = again(lib.twice.__overload__("int"))
    assert of_int(3) == 6
    with pytest.raises(TypeError):
        of_int(2.5)
    assert again(lib.same["double"])(2.5) == 2.5


def test_bound_methods_go_with_their_objects(lib, again):
    maker = lib.Maker()
    maker.factor = 3
    assert again(maker.times)(2) == 6


def test_a_function_without_a_name_is_refused(lib):
    with pytest.raises(TypeError, match="cannot pickle"):
        pickle.dumps(cppyy_rs.gbl.std.vector[int].__init__.__overload__("const std::vector<int>&").__get__(lib.points(1)))


def test_modules_of_others_are_refused_as_ever():
    with pytest.raises(TypeError, match="cannot pickle 'module' object"):
        pickle.dumps(pickle)


# ---- Aggregates ----


def test_an_aggregate_goes_by_its_members(lib, again):
    point = lib.Point(1.5, -2)
    assert again(point) == point and again(point) is not point
    labelled = lib.Labelled()
    labelled.x, labelled.label = 3, "here"
    assert (again(labelled).x, again(labelled).label) == (3, "here")


def test_members_of_all_kinds(lib, again):
    record = lib.Record(7, "n\udcff", lib.Color.Blue, lib.Point(1, 2), [lib.Point(3, 4)], {"a": [1, 2]})
    record.pair, record.shared = (1, "one"), lib.Point(5, 6)
    record.grid[1][2], record.code, record.low, record.high = 9, "code", 5, -3
    same = again(record)
    assert (same.id, bytes(same.name), same.color, same.place.y) == (7, b"n\xff", lib.Color.Blue, 2)
    assert (same.path[0].x, list(same.tags["a"]), tuple(same.pair)) == (3, [1, 2], (1, "one"))
    assert (same.shared.x, same.grid[1][2], same.code, same.low, same.high) == (5, 9, "code", 5, -3)
    assert not same.parent
    assert not again(lib.Record()).shared


def test_what_python_has_added_goes_along(lib, again):
    point = lib.Point(1, 2)
    point.note = ["mine"]
    point.itself = point
    same = again(point)
    assert same.note == ["mine"] and same.itself is same


def test_the_same_object_twice_is_one(lib, again):
    point = lib.Point(1, 2)
    one, other = again([point, point])
    assert one is other


def test_null_objects(lib, again):
    null = again(cppyy_rs.bind_object(cppyy_rs.nullptr, lib.Point))
    assert not null and type(null) is lib.Point


def test_pointers_are_pickled_where_they_are_null(lib, again):
    assert again(lib.WithPointer()).text == lib.WithPointer().text
    record = lib.Record()
    record.parent = parent = lib.Point()
    with pytest.raises(TypeError, match="its member parent is a pointer, and nobody would own what it points to"):
        again(record)
    assert parent


@pytest.mark.parametrize(
    "name, why",
    [
        ("WithUnion", "broken and whole are members of one union"),
        ("Either", "nobody knows which member of a union counts"),
        ("WithView", "string_view"),
        ("Printed", "it is no aggregate"),
        ("Copied", "it is no aggregate"),
        ("Teller", "it has __getstate__, but no __setstate__"),
    ],
)
def test_what_cannot_be_pickled_says_why_and_what_would_help(lib, name, why):
    with pytest.raises(TypeError, match="cannot pickle") as caught:
        pickle.dumps(getattr(lib, name)())
    assert why in str(caught.value)
    assert "__getstate__ and __setstate__" in str(caught.value) and "pickle_by_streams" in str(caught.value)


def test_objects_without_an_object_are_refused(lib):
    account = lib.Account()
    account.__destruct__()
    with pytest.raises(ReferenceError):
        pickle.dumps(account)


# ---- What classes say themselves ----


def test_state_that_cpp_tells(lib, again):
    with Counter(lib.Account):
        account = lib.Account("me")
        account.pay(3), account.pay(4)
        account.note = "mine"
        same = again(account)
        assert (same.owner(), same.balance(), same.note) == ("me", 7, "mine")
        assert same.__python_owns__
        del account, same


def test_state_that_a_pythonization_tells(lib, again):
    def state(self):
        return {"size": self.copies}

    def set_state(self, state):
        self.copies = state["size"] + 10

    lib.Copied.__getstate__, lib.Copied.__setstate__ = state, set_state
    try:
        assert again(lib.Copied()).copies == 10
    finally:
        del lib.Copied.__getstate__, lib.Copied.__setstate__


def test_arguments_for_the_constructor(lib, again):
    with pytest.raises(TypeError, match="cannot pickle 'pickling::Range' object"):
        again(lib.Range(1, 2))
    lib.Range.__getstate__ = lambda self: {}
    try:
        with pytest.raises(TypeError, match="no constructor without arguments; __getnewargs__ would name them"):
            again(lib.Range(1, 2))
    finally:
        del lib.Range.__getstate__
    lib.Range.__getnewargs__ = lambda self: (self.first(), self.last())
    try:
        assert (again(lib.Range(3, 9)).first(), again(lib.Range(3, 9)).last()) == (3, 9)
    finally:
        del lib.Range.__getnewargs__


def test_what_cpp_throws_when_a_pickle_is_read(lib):
    lib.Range.__getnewargs__ = lambda self: (2, 1)
    try:
        text = pickle.dumps(lib.Range(1, 2))
        with pytest.raises(ValueError, match="a range cannot end before it begins"):
            pickle.loads(text)
    finally:
        del lib.Range.__getnewargs__


# ---- Streams ----


def test_streams_by_request(lib, again):
    fraction = lib.Fraction(1 / 3, 7e-300)
    with pytest.raises(TypeError, match="pickle_by_streams"):
        again(fraction)
    cppyy_rs.py.pickle_by_streams(lib.Fraction)
    try:
        same = again(fraction)
        assert (same.above(), same.value()) == (fraction.above(), fraction.value())
        broken = pickle.dumps(fraction, 2).replace(b"0.33", b"zero")
        with pytest.raises(pickle.UnpicklingError, match="operator>> of pickling::Fraction cannot read 'zero"):
            pickle.loads(broken)
    finally:
        from cppyy_rs import _pickled_objects

        del _pickled_objects._by_streams[lib.Fraction]


def test_streams_need_both_operators(lib):
    with pytest.raises(TypeError, match="no loaded dictionary has an operator>> of pickling::Printed"):
        cppyy_rs.py.pickle_by_streams(lib.Printed)
    with pytest.raises(TypeError, match="no loaded dictionary has an operator<< of pickling::Point"):
        cppyy_rs.py.pickle_by_streams(lib.Point)
    for wrong in ("pickling::Point", int, lib.twice):
        with pytest.raises(TypeError, match="is no class from C"):
            cppyy_rs.py.pickle_by_streams(wrong)


def test_objects_are_shifted_into_streams_by_their_own_operators(lib):
    """Not by `std::ostream`'s own, which takes every address."""
    stream = cppyy_rs.gbl.cppyy_rs.streams.Stream("")
    stream.output() << lib.Fraction(1, 2)
    assert stream.text() == "1 2"
    fraction = lib.Fraction()
    stream.input() >> fraction
    assert fraction.value() == 0.5


# ---- Containers ----


def test_containers_of_numbers_go_as_their_bytes(lib, again):
    std = cppyy_rs.gbl.std
    for numbers in (std.vector["double"]([1.5, -2]), lib.shorts(), std.array["int", 3]([1, 2, 3]), std.vector[int]()):
        assert type(again(numbers)) is type(numbers)
        assert list(again(numbers)) == list(numbers)
    assert len(pickle.dumps(std.vector["double"](range(10_000)))) < 81_000


def test_numbers_of_the_other_byte_order(lib):
    import sys

    from cppyy_rs import _pickled_objects

    other = "big" if sys.byteorder == "little" else "little"
    swapped = (258).to_bytes(2, other) + (1).to_bytes(2, other)
    assert list(_pickled_objects.make_of_numbers(type(lib.shorts()), "H", other, swapped)) == [258, 1]


def test_numbers_out_of_band(lib):
    values = cppyy_rs.gbl.std.vector["double"](range(1000))
    buffers = []
    text = pickle.dumps(values, 5, buffer_callback=buffers.append)
    assert len(text) < 500 and memoryview(buffers[0]).nbytes == 8000
    with pytest.raises(BufferError):
        values.push_back(1)
    same = pickle.loads(text, buffers=buffers)
    assert list(same) == list(range(1000))
    for buffer in buffers:
        buffer.release()
    values.push_back(1)


def test_other_containers_go_by_their_elements(lib, again):
    for container in (
        lib.points(3),
        lib.by_color(),
        lib.nested(),
        lib.colors(),
        lib.bits(),
        lib.letters(),
        lib.waves(),
        cppyy_rs.gbl.std.vector["std::string"](["a", "b\udcff"]),
        cppyy_rs.gbl.std.set["std::string"]({"a", "b"}),
        cppyy_rs.gbl.std.unordered_map["std::string", "int"]({"a": 1}),
    ):
        same = again(container)
        assert type(same) is type(container)
        assert str(again(same))[:5] == str(container)[:5] and len(same) == len(container)
    assert again(lib.points(3)) == lib.points(3)
    assert list(again(lib.nested()[1])["a"]) == [1, 2]


def test_values_made_of_others_go_by_what_they_stand_for(dictionary, again):
    dictionary("vocabulary")
    std = cppyy_rs.gbl.std
    values = [
        std.tuple["int", "double"](1, 2.5),
        std.optional["int"](3),
        std.optional["int"](),
        std.variant["int", "std::string"]("text"),
        std.chrono.nanoseconds(5),
        std.chrono.system_clock.now(),
        std.filesystem.path("/tmp/a file"),
    ]
    for value in values:
        back = again(value)
        assert type(back) is type(value) and back == value
    assert again(values[4]).count() == 5, "no nanosecond is lost"
    with pytest.raises(TypeError, match="does not make the same value again"):
        pickle.dumps(std.any(3))


def test_elements_that_know_their_state(lib, again):
    with Counter(lib.Account):
        accounts = lib.accounts()
        accounts[1].pay(5)
        assert [(each.owner(), each.balance()) for each in again(accounts)] == [("a", 0), ("b", 5)]
        del accounts


def test_elements_behind_smart_pointers(lib, again):
    assert [each.y for each in again(lib.shared_points())] == [2]
    assert [each.y for each in again(lib.owned_points())] == [4]


def test_held_objects_are_objects(lib, again):
    with Counter(lib.Account):
        assert again(lib.shared_account()).owner() == "shared"


def test_containers_of_what_is_not_theirs_are_refused(lib):
    for container, why in (
        (lib.pointers(), r"its elements are pointers \(pickling::Point\*\)"),
        (lib.pairs_of_pointers(), r"its elements are pairs of pointers \(pickling::Point\*\)"),
        (cppyy_rs.gbl.std.vector["const char*"](), "its elements are pointers"),
    ):
        with pytest.raises(TypeError, match=why):
            pickle.dumps(container)


def test_texts(again):
    std = cppyy_rs.gbl.std
    assert bytes(again(std.string(b"a\xff\0"))) == b"a\xff\0"
    assert str(again(std.wstring("\N{GREEK SMALL LETTER PI}"))) == "\N{GREEK SMALL LETTER PI}"
    assert again(std.complex["double"](1, -2)) == 1 - 2j


# ---- Python's subclasses ----


def _subclass(name, base, **body):
    """A class that pickle finds in this module."""
    cls = type(base)(name, (base,), {"__module__": __name__, "__qualname__": name, **body})
    globals()[name] = cls
    return cls


@pytest.fixture(scope="module")
def square(lib):
    class Square(lib.Shape):
        def __init__(self, size, colour):
            super().__init__(size)
            self.colour = colour

    Square.__qualname__ = "Square"
    globals()["Square"] = Square
    return Square


def test_python_subclasses(square, again):
    same = again(square(3, "red"))
    assert type(same) is square
    assert (same.size, same.area(), same.colour) == (3, 9, "red")


def test_python_subclasses_with_slots_and_state(lib, again):
    slotted = _subclass("Slotted", lib.Point, __slots__=("first", "second"))
    made = slotted(1, 2)
    made.first = "one"
    same = again(made)
    assert (same.x, same.first, hasattr(same, "second")) == (1, "one", False)

    told = _subclass("Told", lib.Point, __getstate__=lambda self: {"x": 10, "note": "mine"})
    same = again(told(1, 2))
    assert (same.x, same.y, same.note) == (10, 0, "mine")

    reduced = _subclass("Reduced", lib.Point, __reduce__=lambda self: (complex, (self.x, self.y)))
    assert again(reduced(1, 2)) == 1 + 2j


# ---- Exceptions ----


def test_exceptions_of_the_standard_library(lib, again):
    with pytest.raises(cppyy_rs.gbl.std.out_of_range) as caught:
        lib.fail_plainly()
    same = again(caught.value)
    assert type(same) is cppyy_rs.gbl.std.out_of_range and "too far" in same.what()


def test_exceptions_with_objects_are_refused(lib):
    with pytest.raises(lib.Failure) as caught:
        lib.fail()
    with pytest.raises(TypeError, match="cannot pickle 'pickling::Failure' object"):
        pickle.dumps(caught.value)


# ---- Copies ----


def test_a_copy_is_what_the_copy_constructor_makes(lib):
    assert copy.copy(lib.Copied()).copies == 1
    assert copy.deepcopy({"a": lib.Copied()})["a"].copies == 1
    with Counter(lib.Account):
        accounts = copy.deepcopy([lib.Account("a")] * 2)
        assert accounts[0] is accounts[1] and accounts[0].owner() == "a"
        del accounts


def test_copies_have_what_python_has_added(lib, square):
    point = lib.Point(1, 2)
    point.notes, point.itself = ["mine"], point
    shallow, deep = copy.copy(point), copy.deepcopy(point)
    assert shallow.notes is point.notes and shallow.itself is point
    assert deep.notes == ["mine"] and deep.notes is not point.notes and deep.itself is deep
    made = copy.copy(square(2, "blue"))
    assert type(made) is square and (made.area(), made.colour) == (4, "blue")


def test_copies_of_containers_and_held_objects(lib):
    points = lib.points(2)
    assert copy.copy(points) == points and copy.copy(points) is not points
    held = lib.shared_account()
    assert copy.copy(held).owner() == "shared" and copy.copy(held) is not held


def test_objects_that_cannot_be_copied(lib):
    with pytest.raises(TypeError, match="cannot copy 'pickling::Unique' object: it has no copy constructor"):
        copy.copy(lib.Unique())
    unique = lib.Unique()
    unique.number = 5
    assert copy.deepcopy(unique).number == 5
    owned = lib.owned_points()
    assert copy.deepcopy(owned)[0].y == 4 and owned[0].y == 4


def test_nothing_is_left_over(lib):
    def work(rounds):
        for _ in range(rounds):
            account = lib.Account("me")
            account.pay(1)
            pickle.loads(pickle.dumps([account, lib.points(10), lib.Record(1, "n"), lib.twice, lib.shared_account()]))
            copy.deepcopy(account)

    with Counter(lib.Account):
        work(500)
        assert memory.left_by(lambda: work(2000)) < memory.NOISE
