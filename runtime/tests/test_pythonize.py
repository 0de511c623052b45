"""What classes from C++ share with Python's: containers, printing, strings, and what programs add."""

import pytest

import cppyy_rs


@pytest.fixture(scope="module")
def templates(dictionary):
    dictionary("templates")
    return cppyy_rs.gbl.templates


@pytest.fixture(scope="module")
def printing(dictionary):
    dictionary("printing")
    return cppyy_rs.gbl.printing


def test_printing(printing):
    assert str(printing.Point(3, 4)) == "(3, 4)"
    assert str(printing.Money(1234)) == "12.34"
    assert str(printing.Point3()) == "(1, 2)"


def test_without_an_operator_the_representation_is_printed(printing):
    silent = printing.Silent()
    assert str(silent) == repr(silent)
    assert repr(silent).startswith("<cppyy_rs.gbl.printing.Silent object at 0x")


def test_printing_that_throws(printing):
    with pytest.raises(Exception, match="Broken|broken|print"):
        str(printing.Broken())


def test_a_null_object_prints_as_null(printing):
    null = cppyy_rs.bind_object(cppyy_rs.nullptr, printing.Point)
    assert "0x(nil)" in str(null)


def test_a_vector_is_a_sequence(templates):
    numbers = templates.make_numbers(4)
    assert len(numbers) == 4
    assert list(numbers) == [numbers[0], numbers[1], numbers[2], numbers[3]]
    assert numbers[-1] == numbers[3]
    assert numbers[3] in numbers
    assert -1 not in numbers
    for outside in (4, -5):
        with pytest.raises(IndexError):
            numbers[outside]
    numbers[1] = 77
    assert numbers[1] == 77


def test_a_vector_from_python(templates):
    vector = cppyy_rs.gbl.std.vector[int]
    numbers = vector([1, 2, 3])
    assert list(numbers) == [1, 2, 3]
    assert list(vector(number * number for number in range(4))) == [0, 1, 4, 9]
    numbers += (4, 5)
    assert list(numbers) == [1, 2, 3, 4, 5]
    assert list(numbers[1:4]) == [2, 3, 4]
    assert list(numbers[::-2]) == [5, 3, 1]
    assert type(numbers[1:]) is vector
    assert templates.sum(numbers) == 15
    assert len(vector()) == 0 and not vector()
    with pytest.raises(TypeError):
        vector(["text"])


def test_a_vector_of_classes_gives_its_elements(templates):
    boxes = templates.boxes(3)
    boxes[0].set(11)
    assert boxes[0].get() == 11
    assert len(list(boxes)) == 3


def test_a_pair_unpacks(templates):
    first, second = templates.make_pair(1, 2.5)
    assert (first, second) == (1, 2.5)
    with pytest.raises(IndexError):
        templates.make_pair(1, 2.5)[2]


def test_smart_pointers_give_the_attributes_of_what_they_point_to(templates):
    shelf = templates.make_shelf()
    assert shelf.four.size() == 4
    with pytest.raises(AttributeError):
        shelf.nothing


def test_pythonizations_run_once_for_each_class(dictionary):
    seen = []

    def everywhere(cls, name):
        seen.append((cls, name))

    def below(cls, name):
        if name == "Table":
            cls.rows = lambda self: self.size() // 2

    cppyy_rs.py.add_pythonization(everywhere)
    cppyy_rs.py.add_pythonization(below, "pythonized")
    dictionary("pythonized")
    pythonized = cppyy_rs.gbl.pythonized
    table = pythonized.Table()
    assert (pythonized.Table, "pythonized::Table") in seen
    assert table.rows() == 3
    assert cppyy_rs.py.remove_pythonization(everywhere)
    assert not cppyy_rs.py.remove_pythonization(everywhere)
    assert cppyy_rs.py.remove_pythonization(below, "pythonized")
    count = len(seen)
    pythonized.Other
    assert len(seen) == count
    with pytest.raises(TypeError):
        cppyy_rs.py.add_pythonization(1)


def test_pythonizations_that_are_ready_made(dictionary):
    py = cppyy_rs.py
    added = [
        py.compose_method("Ready$", "get_", lambda self, result: result + self.offset),
        py.make_property("Ready$", "Get(.*)", "Set(.*)"),
        py.rename_attribute("Ready$", "OldName", "new_name"),
    ]
    for each in added:
        py.add_pythonization(each, "pythonized")
    try:
        dictionary("pythonized")
        ready = cppyy_rs.gbl.pythonized.Ready()
        assert ready.get_number() == 42 + ready.offset
        ready.Size = 7
        assert ready.Size == 7
        assert ready.new_name() == "old"
        assert not hasattr(ready, "OldName")
    finally:
        for each in added:
            assert py.remove_pythonization(each, "pythonized")
    with pytest.raises(ValueError):
        py.make_property("Ready$", "Get")


def test_methods_with_names_that_python_knows(dictionary):
    dictionary("pythonized")
    named = cppyy_rs.gbl.pythonized.Named()
    assert repr(named) == "repr"
    assert str(named) == "str"
