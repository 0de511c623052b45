"""Task: parse a document, visit it, edit, print. The Python version of task.cpp."""

import ctypes
import sys

import cppyy_rs

cppyy_rs.load_lib(sys.argv[1])
from cppyy_rs.gbl import tinyxml2  # noqa: E402



class Counter(tinyxml2.XMLVisitor):
    def __init__(self):
        super().__init__()
        self.elems, self.texts, self.path = 0, 0, ""

    def VisitEnter(self, element, attribute=None):
        if attribute is None and not isinstance(element, tinyxml2.XMLElement):
            return True  # the document
        self.elems += 1
        self.path += "/" + element.Name()
        while attribute:
            self.path += "@" + attribute.Name()
            attribute = attribute.Next()
        return True

    def Visit(self, node):
        if isinstance(node, tinyxml2.XMLText):
            self.texts += 1
            self.path += "=" + node.Value()
        return True


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

counter = Counter()
d.Accept(counter)
print("elems %d texts %d %s" % (counter.elems, counter.texts, counter.path))

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
