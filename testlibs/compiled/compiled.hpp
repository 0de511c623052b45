// What functions that Numba compiles do with C++: call it, read and write it, make objects and let them go.
#ifndef TESTLIBS_COMPILED_HPP
#define TESTLIBS_COMPILED_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <stdexcept>
#include <string>
#include <vector>

namespace compiled {

enum Colour { red = 1, green = 5 };
enum class Unit : std::int16_t { metre = -3, second = 7 };

/// One data member of each kind of number, set to what is passed.
struct Numbers {
    bool truth = true;
    char letter = 'a';
    signed char tiny = -5;
    unsigned char byte = 200;
    short small = -30000;
    unsigned short usmall = 60000;
    int middle = -2000000000;
    unsigned int umiddle = 4000000000u;
    long large = -9000000000000000000L;
    unsigned long ularge = 18000000000000000000uL;
    long long huge = -9000000000000000001LL;
    unsigned long long uhuge = 18000000000000000001uLL;
    std::int8_t eight = -8;
    std::uint8_t ueight = 248;
    float single = 1.5f;
    double precise = 2.25;
    Colour colour = green;
    Unit unit = Unit::metre;
    const int constant = 11;
    unsigned int bits : 5;
    int signed_bits : 4;
    int row[3] = {10, 20, 30};
    double grid[2][3] = {{0, 1, 2}, {3, 4, 5}};
    static long shared;

    Numbers() : bits(21), signed_bits(-3) {}
    bool not_truth() const { return !truth; }
    char next_letter() const { return static_cast<char>(letter + 1); }
    signed char negated(signed char value) const { return static_cast<signed char>(-value); }
    unsigned short plus(unsigned short value) const { return static_cast<unsigned short>(usmall + value); }
    bool both(bool left, bool right) const { return left && right; }
    Colour other(Colour value) const { return value == red ? green : red; }
    float halved(float value) const { return value / 2; }
};

/// Counts how many of its objects there are.
struct Counted {
    static long alive;
    int value;
    std::vector<long> more;

    explicit Counted(int value = 0) : value(value), more(3, value) { ++alive; }
    Counted(const Counted& other) : value(other.value), more(other.more) { ++alive; }
    ~Counted() {
        --alive;
        value = -1;
    }
    Counted twin() const { return Counted(value); }
    Counted& itself() { return *this; }
    long& number(std::size_t place) { return more.at(place); }
    std::vector<long> copied() const { return more; }
};

/// More strictly aligned than memory is by itself.
struct alignas(64) Aligned {
    double value = 0.5;
    static long alive;
    Aligned() { ++alive; }
    Aligned(const Aligned& other) : value(other.value) { ++alive; }
    ~Aligned() { --alive; }
    std::size_t misplaced() const { return reinterpret_cast<std::size_t>(this) % 64; }
};
Aligned aligned();

/// Its end throws.
struct Stubborn {
    int value = 3;
    ~Stubborn() noexcept(false);
};
Stubborn stubborn();

struct Left {
    long left = 1;
    virtual ~Left() = default;
    long from_left() const { return left; }
};
struct Right {
    long right = 2;
    virtual ~Right() = default;
    virtual long from_right(long value) const { return right + value; }
};
struct Top : virtual Right {
    long top = 3;
};
struct Both : Left, Right {
    long both = 4;
    long from_right(long value) const override { return 100 * right + value; }
};
struct Inner {
    long value = 6;
    long twice() const { return 2 * value; }
};
struct Outer {
    Inner inner;
    Inner* pointer = &inner;
    Inner* nothing = nullptr;
    const Inner& reference = inner;
    long number = 9;
    long* address = &number;
    long& alias = number;

    Outer() = default;
    Outer(const Outer&) = delete;
    Inner* get(bool some) { return some ? &inner : nullptr; }
    static long add(long left, long right) { return left + right; }
};

long right_of(const Right& object);
long right_of_pointer(const Right* object);
Inner by_value(Inner object, long value);
const Counted& larger(const Counted& left, const Counted& right);
Inner* created();

// Overloads, best for different numbers.
inline int which(int) { return 1; }
inline int which(double) { return 2; }
inline int which(long) { return 3; }
inline int only_int(int value) { return value; }
inline int int_or_double(int) { return 1; }
inline int int_or_double(double) { return 2; }
inline float narrow(float value) { return value; }
inline long with_defaults(long first, long second = 20, long third = 300) { return first + second + third; }
inline int of_pointer(const Inner*) { return 1; }
inline int of_pointer(std::nullptr_t) { return 2; }
inline const char* text() { return "text"; }
inline std::string string(const std::string& value) { return value; }

double sum(const double* values, std::size_t count);
void scale(double* values, std::size_t count, double factor);
void increment(long& value);
long& cell();

long divided(long left, long right);  ///< throws std::invalid_argument for a zero
inline long unthrowing(long value) noexcept { return value + 1; }

template <class T> T twice(T value) { return value + value; }
template double twice<double>(double);
template long twice<long>(long);
inline double use_twice() { return twice(1.5) + static_cast<double>(twice(2L)); }

std::vector<double> range(std::size_t count);
std::vector<Inner> inners(std::size_t count);
std::array<int, 4> four();
const std::initializer_list<long>& constants();

}  // namespace compiled

#endif
