// Memory that Python's arrays show: containers of numbers and structs, arrays, pointers with and without a length.
#ifndef TESTLIBS_BUFFERS_HPP
#define TESTLIBS_BUFFERS_HPP

#include <array>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <list>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace buffers {

// ---- Elements ----

enum class Colour : std::uint8_t { red, green, blue };

/// With bytes between its members.
struct Point {
    std::int8_t tag;
    double x;
    float y;
};

/// With members of every kind that a struct of an array may have.
struct Cell {
    Point at;
    std::int16_t grid[2][3];
    std::array<float, 2> size;
    Colour colour;
    bool used;
    const char* name;
};

struct __attribute__((packed)) Packed {
    std::int8_t tag;
    double x;
};

struct Derived : Point {
    std::int32_t weight;
};

struct Constant {
    const int value;
};

/// No elements of buffers, each for its own reason.
struct Named {
    std::string name;
};
struct Flags {
    unsigned low : 3;
    unsigned high : 5;
};
union Either {
    int number;
    float ratio;
};
class Hidden {
    int value = 0;

public:
    int get() const { return value; }
};

// ---- Containers ----

/// A container that counts its live objects, to grow from outside and from inside.
class Samples : public std::vector<double> {
public:
    explicit Samples(std::size_t count = 0) : std::vector<double>(count) { ++alive; }
    Samples(const Samples& other) : std::vector<double>(other) { ++alive; }
    Samples& operator=(const Samples&) = default;
    ~Samples() { --alive; }

    double sum() const;
    void grow() { push_back(1); }

    int label = 3;
    static inline int alive = 0;
};

/// A container that is not the first base.
struct Label {
    virtual ~Label() = default;
    int label() const { return 1; }
};
class Labelled : public Label, public std::vector<double> {};

/// Holds a container.
class Holder {
public:
    Holder() : samples(4) {}
    std::vector<double>& values() { return plain; }

    Samples samples;
    std::vector<double> plain{1, 2, 3};
    Point points[3] = {};
    int matrix[2][3] = {{1, 2, 3}, {4, 5, 6}};
    int touched = 0;
    void touch() { ++touched; }
};

std::vector<double> doubles(std::size_t count);   ///< 0, 1, 2, ...
std::vector<int> ints(std::size_t count);         ///< likewise
std::vector<bool> bits();
std::vector<char> characters();                   ///< abc
std::vector<Colour> colours();                    ///< blue, red
std::vector<std::complex<double>> complexes();    ///< 1 + 2i
std::vector<std::array<double, 3>> rows();        ///< {1, 2, 3}, {4, 5, 6}
std::array<int, 3> array();                       ///< 1, 2, 3
std::vector<Point> points();                      ///< {1, 2.5, 3.5}, {4, 5.5, 6.5}
std::vector<Cell> cells();
std::vector<Packed> packed();                     ///< {1, 2.5}
std::vector<Derived> derived();                   ///< {1, 2.5, 3.5, 4}
std::vector<Constant> constants();                ///< 1, 2
std::vector<Named> named();
std::vector<Flags> flags();
std::vector<Either> eithers();
std::vector<Hidden> hidden();
std::vector<std::vector<double>> nested();        ///< {1, 2}, {3}
std::map<std::string, std::vector<double>> table();  ///< a: {1, 2}
std::deque<double> deque();
std::list<int> list();
std::vector<std::string> words();
std::vector<double>& shared();                    ///< the same each time

// ---- Where containers go ----

double total(const std::vector<double>& values);
double total_of_copy(std::vector<double> values);
void enlarge(std::vector<double>& values);        ///< one more
void enlarge(std::vector<double>* values);        ///< likewise
double take(std::vector<double>&& values);
void exchange(std::vector<double>& left, std::vector<double>& right);
std::size_t address(const std::vector<double>& values);  ///< of the first element

// ---- Memory ----

double sum(const double* values, std::size_t count);
void scale(double* values, std::size_t count, double factor);
std::size_t place(const double* values);
double chosen(const double* values);              ///< 1
double chosen(const std::vector<double>& values); ///< 2
double* memory();                                 ///< of four doubles: 0, 1, 2, 3
Point* origin();                                  ///< one

} // namespace buffers

#endif
