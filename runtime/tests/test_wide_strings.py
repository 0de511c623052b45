"""std::wstring, u16string and u32string as str; std::complex as complex."""

import gc

import pytest

import cppyy_rs
import memory
from dictionaries import python

std = cppyy_rs.gbl.std
FACE = "\U0001f600"
CLASSES = ["wstring", "u16string", "u32string"]


@pytest.fixture(scope="module")
def wide(dictionary):
    dictionary("wide")
    return cppyy_rs.gbl.wide


def test_arguments(wide):
    assert wide.length("") == 0
    assert wide.length("\u20ac\0b") == 3
    assert wide.length_of_reference(FACE) == 1
    assert wide.units("a" + FACE) == 3
    assert wide.points("a" + FACE) == 2
    for wrong in (1, 1.5, None, b"bytes"):
        with pytest.raises(TypeError):
            wide.points(wrong)


def test_results_are_str(wide):
    assert wide.twice("ab") == "abab" and type(wide.twice("ab")) is str
    assert wide.same16("a\0" + FACE) == "a\0" + FACE
    assert wide.same32(FACE) == FACE
    assert type(wide.kept()) is str


def test_a_mutable_reference_is_the_string_itself(wide):
    text = wide.changeable()
    assert type(text) is std.wstring
    before = str(text)
    wide.append(text, "!")
    assert text == before + "!" == wide.kept()
    with pytest.raises(TypeError):
        wide.append("temporary", "!")


def test_members(wide):
    label = wide.Label()
    assert label.text == "label" and label.short_text == "s"
    label.text = "new " + FACE
    assert str(label.text) == "new " + FACE
    label.short_text = FACE
    assert label.short_text == FACE and label.short_text.size() == 2
    label.text = std.wstring("from a proxy")
    assert label.text == "from a proxy"


@pytest.mark.parametrize("name", CLASSES)
def test_proxies_are_strings(name):
    cls = getattr(std, name)
    text = cls("\u00fcb")
    assert str(text) == "\u00fcb" and repr(text) == repr("\u00fcb")
    assert text == "\u00fcb" and text != "x" and text < "\u00fcc" and text == cls("\u00fcb")
    assert hash(text) == hash("\u00fcb") and {text: 1}["\u00fcb"] == 1
    assert bytes(text) == "\u00fcb".encode()
    assert text + "c" == "\u00fcbc" and "a" + text == "a\u00fcb" and type(text + "c") is cls
    assert "b" in text and text.upper() == "\u00dcB" and text.index("b") == 1 and text.find("x") == -1
    assert len(text) == 2 and list(text) == ["\u00fc", "b"] and text[1] == "b"
    assert not cls() and cls() == ""
    assert cls(FACE) == FACE and cls("a\0b") == "a\0b"
    assert cls(text) == text


def test_nothing_leaks():
    program = """
import memory
import cppyy_rs
std = cppyy_rs.gbl.std
def run(times):
    for _ in range(times):
        for cls in (std.wstring, std.u16string, std.u32string):
            text = cls("a text that does not fit into the object itself")
            str(text), text + "b"
            std.string_view("a text that does not fit into the object itself")
run(3000)
before = memory.used()
run(30000)
print(memory.used() - before)
"""
    done = python(program)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < memory.NOISE


def test_npos():
    assert std.string.npos == -1 and std.string.npos == 2**64 - 1 and std.string.npos != 0
    text = std.string("aap")
    assert text.find("c") == text.npos and text.rfind("c") == std.string.npos
    assert text.substr(1, std.string.npos) == "ap"


def test_a_view_keeps_its_text():
    view = std.string_view("".join(["some text that nobody ", "else keeps"]))
    gc.collect()
    assert str(view) == "some text that nobody else keeps"
    text = std.string("noot")
    view = std.string_view(text.data(), text.size())
    assert view[0] == "n" and str(view) == "noot"
    assert bytes(std.string_view(b"a\0b")) == b"a\0b"


def test_complex_numbers(wide):
    assert wide.conjugate(1 + 2j) == 1 - 2j and type(wide.conjugate(1j)) is complex
    assert wide.imaginary(3j) == 3 and wide.imaginary(std.complex["double"](1, 5)) == 5
    assert wide.imaginary(4) == 0
    assert wide.single(1 + 2j) == 1 + 2j
    with pytest.raises(TypeError):
        wide.imaginary("1j")


def test_complex_proxies_are_numbers(wide):
    number = wide.changeable_number()
    assert type(number) is std.complex["double"]
    number.real, number.imag = 3, 4
    assert complex(wide.changeable_number()) == 3 + 4j == number and abs(number) == 5
    assert number * number == (3 + 4j) ** 2 and 2 * number == 6 + 8j and number / 2 == 1.5 + 2j
    assert -number == -3 - 4j and repr(number) == "(3+4j)" and number != 3
    with pytest.raises(TypeError):
        number + "x"
