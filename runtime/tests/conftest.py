"""Fixtures that all tests share."""

import sys

import pytest

import dictionaries


@pytest.fixture(scope="session")
def dictionary():
    """`dictionary("shapes")` loads a sample library's dictionary, built once for all Pythons."""
    return dictionaries.dictionary


def pytest_sessionfinish(session):
    """Keeps the names of the tests that a missing Debian package left out, for left_out.py."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    lines = []
    for report in reporter.stats.get("skipped", []) if reporter else []:
        _, _, reason = report.longrepr
        lines.append(f"{report.nodeid}: {reason.removeprefix('Skipped: ')}\n")
    dictionaries.BUILD.mkdir(exist_ok=True)
    version = "%d.%d" % sys.version_info[:2]
    (dictionaries.BUILD / f"left-out-{version}.txt").write_text("".join(lines))
