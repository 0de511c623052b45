#pragma once

#include <cstddef>
#include <string>

/// Literal operators, friends of class templates that are called as members, nested classes of class templates.
namespace literals {

struct Text {
    std::string value;
};
inline namespace operators {
inline Text operator""_text(const char* text, std::size_t length) { return {std::string(text, length)}; }
inline long double operator""_km(long double number) { return number * 1000; }
inline unsigned long long operator""_twice(unsigned long long number) { return 2 * number; }
inline int operator""_code(char character) { return character; }
} // namespace operators

template <class T>
struct Swapped {
    T value;
    void swap(Swapped& other) {
        T old = value;
        value = other.value;
        other.value = old;
    }
    friend void swap(Swapped& a, Swapped& b) { a.swap(b); }
    friend T plus(const Swapped& a, int n) { return a.value + n; }
};
using SwappedInt = Swapped<int>;

/// As fastjet's: the class is declared first, and its name is the library's own all the same.
template <class T>
class Shared {
public:
    class __Counted;
    Shared() = default;
    __Counted* counted() { return &counted_; }
    class __Counted {
    public:
        long count() const { return count_; }
        long operator++() { return ++count_; }

    private:
        long count_ = 0;
    };

private:
    struct Hidden {
        T* get() { return nullptr; }
    };
    __Counted counted_;
};
inline Shared<Text> shared() { return {}; }

} // namespace literals
