"""A million elements of each kind of container, views of memory and texts, in and out: nothing is left behind."""

import array
import ctypes

import numpy
import pytest

import cppyy_rs
from cppyy_rs import ll

from million import Kinds

kind = Kinds()
WORD = "a word that is too long for its place"


@pytest.fixture(scope="module")
def counted(dictionary):
    dictionary("counted")
    return cppyy_rs.gbl.counted


@pytest.mark.parametrize("name", "from_a_list from_a_tuple from_a_dict from_a_set from_a_generator from_an_array from_numpy from_words "
    "from_objects returned returned_maps elements_of_classes elements_that_outlive elements_assigned pointers_as_elements iterators "
    "slices comparisons maps_changed nested that_fail python_views numpy_arrays dlpack arrays_of_fields arrays_to_pointers "
    "pointers_without_a_length malloc_and_free casts arrays_of_cpp texts wide_texts bytes_ c_strings strings_of_cpp".split())
def test_nothing_is_left(counted, name):
    kind.check(name, counted, cppyy_rs.gbl.std)


def test_every_loop_is_run():
    names = test_nothing_is_left.pytestmark[0].args[1]
    assert sorted(names) == sorted(kind)


# ---- Python's collections to containers ----


@kind(each=1000)
def from_a_list(counted, std, rounds):
    numbers = list(range(1000))
    for _ in range(rounds):
        assert counted.sum(numbers) == 499500
        std.vector["int"](numbers), std.list["int"](numbers), std.vector["double"](numbers)


@kind(each=1000)
def from_a_tuple(counted, std, rounds):
    numbers = tuple(range(1000))
    for _ in range(rounds):
        counted.sum(numbers), std.deque["int"](numbers)


@kind(each=100)
def from_a_dict(counted, std, rounds):
    table = {f"{WORD} {number}": number for number in range(100)}
    for _ in range(rounds):
        counted.total(table)


@kind(each=100)
def from_a_set(counted, std, rounds):
    numbers = set(range(100))
    for _ in range(rounds):
        counted.sum(numbers), std.set["int"](numbers)


@kind(each=1000)
def from_a_generator(counted, std, rounds):
    for _ in range(rounds):
        counted.sum(number for number in range(1000))


@kind(each=1000)
def from_an_array(counted, std, rounds):
    numbers = array.array("d", range(1000))
    for _ in range(rounds):
        counted.sum_of_doubles(numbers)


@kind(each=1000)
def from_numpy(counted, std, rounds):
    numbers, others = numpy.arange(1000.0), numpy.arange(1000, dtype="int32")[::-1]
    for _ in range(rounds):
        counted.sum_of_doubles(numbers), counted.sum(others)


@kind(each=100)
def from_words(counted, std, rounds):
    words = [WORD] * 100
    for _ in range(rounds):
        counted.letters(words), std.vector["std::string"](words)


@kind(each=100)
def from_objects(counted, std, rounds):
    for _ in range(rounds):
        counted.sum_of_nodes([counted.Node(number) for number in range(100)])


# ---- Containers ----


@kind(each=100)
def returned(counted, std, rounds):
    for _ in range(rounds):
        list(counted.numbers(100)), list(counted.words(100)), len(counted.nodes(100))


@kind(each=100)
def returned_maps(counted, std, rounds):
    for _ in range(rounds):
        dict(counted.table(100)), list(counted.table(2).items())


@kind
def elements_of_classes(counted, std, rounds):
    nodes = counted.nodes(10)
    for turn in range(rounds):
        nodes[turn % 10].value, nodes.at(3).twice()


@kind
def elements_that_outlive(counted, std, rounds):
    for _ in range(rounds):
        node = counted.nodes(2)[1]
        node.value


@kind
def elements_assigned(counted, std, rounds):
    nodes, words, numbers = counted.nodes(3), counted.words(3), counted.numbers(3)
    for value in range(rounds):
        nodes[1] = counted.Node(value)
        words[1] = WORD
        numbers[1] = value


@kind
def pointers_as_elements(counted, std, rounds):
    for value in range(rounds):
        pointers = [counted.Node(value)]
        assert pointers[0].twice() == 2 * value


@kind
def iterators(counted, std, rounds):
    nodes = counted.nodes(2)
    for _ in range(rounds):
        for node in nodes:
            pass
        iter(nodes), nodes.begin() == nodes.end()


@kind
def slices(counted, std, rounds):
    numbers, nodes = counted.numbers(10), counted.nodes(3)
    for _ in range(rounds):
        numbers[2:5], numbers[::-1], nodes[1:]
        numbers[0:2] = [1, 2]


@kind
def comparisons(counted, std, rounds):
    numbers, words = counted.numbers(5), counted.words(2)
    for _ in range(rounds):
        numbers == [1, 2, 3], 3 in numbers, str(numbers), WORD in words, numbers.index(3)


@kind
def maps_changed(counted, std, rounds):
    table = counted.table(3)
    for value in range(rounds):
        table[WORD] = value
        table[WORD], table.get("nothing"), WORD in table
        del table[WORD]


@kind(each=10)
def nested(counted, std, rounds):
    kind = std.vector["std::vector<int>"]
    for _ in range(rounds):
        made = kind([[1, 2], (3,), []])
        made[0].append(4)
        list(map(list, made))


@kind
def that_fail(counted, std, rounds):
    for _ in range(rounds):
        for wrong in ([1, "x"], 5, (1.5,)):
            try:
                counted.sum(wrong)
            except TypeError:
                pass
        try:
            counted.sum_of_nodes([counted.Node(1), "wrong"])
        except TypeError:
            pass


# ---- Memory ----


@kind
def python_views(counted, std, rounds):
    numbers = counted.numbers(10)
    for _ in range(rounds):
        memoryview(numbers), bytes(numbers)
        memoryview(counted.numbers(2))
        try:
            with memoryview(numbers):
                numbers.push_back(1)
        except BufferError:
            pass


@kind
def numpy_arrays(counted, std, rounds):
    numbers = counted.numbers(10)
    for _ in range(rounds):
        numpy.asarray(numbers), numpy.asarray(counted.numbers(3))[1:]


@kind
def dlpack(counted, std, rounds):
    numbers = counted.numbers(10)
    for _ in range(rounds):
        numpy.from_dlpack(numbers), numbers.__dlpack__()


@kind
def arrays_of_fields(counted, std, rounds):
    for value in range(rounds):
        numpy.asarray(counted.pair(value).numbers)


@kind
def arrays_to_pointers(counted, std, rounds):
    for _ in range(rounds):
        counted.sum_of_memory(array.array("d", [1, 2]), 2), counted.sum_of_memory(numpy.ones(3), 3)
        counted.sum_of_memory((ctypes.c_double * 2)(1, 2), 2)


@kind
def pointers_without_a_length(counted, std, rounds):
    for _ in range(rounds):
        memory = counted.memory()
        memory.reshape((4,))
        list(memory), numpy.asarray(memory), memory[1:3]


@kind
def malloc_and_free(counted, std, rounds):
    for _ in range(rounds):
        memory = ll.malloc["int"](10)
        memory[3] = 4
        ll.free(memory)


@kind(each=5)
def casts(counted, std, rounds):
    leaf = counted.Leaf(3)
    for _ in range(rounds):
        ll.cast["int"](3.5), ll.static_cast["double"](1)
        ll.static_cast["counted::Node*"](leaf), ll.dynamic_cast["counted::Leaf*"](leaf)
        ll.as_capsule(leaf), ll.as_ctypes(leaf), ll.reinterpret_cast["int*"](leaf)


@kind(each=2)
def arrays_of_cpp(counted, std, rounds):
    for _ in range(rounds):
        ll.array_delete(ll.array_new["double"](3))
        ll.array_new["int"](3, managed=True)


# ---- Texts ----


@kind
def texts(counted, std, rounds):
    for _ in range(rounds):
        counted.echo(WORD), counted.echo("short"), counted.echo("ü" + WORD)


@kind
def wide_texts(counted, std, rounds):
    for _ in range(rounds):
        counted.echo_wide(WORD), counted.echo_wide("ü€\U0001f600")


@kind
def bytes_(counted, std, rounds):
    for _ in range(rounds):
        counted.echo(b"bytes that are too long for their place"), counted.echo(bytearray(b"bytes"))


@kind
def c_strings(counted, std, rounds):
    for turn in range(rounds):
        counted.literal(WORD), counted.literal(f"{turn}"), counted.literal(b"bytes")


@kind
def strings_of_cpp(counted, std, rounds):
    for _ in range(rounds):
        text = std.string(WORD)
        counted.echo(text), str(text), text == WORD, hash(text)
