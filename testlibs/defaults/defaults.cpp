#include "defaults.hpp"

#include <cstdlib>

namespace defaults {

int sum(int a, int b, int c) { return a + b + c; }

double scale(double value, double factor, bool negate) { return (negate ? -1. : 1.) * value * factor; }

std::string greet(const std::string& name, const char* mark) { return "hello " + name + mark; }

std::string mode_name(Mode mode) { return mode == Loud ? "loud" : "quiet"; }

std::string join(char separator, int count) {
    std::string joined;
    for (int i = 0; i < count; ++i) {
        if (i) joined += separator;
        joined += std::to_string(i);
    }
    return joined;
}

int null_by_default(const int* pointer) { return pointer ? *pointer : -1; }

int named_constant(int value) { return value; }

unsigned long flags(unsigned long bits) { return bits; }

int manhattan(const Point& from, const Point& to) { return std::abs(from.x - to.x) + std::abs(from.y - to.y); }

int counter() {
    static int count = 0;
    return ++count;
}

int from_function(int value) { return value; }

int unnamed(int a, int b) { return a - b; }

}  // namespace defaults
