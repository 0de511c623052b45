// Alias and variable templates, and class templates of every kind of parameter.
#ifndef TESTLIBS_ALIASES_HPP
#define TESTLIBS_ALIASES_HPP

#include <cstddef>
#include <map>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace aliases {

/// A vector by another name.
template <class T>
using Vec = std::vector<T>;

template <class T>
using ByName = std::map<std::string, T>;

template <class T>
using Bare = typename std::remove_const<typename std::remove_reference<T>::type>::type;

/// As near as it gets.
template <class T>
constexpr T pi = T(3.1415926535897932385L);

template <class T, class U>
constexpr bool same = false;
template <class T>
constexpr bool same<T, T> = true;

/// One for each type, to count in.
template <class T>
int counter = 0;

inline int counted_ints() { return counter<int>; }

enum Plain { First, Second };
enum class Scoped : unsigned char { Low = 3, High = 200 };
enum class Letter : char { A = 'a' };

template <Plain P> struct OfPlain { int value() const { return P; } };
template <Scoped S> struct OfScoped { int value() const { return static_cast<int>(S); } };
template <Letter L> struct OfLetter { char value() const { return static_cast<char>(L); } };
template <bool B> struct OfBool { bool value() const { return B; } };
template <char C> struct OfChar { char value() const { return C; } };
template <auto V> struct OfAny { auto value() const { return V; } };
template <std::size_t N> struct OfSize { std::size_t value() const { return N; } };

template <class... Ts> struct Pack { static std::size_t size() { return sizeof...(Ts); } };
template <int... Ns> struct Sum { static int value() { return (0 + ... + Ns); } };
template <template <class...> class C, class T> struct Holder { C<T> items; };
template <class T, class U = T, int N = 3> struct Defaulted { T first; U second; static int n() { return N; } };
template <class F> struct OfFunction {};
template <class R, class... As>
struct OfFunction<R(As...)> { static std::size_t arity() { return sizeof...(As); } };

/// What it holds tells what it is of.
template <class T>
struct Box {
    Box(T given) : held(given) {}
    T held;
};

/// A guide says more than the constructor.
template <class T>
struct Wide {
    template <class U> Wide(U given) : held(given) {}
    T held;
};
Wide(int) -> Wide<long long>;
Wide(double) -> Wide<double>;

template <class T>
struct Many {
    Many(std::initializer_list<T> given) : count(given.size()) {}
    std::size_t count;
};

struct Host {
    template <class T> using List = std::vector<T>;
    template <class T> struct Inner { T value; };
    template <class T> static constexpr int size = sizeof(T);
};

/// How many are alive.
struct Live {
    static int alive;
    int number;
    Live() : number(0) { ++alive; }
    explicit Live(int n) : number(n) { ++alive; }
    Live(const Live& other) : number(other.number) { ++alive; }
    virtual ~Live() { --alive; }
    virtual int twice() const { return 2 * number; }
};

} // namespace aliases

#endif
