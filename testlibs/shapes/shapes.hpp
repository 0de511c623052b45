// Inheritance: single, multiple, virtual; abstract classes; casts in both directions.
#ifndef TESTLIBS_SHAPES_HPP
#define TESTLIBS_SHAPES_HPP

#include <string>
#include <vector>

namespace shapes {

/// The root of the hierarchy; abstract.
class Shape {
public:
    virtual ~Shape();

    virtual double area() const = 0;
    virtual std::string name() const { return "shape"; }

    /// Not virtual: calls the virtual ones of the real object.
    std::string describe() const;

    int tag = 0;
};

class Circle : public Shape {
public:
    explicit Circle(double radius) : m_radius(radius) {}
    double area() const override;
    std::string name() const override { return "circle"; }
    double radius() const { return m_radius; }

private:
    double m_radius;
};

class Rectangle : public Shape {
public:
    Rectangle(double width, double height) : m_width(width), m_height(height) {}
    double area() const override { return m_width * m_height; }
    std::string name() const override { return "rectangle"; }
    double width() const { return m_width; }
    double height() const { return m_height; }

protected:
    double m_width, m_height;
};

class Square final : public Rectangle {
public:
    explicit Square(double side) : Rectangle(side, side) {}
    std::string name() const override { return "square"; }
};

/// A second base, polymorphic, unrelated to Shape.
class Labelled {
public:
    Labelled() : m_label("unnamed") {}
    virtual ~Labelled() {}
    virtual std::string label() const { return m_label; }
    void set_label(const std::string& label) { m_label = label; }

private:
    std::string m_label;
};

/// A base without virtual functions.
struct Position {
    double x = 0., y = 0.;
    void move_to(double new_x, double new_y) { x = new_x; y = new_y; }
};

/// Three bases at three different addresses.
class Sign : public Rectangle, public Labelled, public Position {
public:
    Sign(double width, double height, const std::string& text) : Rectangle(width, height) { set_label(text); }
    std::string name() const override { return "sign"; }
    std::string label() const override { return "[" + Labelled::label() + "]"; }
};

// A diamond: Amphibian has one Vehicle, which it finds only at run time.

struct Vehicle {
    explicit Vehicle(int wheels = 0) : wheels(wheels) {}
    virtual ~Vehicle() {}
    virtual std::string kind() const { return "vehicle"; }
    int wheels;
};

struct Car : virtual Vehicle {
    Car() : Vehicle(4) {}
    std::string kind() const override { return "car"; }
    int doors = 5;
};

struct Boat : virtual Vehicle {
    std::string kind() const override { return "boat"; }
    double draught = 0.8;
};

struct Amphibian : Car, Boat {
    Amphibian() : Vehicle(6) {}
    std::string kind() const override { return "amphibian"; }
};

/// A class that no header shows: factories return it as a Shape.
/// @return a new object of a hidden subclass of Circle, to be deleted by the caller
Shape* make_hidden();

/// @return a new object that the caller deletes; null for an unknown name
Shape* make(const std::string& name);

/// The same object each time, owned by the library.
const Shape& unit_square();

Labelled* as_labelled(Sign* sign);
Position* as_position(Sign* sign);
Vehicle* as_vehicle(Amphibian* amphibian);
Vehicle* make_amphibian();

double area_of(const Shape& shape);
double area_of_pointer(const Shape* shape);
std::string label_of(const Labelled& labelled);
double distance_from_origin(const Position& position);
int wheels_of(const Vehicle& vehicle);
std::string kind_of(const Vehicle* vehicle);

/// Address arithmetic that tests compare with Python's view of the same object.
bool same_object(const Shape* shape, const Labelled* labelled);

/// Private inheritance: no conversion to Shape from outside.
class Secret : private Circle {
public:
    Secret() : Circle(1.) {}
    using Circle::radius;
};

/// Hides the base's overloads of `resize` unless they are brought back.
struct Resizable {
    int resize(int) { return 1; }
    int resize(double) { return 2; }
};
struct Hiding : Resizable {
    int resize(const std::string&) { return 3; }
};
struct Showing : Resizable {
    using Resizable::resize;
    int resize(const std::string&) { return 3; }
};

/// Inherited constructors.
struct Named {
    explicit Named(const std::string& name) : name(name) {}
    std::string name;
};
struct Renamed : Named {
    using Named::Named;
};

/// Only declared: passes through as an opaque pointer.
class Opaque;
Opaque* make_opaque();
int opaque_value(const Opaque* opaque);

}  // namespace shapes

#endif
