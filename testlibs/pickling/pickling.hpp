// What can be pickled, what tells how, and what cannot.
#ifndef TESTLIBS_PICKLING_HPP
#define TESTLIBS_PICKLING_HPP

#include <array>
#include <complex>
#include <cstdint>
#include <deque>
#include <istream>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <ostream>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

namespace pickling {

enum class Color : unsigned char { Red, Green, Blue };

/// Members and nothing else.
struct Point {
    double x = 0, y = 0;
    bool operator==(const Point& other) const { return x == other.x && y == other.y; }
};

/// Members of all kinds of values.
struct Record {
    const int id = 0;
    std::string name;
    Color color = Color::Red;
    Point place;
    std::vector<Point> path;
    std::map<std::string, std::vector<int>> tags;
    std::shared_ptr<Point> shared;
    std::pair<int, std::string> pair;
    int grid[2][3] = {};
    char code[8] = {};
    unsigned low : 3;
    signed high : 5;
    Point* parent = nullptr;
};

/// An aggregate with a base.
struct Labelled : Point {
    std::string label;
};

/// What an aggregate cannot be put together from.
struct WithPointer {
    int* number = nullptr;
    const char* text = nullptr;
};
struct WithReference {
    int& number;
};
struct WithUnion {
    int kind = 0;
    union {
        int whole;
        float broken;
    };
};
union Either {
    int whole;
    float broken;
};
struct WithView {
    std::string_view view;
};

/// Tells its state, in C++.
class Account {
public:
    Account() { ++alive; }
    explicit Account(const std::string& owner) : m_owner(owner) { ++alive; }
    Account(const Account& other) : m_owner(other.m_owner), m_history(other.m_history) { ++alive; }
    Account& operator=(const Account&) = default;
    ~Account() { --alive; }

    void pay(int amount) { m_history.push_back(amount); }
    int balance() const;
    const std::string& owner() const { return m_owner; }
    Account* self() { return this; }

    std::pair<std::string, std::vector<int>> __getstate__() const { return {m_owner, m_history}; }
    void __setstate__(const std::pair<std::string, std::vector<int>>& state) {
        m_owner = state.first;
        m_history = state.second;
    }
    static inline int alive = 0;

private:
    std::string m_owner;
    std::vector<int> m_history;
};

/// Has no constructor without arguments, and no state that C++ tells.
class Range {
public:
    Range(int first, int last) : m_first(first), m_last(last) {
        if (last < first) throw std::invalid_argument("a range cannot end before it begins");
    }
    int first() const { return m_first; }
    int last() const { return m_last; }

private:
    int m_first, m_last;
};

/// Tells a state that nothing takes.
class Teller {
public:
    int __getstate__() const { return 1; }
};

/// Written to and read from streams.
class Fraction {
public:
    Fraction(double above = 0, double below = 1) : m_above(above), m_below(below) {}
    double value() const { return m_above / m_below; }
    double above() const { return m_above; }

private:
    friend std::ostream& operator<<(std::ostream& out, const Fraction& fraction) {
        return out << fraction.m_above << ' ' << fraction.m_below;
    }
    friend std::istream& operator>>(std::istream& in, Fraction& fraction) {
        return in >> fraction.m_above >> fraction.m_below;
    }
    double m_above, m_below;
};

/// Written, but never read.
class Printed {
    int m_number = 0;
    friend std::ostream& operator<<(std::ostream& out, const Printed& printed) { return out << printed.m_number; }
};

/// Cannot be copied.
class Unique {
public:
    Unique() = default;
    Unique(const Unique&) = delete;
    int number = 1;
};

/// Copies that can be told from what they are copies of.
class Copied {
public:
    Copied() = default;
    Copied(const Copied& other) : copies(other.copies + 1) {}
    int copies = 0;
};

/// A polymorphic hierarchy, for Python classes to derive from.
class Shape {
public:
    Shape() = default;
    explicit Shape(double size) : size(size) {}
    virtual ~Shape() = default;
    virtual double area() const { return size * size; }
    double __getstate__() const { return size; }
    void __setstate__(double state) { size = state; }
    double size = 1;
};

/// An exception of its own, with more than a message.
class Failure : public std::runtime_error {
public:
    explicit Failure(const std::string& what) : std::runtime_error(what) {}
};
[[noreturn]] inline void fail() { throw Failure("as asked"); }
[[noreturn]] inline void fail_plainly() { throw std::out_of_range("too far"); }

// Containers that some function names, so that the dictionary has them.
using Points = std::vector<Point>;
inline Points points(int count) {
    Points all;
    for (int n = 0; n < count; ++n) all.push_back({double(n), double(n) / 2});
    return all;
}
inline double sum(const Points& points) {
    double sum = 0;
    for (const Point& point : points) sum += point.x + point.y;
    return sum;
}
inline std::vector<Account> accounts() { return {Account("a"), Account("b")}; }
inline std::vector<Point*> pointers() { return {nullptr}; }
inline std::vector<std::pair<int, Point*>> pairs_of_pointers() { return {{1, nullptr}}; }
inline std::vector<std::shared_ptr<Point>> shared_points() { return {std::make_shared<Point>(Point{1, 2})}; }
inline std::vector<std::unique_ptr<Point>> owned_points() {
    std::vector<std::unique_ptr<Point>> all;
    all.push_back(std::make_unique<Point>(Point{3, 4}));
    return all;
}
inline std::map<Color, Point> by_color() { return {{Color::Green, {1, 2}}, {Color::Blue, {3, 4}}}; }
inline std::map<int, std::map<std::string, std::vector<double>>> nested() { return {{1, {{"a", {1, 2}}}}}; }
inline std::array<Color, 2> colors() { return {Color::Blue, Color::Red}; }
inline std::tuple<int, std::string> tuple() { return {1, "one"}; }
inline std::vector<bool> bits() { return {true, false, true}; }
inline std::vector<std::uint16_t> shorts() { return {1, 2, 65535}; }
inline std::vector<char> letters() { return {'a', 'b'}; }
inline std::vector<std::complex<double>> waves() { return {{1, 2}, {3, -4}}; }
inline std::shared_ptr<Account> shared_account() { return std::make_shared<Account>("shared"); }

// Functions.
double twice(double value);
int twice(int value);
Point scaled(const Point& point, double factor);
template <typename T>
T same(T value) { return value; }
template int same<int>(int);
template double same<double>(double);

/// A static function.
struct Maker {
    static Point make(double x, double y) { return {x, y}; }
    double factor = 1;
    double times(double value) const { return factor * value; }
};

namespace inner {
struct Deep {
    struct Deeper {
        int value = 0;
        enum Mood { Glad, Sad };
    };
};
int answer();
}  // namespace inner

}  // namespace pickling

#endif
