"""A million objects of each kind, in and out: as many destructors as constructors, and no memory."""

import ctypes

import pytest

import cppyy_rs

from million import Kinds

kind = Kinds()


@pytest.fixture(scope="module")
def counted(dictionary):
    dictionary("counted")
    return cppyy_rs.gbl.counted


@pytest.mark.parametrize("name", "by_default by_arguments by_keywords by_copy with_attributes in_cycles of_a_python_class "
    "destructed_by_hand values_on_the_heap values_in_place values_that_move_out pointers_that_python_owns pointers_from_a_creator "
    "references arguments_by_value arguments_by_reference implicit_conversions operators fields fields_of_classes fields_of_containers "
    "aggregates specialisations out_parameters pointers_to_pointers bound_addresses moved own_operator_new python_classes "
    "shared_out shared_in shared_of_python unique_out unique_in weak_in weak_out smart_pointers_themselves".split())
def test_nothing_is_left(counted, name):
    kind.check(name, counted, cppyy_rs.gbl.std)


def test_every_loop_is_run():
    names = test_nothing_is_left.pytestmark[0].args[1]
    assert sorted(names) == sorted(kind)


# ---- Objects ----


@kind
def by_default(counted, std, rounds):
    for _ in range(rounds):
        counted.Node()


@kind
def by_arguments(counted, std, rounds):
    for value in range(rounds):
        counted.Node(value, "a name that is too long for its place")


@kind
def by_keywords(counted, std, rounds):
    for value in range(rounds):
        counted.Node(value=value)


@kind
def by_copy(counted, std, rounds):
    node = counted.Node(1)
    for _ in range(rounds):
        counted.Node(node)


@kind
def with_attributes(counted, std, rounds):
    for value in range(rounds):
        counted.Node(1).note = value


@kind
def in_cycles(counted, std, rounds):
    for _ in range(rounds):
        node = counted.Node(1)
        node.myself = node


@kind
def of_a_python_class(counted, std, rounds):
    class Python(counted.Node):
        def __init__(self, value):
            super().__init__(value)
            self.note = value

        def twice(self):
            return super().twice()

    for value in range(rounds):
        Python(value).twice()


@kind
def destructed_by_hand(counted, std, rounds):
    for value in range(rounds):
        counted.Node(value).__destruct__()


# ---- Values, pointers, references ----


@kind
def values_on_the_heap(counted, std, rounds):
    for value in range(rounds):
        counted.by_value(value)


@kind
def values_in_place(counted, std, rounds):
    for value in range(rounds):
        counted.point(value).shifted(1).x


@kind
def values_that_move_out(counted, std, rounds):
    for value in range(rounds):
        cppyy_rs.addressof(counted.point(value))


@kind
def pointers_that_python_owns(counted, std, rounds):
    for value in range(rounds):
        counted.create(value).__python_owns__ = True


@kind
def pointers_from_a_creator(counted, std, rounds):
    counted.create.__creates__ = True
    try:
        for value in range(rounds):
            counted.create(value)
    finally:
        counted.create.__creates__ = False


@kind
def references(counted, std, rounds):
    for _ in range(rounds):
        counted.shared().self().self(), counted.shared_pointer()


@kind
def arguments_by_value(counted, std, rounds):
    node = counted.Node(1)
    for _ in range(rounds):
        counted.value_of(node), counted.value_of(counted.Node(2))


@kind
def arguments_by_reference(counted, std, rounds):
    for value in range(rounds):
        counted.value_of_reference(counted.Leaf(value))


@kind
def implicit_conversions(counted, std, rounds):
    for value in range(rounds):
        counted.value_of_wrapped(value)


@kind
def operators(counted, std, rounds):
    node = counted.Node(1)
    for value in range(rounds):
        node == counted.Node(value)


@kind
def fields(counted, std, rounds):
    node = counted.Node(1)
    for value in range(rounds):
        node.value = value
        node.name = "a name that is too long for its place"
        node.name, node.value


@kind
def fields_of_classes(counted, std, rounds):
    pair = counted.pair(1)
    for value in range(rounds):
        pair.first = counted.Node(value)
        pair.corner = counted.point(value)
        pair.second.value = pair.corner.x


@kind
def fields_of_containers(counted, std, rounds):
    pair = counted.pair(1)
    for value in range(rounds):
        pair.numbers = [value, value]
        pair.numbers = pair.numbers
        pair.numbers.append(value)
        pair.text = "a text that is too long for its place"


@kind
def aggregates(counted, std, rounds):
    for value in range(rounds):
        counted.Point(value, 2), counted.Pair(counted.Node(value))


@kind
def specialisations(counted, std, rounds):
    for value in range(rounds):
        counted.Box["int"](value).get(), counted.Box["double"](1.5).value


@kind
def out_parameters(counted, std, rounds):
    for _ in range(rounds):
        number = ctypes.c_int()
        counted.set_number(number)
        counted.set_number(ctypes.byref(number))


@kind
def pointers_to_pointers(counted, std, rounds):
    for _ in range(rounds):
        node = cppyy_rs.bind_object(cppyy_rs.nullptr, counted.Node)
        counted.set_node(node)
        node.__python_owns__ = True


@kind
def bound_addresses(counted, std, rounds):
    node = counted.Node(1)
    address = cppyy_rs.addressof(node)
    for _ in range(rounds):
        assert cppyy_rs.bind_object(address, counted.Node) is node


@kind
def moved(counted, std, rounds):
    for value in range(rounds):
        counted.Node(std.move(counted.Node(value)))


@kind
def own_operator_new(counted, std, rounds):
    before = counted.Pooled.memory
    for value in range(rounds):
        counted.Pooled(value), counted.pooled(value)
    assert counted.Pooled.memory == before


@kind(each=100)
def python_classes(counted, std, rounds):
    for value in range(rounds):
        made = type("Made", (counted.Node,), {"twice": lambda self: 3})
        assert made(value).twice() == 3
        assert list(type("Numbers", (std.vector["int"],), {})([value])) == [value]


# ---- Smart pointers ----


@kind
def shared_out(counted, std, rounds):
    for value in range(rounds):
        counted.make_shared(value).value


@kind
def shared_in(counted, std, rounds):
    for value in range(rounds):
        node = counted.make_shared(value)
        counted.look(node), counted.keep(node)
    counted.forget()


@kind
def shared_of_python(counted, std, rounds):
    for value in range(rounds):
        counted.keep(counted.Leaf(value))
    counted.forget()


@kind
def unique_out(counted, std, rounds):
    for value in range(rounds):
        counted.make_unique(value).twice()


@kind
def unique_in(counted, std, rounds):
    for value in range(rounds):
        counted.consume(counted.make_unique(value))
        counted.consume(counted.Node(value))


@kind
def weak_in(counted, std, rounds):
    for value in range(rounds):
        counted.observe(counted.make_shared(value))


@kind
def weak_out(counted, std, rounds):
    node = counted.make_shared(1)
    counted.observe(node)
    for _ in range(rounds):
        counted.observed().lock().value


@kind
def smart_pointers_themselves(counted, std, rounds):
    for value in range(rounds):
        counted.make_shared(value).__smartptr__()
