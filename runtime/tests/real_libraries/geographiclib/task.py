"""Task: inverse and direct geodesic, UTM, MGRS, polygon area, DMS. The Python version of task.cpp."""

import ctypes
import sys

import cppyy_rs

cppyy_rs.load_lib(sys.argv[1])
from cppyy_rs.gbl.GeographicLib import DMS, MGRS, UTMUPS, Geodesic, GeographicErr, PolygonArea  # noqa: E402


def doubles(count):
    return [ctypes.c_double() for _ in range(count)]


g = Geodesic.WGS84()
s, a1, a2, lat, lon = doubles(5)
g.Inverse(40.6, -73.8, 51.6, -0.5, s, a1, a2)
print("s %.3f azi %.6f %.6f" % (s.value, a1.value, a2.value))
g.Direct(40.6, -73.8, a1.value, s.value / 2, lat, lon)
print("mid %.6f %.6f" % (lat.value, lon.value))
line = g.Line(0, 0, 45)
line.Position(1e6, lat, lon)
print("line %.6f %.6f" % (lat.value, lon.value))

z, n, x, y = ctypes.c_int(), ctypes.c_bool(), ctypes.c_double(), ctypes.c_double()
UTMUPS.Forward(48.85, 2.35, z, n, x, y)
m = cppyy_rs.gbl.std.string()
MGRS.Forward(z.value, n.value, x.value, y.value, 48.85, 3, m)
print("utm %d %d %.3f %.3f %s" % (z.value, n.value, x.value, y.value, m))

p = PolygonArea(g)
for corner in [(0, 0), (0, 1), (1, 1), (1, 0)]:
    p.AddPoint(*corner)
per, ar = doubles(2)
c = p.Compute(False, True, per, ar)
print("poly %d %.2f %.1f" % (c, per.value, ar.value))

f = ctypes.c_uint()
d = DMS.Decode("33d10'12\"S", f)
print("dms %.6f %d %s" % (d, f.value, DMS.Encode(d, 4, DMS.LATITUDE)))

try:
    Geodesic(-1, 0)
except GeographicErr as error:
    print("exc " + error.what())
