"""Specialisations that the headers name, the standard library's included."""

import pytest

import cppyy_rs


@pytest.fixture(scope="module")
def templates(dictionary):
    dictionary("templates")
    return cppyy_rs.gbl.templates


@pytest.fixture(scope="module")
def std(templates):
    return cppyy_rs.gbl.std


def test_a_specialisation_is_a_class(templates):
    box = templates.Box[int](5)
    assert box.get() == 5
    box.set(6)
    assert box.get() == 6
    assert templates.Box[int].__cpp_name__ == "templates::Box<int>"
    assert templates.Box[int].made() == 4


def test_all_spellings_give_the_same_class(templates):
    box = templates.Box["int"]
    assert templates.Box[int] is box
    assert templates.Box("int") is box
    assert getattr(templates, "Box<int>") is box
    assert templates.Box[" int "] is box
    assert type(templates.make_box(1)) is box
    assert templates.Box["std::string"] is templates.Box[std_string()]


def std_string():
    return cppyy_rs.gbl.std.string


def test_specialisations_are_distinct(templates):
    assert templates.Box[int] is not templates.Box["double"]
    assert templates.Box["double"](2.5).get() == 2.5
    assert templates.Box["std::string"]("text").get() == "text"
    with pytest.raises(TypeError):
        templates.unbox(templates.Box["double"](1.0))


def test_aliases_and_explicit_instantiations(templates):
    assert templates.RealBox is templates.Box["double"]
    assert templates.Box["char"]("c").get() == "c"
    assert templates.NamedInt.get() == "int"


def test_value_parameters_and_default_arguments(templates):
    row = templates.Row[int]
    assert templates.Row[int, 4] is row
    assert templates.Row["int, 4"] is row
    assert row().size() == 4
    assert templates.Row["float", 2]().size() == 2


def test_a_base_that_is_a_specialisation(templates):
    special = templates.Special()
    assert special.get() == 64
    assert isinstance(special, templates.Box["long"])


def test_what_was_not_instantiated_says_what_was(templates, without_compiler):
    with pytest.raises(TypeError, match=r"--instantiate"):
        templates.Box["short"]
    with pytest.raises(TypeError, match=r"Box<int>"):
        templates.Box["short"]
    with pytest.raises(TypeError):
        templates.Unused[int]
    with pytest.raises(TypeError):
        templates.Box["no such type"]


def test_the_template_itself(templates):
    assert repr(templates.Box).startswith("<cppyy_rs.Template 'templates::Box' object at 0x")
    assert templates.Box[int].__cpp_template__ is templates.Box


def test_results_and_arguments(templates):
    assert templates.unbox(templates.make_box(9)) == 9


def test_members_that_are_specialisations(templates):
    shelf = templates.Shelf()
    shelf.label.set("books")
    assert shelf.label.get() == "books"
    assert shelf.four.size() == 4
    shelf.four.cells[3] = 30
    assert shelf.four.cells[3] == 30


def test_vectors(templates, std):
    numbers = templates.make_numbers(4)
    assert type(numbers) is std.vector[int]
    assert numbers.size() == len(numbers) == 4
    assert [numbers[i] for i in range(4)] == [0, 1, 4, 9]
    assert list(numbers) == [0, 1, 4, 9]
    numbers[0] = 10
    assert templates.sum(numbers) == 24
    numbers.push_back(1)
    templates.push(numbers, 2)
    assert list(numbers) == [10, 1, 4, 9, 1, 2]
    with pytest.raises(IndexError):
        numbers[100]


def test_vectors_made_in_python(templates, std):
    numbers = std.vector["int"]()
    numbers.push_back(3)
    assert templates.sum(numbers) == 3
    assert not len(std.vector[int]())


def test_vectors_of_classes_and_texts(templates):
    assert [str(word) for word in templates.words()] == ["one", "two", "three"]
    assert [box.get() for box in templates.boxes(3)] == [0, 1, 2]


def test_elements_keep_their_container_alive(templates):
    box = templates.boxes(5)[4]
    assert box.get() == 4


def test_maps_pairs_and_arrays(templates):
    assert templates.ages()["Grace"] == 85
    pair = templates.make_pair(1, 2.5)
    assert (pair.first, pair.second) == (1, 2.5)
    triple = templates.triple()
    assert [triple[i] for i in range(len(triple))] == [1, 2, 3]


def test_smart_pointers(templates):
    shelf = templates.make_shelf()
    assert [shelf.four.total(), shelf.two.total()] == [6, 2.0]
    box = templates.make_unique_box(12)
    assert box.get() == 12 and box.__smartptr__().get() is box


def test_specialisations_of_function_templates(templates):
    assert templates.largest[int](3, 4) == 4
    assert templates.largest(5, 4) == 5


def test_names_of_template_classes_in_dir(templates):
    assert {"Box", "Row", "RealBox", "make_box"} <= set(dir(templates))
