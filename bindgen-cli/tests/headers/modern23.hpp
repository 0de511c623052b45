// flags: -std=c++23
// Declarations of C++23.
#pragma once

namespace modern {

struct Deduced {
    int n = 5;
    int get(this const Deduced& self) { return self.n; }
    int set(this Deduced& self, int n) { return self.n = n; }
    int copied(this Deduced self, int more) { return self.n + more; }
    template <class Self>
    auto&& any(this Self&& self) { return static_cast<Self&&>(self).n; }
    int operator[](int one, int two) const { return 10 * one + two; }
    static int operator()(int n) { return n; }
};
constexpr int asked() {
    if consteval {
        return 1;
    } else {
        return 2;
    }
}
inline auto copy(auto x) { return auto(x); }

} // namespace modern
