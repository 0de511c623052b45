// Default arguments of every kind, and calls by keyword that skip some of them.
#ifndef TESTLIBS_DEFAULTS_HPP
#define TESTLIBS_DEFAULTS_HPP

#include <string>

namespace defaults {

enum Mode { Quiet = 1, Loud = 2 };
constexpr int answer = 42;

int sum(int a, int b = 20, int c = 300);
double scale(double value, double factor = 2.5, bool negate = false);
std::string greet(const std::string& name = "world", const char* mark = "!");
std::string mode_name(Mode mode = Loud);
std::string join(char separator = ',', int count = 3);
int null_by_default(const int* pointer = nullptr);
int named_constant(int value = answer);
unsigned long flags(unsigned long bits = 1ul << 40);

struct Point {
    Point(int x = 1, int y = 2) : x(x), y(y) {}
    int x, y;
};

/// A default argument that is an object made for each call.
int manhattan(const Point& from, const Point& to = Point(10, 20));
/// One that calls a function.
int counter();
int from_function(int value = counter());

class Window {
public:
    Window(int width = 640, int height = 480, const std::string& title = "untitled")
        : width(width), height(height), title(title) {}

    /// The default argument names a member of the class, unreachable from outside.
    int step(int by = s_step) const { return width + by; }
    static int area(int width = 2, int height = 3) { return width * height; }

    int width, height;
    std::string title;

private:
    static const int s_step = 7;
};

/// No names: callable by position only.
int unnamed(int, int = 5);

/// An aggregate: initialised by position or by member name.
struct Settings {
    int level = 3;
    double ratio = 0.5;
    std::string label;
};

/// An aggregate without initialisers.
struct Pixel {
    int x;
    int y;
    unsigned char grey;
};

}  // namespace defaults

#endif
