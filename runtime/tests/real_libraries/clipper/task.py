"""Task: what two polygons have in common and not, an offset, a tree of holes. The Python version of task.cpp."""

import sys

import cppyy_rs

cppyy_rs.load_lib(sys.argv[1])
from cppyy_rs.gbl.ClipperLib import (  # noqa: E402
    Area,
    Clipper,
    ClipperOffset,
    IntPoint,
    Orientation,
    Paths,
    PointInPolygon,
    PolyTree,
    ctDifference,
    ctIntersection,
    ctUnion,
    ctXor,
    etClosedPolygon,
    jtMiter,
    pftEvenOdd,
    pftNonZero,
    ptClip,
    ptSubject,
)

a = [(0, 0), (100, 0), (100, 100), (0, 100)]
b = [(50, 50), (150, 50), (150, 150), (50, 150)]
for operation in (ctIntersection, ctUnion, ctDifference, ctXor):
    c = Clipper()
    c.AddPath(a, ptSubject, True)
    c.AddPath(b, ptClip, True)
    s = Paths()
    c.Execute(operation, s, pftNonZero, pftNonZero)
    print("%d n %d area %.0f" % (operation, len(s), sum(Area(p) for p in s)))

o = ClipperOffset()
o.AddPath(a, jtMiter, etClosedPolygon)
r = Paths()
o.Execute(r, 10)
inside = PointInPolygon(IntPoint(-5, -5), r[0])
print("off %d %.0f %d %d" % (len(r), Area(r[0]), Orientation(r[0]), inside))

t = PolyTree()
c = Clipper()
c.AddPath(a, ptSubject, True)
c.AddPath([(20, 20), (20, 40), (40, 40), (40, 20)], ptSubject, True)
c.Execute(ctUnion, t, pftEvenOdd, pftEvenOdd)
outer = t.Childs[0]
print("tree %d childs %d hole %d" % (t.Total(), outer.ChildCount(), outer.Childs[0].IsHole()))
