"""Fixtures that all tests share."""

import os
import pathlib
import sys

import pytest

import dictionaries
import memory


# What is compiled at run time is kept beside the dictionaries of the tests, not among the user's own.
os.environ["CPPBIND_CACHE"] = str(dictionaries.BUILD / "cache")

# Builds are the generator's affair, and the first Python alone has their tools.
if pathlib.Path(sys.prefix) != dictionaries.TESTS.parent.parent / ".venv":
    collect_ignore = ["test_build_systems.py"]

# The generator of the first Python, which makes the dictionaries of all: CPython 3.9 has a libclang that cannot list the
# members of specialisations.
_first = dictionaries.TESTS.parent.parent / ".venv" / "bin" / "cppbind"
if _first.exists():
    os.environ.setdefault("CPPBIND", str(_first))


@pytest.fixture(scope="session")
def dictionary():
    """`dictionary("shapes")` loads a sample library's dictionary, built once for all Pythons."""
    return dictionaries.dictionary


@pytest.fixture
def without_compiler(monkeypatch):
    """Nothing can be compiled at run time, as on a machine that has no generator."""
    from cppyy_rs.run_time import errors, session

    def missing(*_, **__):
        raise errors.Missing("there is no generator in this test")

    monkeypatch.setattr(session, "_make", missing)


def pytest_sessionfinish(session):
    look_for_leaks(session)
    # Where several processes run the tests, they report to the one that has started them.
    if not hasattr(session.config, "workerinput"):
        keep_what_is_left_out(session)


def look_for_leaks(session):
    """Fails a session under a sanitizer that finds leaks. At its end everything that lasts still has its owner; an
    interpreter that has ended has dropped its own."""
    if memory.leaks():
        session.exitstatus = 1
        reporter = session.config.pluginmanager.get_plugin("terminalreporter")
        if reporter:
            reporter.write_line("memory leaks: see the sanitizer's report", red=True)


def keep_what_is_left_out(session):
    """Keeps the names of the tests that a missing Debian package left out, for left_out.py."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    lines = []
    for report in reporter.stats.get("skipped", []):
        _, _, reason = report.longrepr
        lines.append(f"{report.nodeid}: {reason.removeprefix('Skipped: ')}\n")
    dictionaries.BUILD.mkdir(parents=True, exist_ok=True)
    version = "%d.%d" % sys.version_info[:2]
    (dictionaries.BUILD / f"left-out-{version}.txt").write_text("".join(lines))
