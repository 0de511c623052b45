"""Function templates over containers are bound for the containers that the headers name."""

import pytest

import cppyy_rs

from dictionaries import path


@pytest.fixture(scope="module")
def deduced(dictionary):
    dictionary("deduced")
    return cppyy_rs.gbl.deduced


def item(deduced, value):
    made = deduced.Item()
    made.value = value
    return made


def test_a_constructor_template_takes_the_container_and_a_list(deduced):
    assert deduced.Sum(deduced.items(4)).value == 6
    assert deduced.Sum([item(deduced, 2), item(deduced, 3)]).value == 5


def test_its_default_arguments_stand_where_it_is_declared(deduced):
    assert deduced.Sum(deduced.items(4), 10).value == 60
    assert deduced.Sum(deduced.items(3), factor=2).value == 6


def test_member_templates(deduced):
    total = deduced.Sum(deduced.items(3))
    assert total(deduced.items(1)) == 3 and total([item(deduced, 4)]) == 7
    assert deduced.Sum.count(deduced.rows()) == 2
    assert deduced.Sum.count([[item(deduced, 1)], [], []]) == 3


def test_free_templates(deduced):
    items = deduced.items(1)
    assert deduced.append(items, 7) == 2 and items[1].value == 7
    assert deduced.length(deduced.pointers()) == 0
    assert deduced.length([items[0]]) == 1
    assert deduced.append[deduced.Item](items, 8) == 3


def test_what_no_container_tells_is_there_and_says_how_to_have_it(deduced, without_compiler):
    with pytest.raises(TypeError, match=r"--instantiate 'deduced::anything\(int\)'"):
        deduced.anything(1)
    assert "converted" in dir(deduced.Sum)


def test_containers_of_others_than_the_librarys_classes_are_left_to_cpp(deduced):
    with pytest.raises(TypeError):
        deduced.Sum(deduced.numbers())


def test_what_the_compiler_rejects_costs_nobody_else_and_is_no_warning(deduced):
    with pytest.raises(TypeError):
        deduced.Sum(deduced.others())
    said = (path("deduced").parent / "generation.txt").read_text()
    assert "warning" not in said, said
    assert "is not bound" not in said, said
