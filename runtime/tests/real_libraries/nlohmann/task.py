"""Task: parse, edit, JSON pointer, dump, exceptions. The Python version of task.cpp."""

import sys

import cppyy_rs

cppyy_rs.load_lib(sys.argv[1])
from cppyy_rs.gbl.nlohmann import json  # noqa: E402

j = json.parse('{"a":[1,2.5,null],"o":{"k":"v"}}')
print(j["a"].size(), j["a"][1].get["double"](), j.at("o").at("k").get["std::string"](), int(j.contains("zz")))
j["a"].push_back(7)
j["n"] = json.parse('{"x": 1, "y": true}')
j.erase("o")
print(j.dump())
print(j.at(json.json_pointer("/n/x")), j["n"].type_name())
for e in j.items():
    print("%s:%s" % (e.key(), e.value()), end=" ")
print()
print(j.value("q", 5), int(json.parse("[1]") < json.parse("[2]")))
p = json.diff(json.parse('{"a":1}'), json.parse('{"a":2}'))
print(p, json.to_cbor(json(300)).size())
try:
    json.parse("{")
except json.parse_error as e:
    print(e.id, e.byte)
