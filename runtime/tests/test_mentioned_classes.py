"""Specialisations that others only mention, at run time: made when Python gets an object of them, and not before."""

import gc
import pathlib

import pytest

import cppyy_rs

HEADER = pathlib.Path(__file__).parents[2] / "testlibs" / "mentioned" / "mentioned.hpp"


@pytest.fixture(scope="module")
def lib():
    cppyy_rs.include(str(HEADER))
    return cppyy_rs.gbl.mentioned


@pytest.fixture
def parts(lib):
    made = cppyy_rs.gbl.std.vector["mentioned::Part"]()
    for number in range(4):
        made.push_back(lib.Part(number))
    return made


def numbers(parts):
    return [part.number for part in parts]


def test_containers_need_no_second_compile(lib, parts, request):
    std = cppyy_rs.gbl.std
    tables = std.map["int", "mentioned::Part"]()
    several = std.multimap["int", "mentioned::Part"]()
    chain = std.list["mentioned::Part"]()
    # A converter of Python's collections is looked for once, which is when a compiler may be asked.
    request.getfixturevalue("without_compiler")
    assert numbers(parts) == [0, 1, 2, 3]
    assert parts[-1].number == 3 and numbers(parts[1:3]) == [1, 2]
    assert parts[2] in parts and lib.Part(9) not in parts
    assert parts == std.vector["mentioned::Part"](parts) and not parts != parts
    parts[0] = lib.Part(5)
    parts.append(lib.Part(6))
    del parts[1]
    parts.extend(chain)
    assert numbers(reversed(parts)) == [6, 3, 2, 5] and len(parts) == 4
    tables[3] = parts[0]
    assert {key: part.number for key, part in tables.items()} == {3: 5}
    assert [key for key, _ in tables] == [3] and 3 in tables and tables[3].weight == 1.5
    assert len(several) == 0 and not list(several.items())
    chain.append(parts[1])
    assert numbers(chain) == [2]


def test_iterators_come_with_the_first_object(lib, parts):
    first, last = parts.begin(), parts.end()
    assert first != last and first == parts.begin()
    assert first.__deref__().number == 0
    assert last - first == 4 and (first + 2).__deref__().number == 2
    assert type(first) is type(last) is type(parts).iterator
    assert parts.rbegin().__deref__().number == 3


def test_iterators_are_arguments(lib, parts):
    parts.erase(parts.begin())
    assert numbers(parts) == [1, 2, 3]
    parts.insert(parts.begin(), lib.Part(8))
    parts.erase(parts.begin() + 1, parts.end())
    assert numbers(parts) == [8]
    parts.insert(parts.cend(), lib.Part(9))
    assert numbers(parts) == [8, 9]


def test_iterators_of_maps(lib):
    table = cppyy_rs.gbl.std.map["int", "mentioned::Part"]()
    table[1], table[2] = lib.Part(10), lib.Part(20)
    found = table.find(2)
    assert found.__deref__().second.number == 20
    assert table.find(3) == table.end()
    table.erase(found)
    assert list(table.keys()) == [1]


def test_pairs_are_made_of_both_elements(lib):
    pair = cppyy_rs.gbl.std.pair["int", "mentioned::Part"]
    assert pair(3, lib.Part(4)).second.number == 4
    assert (pair().first, pair().second.weight) == (0, 1.5)
    with pytest.raises(TypeError):
        pair(3)


def test_elements_are_made_in_place(lib, parts):
    parts.emplace_back(7)
    assert parts[4].number == 7
    parts.emplace_back(8, 2.5)
    assert (parts[5].number, parts[5].weight) == (8, 2.5)
    with pytest.raises(TypeError):
        parts.emplace_back("no number")
    assert len(parts) == 6


def test_iterators_that_cannot_be_made(lib, request):
    chain = cppyy_rs.gbl.std.deque["mentioned::Part"](2)
    request.getfixturevalue("without_compiler")
    with pytest.raises(TypeError, match="_Deque_iterator"):
        chain.begin()
    assert numbers(chain) == [0, 0]


def test_results_of_each_kind(lib):
    box = lib.Box["mentioned::Part"]()
    assert box.label().text == 7
    assert box.kept().text == 3
    assert box.pointer().text == 3
    assert type(box.label()) is type(box.kept()) is lib.Label["mentioned::Part"]


def test_objects_made_elsewhere_are_accepted(lib):
    box = lib.Box["int"]()
    assert box.take(lib.Label["int"](4)) == 4
    assert lib.Box["int"].of_nothing(lib.Label["int"](6)) == 6
    assert lib.Box["int"].of_nothing(cppyy_rs.nullptr) == 0


def test_other_specialisations_convert(lib):
    box = lib.Box["double"]()
    label = lib.Label["double"](4)
    assert box.take_constant(label) == 104
    with pytest.raises(TypeError):
        box.take_constant("text")
    with pytest.raises(TypeError):
        box.take_constant(lib.Part())


def test_what_is_inside_of_a_specialisation(lib):
    sized = lib.Sized["int", 3]
    assert (sized.size, sized.twice) == (3, 6)
    assert sized.Inner().get() == 3
    assert isinstance(sized().inner(), sized.Inner)
    assert sized.Inner is not lib.Sized["int", 4].Inner
    resized = lib.Resized["int", 5]
    assert resized.size == 5 and resized.twice == 10
    assert {"element", "same_element"} <= set(dir(resized))
    assert resized.element is resized.same_element or resized.element(2) == resized.same_element(2) == 2


@pytest.mark.parametrize("number", ["int", "double", "short"])
def test_pointers_are_iterators_too(lib, number):
    numbers_of = lib.Numbers[number]
    assert list(numbers_of()) == [1, 2, 3]
    assert [each for each in numbers_of()] == [1, 2, 3]
    made = numbers_of()
    made.count = 0
    assert list(made) == []
    made.count = 2
    iterator = iter(made)
    del made
    gc.collect()
    assert (next(iterator), next(iterator), next(iterator, None)) == (1, 2, None)


def test_a_function_template_as_a_method(lib):
    chain = cppyy_rs.gbl.std.list["mentioned::Part"]()
    chain.append(lib.Part(1))
    iterator = type(chain.begin())
    before = iterator.__eq__
    iterator.__eq__ = lib.differ["std::list<mentioned::Part>"]
    try:
        assert chain.begin() == chain.end()
        assert not (chain.begin() == chain.begin())
    finally:
        iterator.__eq__ = before


def test_algorithms_of_types_that_nothing_is_prebuilt_for(lib, parts):
    std = cppyy_rs.gbl.std
    parts[0] = lib.Part(9)
    std.sort(parts.begin(), parts.end())
    assert numbers(parts) == [1, 2, 3, 9]
    text = std.string("a text in words")
    text.erase(std.remove(text.begin(), text.end(), ord(" ")), text.end())
    assert text == "atextinwords"
    ordinary = std.vector["int"]([3, 1, 2])
    std.sort(ordinary.begin(), ordinary.end())
    assert list(ordinary) == [1, 2, 3]
    with pytest.raises(TypeError, match="sort"):
        std.sort(1.5, 2.5)
    # By their addresses they would be a range.
    with pytest.raises(TypeError, match="sort"):
        std.sort(lib.Part(2), lib.Part(1))


def test_objects_are_counted(lib):
    gc.collect()
    before = lib.Part.alive
    parts = cppyy_rs.gbl.std.vector["mentioned::Part"]()
    for number in range(100):
        parts.emplace_back(number)
        parts.erase(parts.begin())
        parts.insert(parts.begin(), lib.Part(number))
    assert len(parts) == 100 and lib.Part.alive == before + 100
    del parts
    gc.collect()
    assert lib.Part.alive == before
