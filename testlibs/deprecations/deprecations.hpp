#pragma once

#include <string>

/// Deprecated declarations of every kind, beside others that are not.
namespace deprecations {

/// Adds.
[[deprecated("call total instead")]] int sum(int a, int b);
int total(int a, int b);

/// Says itself that it is old.
__attribute__((deprecated)) int plain();

[[deprecated("overload of integers")]] inline std::string kind(int) { return "int"; }
inline std::string kind(double) { return "double"; }
inline std::string kind(const std::string&) { return "string"; }

template <class T>
[[deprecated("call twice")]] T doubled(T value) {
    return value + value;
}

enum Shade { light, dark [[deprecated("say night")]], night };

struct Old;

class Meter {
public:
    Meter() = default;
    [[deprecated("give no unit")]] explicit Meter(const std::string& unit) : unit(unit) {}

    [[deprecated("read value")]] int get() const { return value; }
    int current() const { return value; }
    [[deprecated]] static int made() { return count; }
    [[deprecated("add with +=")]] Meter operator+(int by) const;
    Meter& operator+=(int by) {
        value += by;
        return *this;
    }
    [[deprecated("virtual")]] virtual int depth() const { return 1; }

    int value = 7;
    [[deprecated("read value")]] int amount = 8;
    [[deprecated("no bits")]] int bits : 3;
    std::string unit;
    [[deprecated("use made")]] static int count;
    [[deprecated("five")]] static constexpr int five = 5;
    enum { first, last [[deprecated("no last")]] };

    virtual ~Meter() = default;
};

inline Meter Meter::operator+(int by) const {
    Meter sum = *this;
    sum.value += by;
    return sum;
}

struct [[deprecated("take Meter")]] Old {
    int value = 1;
    virtual int get() const { return value; }
    virtual ~Old() = default;
};

struct [[deprecated("take a number")]] Point {
    int x, y;
};

[[deprecated("unused")]] extern int level;
[[deprecated("write 3")]] constexpr int three = 3;

/// How often a throwing function was reached.
extern int reached;
[[deprecated("throws")]] void count_reached();

} // namespace deprecations
