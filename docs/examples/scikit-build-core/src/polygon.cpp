#include "geometry/polygon.hpp"

#include <cmath>
#include <stdexcept>
#include <utility>

namespace geometry {

Polygon::Polygon(std::vector<Point> corners) : m_corners(std::move(corners)) {
    if (m_corners.size() < 3) {
        throw std::invalid_argument("a polygon has three corners or more");
    }
}

double Polygon::area() const {
    double twice = 0;
    Point last = m_corners.back();
    for (const Point& corner : m_corners) {
        twice += last.x * corner.y - corner.x * last.y;
        last = corner;
    }
    return std::abs(twice) / 2;
}

std::string name(const Polygon& polygon) {
    static const char* const names[] = {"triangle", "quadrangle", "pentagon", "hexagon"};
    return polygon.size() < 7 ? names[polygon.size() - 3] : std::to_string(polygon.size()) + "-gon";
}

}  // namespace geometry
