// Classes that C++20 compares by their `<=>`.
#ifndef TESTLIBS_COMPARED_HPP
#define TESTLIBS_COMPARED_HPP

#include <compare>
#include <stdexcept>
#include <string>

namespace compared {

/// Both comparisons are defaulted, `==` without a word.
struct Version {
    int major, minor;
    auto operator<=>(const Version&) const = default;
};

/// Inherits them.
struct Tagged : Version {
    Tagged(int major, int minor) : Version{major, minor} {}
};

/// Has no `==`, which C++ makes of none but a defaulted `<=>`.
struct Weight {
    double value;
    friend std::partial_ordering operator<=>(const Weight& left, const Weight& right) { return left.value <=> right.value; }
};

/// Is compared with numbers only.
struct Level {
    int value;
    std::strong_ordering operator<=>(int other) const {
        if (other < 0)
            throw std::out_of_range("no such level");
        return value <=> other;
    }
    bool operator==(int other) const { return value == other; }
};

/// Is made of texts; its comparison stands beside it.
struct Name {
    Name(const char* text) : text(text) {}
    std::string text;
};
inline std::weak_ordering operator<=>(const Name& left, const Name& right) { return left.text <=> right.text; }

template <class T> struct Box {
    T value;
    auto operator<=>(const Box&) const = default;
};
using IntBox = Box<int>;

/// Has an operator of its own, which goes first.
struct Own {
    int value;
    auto operator<=>(const Own&) const = default;
    bool operator<(const Own&) const { return true; }
};

/// Cannot be compared: a member cannot.
struct Unordered {
    struct Member {};
    Member member;
    auto operator<=>(const Unordered&) const = default;
};

/// Only its own functions may compare it.
class Private {
    int value = 1;
    std::strong_ordering operator<=>(const Private&) const = default;
};

/// As C++ wrote it before: `>` is no operator of its own.
struct Less {
    int value;
    bool operator<(const Less& other) const { return value < other.value; }
};

} // namespace compared

#endif
