"""What `__cpp_reflex__(request, format)` of functions, data members and classes can be asked, by cppyy's numbers."""

# Requests. Of classes:
IS_NAMESPACE = 1
IS_AGGREGATE = 2
# Of data members:
OFFSET = 3
TYPE = 5
# Of functions:
RETURN_TYPE = 4

# Formats of types: the Python class of a class or enumeration and else the spelling; what values are in Python; the spelling.
OPTIMAL = 1
AS_TYPE = 2
AS_STRING = 3

__all__ = [
    "AS_STRING",
    "AS_TYPE",
    "IS_AGGREGATE",
    "IS_NAMESPACE",
    "OFFSET",
    "OPTIMAL",
    "RETURN_TYPE",
    "TYPE",
]
