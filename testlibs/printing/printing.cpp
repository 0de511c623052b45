#include "printing.hpp"

#include <stdexcept>

namespace printing {

std::ostream& operator<<(std::ostream& out, const Point& point) {
    return out << '(' << point.x << ", " << point.y << ')';
}

std::ostream& operator<<(std::ostream&, const Broken&) { throw std::runtime_error("cannot print"); }

void print_to(std::ostream& out, const std::string& text) { out << text; }

}  // namespace printing
