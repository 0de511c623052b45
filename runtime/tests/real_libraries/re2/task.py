"""Task: captures, named groups, replacement, a set of patterns, an error. The Python version of task.cpp."""

import ctypes
import sys

import cppyy_rs

cppyy_rs.load_lib(sys.argv[1])
from cppyy_rs.gbl import std  # noqa: E402
from cppyy_rs.gbl.re2 import RE2, StringPiece  # noqa: E402

re = RE2(r"(\w+)@(?P<host>\w+)\.com:(\d+)")
u, h, p = std.string(), std.string(), ctypes.c_int()
ok = RE2.FullMatchN("bob@example.com:8080", re, [RE2.Arg(u), RE2.Arg(h), RE2.Arg(p)], 3)
print("%d %s %s %d groups %d" % (ok, u, h, p.value, re.NumberOfCapturingGroups()))
for name, number in re.NamedCapturingGroups():
    print("named %s=%d" % (name, number))
