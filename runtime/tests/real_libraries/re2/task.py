"""Task: FullMatch with captures, matches anywhere, named groups, replacement, a set of patterns, an error. The Python version of task.cpp."""

import ctypes
import sys

import cppyy_rs

cppyy_rs.load_lib(sys.argv[1])
from cppyy_rs import ll, nullptr  # noqa: E402
from cppyy_rs.gbl import std  # noqa: E402
from cppyy_rs.gbl.re2 import RE2, StringPiece  # noqa: E402

re = RE2(r"(\w+)@(?P<host>\w+)\.com:(\d+)")
u, h, p = std.string(), std.string(), ctypes.c_int(0)
ok = RE2.FullMatch("bob@example.com:8080", re, u, h, p)
print("%d %s %s %d groups %d" % (ok, u, h, p.value, re.NumberOfCapturingGroups()))
for name, number in re.NamedCapturingGroups():
    print("named %s=%d" % (name, number))

sub = ll.array_new[StringPiece](4, managed=True)
text = std.string("xx ann@site.com:1 yy")  # what the captures refer to
if re.Match(text, 0, len(text), RE2.UNANCHORED, sub, 4):
    print("".join("[%s]" % s.as_string() for s in sub))

s = std.string("a1b22c333")
n = RE2.GlobalReplace(s, r"\d+", r"<\0>")
print("%d %s" % (n, s))

o = RE2.Options()
o.set_case_sensitive(False)
print("ci %d" % RE2.FullMatch("ABC", RE2("abc", o)))

patterns = RE2.Set(RE2.DefaultOptions, RE2.UNANCHORED)
for pattern in ("foo", "ba.", "qux"):
    patterns.Add(pattern, nullptr)
patterns.Compile()
v = std.vector[int]()
patterns.Match("foo bar", v)
print("set", *v)

q = RE2.Options()
q.set_log_errors(False)
bad = RE2("(a", q)
print("bad %d %s" % (bad.ok(), bad.error()))
