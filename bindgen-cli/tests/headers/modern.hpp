// flags: -std=c++20
// Declarations of C++20, macros that hide specifiers, attributes.
#pragma once
#include <compare>
#include <concepts>
#include <coroutine>

#define EXPORT __attribute__((visibility("default")))
#define NOTHROW noexcept
#define VIRTUAL virtual
#define STATIC_INLINE static inline
#define OLD [[deprecated("by a macro")]]
#define BEGIN namespace modern {
#define END }

BEGIN

class EXPORT Exported {
public:
    EXPORT Exported() NOTHROW {}
    VIRTUAL int f() const NOTHROW { return 1; }
    [[nodiscard]] EXPORT int g() const { return 2; }
    [[gnu::pure]] int h() const { return 3; }
    [[clang::noinline]] int k() const { return 4; }
    STATIC_INLINE int s() { return 5; }
    OLD int old() { return 0; }
};
[[maybe_unused]] inline int unused([[maybe_unused]] int a) { return a; }

template <class T>
concept Number = std::integral<T> || std::floating_point<T>;
template <Number T>
T twice(T t) { return t + t; }
auto thrice(Number auto x) { return x + x + x; }
template <class T>
    requires Number<T>
struct Boxed {
    T value;
    T get() const
        requires std::integral<T>
    {
        return value;
    }
};
using BoxedInt = Boxed<int>;

consteval int square(int n) { return n * n; }
constinit inline int counter = square(3);
constexpr int nine = square(3);

struct Spaced {
    int a, b;
    auto operator<=>(const Spaced&) const = default;
};

struct Task {
    struct promise_type {
        Task get_return_object() { return {}; }
        std::suspend_never initial_suspend() { return {}; }
        std::suspend_never final_suspend() noexcept { return {}; }
        void return_void() {}
        void unhandled_exception() {}
    };
    int id = 4;
};
inline Task run() { co_return; }
struct Resumed {
    std::coroutine_handle<> handle;
};

struct Literal {
    int n;
    constexpr Literal(int n) : n(n) {}
    bool operator==(const Literal&) const = default;
};
template <Literal L>
struct With {
    int get() const { return L.n; }
};
using Seven = With<Literal{7}>;
template <auto N>
struct Constant {
    static constexpr auto value = N;
};
using Five = Constant<5>;

enum class Color { red, green };
struct Uses {
    using enum Color;
    int x = 1;
};
using enum Color;

inline auto generic = []<class T>(T a) { return a; };
template <class... T>
    requires(sizeof...(T) > 0)
int count(T...) {
    return sizeof...(T);
}
struct Conditional {
    explicit(false) Conditional(int n) : n(n) {}
    int n;
};
struct Empty {};
struct Overlaid {
    [[no_unique_address]] Empty empty;
    int x = 3;
};
inline char8_t letter(const char8_t* text) { return *text; }
inline int operator""_twice(unsigned long long n) { return static_cast<int>(2 * n); }

END
