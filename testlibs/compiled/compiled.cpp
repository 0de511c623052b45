#include "compiled.hpp"

namespace compiled {

long Numbers::shared = 77;
long Counted::alive = 0;
long Aligned::alive = 0;

Aligned aligned() { return Aligned(); }

Stubborn::~Stubborn() noexcept(false) { throw std::runtime_error("I stay"); }
Stubborn stubborn() { return Stubborn(); }

long right_of(const Right& object) { return object.right; }
long right_of_pointer(const Right* object) { return object ? object->right : -1; }

Inner by_value(Inner object, long value) {
    object.value += value;
    return object;
}

const Counted& larger(const Counted& left, const Counted& right) { return left.value < right.value ? right : left; }

Inner* created() { return new Inner; }

double sum(const double* values, std::size_t count) {
    double total = 0;
    for (std::size_t place = 0; place != count; ++place) total += values[place];
    return total;
}

void scale(double* values, std::size_t count, double factor) {
    for (std::size_t place = 0; place != count; ++place) values[place] *= factor;
}

void increment(long& value) { ++value; }

long& cell() {
    static long value = 40;
    return value;
}

long divided(long left, long right) {
    if (right == 0) throw std::invalid_argument("divided by nothing");
    return left / right;
}

std::vector<double> range(std::size_t count) {
    std::vector<double> made;
    for (std::size_t place = 0; place != count; ++place) made.push_back(static_cast<double>(place));
    return made;
}

std::vector<Inner> inners(std::size_t count) {
    std::vector<Inner> made(count);
    for (std::size_t place = 0; place != count; ++place) made[place].value = static_cast<long>(place);
    return made;
}

std::array<int, 4> four() { return {1, 2, 3, 4}; }

const std::initializer_list<long>& constants() {
    static const std::initializer_list<long> all = {4, 5, 6};
    return all;
}

}  // namespace compiled
