#pragma once

#include <string>
#include <vector>

namespace geometry {

/// A point of the plane.
struct Point {
    double x = 0, y = 0;
};

/// Straight lines from point to point, and back to the first.
class Polygon {
public:
    explicit Polygon(std::vector<Point> corners);

    /// The area inside, whichever way round the corners go.
    double area() const;
    /// How many corners there are.
    std::size_t size() const { return m_corners.size(); }

private:
    std::vector<Point> m_corners;
};

/// "triangle", "quadrangle", ... or, from seven corners on, "7-gon".
std::string name(const Polygon& polygon);

}  // namespace geometry
