#include "values.hpp"

#include <stdexcept>

namespace values {

namespace {
const Vector* the_kept = nullptr;
}

Vector& Vector::grow(double factor) {
    *this = scaled(factor);
    return *this;
}

Vector vector(double x, double y, double z) { return {x, y, z}; }

Segment segment(const Vector& from, const Vector& to) { return {from, to, Axis::Y, {1, 2, 3}}; }

Selfish selfish() { return Selfish(); }

Owner owner() { return {Selfish(), 3}; }

Large large() {
    Large made{};
    made.numbers[8] = 8;
    return made;
}

Aligned aligned() { return {{1, 2, 3, 4}}; }

int Counted::alive = 0;

Counted counted(int number) { return Counted(number); }

Vector refuse() { throw std::runtime_error("refused"); }

void keep(Vector* vector) { the_kept = vector; }

void keep_reference(const Vector& vector) { the_kept = &vector; }

const Vector* kept() { return the_kept; }

void consume(Vector* vector) { delete vector; }

double sum(Vector vector) { return vector.x + vector.y + vector.z; }

}  // namespace values
