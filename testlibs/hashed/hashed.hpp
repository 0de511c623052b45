// Classes that std::hash knows, and that it does not.
#pragma once

#include <functional>
#include <stdexcept>

namespace hashed {

struct Point {
    int x;
    int y;
    bool operator==(const Point& other) const { return x == other.x && y == other.y; }
};

struct Derived : Point {};

struct Plain {
    int value;
};

// The hash is not for users.
struct Broken {
    int value;
};

}  // namespace hashed

template <>
struct std::hash<hashed::Point> {
    std::size_t operator()(const hashed::Point& point) const noexcept { return static_cast<std::size_t>(point.x * 31 + point.y); }
};

template <>
struct std::hash<hashed::Broken> {
    std::size_t operator()(const hashed::Broken& broken) const {
        if (broken.value < 0) {
            throw std::runtime_error("negative");
        }
        return ~static_cast<std::size_t>(broken.value);
    }
};
