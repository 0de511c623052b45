// Class templates and the specialisations that declarations name.
#pragma once

namespace t {

enum class Mode { Fast, Slow };

/// A box.
template <typename T, int N = 2, Mode M = Mode::Fast>
class Box {
public:
    typedef T value_type;
    /// What is inside.
    struct Inner { typedef T element; T value; int size() const; };
    enum State { Empty, Full };
    static const int capacity = N;
    static int count;

    Box(T value = T(1));
    explicit Box(const Box<T, N + 1>& other);
    template <typename U> void convert(U);
    /// The value.
    T get() const { return value; }
    Inner inner() const;
    Box<T*> pointer() const;
    State state() const;
    operator T() const;
    bool operator==(const Box& other) const;
    friend bool operator<(const Box& a, const Box& b) { return a.value < b.value; }
    friend bool operator>(const Box& a, const T& b) { return a.value > b; }
    friend Box operator-(Box a) { return a; }
    friend void swap(Box& a, Box&) {}

    T value;
protected:
    T hidden;
};

template <>
class Box<bool> {
public:
    bool special;
};

template <typename T>
class Box<T*> {
public:
    T* partial;
};

template <typename T> struct Base { T base_value; };
template <typename T> struct Derived : Base<T> {
    using Base<T>::base_value;
    T both();
};

typedef Box<int> IntBox;
using Floats = Box<float, 7, Mode::Slow>;
Derived<long> derived();
void take(const Box<Box<char>>* boxes, Box<bool> flag);
extern template class Box<short>;
template class Base<unsigned char>;

template <typename T> using Alias = Box<T>;
void through_alias(Alias<double>);

template <typename T> T twice(T t) { return t + t; }
template <typename T, int N> T scaled(T t) { return t * N; }
template <> inline int twice<int>(int t) { return 2 * t; }
template char twice<char>(char);
template double scaled<double, 3>(double);
extern template long twice(long);

template <typename... Ts> struct Pack {};
Pack<int, char> pack();
template <template <typename> class C> struct Wrap {};
Wrap<Base> wrap();
template <class T> struct Declared;
Declared<int>* declared();

}

namespace arguments {
struct Local {};
typedef int Number;
template <typename T, typename U = Local> struct Holder { T value; };
template <> struct Holder<Local> { struct Nested {}; Nested nested(); };
template struct Holder<Number>;
extern template struct Holder<t::Box<Number>>;
template struct Holder<const Local*, Number (*)(Local)>;
void nested(Holder<Holder<Local>>*);
}
