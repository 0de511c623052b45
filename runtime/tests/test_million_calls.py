"""A million callbacks and exceptions of each kind, kept and dropped: nothing is left behind."""

import gc
import weakref

import pytest

import cppyy_rs

from million import Kinds

kind = Kinds()


@pytest.fixture(scope="module")
def counted(dictionary):
    dictionary("counted")
    return cppyy_rs.gbl.counted


@pytest.mark.parametrize("name", "function_pointers new_function_pointers functions new_functions objects_to_callbacks "
    "objects_from_callbacks kept_and_dropped that_raise that_raise_behind_pointers raised_besides_results "
    "raised_besides_results_of_arguments exceptions_of_cpp exceptions_instead_of_results exceptions_of_constructors exceptions_kept "
    "exceptions_after_conversions exceptions_across policies pointers_in_fields".split())
def test_nothing_is_left(counted, name):
    kind.check(name, counted, cppyy_rs.gbl.std)


def test_every_loop_is_run():
    names = test_nothing_is_left.pytestmark[0].args[1]
    assert sorted(names) == sorted(kind)


class Refused(Exception):
    pass


def increment(number):
    return number + 1


def refuse(number):
    raise Refused(number)


# ---- Callbacks ----


@kind
def function_pointers(counted, std, rounds):
    for value in range(rounds):
        assert counted.apply(increment, value) == value + 1


@kind(each=50)
def new_function_pointers(counted, std, rounds):
    for value in range(rounds):
        assert counted.apply(lambda number: number + value, 1) == value + 1


@kind
def functions(counted, std, rounds):
    for value in range(rounds):
        assert counted.apply_function(increment, value) == value + 1


@kind
def new_functions(counted, std, rounds):
    for value in range(rounds):
        assert counted.apply_function(lambda number: number + value, 1) == value + 1


@kind
def objects_to_callbacks(counted, std, rounds):
    for value in range(rounds):
        counted.apply_to_node(lambda node: node.value, value)


@kind
def objects_from_callbacks(counted, std, rounds):
    for value in range(rounds):
        counted.made_by(lambda: counted.Node(value))


@kind
def kept_and_dropped(counted, std, rounds):
    for value in range(rounds):
        counted.hold(lambda number: number + value)
        assert counted.call_held(1) == value + 1
    counted.drop()


@kind
def that_raise(counted, std, rounds):
    for value in range(rounds):
        try:
            counted.apply_function(refuse, value)
        except Refused:
            pass


@kind
def that_raise_behind_pointers(counted, std, rounds):
    for value in range(rounds):
        try:
            counted.apply(refuse, value)
        except Refused:
            pass


RESULTS = ("fire", "fire_for_node", "fire_for_text", "fire_for_numbers", "fire_for_pointer", "fire_for_point", "Fired")


@kind(each=7)
def raised_besides_results(counted, std, rounds):
    counted.install(refuse)
    functions = [getattr(counted, name) for name in RESULTS]
    for value in range(rounds):
        for function in functions:
            try:
                function(value)
            except Refused:
                pass


@kind(each=4)
def raised_besides_results_of_arguments(counted, std, rounds):
    for value in range(rounds):
        for function in (counted.apply_for_node, counted.apply_for_text, counted.apply_for_numbers, counted.Fired):
            try:
                function(refuse, value)
            except Refused:
                pass


@pytest.mark.parametrize("name", RESULTS)
def test_what_a_kept_callback_raises_comes_out_of_the_call_that_called_it(counted, name):
    counted.install(refuse)
    function = getattr(counted, name)
    for value in range(3):
        with pytest.raises(Refused, match=str(value)):
            function(value)
        assert counted.echo("text") == "text" and counted.value_of(counted.Node(2)) == 2
    counted.install(increment)
    function(1)


# ---- Exceptions ----


@kind
def exceptions_of_cpp(counted, std, rounds):
    for value in range(rounds):
        try:
            counted.fail(value)
        except counted.Problem as problem:
            problem.node


@kind(each=4)
def exceptions_instead_of_results(counted, std, rounds):
    before = counted.Pooled.memory
    for value in range(rounds):
        for function in (counted.throw_instead_of_node, counted.throw_instead_of_numbers, counted.throw_instead_of_text,
                         counted.throw_instead_of_pooled):
            try:
                function(value)
            except counted.Problem:
                pass
    assert counted.Pooled.memory == before


@kind
def exceptions_of_constructors(counted, std, rounds):
    before = counted.Pooled.memory
    for value in range(rounds):
        for wrong in (counted.Failing, counted.Pooled):
            try:
                wrong(-1)
            except counted.Problem:
                pass
    assert counted.Pooled.memory == before


@kind
def exceptions_kept(counted, std, rounds):
    kept = None
    for value in range(rounds):
        try:
            counted.fail(value)
        except counted.Problem as problem:
            kept = problem.with_traceback(None)
    assert kept.node.value == rounds - 1


@kind
def exceptions_after_conversions(counted, std, rounds):
    for value in range(rounds):
        try:
            counted.throw_after_conversion(value, ["a word that is too long for its place"])
        except counted.Problem:
            pass


@kind
def exceptions_across(counted, std, rounds):
    def fail(number):
        counted.fail(number)

    for value in range(rounds):
        try:
            counted.apply_function(fail, value)
        except counted.Problem:
            pass


# ---- What lasts ----


@kind(each=100)
def policies(counted, std, rounds):
    for value in range(rounds):
        counted.fire.__release_gil__ = not counted.fire.__release_gil__
        counted.value_of(counted.Node(value)), counted.echo("text"), counted.point(1).shifted(2)
    counted.fire.__release_gil__ = False


@kind
def pointers_in_fields(counted, std, rounds):
    link = counted.Link()
    for value in range(rounds):
        link.node = counted.Node(value)
        link.text = f"a text that is too long for its place {value}"
        counted.Link.current = counted.Node(value)
        counted.Link.title = f"a title that is too long for its place {value}"
    link.node = link.text = counted.Link.current = counted.Link.title = cppyy_rs.nullptr


def test_a_pointer_keeps_what_it_points_to_and_nothing_else(counted):
    link, first, second = counted.Link(), counted.Leaf(1), counted.Leaf(2)
    ends = [weakref.ref(first), weakref.ref(second)]
    link.node = first
    del first
    gc.collect()
    assert ends[0]() is not None and link.node.twice() == 20
    link.node = second
    del second
    gc.collect()
    assert ends[0]() is None and link.node.twice() == 40
    link.node = cppyy_rs.nullptr
    gc.collect()
    assert ends[1]() is None
    link.text = "first"
    link.text = "second"
    assert link.text == "second"


def test_what_outlives_a_temporary_does_not_collect_temporaries(counted):
    node = counted.make_shared(3)
    counted.observe(node)
    before = len(vars(node)) if hasattr(node, "__dict__") else 0
    for _ in range(10):
        assert counted.observed().lock() is node
        assert counted.by_value(1).other() is counted.shared()
    assert (len(vars(node)) if hasattr(node, "__dict__") else 0) == before
