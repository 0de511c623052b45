// Function templates of which nothing is instantiated: they are made when Python calls them.
#pragma once

#include <functional>
#include <initializer_list>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace ondemand {

struct Base {
    virtual ~Base() = default;
    int id = 1;
};

struct Derived : Base {
    Derived() { id = 2; }
};

enum Colour { red, green };

// What C++ has deduced, in words.
template <class T> struct Name { static std::string get() { return "?"; } };
template <> struct Name<int> { static std::string get() { return "int"; } };
template <> struct Name<long> { static std::string get() { return "long"; } };
template <> struct Name<unsigned long> { static std::string get() { return "unsigned long"; } };
template <> struct Name<bool> { static std::string get() { return "bool"; } };
template <> struct Name<float> { static std::string get() { return "float"; } };
template <> struct Name<double> { static std::string get() { return "double"; } };
template <> struct Name<std::string> { static std::string get() { return "string"; } };
template <> struct Name<Colour> { static std::string get() { return "Colour"; } };
template <> struct Name<Base> { static std::string get() { return "Base"; } };
template <> struct Name<Derived> { static std::string get() { return "Derived"; } };
template <class T> struct Name<const T> { static std::string get() { return "const " + Name<T>::get(); } };
template <class T> struct Name<T&> { static std::string get() { return Name<T>::get() + "&"; } };
template <class T> struct Name<T*> { static std::string get() { return Name<T>::get() + "*"; } };
template <class T> struct Name<std::vector<T>> {
    static std::string get() { return "vector<" + Name<T>::get() + ">"; }
};
template <class R, class... A> struct Name<std::function<R(A...)>> {
    static std::string get() { return "function"; }
};

/// Says what its argument is.
template <class T> std::string by_value(T) { return Name<T>::get(); }
template <class T> std::string forwarded(T&&) { return Name<T>::get(); }
template <class T> std::string constant(const T&) { return Name<T>::get(); }
template <class T> std::string pointed(T*) { return Name<T>::get(); }
template <class T> T same(T t) { return t; }
template <class T> T& itself(T& t) { return t; }

template <class T = double> std::string defaulted(int = 0) { return Name<T>::get(); }
template <int N> int number() { return N; }
template <bool B> bool truth() { return B; }
template <Colour C> int colour() { return C; }
template <class R, class T> R as(const T& t) { return static_cast<R>(t); }
template <class... A> int count(const A&...) { return sizeof...(A); }
template <class First, class... A> std::string names(const First&, const A&... more) {
    if constexpr (sizeof...(A) == 0)
        return Name<First>::get();
    else
        return Name<First>::get() + "," + names(more...);
}

// Ordinary functions beside templates.
inline std::string mixed(int) { return "ordinary int"; }
inline std::string mixed(const std::string&, double) { return "ordinary string, double"; }
template <class T> std::string mixed(T) { return "template " + Name<T>::get(); }

// Only some arguments are taken.
template <class T, std::enable_if_t<std::is_integral_v<T>, int> = 0> T half(T t) { return t / 2; }
inline std::string half(const std::string& s) { return s.substr(s.size() / 2); }

template <class T> T fails(T t) { throw std::invalid_argument("fails on demand"); return t; }
template <class T> int does_not_compile(T t) { return t.nothing_has_this(); }

template <class T> struct Held { T value; };
template <class T> Held<T> hold(T t) { return {t}; }
template <class F> auto apply(F f, int x) { return f(x); }
template <class T> T call_function(const std::function<T(T)>& f, T t) { return f(t); }
template <class T> T sum(const std::vector<T>& all) {
    T total{};
    for (const T& one : all) total += one;
    return total;
}
template <class T> int listed(std::initializer_list<T> all) { return static_cast<int>(all.size()); }

class Box {
public:
    Box() = default;
    explicit Box(int value) : value_(value) {}
    template <class T, class U> Box(T t, U u) : value_(static_cast<int>(t + u)) {}
    virtual ~Box() = default;

    int value() const { return value_; }
    template <class T> T get() const { return static_cast<T>(value_); }
    template <class T> void put(const T& t) { value_ = static_cast<int>(t); }
    template <class T> std::string kind(T) const { return "Box " + Name<T>::get(); }
    std::string kind(const char*, int) const { return "ordinary"; }
    template <class T> static std::string create() { return Name<T>::get(); }
    template <class T> static T make(T t) { return t; }
    template <class T> Box& chain(T t) { value_ += static_cast<int>(t); return *this; }
    template <class T> int operator+(const T& t) const { return value_ + static_cast<int>(t); }
    template <class T> std::string operator()(T) const { return "called with " + Name<T>::get(); }

private:
    int value_ = 0;
};

class Special : public Box {
public:
    using Box::Box;
};

template <class V> class Vec {
public:
    explicit Vec(V v) : v_(v) {}
    V v() const { return v_; }
    template <class W> Vec add(const Vec<W>& other) const { return Vec(v_ + static_cast<V>(other.v())); }
    template <class W> friend Vec operator*(const Vec& vec, W w) { return Vec(vec.v_ * static_cast<V>(w)); }

private:
    V v_;
};

template <class V, class W> Vec<V> operator-(const Vec<V>& left, const Vec<W>& right) {
    return Vec<V>(left.v() - static_cast<V>(right.v()));
}

inline Vec<int> ints(int i) { return Vec<int>(i); }
inline Vec<double> doubles(double d) { return Vec<double>(d); }

}  // namespace ondemand
