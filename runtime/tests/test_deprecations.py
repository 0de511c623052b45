"""`[[deprecated]]`: a DeprecationWarning at the line that uses the declaration, as Python's filters say."""

import subprocess
import sys
import warnings

import pytest

import cppyy_rs
import dictionaries


@pytest.fixture(scope="module")
def lib(dictionary):
    dictionary("deprecations")
    return cppyy_rs.gbl.deprecations


def warned(use):
    """What `use` returns, and its one warning."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        result = use()
    [warning] = caught
    assert warning.category is DeprecationWarning
    assert warning.filename == __file__
    assert warning.lineno == use.__code__.co_firstlineno
    return result, str(warning.message)


USES = {
    "function": (lambda lib: lambda: lib.sum(1, 2), 3, "deprecations::sum is deprecated: call total instead"),
    "by keyword": (lambda lib: lambda: lib.sum(1, b=2), 3, "deprecations::sum is deprecated: call total instead"),
    "no reason": (lambda lib: lambda: lib.plain(), 1, "deprecations::plain is deprecated"),
    "overload": (lambda lib: lambda: lib.kind(1), "int", "deprecations::kind is deprecated: overload of integers"),
    "method": (lambda lib: (lambda m: lambda: m.get())(lib.Meter()), 7, "deprecations::Meter::get is deprecated: read value"),
    "static": (lambda lib: lambda: lib.Meter.made(), 4, "deprecations::Meter::made is deprecated"),
    "virtual": (lambda lib: (lambda m: lambda: m.depth())(lib.Meter()), 1, "deprecations::Meter::depth is deprecated: virtual"),
    "operator": (
        lambda lib: (lambda m: lambda: (m + 2).value)(lib.Meter()),
        9,
        "deprecations::Meter::operator+ is deprecated: add with +=",
    ),
    "constructor": (
        lambda lib: lambda: str(lib.Meter("kg").unit),
        "kg",
        "deprecations::Meter::Meter is deprecated: give no unit",
    ),
    "class": (lambda lib: lambda: lib.Old().value, 1, "deprecations::Old is deprecated: take Meter"),
    "aggregate": (lambda lib: lambda: lib.Point(1, 2).y, 2, "deprecations::Point is deprecated: take a number"),
    "member": (
        lambda lib: (lambda m: lambda: m.amount)(lib.Meter()),
        8,
        "deprecations::Meter::amount is deprecated: read value",
    ),
    "member assigned": (
        lambda lib: (lambda m: lambda: setattr(m, "amount", 3))(lib.Meter()),
        None,
        "deprecations::Meter::amount is deprecated: read value",
    ),
    "bit-field assigned": (
        lambda lib: (lambda m: lambda: setattr(m, "bits", 2))(lib.Meter()),
        None,
        "deprecations::Meter::bits is deprecated: no bits",
    ),
    "static member": (lambda lib: lambda: lib.Meter.count, 4, "deprecations::Meter::count is deprecated: use made"),
    "constant member": (lambda lib: lambda: lib.Meter.five, 5, "deprecations::Meter::five is deprecated: five"),
    "variable": (lambda lib: lambda: lib.level, 2, "deprecations::level is deprecated: unused"),
    "constant": (lambda lib: lambda: lib.three, 3, "deprecations::three is deprecated: write 3"),
    "enumerator": (lambda lib: lambda: lib.Shade.dark, 1, "deprecations::Shade::dark is deprecated: say night"),
    "enumerator by key": (lambda lib: lambda: lib.Shade["dark"], 1, "deprecations::Shade::dark is deprecated: say night"),
    "enumerator of the namespace": (lambda lib: lambda: lib.dark, 1, "deprecations::Shade::dark is deprecated: say night"),
    "enumerator without an enumeration": (
        lambda lib: lambda: lib.Meter.last,
        1,
        "deprecations::Meter::last is deprecated: no last",
    ),
}


@pytest.mark.parametrize("kind", USES)
def test_every_use_warns_at_its_line(lib, kind):
    make, result, message = USES[kind]
    use = make(lib)
    for _ in range(4):
        assert warned(use) == (result, message)


def test_nothing_else_warns(lib):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        meter = lib.Meter()
        assert (lib.total(1, 2), lib.kind(2.5), lib.kind("x")) == (3, "double", "string")
        assert (meter.value, meter.current(), lib.light, lib.Shade.night, lib.Meter.first) == (7, 7, 0, 2, 0)
        meter += 1
        assert meter.value == 8 and lib.Shade(1) == 1 and list(lib.Shade) and dir(lib) and dir(lib.Meter)


def test_once_per_place_by_default():
    program = """
import sys, cppyy_rs
cppyy_rs.load_lib(sys.argv[1])
lib = cppyy_rs.gbl.deprecations
for _ in range(3):
    lib.sum(1, 2)
    lib.Shade.dark
lib.sum(3, 4)
"""
    done = dictionaries.python(program, dictionaries.path("deprecations"))
    assert done.returncode == 0, done.stderr
    lines = [line.split(": ", 1) for line in done.stderr.splitlines() if "DeprecationWarning" in line]
    assert [place for place, _ in lines] == ["<string>:6", "<string>:7", "<string>:8"], done.stderr


def test_the_filters_decide(lib):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert lib.sum(1, 2) == 3
    with warnings.catch_warnings():
        warnings.filterwarnings("error", message="deprecations::sum")
        with pytest.raises(DeprecationWarning, match="call total"):
            lib.sum(1, 2)


def test_what_is_refused_by_a_filter_is_not_called(lib):
    before = lib.reached
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(DeprecationWarning):
            lib.count_reached()
        with pytest.raises(DeprecationWarning):
            lib.Old()
        with pytest.raises(DeprecationWarning):
            lib.Meter().amount = 5
    assert lib.reached == before


def test_wrong_arguments_do_not_warn(lib):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(TypeError):
            lib.sum("x", 2)


def test_a_python_class_that_derives_from_a_deprecated_one_warns_where_it_is_constructed(lib):
    class Derived(lib.Old):
        def get(self):
            return 3

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        derived = Derived()
    assert [str(each.message) for each in caught] == ["deprecations::Old is deprecated: take Meter"]
    assert derived.get() == 3


def test_documentation_says_so(lib):
    assert lib.sum.__doc__.endswith("Adds.\n\nDeprecated: call total instead")
    assert lib.plain.__doc__.count("old") == 1 and lib.plain.__doc__.endswith("Deprecated.")
    assert "Deprecated: take Meter" in lib.Old.__doc__
    assert "Deprecated" not in lib.total.__doc__


CHECKED = """
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    from deprecationsDict import gbl
else:
    from cppyy_rs import gbl

gbl.deprecations.sum(1, 2)
gbl.deprecations.Old()
gbl.deprecations.kind(2.5)
gbl.deprecations.Meter().get()
gbl.deprecations.total(1, 2)
"""


def test_type_checkers_say_so(lib, tmp_path):
    pytest.importorskip("mypy")
    folder = dictionaries.path("deprecations").parent
    stub = (folder / "deprecationsDict.pyi").read_text()
    assert '@_deprecated("deprecations::sum is deprecated: call total instead")' in stub
    (tmp_path / "checked.py").write_text(CHECKED)
    (tmp_path / "deprecationsDict.pyi").write_text(stub)
    mypy = [sys.executable, "-m", "mypy", "--strict", "--enable-error-code", "deprecated", "checked.py"]
    done = subprocess.run(mypy, cwd=tmp_path, capture_output=True, text=True)
    told = [line for line in done.stdout.splitlines() if line.startswith("checked.py") and "[deprecated]" in line]
    assert [int(line.split(":")[1]) for line in told] == [8, 9, 11], done.stdout
    strict = subprocess.run([*mypy[:4], "checked.py"], cwd=tmp_path, capture_output=True, text=True)
    assert strict.returncode == 0, strict.stdout
