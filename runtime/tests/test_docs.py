"""Docstrings, signatures and help(): C++ signatures and the headers' Doxygen text."""

import inspect
import pydoc

import pytest

import cppyy_rs
from dictionaries import path


@pytest.fixture(scope="module")
def documented(dictionary):
    dictionary("documented")
    return cppyy_rs.gbl.documented


def test_class_comments(documented):
    doc = inspect.getdoc(documented.Account)
    assert "A bank account." in doc
    assert "never lets it\nfall below zero." in doc or "never lets it fall below zero." in doc
    assert "/**" not in doc and "*/" not in doc


def test_function_docstrings_hold_signature_and_comment(documented):
    doc = documented.Account.withdraw.__doc__
    assert "long documented::Account::withdraw(long cents)" in doc
    assert "Takes money out." in doc
    assert "how much" in doc
    assert "///" not in doc and "/*" not in doc


def test_every_overload_is_in_the_docstring(documented):
    doc = documented.Account.deposit.__doc__
    assert "deposit(long cents)" in doc and "deposit(long units, long cents)" in doc
    assert "Puts money in, in cents." in doc and "Puts money in, in units and cents." in doc


def test_bound_and_unbound_docstrings_agree(documented):
    account = documented.Account("Ada", 5)
    assert account.balance.__doc__ == documented.Account.balance.__doc__
    assert "The balance in cents." in account.balance.__doc__


def test_ordinary_comments_are_no_documentation(documented):
    assert "ordinary comment" not in (documented.Account.plain.__doc__ or "")


def test_free_functions(documented):
    doc = documented.interest.__doc__
    assert "double documented::interest(long balance, documented::Kind kind = Kind::Savings)" in doc
    assert "Interest on a balance." in doc


def test_constructors(documented):
    assert "Opens an account." in documented.Account.__init__.__doc__


def test_data_members(documented):
    assert "Who it belongs to." in inspect.getdoc(vars(documented.Account)["owner"])


def test_enums(documented):
    assert "Kinds of accounts." in documented.Kind.__doc__


def test_help(documented):
    text = pydoc.plain(pydoc.render_doc(documented.Account))
    for part in ("A bank account.", "withdraw(long cents)", "Takes money out.", "The balance in cents."):
        assert part in text
    assert "Interest on a balance." in pydoc.plain(pydoc.render_doc(documented.interest))


def test_docstrings_can_be_set(documented):
    documented.interest.__doc__ = "mine"
    assert documented.interest.__doc__ == "mine"


def test_the_stub_file_has_the_comments(documented):
    text = path("documented").with_name("documentedDict.pyi").read_text()
    for part in ("A bank account.", "Takes money out.", "Interest on a balance.", "Kinds of accounts."):
        assert part in text
