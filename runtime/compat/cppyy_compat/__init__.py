"""The commands of Cling's dictionary tools, over ``cppbind``."""

CXX_STANDARD = "c++20"
"""The language standard of dictionaries made through these commands, as with cppyy 3.5."""
