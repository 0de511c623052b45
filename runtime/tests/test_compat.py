"""cppyy's name and cppyy's ways, each in a process of its own."""

import subprocess

import pytest

from dictionaries import CPPBIND, TESTLIBS, path, python


def run(program):
    done = python("import cppyy_rs; cppyy_rs.install_as_cppyy()\n" + program)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_the_name():
    program = """
import cppyy, cppyy_rs
import cppyy.ll, cppyy.gbl as g
print(cppyy is cppyy_rs, cppyy.gbl is cppyy_rs.gbl, g is cppyy_rs.gbl, cppyy.ll is cppyy_rs.ll)
"""
    assert run(program) == ["True"] * 4


def test_namespaces_are_importable_under_both_names():
    program = f"""
import cppyy
cppyy.load_reflection_info({str(path("operators"))!r})
from cppyy.gbl.operators import Plain
from cppyy_rs.gbl.operators import Plain as Same
print(Plain is Same, repr(Plain()).startswith("<cppyy.gbl.operators.Plain object at 0x"))
"""
    assert run(program) == ["True", "True"]


def test_strings_are_proxies():
    program = f"""
import cppyy
cppyy.load_reflection_info({str(path("strings"))!r})
text = cppyy.gbl.strings.by_value()
print(type(text) is cppyy.gbl.std.string, text == "by value", hash(text) == hash("by value"))
print(text.upper() == "BY VALUE", "val" in text, (text + "!") == "by value!", ("!" + text) == "!by value")
print({{"by value": 1}}[text], text.find("val"), len(text), text.decode("utf-8") == "by value")
print(repr(text) == repr(b"by value"), str(text) == "by value", bytes(text) == b"by value", text < "c")
"""
    expected = "True True True True True True True 1 3 8 True True True True True"
    assert run(program) == expected.split()


def test_the_language_standard_comes_from_the_dictionary():
    program = f"""
import cppyy
cppyy.load_reflection_info({str(path("operators"))!r})
print(cppyy.gbl.gInterpreter.ProcessLine("__cplusplus;"))
try:
    cppyy.gbl.gInterpreter.ProcessLine("1 + 1;")
except NotImplementedError:
    print("refused")
"""
    assert run(program) == ["201703", "refused"]


def test_a_rootmap_tells_where_a_class_is(tmp_path):
    library = path("operators")
    (tmp_path / "operators.rootmap").write_text(
        "{ decls }\n#ignored\n[ " + str(library) + " ]\n# List\nnamespace operators\nclass operators::Plain\nheader x.h\n"
    )
    program = f"""
import os
os.chdir({str(tmp_path)!r})
import cppyy
print(cppyy.gbl.operators.Plain().value)
print(hasattr(cppyy.gbl, "no_such_name"))
"""
    assert run(program) == ["1", "False"]


def test_rootmaps_are_read_only_where_asked(tmp_path):
    (tmp_path / "operators.rootmap").write_text(f"[ {path('operators')} ]\nnamespace operators\n")
    program = f"""
import os, cppyy_rs
os.chdir({str(tmp_path)!r})
print(hasattr(cppyy_rs.gbl, "operators"))
cppyy_rs.add_autoload_map("operators.rootmap")
print(cppyy_rs.gbl.operators.Plain().value)
"""
    done = python(program)
    assert done.stdout.split() == ["False", "1"], done.stderr


@pytest.fixture(scope="module")
def commands():
    """The folder of the commands, which `make install` brings."""
    folder = CPPBIND.parent
    assert (folder / "genreflex").exists(), "runtime/compat is not installed: run `make install`"
    return folder


def test_cling_config(commands):
    flags = subprocess.run([commands / "cling-config", "--cppflags"], capture_output=True, text=True, check=True).stdout
    assert "-std=c++20" in flags.split()
    wrong = subprocess.run([commands / "cling-config", "--nonsense"], capture_output=True, text=True)
    assert wrong.returncode == 2 and "usage" in wrong.stderr


def test_genreflex(commands, tmp_path):
    selection = tmp_path / "operators.xml"
    selection.write_text('<lcgdict>\n<class pattern="operators::Vec*" />\n<namespace name="operators" />\n</lcgdict>\n')
    header = TESTLIBS / "operators" / "operators.hpp"
    command = [commands / "genreflex", header, f"--selection={selection}", "--rootmap=o.rootmap", "--rootmap-lib=o.so"]
    subprocess.run(command, cwd=tmp_path, check=True)
    assert (tmp_path / "operators_rflx.cpp").stat().st_size > 1000
    lines = (tmp_path / "o.rootmap").read_text().splitlines()
    assert lines[0] == "[ o.so ]"
    assert {"namespace operators", "class operators::Vector2"} <= set(lines)


def test_genreflex_reports_what_is_wrong(commands, tmp_path):
    for arguments in (["none.h"], []):
        done = subprocess.run([commands / "genreflex", *arguments], cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == 1 and "genreflex: error:" in done.stderr


