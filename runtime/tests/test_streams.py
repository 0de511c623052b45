"""The standard library's streams, which are there without a compiler: to write to, to read from, and to give to C++."""

import os

import pytest

import dictionaries


def check(program, out="", err="", cwd=None):
    """What a program prints that cannot compile."""
    beginning = "import ctypes\nimport cppyy_rs\nfrom cppyy_rs.gbl import std\n"
    done = dictionaries.python(beginning + program, cwd=cwd, env={**os.environ, "CPPBIND": os.devnull})
    assert (done.returncode, done.stdout, done.stderr) == (0, out, err)


def test_strings_and_numbers_are_written():
    check("s = std.ostringstream()\ns << 'a' << 1 << ' ' << 2.5 << std.string('b')\nprint(s.str())", "a1 2.5b\n")


def test_numbers_are_read():
    program = """
stream = std.istringstream("12 2.5")
whole, real = ctypes.c_int(), ctypes.c_double()
stream >> whole >> real
print(whole.value, real.value, stream.eof())
"""
    check(program, "12 2.5 True\n")


def test_strings_are_read():
    check("word = std.string()\nstd.istringstream('word') >> word\nprint(word)", "word\n")


def test_an_object_is_no_place_for_an_address():
    """`stream >> text` once wrote an address over the string's own, as `std::istream::operator>>(void*&)` would."""
    program = """
kept = std.map[int, int]({1: 2})
try:
    std.istringstream("0x10").__rshift__(kept)
except TypeError:
    print(kept.size(), kept[1])
"""
    check(program, "1 2\n")


def test_a_stream_both_ways():
    check("s = std.stringstream()\nn = ctypes.c_int()\ns << 7\ns >> n\nprint(n.value)", "7\n")


def test_files(tmp_path):
    program = """
out = std.ofstream("written")
out << "text"
out.close()
print(open("written").read(), std.ifstream("written").is_open())
"""
    check(program, "text True\n", cwd=tmp_path)


def test_standard_output():
    check("std.cout << 'told ' << 1\nstd.cout.flush()", "told 1")
    check("std.cerr << 'told ' << 1", err="told 1")
