"""Text between Python and C++: str, bytes, std::string, string_view, const char*, characters."""

import ctypes

import pytest

import cppyy_rs
import memory
from dictionaries import path, python


@pytest.fixture(scope="module")
def strings(dictionary):
    dictionary("strings")
    return cppyy_rs.gbl.strings


EURO = "\u20ac"


@pytest.mark.parametrize("function", ["length", "length_of_string", "length_of_value", "length_of_view"])
def test_arguments(strings, function):
    call = getattr(strings, function)
    assert call("") == 0
    assert call("text") == 4
    assert call(EURO) == 3
    assert call(b"bytes") == 5
    for wrong in (1, 1.5, None, ["text"]):
        with pytest.raises(TypeError):
            call(wrong)


# What the first call of a function finds is remembered: the later ones must find the same.
TURNS = range(3)


@pytest.mark.parametrize(
    "text, size", [("", 0), ("a", 1), ("text", 4), (EURO, 3), ("\udcff", 1), (b"bytes", 5), (b"cut\0off", 3)]
)
def test_character_pointers(strings, text, size):
    for _turn in TURNS:
        assert strings.length(text) == size
        for wrong in (1, 1.5, True, None, ["text"]):
            with pytest.raises(TypeError):
                strings.length(wrong)
        with pytest.raises(ValueError, match="embedded null character"):
            strings.length("cut\0off")


def test_results_that_are_character_pointers(strings):
    for _turn in TURNS:
        assert strings.null_literal() == ""
        assert strings.literal() == strings.literal() != ""
        assert type(strings.literal()) is str


def test_an_embedded_nul(strings):
    assert strings.length_of_string("a\0b") == 3
    assert strings.length_of_view("a\0b") == 3
    with pytest.raises(ValueError, match="nul|NUL|null"):
        strings.length("a\0b")


def test_surrogates_that_came_from_bytes_go_back_as_those_bytes(strings):
    text = strings.latin1()
    assert text == "caf\udce9"
    assert strings.length_of_string(text) == 4
    with pytest.raises((UnicodeEncodeError, TypeError, ValueError)):
        strings.length_of_string("\ud800")


def test_buffers(strings):
    assert strings.length_of_buffer(b"a\0b", 3) == 3
    assert strings.length_of_buffer(cppyy_rs.nullptr, 3) == 0
    assert strings.length(cppyy_rs.nullptr) == 9999


def test_characters(strings):
    assert strings.letter() == "x"
    assert strings.code_of("A") == strings.code_of(b"A") == 65
    assert strings.code_of("\xe9") == strings.code_of(b"\xe9") == 0xE9
    assert strings.code_of(65) == 65
    assert strings.wide_code(EURO) == 0x20AC
    assert strings.code_of_utf32("\U0001f600") == 0x1F600
    for wrong in ("ab", "", 1000):
        with pytest.raises(ValueError):
            strings.code_of(wrong)


def test_results(strings):
    assert strings.literal() == "a literal"
    assert strings.null_literal() == ""
    assert strings.by_value() == "by value"
    assert strings.by_const_reference() == "shared"
    assert strings.view() == "a view of more"
    assert strings.with_nul() == "a\0b"
    assert strings.utf8() == "\u00e4\u20ac\U0001f600"
    for result in (strings.by_value(), strings.by_const_reference(), strings.literal(), strings.view()):
        assert type(result) is str


def test_a_mutable_reference_is_a_live_string(strings):
    shared = strings.by_reference()
    assert shared == "shared"
    assert str(shared) == "shared"
    strings.append(shared, "!")
    assert strings.by_const_reference() == "shared!"
    assert strings.by_pointer() == "shared!"
    shared.assign("shared")
    assert strings.by_const_reference() == "shared"


def test_a_null_string_pointer(strings):
    assert not strings.null_pointer()


def test_a_temporary_lives_until_the_result_is_converted(strings):
    assert strings.same("made for this call " * 10) == "made for this call " * 10
    assert strings.tail("x" + "y" * 100) == "y" * 100


def test_several_at_once(strings):
    assert strings.join("left", b"middle", "right") == "left|middle|right"
    assert strings.twice(EURO) == 2 * EURO


def test_a_python_str_is_no_mutable_string(strings):
    with pytest.raises(TypeError):
        strings.append("text", "more")


def test_std_string_proxies(strings):
    text = cppyy_rs.gbl.std.string("proxy")
    assert text == "proxy"
    assert hash(text) == hash("proxy")
    assert strings.length_of_string(text) == 5
    assert strings.length_of_view(text) == 5
    strings.append(text, " grows")
    assert str(text) == "proxy grows"
    strings.assign_through(text)
    assert str(text) == "assigned"
    assert len(text) == 8
    assert text.size() == 8


def test_a_buffer_that_cpp_fills(strings):
    buffer = ctypes.create_string_buffer(16)
    assert strings.fill(buffer, 16) == 7
    assert buffer.value == b"filled"
    buffer = bytearray(8)
    assert strings.fill(buffer, 8) == 7
    assert bytes(buffer[:6]) == b"filled"


def test_members(strings):
    person = strings.Person()
    assert (person.name, person.title, person.motto) == ("Ada", "Countess", "poetical science")
    assert str(person.initials) == "AL"
    person.name = "Grace " + EURO
    person.title = "Admiral"
    assert person.formatted() == "Admiral Grace " + EURO


def test_a_refused_text_raises_with_the_text(strings):
    with pytest.raises(Exception, match="refused: text"):
        strings.refuse("text")


def test_text_arguments_do_not_leak():
    program = f"""
import cppyy_rs
import memory
cppyy_rs.load_lib({str(path("strings"))!r})
strings = cppyy_rs.gbl.strings
text = "x" * 100000
def once():
    strings.length_of_value(text); strings.twice(text); strings.same(text)
    try:
        strings.refuse(text)
    except Exception:
        pass
for _ in range(200):
    once()
before = memory.used()
for _ in range(2000):
    once()
print(memory.used() - before)
"""
    done = python(program)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < memory.NOISE, "bytes grown by 2000 rounds of 100 kB texts"
