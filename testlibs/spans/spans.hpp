// std::span (C++20): the elements of somebody else, as argument and as result.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace spans {

struct Point {
    double x = 0;
    int tag = 0;
};

double sum(std::span<const double> values);
void scale(std::span<double> values, double by);
std::size_t place(const std::span<const double>& values);
double three(std::span<const double, 3> values);
double points(std::span<const Point> all);
void move(std::span<Point> all);
std::string joined(std::span<const std::string> words);
std::vector<std::string> words();
std::vector<Point> origin(std::size_t count);

std::span<double> view();          ///< 1, 2, 3, the same each time
std::span<const double> constant();

int chosen(std::span<const double> values);       ///< 1
int chosen(const std::vector<double>& values);    ///< 2

} // namespace spans
