"""The task of clipper by pyclipper 1.4, which scales nothing here: the coordinates are integers."""

import pyclipper
from pyclipper import (
    CT_DIFFERENCE,
    CT_INTERSECTION,
    CT_UNION,
    CT_XOR,
    ET_CLOSEDPOLYGON,
    JT_MITER,
    PFT_EVENODD,
    PFT_NONZERO,
    PT_CLIP,
    PT_SUBJECT,
    Area,
    Orientation,
    PointInPolygon,
    Pyclipper,
    PyclipperOffset,
)

a = [(0, 0), (100, 0), (100, 100), (0, 100)]
b = [(50, 50), (150, 50), (150, 150), (50, 150)]
for operation in (CT_INTERSECTION, CT_UNION, CT_DIFFERENCE, CT_XOR):
    c = Pyclipper()
    c.AddPath(a, PT_SUBJECT, True)
    c.AddPath(b, PT_CLIP, True)
    s = c.Execute(operation, PFT_NONZERO, PFT_NONZERO)
    print("%d n %d area %.0f" % (operation, len(s), sum(Area(p) for p in s)))

o = PyclipperOffset()
o.AddPath(a, JT_MITER, ET_CLOSEDPOLYGON)
r = o.Execute(10)
inside = PointInPolygon((-5, -5), r[0])
print("off %d %.0f %d %d" % (len(r), Area(r[0]), Orientation(r[0]), inside))

c = Pyclipper()
c.AddPath(a, PT_SUBJECT, True)
c.AddPath([(20, 20), (20, 40), (40, 40), (40, 20)], PT_SUBJECT, True)
t = c.Execute2(CT_UNION, PFT_EVENODD, PFT_EVENODD)
outer = t.Childs[0]
total = len(pyclipper.PolyTreeToPaths(t))
print("tree %d childs %d hole %d" % (total, len(outer.Childs), outer.Childs[0].IsHole))
