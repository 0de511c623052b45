#pragma once

#include <string>
#include <vector>

/// What two dictionaries share.
namespace first {

class Base {
public:
    explicit Base(int number = 0) : number(number) {}
    virtual ~Base() = default;
    virtual std::string kind() const { return "Base"; }
    int number;
};
inline int total(const std::vector<Base>& all) {
    int sum = 0;
    for (const Base& each : all)
        sum += each.number;
    return sum;
}
inline std::vector<Base> many(int count) {
    std::vector<Base> all;
    for (int i = 0; i < count; ++i)
        all.emplace_back(i);
    return all;
}

} // namespace first
