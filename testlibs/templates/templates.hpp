// Class templates whose specialisations the header names, the standard library's included.
#ifndef TESTLIBS_TEMPLATES_HPP
#define TESTLIBS_TEMPLATES_HPP

#include <array>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace templates {

/// A box for one value.
template <typename T>
class Box {
public:
    Box() : m_value() {}
    explicit Box(const T& value) : m_value(value) {}

    const T& get() const { return m_value; }
    void set(const T& value) { m_value = value; }
    bool same(const Box& other) const { return m_value == other.m_value; }

    static int made() { return sizeof(T); }

    typedef T value_type;

private:
    T m_value;
};

/// Type and value parameters, one with a default.
template <typename T, int N = 4>
struct Row {
    T cells[N];
    int size() const { return N; }
    T total() const {
        T total = T();
        for (const T& cell : cells) total += cell;
        return total;
    }
};

/// Specialised by hand.
template <typename T>
struct Name {
    static std::string get() { return "something"; }
};
template <>
struct Name<int> {
    static std::string get() { return "int"; }
};

/// A template that nobody instantiates.
template <typename T>
class Unused {
    T value;
};

// What the header names is instantiated: in signatures, members, aliases, bases.
typedef Box<double> RealBox;
using Pair = std::pair<int, double>;
using NamedInt = Name<int>;

Box<int> make_box(int value);
int unbox(const Box<int>& box);

struct Shelf {
    Row<int> four;
    Row<float, 2> two;
    Box<std::string> label;
};

class Special : public Box<long> {
public:
    Special() : Box<long>(64) {}
};

// Explicitly.
template class Box<char>;

// The standard library's.
std::vector<int> make_numbers(int count);
int sum(const std::vector<int>& numbers);
void push(std::vector<int>& numbers, int value);
std::vector<std::string> words();
std::vector<Box<int>> boxes(int count);
std::map<std::string, int> ages();
Pair make_pair(int first, double second);
std::array<int, 3> triple();
std::shared_ptr<Shelf> make_shelf();
std::unique_ptr<Box<int>> make_unique_box(int value);

/// Function templates wait for a compiler at run time; their specialisations do not.
template <typename T>
T largest(T a, T b) {
    return a < b ? b : a;
}
template <>
int largest<int>(int a, int b);

}  // namespace templates

#endif
