#include "buffers.hpp"

#include <numeric>

namespace buffers {

double Samples::sum() const { return std::accumulate(begin(), end(), 0.0); }

std::vector<double> doubles(std::size_t count) {
    std::vector<double> made(count);
    std::iota(made.begin(), made.end(), 0.0);
    return made;
}

std::vector<int> ints(std::size_t count) {
    std::vector<int> made(count);
    std::iota(made.begin(), made.end(), 0);
    return made;
}

std::vector<bool> bits() { return {true, false, true}; }
std::vector<char> characters() { return {'a', 'b', 'c'}; }
std::vector<Colour> colours() { return {Colour::blue, Colour::red}; }
std::vector<std::complex<double>> complexes() { return {{1, 2}}; }
std::vector<std::array<double, 3>> rows() { return {{{1, 2, 3}}, {{4, 5, 6}}}; }
std::array<int, 3> array() { return {1, 2, 3}; }
std::vector<Point> points() { return {{1, 2.5, 3.5f}, {4, 5.5, 6.5f}}; }
std::vector<Cell> cells() {
    return {{{1, 2.5, 3.5f}, {{1, 2, 3}, {4, 5, 6}}, {{7, 8}}, Colour::green, true, nullptr}};
}
std::vector<Packed> packed() { return {{1, 2.5}}; }
std::vector<Derived> derived() {
    Derived made;
    made.tag = 1;
    made.x = 2.5;
    made.y = 3.5f;
    made.weight = 4;
    return {made};
}
std::vector<Constant> constants() { return {{1}, {2}}; }
std::vector<Named> named() { return {{"a"}}; }
std::vector<Flags> flags() { return {{1, 2}}; }
std::vector<Either> eithers() { return {{1}}; }
std::vector<Hidden> hidden() { return std::vector<Hidden>(2); }
std::vector<std::vector<double>> nested() { return {{1, 2}, {3}}; }
std::map<std::string, std::vector<double>> table() { return {{"a", {1, 2}}}; }
std::deque<double> deque() { return {1.5, 2.5}; }
std::list<int> list() { return {1, 2}; }
std::vector<std::string> words() { return {"a", "bc"}; }

std::vector<double>& shared() {
    static std::vector<double> values{1, 2};
    return values;
}

double total(const std::vector<double>& values) { return std::accumulate(values.begin(), values.end(), 0.0); }
double total_of_copy(std::vector<double> values) { return total(values); }
void enlarge(std::vector<double>& values) { values.push_back(1); }
void enlarge(std::vector<double>* values) { values->push_back(1); }
double take(std::vector<double>&& values) { return total(std::vector<double>(std::move(values))); }
void exchange(std::vector<double>& left, std::vector<double>& right) { left.swap(right); }
std::size_t address(const std::vector<double>& values) { return reinterpret_cast<std::size_t>(values.data()); }

double sum(const double* values, std::size_t count) { return std::accumulate(values, values + count, 0.0); }
void scale(double* values, std::size_t count, double factor) {
    for (std::size_t index = 0; index < count; ++index)
        values[index] *= factor;
}
std::size_t place(const double* values) { return reinterpret_cast<std::size_t>(values); }
double chosen(const double*) { return 1; }
double chosen(const std::vector<double>&) { return 2; }

double* memory() {
    static double values[] = {0, 1, 2, 3};
    return values;
}

Point* origin() {
    static Point point{0, 0, 0};
    return &point;
}

} // namespace buffers
