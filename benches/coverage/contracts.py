"""Calls with made-up arguments that the libraries forbid: what crashes there would crash in C++.

CONTRACTS has, for each library, parts of declarations and what their documentation or source demands of a call.
What a library asserts itself needs no entry.
"""

CONTRACTS = {}
