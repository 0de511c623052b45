#include "shapes.hpp"

#include <cmath>

namespace shapes {

namespace {

const double pi = 3.14159265358979323846;

class Hidden : public Circle {
public:
    Hidden() : Circle(2.) {}
    std::string name() const override { return "hidden"; }
};

}  // namespace

Shape::~Shape() {}

std::string Shape::describe() const {
    return name() + " of area " + std::to_string(static_cast<int>(area()));
}

double Circle::area() const { return pi * m_radius * m_radius; }

Shape* make_hidden() { return new Hidden; }

Shape* make(const std::string& name) {
    if (name == "circle") return new Circle(1.);
    if (name == "square") return new Square(2.);
    if (name == "rectangle") return new Rectangle(2., 3.);
    if (name == "sign") return new Sign(1., 2., "made");
    return nullptr;
}

const Shape& unit_square() {
    static const Square square(1.);
    return square;
}

Labelled* as_labelled(Sign* sign) { return sign; }
Position* as_position(Sign* sign) { return sign; }
Vehicle* as_vehicle(Amphibian* amphibian) { return amphibian; }
Vehicle* make_amphibian() { return new Amphibian; }

double area_of(const Shape& shape) { return shape.area(); }
double area_of_pointer(const Shape* shape) { return shape ? shape->area() : -1.; }
std::string label_of(const Labelled& labelled) { return labelled.label(); }
double distance_from_origin(const Position& position) { return std::hypot(position.x, position.y); }
int wheels_of(const Vehicle& vehicle) { return vehicle.wheels; }
std::string kind_of(const Vehicle* vehicle) { return vehicle->kind(); }

bool same_object(const Shape* shape, const Labelled* labelled) {
    return dynamic_cast<const void*>(shape) == dynamic_cast<const void*>(labelled);
}

class Opaque {
public:
    int value = 42;
};

Opaque* make_opaque() {
    static Opaque opaque;
    return &opaque;
}

int opaque_value(const Opaque* opaque) { return opaque->value; }

}  // namespace shapes
