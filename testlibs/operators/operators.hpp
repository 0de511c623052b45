// Operators: members, friends, at namespace scope; conversions, calls, subscripts.
#ifndef TESTLIBS_OPERATORS_HPP
#define TESTLIBS_OPERATORS_HPP

#include <stdexcept>
#include <string>

namespace operators {

class Vector2 {
public:
    Vector2(double x = 0., double y = 0.) : x(x), y(y) {}

    Vector2 operator+(const Vector2& other) const { return {x + other.x, y + other.y}; }
    Vector2 operator-(const Vector2& other) const { return {x - other.x, y - other.y}; }
    Vector2 operator-() const { return {-x, -y}; }
    Vector2 operator+() const { return *this; }
    Vector2 operator*(double factor) const { return {x * factor, y * factor}; }
    Vector2 operator/(double divisor) const { return {x / divisor, y / divisor}; }
    Vector2& operator+=(const Vector2& other) { x += other.x; y += other.y; return *this; }
    Vector2& operator-=(const Vector2& other) { x -= other.x; y -= other.y; return *this; }
    Vector2& operator*=(double factor) { x *= factor; y *= factor; return *this; }
    bool operator==(const Vector2& other) const { return x == other.x && y == other.y; }
    bool operator!=(const Vector2& other) const { return !(*this == other); }

    /// Found by argument-dependent lookup only.
    friend Vector2 operator*(double factor, const Vector2& vector) { return vector * factor; }
    friend double operator^(const Vector2& left, const Vector2& right) { return left.x * right.y - left.y * right.x; }

    double x, y;
};

// At namespace scope, some defined elsewhere.
double operator|(const Vector2& left, const Vector2& right);
bool operator<(const Vector2& left, const Vector2& right);
bool operator>(const Vector2& left, const Vector2& right);
bool operator<=(const Vector2& left, const Vector2& right);
bool operator>=(const Vector2& left, const Vector2& right);

/// An integer with all the bitwise operators, increments and logic.
class Bits {
public:
    Bits(int value = 0) : value(value) {}

    Bits operator&(Bits other) const { return value & other.value; }
    Bits operator|(Bits other) const { return value | other.value; }
    Bits operator^(Bits other) const { return value ^ other.value; }
    Bits operator~() const { return ~value; }
    Bits operator<<(int by) const { return value << by; }
    Bits operator>>(int by) const { return value >> by; }
    Bits operator%(int by) const { return value % by; }
    Bits& operator&=(Bits other) { value &= other.value; return *this; }
    Bits& operator|=(Bits other) { value |= other.value; return *this; }
    Bits& operator^=(Bits other) { value ^= other.value; return *this; }
    Bits& operator<<=(int by) { value <<= by; return *this; }
    Bits& operator>>=(int by) { value >>= by; return *this; }
    Bits& operator%=(int by) { value %= by; return *this; }
    Bits& operator/=(int by) { value /= by; return *this; }
    Bits& operator++() { ++value; return *this; }
    Bits operator++(int) { Bits old(*this); ++value; return old; }
    Bits& operator--() { --value; return *this; }
    Bits operator--(int) { Bits old(*this); --value; return old; }
    bool operator!() const { return !value; }
    Bits& operator=(int to) { value = to; return *this; }

    int value;
};

/// Conversions.
class Number {
public:
    explicit Number(double value) : m_value(value) {}
    operator int() const { return static_cast<int>(m_value); }
    operator double() const { return m_value; }
    explicit operator bool() const { return m_value != 0.; }

private:
    double m_value;
};

class Text {
public:
    explicit Text(const char* text) : m_text(text) {}
    operator const char*() const { return m_text.c_str(); }

private:
    std::string m_text;
};

/// operator[] that can be assigned through, operator(), a size.
class Table {
public:
    explicit Table(int rows = 3, int columns = 2);
    double& operator[](int index) { return m_cells[checked(index)]; }
    const double& operator[](int index) const { return m_cells[checked(index)]; }
    double& operator()(int row, int column) { return m_cells[checked(row * m_columns + column)]; }
    int size() const { return m_rows * m_columns; }

private:
    int checked(int index) const {
        if (index < 0 || index >= size()) throw std::out_of_range("no such cell");
        return index;
    }

    int m_rows, m_columns;
    double m_cells[64];
};

/// Subscripts of another type than integers.
class Registry {
public:
    std::string& operator[](const std::string& key);

private:
    std::string m_keys[8], m_values[8];
};

/// Callable, with overloads.
struct Multiplier {
    int factor = 3;
    int operator()(int value) const { return value * factor; }
    std::string operator()(const char* text) const;
};

/// A pointer-like class.
class Handle {
public:
    Handle() : m_target(1., 2.) {}
    Vector2& operator*() { return m_target; }
    Vector2* operator->() { return &m_target; }

private:
    Vector2 m_target;
};

/// No operators at all: equality is identity.
struct Plain {
    int value = 1;
};

/// Its own operator new and delete are used, and counted.
class Pooled {
public:
    static void* operator new(std::size_t size);
    static void operator delete(void* memory);
    static int allocations, deallocations;
    int value = 9;
};

/// Operators that take their operands as something else.
namespace symbolic {

struct Symbol {
    int number;
};

struct Expression {
    Expression(int value) : value(value) {}
    Expression(const Symbol& symbol) : value(100 + symbol.number) {}
    int value;
};

/// What was compared, and how.
struct Relation {
    char sign;
    int left, right;
    operator bool() const { return left == right; }
};

inline Relation operator==(const Expression& left, const Expression& right) { return {'=', left.value, right.value}; }
inline Relation operator!=(const Expression& left, const Expression& right) { return {'!', left.value, right.value}; }
inline Relation operator<(const Expression& left, const Expression& right) { return {'<', left.value, right.value}; }
inline Expression operator*(const Expression& left, const Expression& right) { return left.value * right.value; }

}  // namespace symbolic

}  // namespace operators

#endif
