#pragma once

#include <memory>

#include "first.hpp"

/// A library that builds upon another one, in a dictionary of its own.
namespace second {

class Derived : public first::Base {
public:
    explicit Derived(int number = 0) : Base(10 * number) {}
    std::string kind() const override { return "Derived"; }
};
inline int take(const first::Base& base) { return base.number; }
inline first::Base give(int number) { return first::Base(number); }
inline first::Base* pointer(bool derived) {
    static Derived one(1);
    static first::Base other(2);
    return derived ? &one : &other;
}
inline std::shared_ptr<first::Base> shared() { return std::make_shared<Derived>(3); }
inline int twice(const std::vector<first::Base>& all) { return 2 * first::total(all); }
inline std::vector<first::Base> some() { return first::many(3); }
inline std::vector<first::Base*> pointers() { return {pointer(true), pointer(false)}; }
struct Has {
    first::Base base;
    std::vector<first::Base> all;
};

} // namespace second
