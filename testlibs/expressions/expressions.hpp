// A class template with as many members as those of expression libraries have: its members wait until they are called.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

namespace expressions {

/// How many operands there are.
inline int live = 0;

/// An expression that has another one as a member.
template <class T> class Negated {
    T operand;

  public:
    explicit Negated(const T& operand) : operand(operand) {}
    typename T::Value value(int index) const { return -operand.value(index); }
};

/// An expression that refers to its operand.
template <class T> class Twice {
    const T& operand;

  public:
    using Value = typename T::Value;

    explicit Twice(const T& operand) : operand(operand) {}
    Value value(int index) const { return 2 * operand(index); }
    Negated<Twice> negated() const { return Negated<Twice>(*this); }
};

#define TEN(name)                                                                                                      \
    T name##0() const { return 0; }                                                                                    \
    T name##1() const { return 1; }                                                                                    \
    T name##2() const { return 2; }                                                                                    \
    T name##3() const { return 3; }                                                                                    \
    T name##4() const { return 4; }                                                                                    \
    T name##5() const { return 5; }                                                                                    \
    T name##6() const { return 6; }                                                                                    \
    T name##7() const { return 7; }                                                                                    \
    T name##8() const { return 8; }                                                                                    \
    T name##9() const { return 9; }

/// What operands inherit.
template <class D, class T> struct Operations {
    TEN(a) TEN(b) TEN(c) TEN(d) TEN(e) TEN(f) TEN(g) TEN(h) TEN(i) TEN(j) TEN(k) TEN(l)

    static std::string kind() { return "operand"; }
    int size() const { return 3; }
    T sum() const {
        T sum{};
        for (int index = 0; index < size(); ++index) sum += static_cast<const D&>(*this)(index);
        return sum;
    }
    T first_letter() const { return static_cast<const D&>(*this)(0).front(); }
    Twice<D> twice() const { return Twice<D>(static_cast<const D&>(*this)); }
};

/// An operand.
template <class T> class Operand : public Operations<Operand<T>, T> {
    T values[3] = {};

  public:
    using Value = T;

    Operand() { ++live; }
    Operand(const Operand& other) : Operations<Operand, T>(other), values{other(0), other(1), other(2)} { ++live; }
    Operand& operator=(const Operand&) = default;
    Operand(T first, T second, T third) : values{first, second, third} { ++live; }
    ~Operand() { --live; }

    T& operator()(int index) { return values[checked(index)]; }
    const T& operator()(int index) const { return values[checked(index)]; }
    T scaled(T factor) const { return factor * values[0]; }
    T scaled(T factor, int times) const { return times ? factor * scaled(factor, times - 1) : values[0]; }

  private:
    static int checked(int index) {
        if (index < 0 || index > 2) throw std::out_of_range("an operand has three values");
        return index;
    }
};

using Doubles = Operand<double>;
using Floats = Operand<float>;
using Integers = Operand<int>;
using Longs = Operand<long>;

/// A small class that nothing asks for.
template <class T> struct Held {
    T value;
};

inline Held<Integers> hold(const Integers& integers) { return {integers}; }
inline Operand<short> narrow(const Integers& integers) { return {short(integers(0)), short(integers(1)), short(integers(2))}; }

} // namespace expressions
