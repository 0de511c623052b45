// Arrays of structs where C++ wants a pointer to the first or a vector; arrays of plain classes.
#pragma once

#include <array>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace structs {

/// With bytes between its members.
struct Point {
    std::int8_t tag = 7;
    double x = 1;
    float y = 2;
};

struct Cell {
    Point at;
    std::int16_t grid[2][3];
    std::complex<double> amplitude;
    bool used;
};

/// Another one of the same size and types.
struct Place {
    std::int8_t tag;
    double longitude;
    float latitude;
};

/// An object of a derived class is not where the next of an array would be.
struct Weighed : Point {
    double weight = 0;
};

/// Its objects are more than their bytes.
struct Named {
    std::string name;
};

double sum(const Point* points, std::size_t count);
void move(Point* points, std::size_t count, double by);
std::size_t place(const Point* points);
double sum_of_cells(const Cell* cells, std::size_t count);

double total(const std::vector<Point>& points);
double total_of_cells(std::vector<Cell> cells);
double weight(const std::vector<Weighed>& all);
std::vector<Point> points(std::size_t count);
std::vector<Named> named();
Point* first();  ///< of three

int chosen(const Point* points);               ///< 1
int chosen(const std::vector<Point>& points);  ///< 2

} // namespace structs
