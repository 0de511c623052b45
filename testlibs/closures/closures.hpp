// What lambda expressions make: objects of classes without names.
#pragma once

#include <vector>

namespace closures {

inline auto add = [](int a, int b = 2) { return a + b; };
inline constexpr auto twice = [](double value) noexcept { return 2 * value; };
inline auto count = [calls = 0]() mutable { return ++calls; };
// Called with anything: C++ has no one function there.
inline auto generic = [](auto value) { return value; };

inline auto adder(int base) {
    return [base](int value) { return base + value; };
}
inline auto adder(double base) {
    return [base](double value) { return base + value; };
}
template <class T>
auto constant(T value) {
    return [value] { return value; };
}

struct Counted {
    Counted() { ++alive; }
    Counted(const Counted&) { ++alive; }
    ~Counted() { --alive; }
    static inline int alive = 0;
};

// The closure holds a copy.
inline auto keeper(const Counted& counted) {
    return [counted] { return sizeof counted; };
}

struct Holder {
    static inline const auto length = [](const std::vector<int>& values) { return values.size(); };
    static auto seven() {
        return [] { return 7; };
    }
    auto method() const {
        return [] { return 8; };
    }
    int own = [] { return 9; }();

private:
    static inline auto hidden = [] { return 10; };
    class Secret {};
    static auto secret(Secret) {
        return [] { return 11; };
    }
};

}  // namespace closures
