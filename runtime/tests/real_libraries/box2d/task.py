"""Task: step a falling box onto the ground. The Python version of task.cpp, but for its two subclasses."""

import sys

import cppyy_rs

cppyy_rs.load_lib(sys.argv[1])
from cppyy_rs.gbl import b2_dynamicBody, b2BodyDef, b2FixtureDef, b2PolygonShape, b2Vec2, b2World  # noqa: E402

w = b2World(b2Vec2(0.0, -10.0))

gd = b2BodyDef()
gd.position.Set(0.0, -10.0)
g = w.CreateBody(gd)
gb = b2PolygonShape()
gb.SetAsBox(50.0, 10.0)
g.CreateFixture(gb, 0.0)

bd = b2BodyDef()
bd.type = b2_dynamicBody
bd.position.Set(0.0, 4.0)
b = w.CreateBody(bd)
s = b2PolygonShape()
s.SetAsBox(1.0, 1.0)
fd = b2FixtureDef()
fd.shape = s
fd.density = 1.0
fd.friction = 0.3
b.CreateFixture(fd)

for i in range(60):
    w.Step(1.0 / 60.0, 6, 2)
    if i % 15 == 14:
        p = b.GetPosition()
        print("%d %.3f %.3f %.3f" % (i, p.x, p.y, b.GetAngle()))
print("bodies %d mass %.2f" % (w.GetBodyCount(), b.GetMass()))
