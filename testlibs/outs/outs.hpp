#pragma once

#include <string>

/// Functions that return by way of their parameters.
namespace outs {

enum class Mood { calm, wild };

struct Store {
    explicit Store(int number) : number(number) { ++alive(); }
    Store(const Store&) = delete;
    virtual ~Store() { --alive(); }
    virtual std::string kind() const { return "Store"; }
    int number;
    static int& alive() {
        static int count = 0;
        return count;
    }
};
struct Fast : Store {
    Fast() : Store(7) {}
    std::string kind() const override { return "Fast"; }
};

inline int divide(int dividend, int divisor, int& rest) {
    rest = dividend % divisor;
    return dividend / divisor;
}
inline void split(double number, double* whole, double* part) {
    *whole = static_cast<int>(number);
    *part = number - *whole;
}
inline bool open(const std::string& name, Store** store) {
    *store = name.empty() ? nullptr : name == "fast" ? new Fast : new Store(3);
    return !name.empty();
}
inline void texts(std::string& one, std::string* other) {
    one = "h\xc3\xa9llo";
    *other = "more";
}
inline Mood mood(Mood& mood, bool& flag, long double& number) {
    mood = Mood::wild;
    flag = true;
    number = 1.5L;
    return Mood::calm;
}
inline void word(const char** word) { *word = "word"; }
inline void address(void** address) { *address = nullptr; }
inline int defaulted(int a, int& out, int b = 10) {
    out = a + b;
    return a * b;
}
inline bool optional(int a, int* out = nullptr) {
    if (out)
        *out = a;
    return out;
}
inline std::string overloaded(int a, int& out) {
    out = a;
    return "int";
}
inline std::string overloaded(const std::string& text, int& one, int& two) {
    one = static_cast<int>(text.size());
    two = 2;
    return "text";
}
inline void fails(int& out) {
    out = 1;
    throw 3;
}
inline int filled(char* buffer, int size) {
    buffer[0] = 'x';
    return size;
}

class Element {
public:
    int query(const char* name, double* value) const {
        *value = number + 0.5;
        return name[0];
    }
    static void both(int& one, int& two) {
        one = 1;
        two = 2;
    }
    void own(Store*& store) { store = &mine; }
    int number = 0;

private:
    Store mine{9};
};

} // namespace outs
