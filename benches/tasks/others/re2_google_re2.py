"""The task of re2 by google-re2, which has the interface of Python's `re`."""

import re2

regexp = re2.compile(r"(\w+)@(?P<host>\w+)\.com:(\d+)")
match = regexp.fullmatch("bob@example.com:8080")
u, h, p = match.groups()
print("%d %s %s %d groups %d" % (match is not None, u, h, int(p), regexp.groups))
for name, number in regexp.groupindex.items():
    print("named %s=%d" % (name, number))

match = regexp.search("xx ann@site.com:1 yy")
print("".join("[%s]" % s for s in (match.group(0), *match.groups())))

s, n = re2.subn(r"\d+", r"<\g<0>>", "a1b22c333")
print("%d %s" % (n, s))

o = re2.Options()
o.case_sensitive = False
print("ci %d" % (re2.fullmatch("abc", "ABC", o) is not None))

patterns = re2.Set.SearchSet()
for pattern in ("foo", "ba.", "qux"):
    patterns.Add(pattern)
patterns.Compile()
print("set", *patterns.Match("foo bar"))

q = re2.Options()
q.log_errors = False
try:
    re2.compile("(a", q)
except re2.error as error:
    print("bad 0 %s" % error.args[0].decode())
