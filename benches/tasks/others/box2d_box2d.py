"""The task of box2d by Box2D 2.3 (SWIG), which binds an older version: its numbers need not agree in the last digit."""

from Box2D import (
    b2_dynamicBody,
    b2BodyDef,
    b2ContactListener,
    b2FixtureDef,
    b2PolygonShape,
    b2RayCastCallback,
    b2Vec2,
    b2World,
)


class Listener(b2ContactListener):
    begun = 0

    def BeginContact(self, contact):
        self.begun += 1


class Ray(b2RayCastCallback):
    fraction = 1.0

    def ReportFixture(self, fixture, point, normal, fraction):
        self.fraction = fraction
        return fraction


w = b2World(gravity=b2Vec2(0.0, -10.0))
listener = Listener()
w.contactListener = listener

gd = b2BodyDef()
gd.position = (0.0, -10.0)
g = w.CreateBody(gd)
gb = b2PolygonShape()
gb.SetAsBox(50.0, 10.0)
g.CreateFixture(shape=gb, density=0.0)

bd = b2BodyDef()
bd.type = b2_dynamicBody
bd.position = (0.0, 4.0)
b = w.CreateBody(bd)
s = b2PolygonShape()
s.SetAsBox(1.0, 1.0)
b.CreateFixture(b2FixtureDef(shape=s, density=1.0, friction=0.3))

for i in range(60):
    w.Step(1.0 / 60.0, 6, 2)
    if i % 15 == 14:
        p = b.position
        print("%d %.3f %.3f %.3f" % (i, p.x, p.y, b.angle))

ray = Ray()
w.RayCast(ray, b2Vec2(0.0, 10.0), b2Vec2(0.0, -10.0))
print("contacts %d bodies %d ray %.3f mass %.2f" % (listener.begun, w.bodyCount, ray.fraction, b.mass))
