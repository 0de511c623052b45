"""Task: load, navigate, convert, edit, emit. The Python version of task.cpp."""

import sys

import cppyy_rs

cppyy_rs.load_lib(sys.argv[1])
from cppyy_rs.gbl import YAML, std  # noqa: E402


def as_(node, cls):
    """`node.as<cls>()`, whose name is a keyword in Python."""
    return getattr(node, "as")[cls]()


n = YAML.Load(
    "name: demo\nsizes: [3, 5, 8]\nopts: {fast: true, ratio: 0.25}\n"
    "hosts:\n  - {ip: 10.0.0.1, port: 80}\n  - {ip: 10.0.0.2, port: 81}\n"
)
print(as_(n["name"], "std::string"), n["sizes"].size(), as_(n["opts"]["ratio"], "double"), int(as_(n["opts"]["fast"], bool)))
print("sum", sum(as_(x, int) for x in n["sizes"]))
for h in n["hosts"]:
    print("%s:%d" % (as_(h["ip"], "std::string"), as_(h["port"], int)))
for each in n["opts"]:
    print("%s=%s" % (as_(each.first, "std::string"), as_(each.second, "std::string")))
n["sizes"].push_back(13)
n["new"]["deep"].__assign__("v")
print("%d%d%d" % (n.IsMap(), n["sizes"].IsSequence(), bool(n["zip"])))
e = YAML.Emitter()
e << YAML.BeginMap << YAML.Key << "a" << YAML.Value << YAML.Flow << YAML.BeginSeq << 1 << 2 << YAML.EndSeq << YAML.EndMap
print(e.c_str())
print(YAML.Dump(n))
try:
    YAML.Load("a: [1, 2")
except YAML.ParserException as x:
    print("line", x.mark.line, x.msg)
