"""Task: parse a document, look at it, edit, print. The Python version of task.cpp, but for its visitor."""

import ctypes
import sys

import cppyy_rs

cppyy_rs.load_lib(sys.argv[1])
from cppyy_rs.gbl import tinyxml2  # noqa: E402

d = tinyxml2.XMLDocument()
rc = d.Parse("<lib v='3'><book id='1' price='9.5'>Alpha</book><book id='2' price='20'>Beta</book></lib>")
print("rc %d root %s v %d" % (rc, d.RootElement().Name(), d.RootElement().IntAttribute("v")))

total = 0.0
e = d.RootElement().FirstChildElement("book")
while e:
    p = ctypes.c_double(0)
    if e.QueryDoubleAttribute("price", p) == tinyxml2.XML_SUCCESS:
        total += p.value
    e = e.NextSiblingElement("book")
print("sum %.2f" % total)

n = d.NewElement("book")
n.SetAttribute("id", 3)
n.SetText("Gamma")
d.RootElement().InsertEndChild(n)
pr = tinyxml2.XMLPrinter(cppyy_rs.nullptr, True)
d.Print(pr)
print(pr.CStr())

bad = tinyxml2.XMLDocument()
bad.Parse("<a><b></a>")
print("err " + bad.ErrorName())
