// Small classes that are returned by value, and what can happen to such a value next.
#ifndef TESTLIBS_VALUES_HPP
#define TESTLIBS_VALUES_HPP

#include <array>
#include <cstdint>

namespace values {

enum class Axis { X, Y, Z };

/// Nothing but numbers.
struct Vector {
    double x, y, z;

    double norm2() const { return x * x + y * y + z * z; }
    Vector scaled(double factor) const { return {x * factor, y * factor, z * factor}; }
    Vector& grow(double factor);
    Vector* self() { return this; }
    const Vector& itself() const { return *this; }
    std::uintptr_t where() const { return reinterpret_cast<std::uintptr_t>(this); }
};
Vector vector(double x, double y, double z);

/// Numbers within objects within an object.
struct Segment {
    Vector from, to;
    Axis axis;
    std::uint8_t weights[3];
};
Segment segment(const Vector& from, const Vector& to);

/// The compiler constructs a result in place: it still knows its own address.
class Selfish {
public:
    Selfish() : m_me(this) {}
    bool knows_itself() const { return m_me == this; }

private:
    const Selfish* m_me;
    long m_too_large_for_registers[3] = {};
};
Selfish selfish();

/// An object that knows its address by way of a member's class.
struct Owner {
    Selfish part;
    int number;
};
Owner owner();

/// Too large to live anywhere but on the heap.
struct Large {
    std::array<double, 9> numbers;
    std::uintptr_t where() const { return reinterpret_cast<std::uintptr_t>(this); }
};
Large large();

/// More strictly aligned than Python's memory.
struct alignas(32) Aligned {
    double numbers[4];
    bool aligned() const { return reinterpret_cast<std::uintptr_t>(this) % 32 == 0; }
};
Aligned aligned();

/// Has a destructor, and counts.
struct Counted {
    explicit Counted(int n) : number(n) { ++alive; }
    Counted(const Counted& other) : number(other.number) { ++alive; }
    ~Counted() { --alive; }
    int number;
    static int alive;
};
Counted counted(int number);

Vector refuse();  ///< throws instead

// What keeps an address.
void keep(Vector* vector);
void keep_reference(const Vector& vector);
const Vector* kept();
void consume(Vector* vector);  ///< deletes it
double sum(Vector vector);     ///< takes a copy

}  // namespace values

#endif
