"""Fixtures that all tests share."""

import os
import sys

import pytest

import dictionaries


# What is compiled at run time is kept beside the dictionaries of the tests, not among the user's own.
os.environ["CPPBIND_CACHE"] = str(dictionaries.BUILD / "cache")


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
    """Keeps the names of the tests that a missing Debian package left out, for left_out.py."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    lines = []
    for report in reporter.stats.get("skipped", []) if reporter else []:
        _, _, reason = report.longrepr
        lines.append(f"{report.nodeid}: {reason.removeprefix('Skipped: ')}\n")
    dictionaries.BUILD.mkdir(parents=True, exist_ok=True)
    version = "%d.%d" % sys.version_info[:2]
    (dictionaries.BUILD / f"left-out-{version}.txt").write_text("".join(lines))
