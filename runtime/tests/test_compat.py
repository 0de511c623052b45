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


def test_class_templates_are_known_by_name():
    program = f"""
import cppyy
cppyy.load_reflection_info({str(path("operators"))!r})
check = cppyy.gbl.gInterpreter.CheckClassTemplate
print(check("std::vector"), check("::std::map"), check("operators::Plain"), check("std::no_such_name"), check("std::move"))
"""
    assert run(program) == "True True False False False".split()


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




def test_the_memory_policy():
    program = f"""
import cppyy
cppyy.load_reflection_info({str(path("ownership"))!r})
ownership, backend = cppyy.gbl.ownership, cppyy._backend
given, kept = ownership.Counted(1), ownership.Counted(2)
before = backend.SetMemoryPolicy(backend.kMemoryHeuristics)
ownership.pass_through(given)
print(before == backend.kMemoryStrict, given.__python_owns__)
print(backend.SetMemoryPolicy(before) == backend.kMemoryHeuristics)
ownership.pass_through(kept)
print(kept.__python_owns__)
backend.SetOwnership(given, True)
print(given.__python_owns__)
try:
    backend.SetMemoryPolicy(3)
except ValueError:
    print("refused")
"""
    assert run(program) == ["True", "False", "True", "True", "True", "refused"]


def test_references_to_numbers_have_a_value():
    program = f"""
import cppyy
cppyy.cppdef('''
#include <functional>
namespace given {{
    struct Base {{ virtual ~Base() {{}} virtual int take(const int&, double) {{ return 0; }} }};
    int call(Base& base) {{ return base.take(20, 1.5); }}
    int apply(std::function<int(const long&)> f) {{ return f(4); }}
}}
''')
class Derived(cppyy.gbl.given.Base):
    def take(self, number, plain):
        return int(number.value + 2 * plain)
print(cppyy.gbl.given.call(Derived()), cppyy.gbl.given.apply(lambda number: number.value))
"""
    assert run(program) == ["23", "4"]


def test_exceptions_of_python_have_cppyys_name():
    program = """
import cppyy
cppyy.cppdef('''
namespace given {
    struct Base { virtual ~Base() {} virtual int f() { return 0; } };
    std::string told(Base& base) {
        try { base.f(); } catch (CPyCppyy::PyException& error) { error.clear(); return error.what(); }
        return "";
    }
}
''')
class Derived(cppyy.gbl.given.Base):
    def f(self):
        raise ValueError("all wrong")
print(str(cppyy.gbl.given.told(Derived())).replace(" ", "_"))
"""
    kind, place = run(program)
    assert kind == "ValueError:_all_wrong"
    assert place.endswith("at_<string>:15"), place


def test_declared_classes_and_handles():
    program = """
import cppyy
cppyy.cppdef("namespace given { class Declared; class Opaque; typedef Opaque* Handle; Declared* declared() { return nullptr; } "
    "class Referred; int take(const Referred&) { return 1; } int take(int) { return 2; } }")
given = cppyy.gbl.given
try:
    given.Declared
except AttributeError as error:
    print("declared," in str(error))
print(given.Referred.__name__)
print(not given.declared(), bool(given.Opaque), "Opaque" in vars(given), cppyy.addressof(given.Handle(0x42)))
cppyy.cppdef("namespace given { class Opaque { public: int number = 3; }; }")
print(given.Opaque().number, "Opaque" in vars(given))
cppyy.set_debug()
print(cppyy.gbl.CppyyLegacy.gDebug)
"""
    assert run(program) == ["True", "Referred", "True", "True", "False", "66", "3", "True", "10"]
