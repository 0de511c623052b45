// Classes, functions and enumerations in their simplest forms.
#pragma once
#include <string>
#include <vector>
#include <cstdint>

/// \brief Colours.
enum Color { RED, GREEN = 5, /** Like the sky. */ BLUE };
enum class Level : unsigned char { Low = 1, High = 255 };
enum { ANONYMOUS_A = 3, ANONYMOUS_B = -1 };

namespace ns {

/**
 * A point in the plane.
 *
 * @param x the abscissa
 */
struct Point {
    double x = 0, y{1.5};
    int bits : 3;
    mutable int cached;
    Point() = default;
    explicit Point(double x, double y = 2.5);
    Point(const Point&);
    Point(Point&&) noexcept;
    virtual ~Point();
    double length() const;
    virtual void scale(double factor) = 0;
    static Point* make(const char* name = nullptr, Color color = GREEN, Level level = Level::High, bool on = true, unsigned n = 7u);
    Point& operator+=(const Point& other);
    operator bool() const { return true; }
    operator std::vector<int>() const;
    static int count;
    static const int limit = 42;
protected:
    void hidden_from_all(int);
private:
    int secret;
};

struct Derived final : public Point, private virtual std::vector<int> {
    using Point::Point;
    using Point::hidden_from_all;
    void scale(double factor) override;
    std::string name;
    std::int8_t small[3];
    const uint8_t* bytes;
    void (*callback)(int, const char*);
};

int add(int a, int b = 1 + 2);
int add(double);
/// Prints.
int print(const char* format, ...) noexcept;
[[deprecated("call \"add\"")]] inline void old(std::string text = "x") {}
bool operator==(const Point& a, const Point& b);
extern int counter;
constexpr double pi = 3.25;
const char* const greeting = "hi";
typedef std::vector<Point*> Points;
using Text = std::string;
struct Forward;
Forward* forward();
template <class T> T twice(T t) { return t + t; }
}

namespace alias = ns;
extern "C" int c_function(void);
#define ANSWER 42
#define NAME "cpp" "bind"
#define EMPTY
#define OPEN_NAMESPACE namespace x {
#define UNSIGNED (1u << 31)
