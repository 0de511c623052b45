"""Bad input on Python's side: each a clear exception, never a crash.

Where a mistake of ours would be a crash, the attempt runs in an interpreter of its own.
"""

import random
import shutil
import sys

import pytest

import cppyy_rs
from dictionaries import TESTLIBS, cppbind, path, python

HEADER = b"CPPBIND\0"  # magic, then the ABI's major and minor number as 16-bit integers


@pytest.fixture(scope="module")
def bad(dictionary):
    dictionary("badinput")
    return cppyy_rs.gbl.badinput


@pytest.fixture(scope="module")
def defaults(dictionary):
    dictionary("defaults")
    return cppyy_rs.gbl.defaults


@pytest.fixture(scope="module")
def ownership(dictionary):
    dictionary("ownership")
    return cppyy_rs.gbl.ownership


def load_error(file):
    """What `load_lib` raises for this file, in a fresh process that must not crash."""
    program = (
        "import sys, cppyy_rs\n"
        "try:\n"
        "    cppyy_rs.load_lib(sys.argv[1])\n"
        "except Exception as error:\n"
        "    print(type(error).__name__ + ': ' + str(error))\n"
        "else:\n"
        "    print('loaded')\n"
    )
    done = python(program, file)
    assert done.returncode == 0, f"the interpreter died with {done.returncode}\n{done.stderr}"
    return done.stdout


# Files that are no dictionaries of ours.


def test_a_library_that_does_not_exist():
    with pytest.raises(FileNotFoundError, match="libNoSuchDict"):
        cppyy_rs.load_lib("libNoSuchDict.so")
    with pytest.raises(FileNotFoundError, match="/no/such/folder/libNoSuchDict.so"):
        cppyy_rs.load_lib("/no/such/folder/libNoSuchDict.so")


@pytest.mark.parametrize("name", [1, None, b"libMyClassDict.so", "", "lib\0Dict.so"])
def test_a_name_that_is_none(name):
    with pytest.raises((TypeError, ValueError, FileNotFoundError)):
        cppyy_rs.load_lib(name)


def test_a_shared_library_that_is_no_dictionary(tmp_path):
    import _ctypes

    copy = tmp_path / "libPlain.so"
    shutil.copy(_ctypes.__file__, copy)
    assert "not a cppbind dictionary" in load_error(copy)


def test_a_text_file(tmp_path):
    text = tmp_path / "libText.so"
    text.write_text("no shared library at all\n" * 100)
    said = load_error(text)
    assert said.startswith("ImportError") and "not a shared library" in said


def test_an_empty_file_and_a_directory(tmp_path):
    empty = tmp_path / "libEmpty.so"
    empty.touch()
    folder = tmp_path / "libFolder.so"
    folder.mkdir()
    assert "Error" in load_error(empty)
    assert "Error" in load_error(folder)


@pytest.mark.parametrize("part", [0.02, 0.3, 0.6, 0.9, 0.999])
def test_a_truncated_file(tmp_path, part):
    whole = path("badinput").read_bytes()
    cut = tmp_path / "libCut.so"
    cut.write_bytes(whole[: int(len(whole) * part)])
    said = load_error(cut)
    assert said.startswith("ImportError")
    assert "truncated" in said or "not a shared library" in said


def patched(tmp_path, change):
    """A copy of a dictionary whose header's bytes `change` edits."""
    content = bytearray(path("badinput").read_bytes())
    at = content.index(HEADER)
    change(content, at)
    copy = tmp_path / "libPatched.so"
    copy.write_bytes(content)
    return copy


def test_another_abi_version(tmp_path):
    def newer(content, at):
        content[at + 8 : at + 10] = (999).to_bytes(2, "little")

    said = load_error(patched(tmp_path, newer))
    assert said.startswith("ImportError")
    assert "999" in said and "cppbind gen" in said


def test_a_newer_minor_version(tmp_path):
    def newer(content, at):
        content[at + 10 : at + 12] = (999).to_bytes(2, "little")

    assert "999" in load_error(patched(tmp_path, newer))


def test_a_wrong_magic(tmp_path):
    def other(content, at):
        content[at : at + 7] = b"SOMEONE"

    assert "not a cppbind dictionary" in load_error(patched(tmp_path, other))


WALK = """
import sys, cppyy_rs
seen = set()
def walk(thing, depth=0):
    if id(thing) in seen or depth > 4:
        return
    seen.add(id(thing))
    try:
        names = dir(thing)
        repr(thing), getattr(thing, "__doc__", None)
    except Exception:
        return
    for name in names:
        try:
            found = getattr(thing, name)
            # What all of Python's objects have leads through Python itself, which nobody has damaged.
            if name.startswith("__"):
                repr(found), getattr(found, "__doc__", None)
            else:
                walk(found, depth + 1)
        except Exception:
            pass
try:
    cppyy_rs.load_lib(sys.argv[1])
    walk(cppyy_rs.gbl.badinput)
except Exception:
    pass
print("survived")
"""


@pytest.mark.parametrize("seed", range(12))
def test_damaged_tables_are_refused_or_an_error_where_they_are_used(tmp_path, seed):
    # Sections of code and the linker's own tables are not ours to check: the damage is in the
    # records, which lie in .rodata or .data.rel.ro behind the strings that name our classes.
    content = bytearray(path("badinput").read_bytes())
    first, last = content.index(b"badinput::"), content.rindex(b"badinput::")
    source = random.Random(seed)
    for start in (first - 2048, last):
        for _ in range(24):
            at = min(max(start + source.randrange(2048), 0x1000), len(content) - 1)
            content[at] = source.randrange(256)
    copy = tmp_path / "libDamaged.so"
    copy.write_bytes(content)
    done = python(WALK, copy)
    assert done.returncode == 0, f"the interpreter died with {done.returncode}\n{done.stderr}"
    assert "survived" in done.stdout


def test_the_loader_never_looks_for_headers_and_check_tells(tmp_path):
    for name in ("MyClass.h", "MyClass.cpp"):
        shutil.copy(TESTLIBS / "myclass" / name, tmp_path)
    cppbind("gen", "MyClass.h", "MyClass.cpp", cwd=tmp_path)
    assert cppbind("check", "libMyClassDict.so", cwd=tmp_path).returncode == 0
    header = tmp_path / "MyClass.h"
    header.write_text(header.read_text().replace("int Calls() const", "long Calls() const"))
    done = cppbind("check", "libMyClassDict.so", cwd=tmp_path, check=False)
    assert done.returncode == 1
    assert "MyClass.h" in done.stdout + done.stderr
    header.unlink()
    assert load_error(tmp_path / "libMyClassDict.so") == "loaded\n"


def test_loading_twice_is_harmless():
    first = cppyy_rs.load_lib(str(path("badinput")))
    assert cppyy_rs.load_lib(str(path("badinput"))) is first


# Names.


def test_a_name_that_does_not_exist_suggests_near_ones(bad):
    with pytest.raises(AttributeError, match="take_picky"):
        bad.take_piky
    with pytest.raises(AttributeError, match="Target"):
        bad.Targt


def test_a_member_that_does_not_exist_suggests_near_ones():
    # Objects have no attribute hook of their own (it would cost each method call dearly);
    # the interpreter's own suggestions work, because dir() is complete.
    done = python(f"""
import cppyy_rs
cppyy_rs.load_lib({str(path("badinput"))!r})
cppyy_rs.gbl.badinput.Target().metod
""")
    assert "has no attribute 'metod'" in done.stderr
    assert sys.version_info < (3, 10) or "Did you mean: 'method'?" in done.stderr


@pytest.mark.parametrize("name, reason", [("wide_integer", "int128"), ("member_pointer", "member")])
def test_a_name_that_exists_but_was_not_bound_says_why(bad, name, reason):
    with pytest.raises(AttributeError, match="not bound") as caught:
        getattr(bad, name)
    assert reason in str(caught.value)


def test_a_deleted_function_is_not_there(bad):
    with pytest.raises(AttributeError, match="deleted"):
        bad.deleted


def test_a_variadic_function_takes_its_named_parameters(bad):
    assert bad.variadic(0) == 0
    with pytest.raises(TypeError):
        bad.variadic(1, 2)


def test_what_the_compiler_rejected_is_dropped_and_says_why(bad):
    picky = bad.Picky["int"]()
    assert picky.good() == 1
    with pytest.raises(AttributeError, match="not bound") as caught:
        picky.bad
    assert "Picky<T>::bad is for void* only" in str(caught.value)


def test_the_rest_of_the_dictionary_stands(bad):
    assert bad.fine(1) == 2
    assert len(bad.no_equals()) == 2
    assert bad.Target().method() == 2


def test_the_report_lists_each_skip(tmp_path):
    folder = TESTLIBS / "badinput"
    arguments = ["gen", folder / "badinput.hpp", folder / "badinput.cpp", "--emit", "report"]
    done = cppbind(*arguments, cwd=tmp_path)
    said = done.stdout + "".join(each.read_text() for each in tmp_path.iterdir())
    for name in ("wide_integer", "member_pointer", "member_function_pointer", "by_value"):
        assert name in said


# Classes that cannot be made, copied or destroyed.


def test_a_class_without_a_usable_constructor(bad):
    with pytest.raises(TypeError):
        bad.Locked()
    assert bad.Locked.instance().value() == 4


def test_a_class_without_a_usable_destructor(bad):
    locked = bad.Locked.instance()
    with pytest.raises(TypeError):
        locked.__destruct__()
    assert locked.value() == 4


def test_a_class_that_only_moves(bad):
    assert bad.make_move_only().value == 5
    named = bad.MoveOnly()
    with pytest.raises(TypeError):
        bad.MoveOnly(named)
    moved = bad.MoveOnly(bad.MoveOnly())
    assert moved.value == 5


def test_incomplete_classes(bad):
    with pytest.raises(AttributeError):
        bad.by_value
    assert bad.by_pointer()
    with pytest.raises((TypeError, AttributeError)):
        bad.Incomplete()


# Arguments.


def test_wrong_types_counts_and_ranges(defaults):
    for arguments in [("1",), (1.5,), (None,), ([1],), (object(),), (1 + 2j,)]:
        with pytest.raises(TypeError):
            defaults.sum(*arguments)
    for arguments in [(), (1, 2, 3, 4)]:
        with pytest.raises(TypeError):
            defaults.sum(*arguments)
    for number in (2**31, -(2**31) - 1, 2**64, -(2**80)):
        with pytest.raises((ValueError, OverflowError)):
            defaults.sum(number)


def test_an_object_whose_conversion_raises(defaults):
    class Raises:
        def __index__(self):
            raise RuntimeError("from __index__")

        def __float__(self):
            raise RuntimeError("from __float__")

    with pytest.raises((RuntimeError, TypeError)):
        defaults.sum(Raises())
    with pytest.raises((RuntimeError, TypeError)):
        defaults.scale(Raises())


def test_an_overload_failure_lists_each_candidate(dictionary):
    dictionary("overloads")
    with pytest.raises(TypeError) as caught:
        cppyy_rs.gbl.overloads.pick(object())
    said = str(caught.value)
    assert "none of the 5 overloaded methods succeeded. Full details:" in said
    for candidate in ("pick(bool", "pick(int", "pick(double", "pick(const char*", "vector<int>"):
        assert candidate in said


# Objects that are no more.


def test_a_deleted_object(ownership):
    counted = ownership.Counted(1)
    counted.__destruct__()
    for use in (
        lambda: counted.value,
        lambda: setattr(counted, "value", 2),
        lambda: ownership.borrow(counted),
        lambda: ownership.value_of(counted),
    ):
        with pytest.raises(ReferenceError):
            use()
    assert not counted


def test_deleting_twice(ownership):
    alive = ownership.Counted.alive
    counted = ownership.Counted(1)
    counted.__destruct__()
    with pytest.raises(ReferenceError):
        counted.__destruct__()
    assert ownership.Counted.alive == alive


def test_an_object_that_was_never_initialised(ownership):
    counted = ownership.Counted.__new__(ownership.Counted)
    with pytest.raises(ReferenceError):
        counted.value
    with pytest.raises(ReferenceError):
        ownership.borrow(counted)


def test_initialising_twice(ownership):
    alive = ownership.Counted.alive
    counted = ownership.Counted(1)
    with pytest.raises(ReferenceError):
        counted.__init__(2)
    assert counted.value == 1
    del counted
    assert ownership.Counted.alive == alive


def test_a_null_object(ownership):
    null = ownership.nothing()
    assert not null
    for use in (lambda: null.value, lambda: ownership.borrow(null), lambda: ownership.value_of(null)):
        with pytest.raises(ReferenceError):
            use()


def test_bind_object_with_nonsense(ownership):
    for address in (1.5, "address", None, [1]):
        with pytest.raises(TypeError):
            cppyy_rs.bind_object(address, ownership.Counted)
    for cls in ("no::such::Class", 1, int, None):
        with pytest.raises((TypeError, AttributeError, ValueError)):
            cppyy_rs.bind_object(0, cls)


def test_addressof_sizeof_and_typeid_with_nonsense():
    for wrong in (None, object(), 1.5):
        with pytest.raises(TypeError):
            cppyy_rs.addressof(wrong)
        with pytest.raises(TypeError):
            cppyy_rs.sizeof(wrong)
        with pytest.raises(TypeError):
            cppyy_rs.typeid(wrong)


def test_none_is_no_null_pointer(ownership):
    with pytest.raises(TypeError):
        ownership.pass_through(None)
    assert not ownership.pass_through(cppyy_rs.nullptr)


# Recursion and exceptions between the languages.


def test_infinite_recursion_between_cpp_and_python():
    program = f"""
import ctypes, sys, cppyy_rs
cppyy_rs.load_lib({str(path("badinput"))!r})
bad = cppyy_rs.gbl.badinput
raised = []
def again(depth):
    try:
        return bad.call_back(callback, depth + 1)
    except RecursionError as error:
        raised.append(error)
        return depth
callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int)(again)
bad.call_back(callback, 0)
print("survived", len(raised))
"""
    done = python(program)
    assert done.returncode == 0, f"the interpreter died with {done.returncode}\n{done.stderr}"
    assert done.stdout.startswith("survived")
    # What is raised on the way into a callback ctypes reports where the stack still lets it, and answers 0.
    assert "Fatal" not in done.stderr


def test_infinite_recursion_through_a_python_callable():
    program = f"""
import cppyy_rs
cppyy_rs.load_lib({str(path("badinput"))!r})
bad = cppyy_rs.gbl.badinput
depths = []
def again(depth):
    depths.append(depth)
    return bad.call_back(again, depth + 1)
try:
    bad.call_back(again, 0)
except RecursionError as error:
    print("RecursionError", len(depths) > 50)
"""
    done = python(program)
    assert (done.returncode, done.stdout) == (0, "RecursionError True\n"), done.stderr


def test_exceptions_out_of_every_kind_of_function():
    program = f"""
import cppyy_rs
cppyy_rs.load_lib({str(path("errors"))!r})
e = cppyy_rs.gbl.errors
def check(what, call):
    try:
        call()
    except e.Error as error:
        print(what, "in" in str(error))
    else:
        print(what, "nothing raised")
check("constructor", lambda: e.FromConstructor())
check("destructor", lambda: e.FromDestructor().__destruct__())
check("conversion", lambda: e.take_conversion(-1))
check("copy", lambda: e.take_copy(e.FromCopy()))
check("result", lambda: e.return_copy())
check("method", lambda: e.FromMembers().method())
print(e.FromConstructor.alive, e.take_conversion(3))
quiet = e.FromDestructor(True)
del quiet
print("survived")
"""
    done = python(program)
    assert done.returncode == 0, f"the interpreter died with {done.returncode}\n{done.stderr}"
    lines = done.stdout.splitlines()
    assert lines[:6] == [f"{what} True" for what in "constructor destructor conversion copy result method".split()]
    assert lines[6:] == ["0 3", "survived"]
    assert "in destructor" in done.stderr, "an exception in a destructor that nobody called is reported as unraisable"


# The generator's refusals that Python users meet first.


def test_undefined_symbols_are_told_at_generation_time_with_the_remedy(tmp_path):
    done = cppbind("gen", TESTLIBS / "badinput" / "undefined.hpp", cwd=tmp_path, check=False)
    said = done.stdout + done.stderr
    assert done.returncode == 1
    for part in ("undefined::nowhere(int)", "undefined::Ghost::haunt() const", "-l", "-L"):
        assert part in said
    assert not list(tmp_path.glob("*.so"))


def test_a_header_that_does_not_parse(tmp_path):
    done = cppbind("gen", TESTLIBS / "badinput" / "broken.hpp", cwd=tmp_path, check=False)
    assert done.returncode == 1
    assert "broken.hpp:8:5: error: unknown type name 'NoSuchType'" in done.stderr
    assert not list(tmp_path.iterdir())


def test_a_header_that_does_not_exist(tmp_path):
    done = cppbind("gen", "no_such_header.hpp", cwd=tmp_path, check=False)
    assert done.returncode == 1
    assert "no_such_header.hpp" in done.stderr
