// Printing through std::ostream: it becomes Python's str().
#ifndef TESTLIBS_PRINTING_HPP
#define TESTLIBS_PRINTING_HPP

#include <ostream>
#include <string>

namespace printing {

/// Printed by a function at namespace scope.
struct Point {
    Point(int x = 1, int y = 2) : x(x), y(y) {}
    int x, y;
};
std::ostream& operator<<(std::ostream& out, const Point& point);

/// By a hidden friend.
class Money {
public:
    explicit Money(int cents) : m_cents(cents) {}
    friend std::ostream& operator<<(std::ostream& out, const Money& money) {
        return out << money.m_cents / 100 << '.' << money.m_cents % 100 / 10 << money.m_cents % 10;
    }

private:
    int m_cents;
};

/// By what it inherits.
struct Point3 : Point {
    int z = 3;
};

/// Not at all: keeps Python's own representation.
struct Silent {
    int value = 1;
};

/// The printing throws.
struct Broken {};
std::ostream& operator<<(std::ostream& out, const Broken& broken);

/// A stream handed through.
void print_to(std::ostream& out, const std::string& text);

}  // namespace printing

#endif
