// flags: -std=c++17
// Closures are classes that only decltype can name.
#pragma once

namespace ns {

inline auto add = [](int a, int b) { return a + b; };
inline const auto twice = [](double value) noexcept { return 2 * value; };
inline auto generic = [](auto value) { return value; };

struct Point {
    int x;
};

inline auto adder(int base, const Point& point) {
    return [base, &point](int value) { return base + value + point.x; };
}
inline auto adder() {
    return [](int value) { return value; };
}

struct Holder {
    static inline const auto length = [](const char* text) { return text != nullptr; };
    static auto seven() {
        return [] { return 7; };
    }
    auto method() const {
        return [] { return 8; };
    }

private:
    class Secret {};
    static auto hidden(Secret) {
        return [] { return 9; };
    }
};

// The qualifiers of a function type are part of a template's name.
template <class Signature>
struct Named {};
using Constant = Named<int(char) const>;
using Plain = Named<int(char)>;
inline bool takes(Named<int() const noexcept>) { return true; }
inline bool takes(Named<int()>) { return false; }

}  // namespace ns
