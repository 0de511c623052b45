"""Calls: who owns results and arguments, what stays alive, what is refused."""

import gc
import sys
import threading

import pytest

import cppyy_rs
import dictionaries


@pytest.fixture(scope="module")
def ownership(dictionary):
    dictionary("ownership")
    return cppyy_rs.gbl.ownership


@pytest.fixture
def alive(ownership):
    """How many objects a test has left alive."""
    gc.collect()
    before = ownership.Counted.alive
    return lambda: ownership.Counted.alive - before


def test_what_python_makes_python_deletes(ownership, alive):
    counted = ownership.Counted(1)
    assert counted.__python_owns__ and alive() == 1
    del counted
    assert alive() == 0


def test_results_by_value_are_owned(ownership, alive):
    counted = ownership.by_value(4)
    assert counted.value == 4 and counted.__python_owns__ and alive() == 1
    del counted
    assert alive() == 0


def test_pointers_are_not_owned_unless_created(ownership, alive):
    counted = ownership.create(2)
    assert not counted.__python_owns__
    counted.__python_owns__ = True
    del counted
    assert alive() == 0

    create = ownership.create_derived
    create.__creates__ = True
    try:
        derived = create(3)
        assert type(derived) is ownership.Derived and derived.__python_owns__
        del derived
        assert alive() == 0
    finally:
        create.__creates__ = False


def test_references_have_one_identity(ownership):
    shared = ownership.shared()
    assert ownership.shared() is shared and ownership.shared_pointer() is shared
    assert not shared.__python_owns__


def test_null_results(ownership):
    nothing = ownership.nothing()
    assert not nothing
    with pytest.raises(ReferenceError):
        ownership.borrow(nothing)


def test_arguments_by_value_are_copies(ownership, alive):
    counted = ownership.Counted(6)
    assert ownership.value_of(counted) == 6
    assert ownership.value_of(7) == 7
    del counted
    assert alive() == 0


def test_a_result_is_the_argument(ownership):
    counted = ownership.Counted(8)
    assert ownership.pass_through(counted) is counted
    assert ownership.chain(counted, 2) is counted and counted.value == 10
    assert counted.__python_owns__


def test_parts_keep_the_whole_alive(ownership, alive):
    part = ownership.make_whole().part()
    gc.collect()
    assert part.value == 71 and alive() == 1
    pointer = ownership.make_whole().part_pointer()
    member = ownership.Whole().m_part
    gc.collect()
    assert pointer.value == member.value == 71
    del part, pointer, member
    gc.collect()
    assert alive() == 0


def test_given_to_a_keeper(ownership, alive):
    keeper, counted = ownership.Keeper(), ownership.Counted(9)
    counted.__python_owns__ = False
    keeper.keep(counted)
    assert keeper.kept() is counted
    del counted, keeper
    gc.collect()
    assert alive() == 0


def test_the_memory_policy_of_a_function(ownership, alive):
    keeper, counted = ownership.Keeper(), ownership.Counted(9)
    assert ownership.Keeper.keep.__mempolicy__ == 0
    ownership.Keeper.keep.__mempolicy__ = 1
    try:
        keeper.keep(counted)
    finally:
        ownership.Keeper.keep.__mempolicy__ = 0
    assert not counted.__python_owns__
    del counted, keeper
    gc.collect()
    assert alive() == 0


def test_constructors_that_give_to_cpp(ownership, alive):
    ownership.Counted.__init__.__creates__ = False
    try:
        counted = ownership.Counted(1)
        assert not counted.__python_owns__
    finally:
        ownership.Counted.__init__.__creates__ = True
    counted.__python_owns__ = True
    del counted
    assert alive() == 0


def test_classes_without_copies(ownership):
    unique = ownership.the_unique()
    assert unique.value == 5
    with pytest.raises(TypeError):
        ownership.Unique(unique)
    assert ownership.Indestructible.get().value == 6
    with pytest.raises(TypeError):
        ownership.Indestructible()


def test_constructing_twice(ownership):
    counted = ownership.Counted(1)
    with pytest.raises(ReferenceError):
        counted.__init__(2)


def test_many_arguments_and_errors_do_not_leak(ownership, alive):
    for wrong in ([], None, "text"):
        for _ in range(100):
            with pytest.raises(TypeError):
                ownership.value_of(wrong)
    assert alive() == 0


def test_calls_from_threads(ownership, alive):
    ownership.by_value.__release_gil__ = True
    failures = []

    def work():
        try:
            for number in range(200):
                assert ownership.by_value(number).value == number
        except Exception as error:
            failures.append(error)

    try:
        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        ownership.by_value.__release_gil__ = False
    assert not failures and alive() == 0


def test_references_are_counted_right(ownership):
    counted = ownership.Counted(1)
    number = 123456789
    before = sys.getrefcount(counted), sys.getrefcount(number), sys.getrefcount(ownership.value_of)
    for _ in range(50):
        ownership.value_of(counted)
        ownership.value_of(number)
        with pytest.raises(TypeError):
            ownership.value_of(counted, number)
    gc.collect()
    after = sys.getrefcount(counted), sys.getrefcount(number), sys.getrefcount(ownership.value_of)
    assert before == after


def test_endless_recursion_is_an_error():
    program = f"""
import ctypes, cppyy_rs
cppyy_rs.load_lib({str(dictionaries.path("pointers"))!r})
apply = cppyy_rs.gbl.pointers.apply
depth = 0
def again(number):
    global depth
    depth += 1
    try:
        return apply(callback, number)
    except RecursionError:
        return -1
callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int)(again)
apply(callback, 1)
print(depth > 50)
"""
    done = dictionaries.python(program)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["True"]
