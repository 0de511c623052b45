#include "structs.hpp"

namespace structs {

double sum(const Point* points, std::size_t count) {
    double sum = 0;
    for (std::size_t i = 0; i < count; ++i)
        sum += points[i].x;
    return sum;
}
void move(Point* points, std::size_t count, double by) {
    for (std::size_t i = 0; i < count; ++i)
        points[i].x += by;
}
std::size_t place(const Point* points) { return reinterpret_cast<std::size_t>(points); }
double sum_of_cells(const Cell* cells, std::size_t count) {
    double sum = 0;
    for (std::size_t i = 0; i < count; ++i)
        sum += cells[i].at.x + cells[i].grid[1][2] + cells[i].amplitude.imag() + cells[i].used;
    return sum;
}

double total(const std::vector<Point>& points) { return sum(points.data(), points.size()); }
double total_of_cells(std::vector<Cell> cells) { return sum_of_cells(cells.data(), cells.size()); }
double weight(const std::vector<Weighed>& all) {
    double sum = 0;
    for (const Weighed& each : all)
        sum += each.weight;
    return sum;
}
std::vector<Point> points(std::size_t count) {
    std::vector<Point> made(count);
    for (std::size_t i = 0; i < count; ++i)
        made[i].x = static_cast<double>(i);
    return made;
}
std::vector<Named> named() { return {{"a"}}; }
Point* first() {
    static Point all[3];
    return all;
}

int chosen(const Point*) { return 1; }
int chosen(const std::vector<Point>&) { return 2; }

} // namespace structs
