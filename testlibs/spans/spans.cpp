#include "spans.hpp"

namespace spans {

namespace {
std::vector<double> kept{1, 2, 3};
}

double sum(std::span<const double> values) {
    double sum = 0;
    for (double value : values)
        sum += value;
    return sum;
}
void scale(std::span<double> values, double by) {
    for (double& value : values)
        value *= by;
}
std::size_t place(const std::span<const double>& values) { return reinterpret_cast<std::size_t>(values.data()); }
double three(std::span<const double, 3> values) { return values[0] + values[1] + values[2]; }
double points(std::span<const Point> all) {
    double sum = 0;
    for (const Point& point : all)
        sum += point.x;
    return sum;
}
void move(std::span<Point> all) {
    for (Point& point : all)
        point.x += 1;
}
std::string joined(std::span<const std::string> words) {
    std::string all;
    for (const std::string& word : words)
        all += word;
    return all;
}
std::vector<std::string> words() { return {"a text that does not fit into its object", "b"}; }
std::vector<Point> origin(std::size_t count) { return std::vector<Point>(count); }

std::span<double> view() { return kept; }
std::span<const double> constant() { return kept; }

int chosen(std::span<const double>) { return 1; }
int chosen(const std::vector<double>&) { return 2; }

} // namespace spans
