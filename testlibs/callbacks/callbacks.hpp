// Python callables where C++ wants something to call.
#ifndef TESTLIBS_CALLBACKS_HPP
#define TESTLIBS_CALLBACKS_HPP

#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace callbacks {

// Counts what is alive.
class Tracked {
  public:
    static int alive;

    explicit Tracked(int value = 0) : value(value) { ++alive; }
    Tracked(const Tracked& other) : value(other.value) { ++alive; }
    Tracked& operator=(const Tracked&) = default;
    virtual ~Tracked() { --alive; }
    virtual int doubled() const { return 2 * value; }

    int value;
};

class Special : public Tracked {
  public:
    explicit Special(int value = 0) : Tracked(value) {}
    int doubled() const override { return 20 * value; }
};

struct Point {
    int x;
    int y;
};

enum class Color { red, green = 5, blue };

using Unary = std::function<int(int)>;

// ---- How a std::function is passed ----

int by_value(std::function<int(int)> function, int number);
int by_reference(const std::function<int(int)>& function, int number);
int by_rvalue(std::function<int(int)>&& function, int number);
int twice(std::function<int(int)>& function, int number);
bool is_empty(const std::function<int(int)>& function);

int sum(const std::function<int(int)>& function, int times);
std::vector<int> mapped(const std::vector<int>& numbers, const std::function<int(int)>& function);

// One of two overloads takes a callable.
std::string chosen(int number);
std::string chosen(const std::function<int(int)>& function);

// ---- What its arguments and results may be ----

bool filter(const std::function<bool(bool)>& function, bool value);
double reals(const std::function<double(double, float)>& function, double first, float second);
std::int64_t wide(const std::function<std::int64_t(std::uint64_t, std::int64_t)>& function);
std::int16_t narrow(const std::function<std::int16_t(unsigned, std::int16_t, std::uint16_t)>& function);
char letter(const std::function<char(char)>& function, char value);
long double precise(const std::function<long double(long double)>& function, long double value);
Color paint(const std::function<Color(Color)>& function, Color value);
std::string text(const std::function<std::string(const std::string&, std::string, std::string_view)>& function);
std::size_t viewed(const std::function<std::string_view(const char*)>& function, const char* value);
std::string pointed(const std::function<const char*()>& function);
std::string referred(const std::function<const std::string&()>& function);
void silent(const std::function<void()>& function);
int many(const std::function<int(int, int, int, int, int, int, int, int, int, int)>& function);
int mutate_text(const std::function<void(std::string&)>& function);

int tracked_value(const std::function<int(Tracked)>& function, int number);
int tracked_reference(const std::function<int(const Tracked&)>& function, const Tracked& object);
int tracked_change(const std::function<void(Tracked&)>& function, int number);
int tracked_pointer(const std::function<int(Tracked*)>& function, Tracked* object);
int tracked_rvalue(const std::function<int(Tracked&&)>& function, int number);
int tracked_unique(const std::function<int(std::unique_ptr<Tracked>)>& function, int number);
int make_tracked(const std::function<Tracked()>& function);
int refer_tracked(const std::function<Tracked&()>& function);
int point_tracked(const std::function<Tracked*()>& function);
int constant_number(const std::function<const int&()>& function);
int move_point(const std::function<Point(Point)>& function, int x, int y);
int total(const std::function<std::vector<int>(std::vector<int>)>& function);
int higher(const std::function<int(std::function<int(int)>)>& function);

// ---- Exceptions ----

std::string what_of(const std::function<void()>& function);
void pass_on(const std::function<void()>& function);
bool swallow(const std::function<void()>& function);
void rethrow_later(const std::function<void()>& function);
void replace(const std::function<void()>& function);
void fail(const std::string& text);

// ---- Lifetime ----

class Holder {
  public:
    Holder() = default;
    void set(std::function<int(int)> wanted) { function = std::move(wanted); }
    int call(int number) const { return function(number); }
    void clear() { function = nullptr; }
    std::function<int(int)> get() const { return function; }
    const std::function<int(int)>& get_reference() const { return function; }

    std::function<int(int)> function;
};

std::function<int(int)> adder(int amount);
std::function<int(int)> nothing();
std::function<std::string(const std::string&)> greeter(const std::string& greeting);
extern std::function<int(int)> global;

// Replaces the callable while it runs.
int replace_while_running(Holder& holder, const std::function<void()>& function);

// ---- Threads ----

int in_thread(const std::function<int(int)>& function, int number);
int in_threads(const std::function<int(int)>& function, int threads, int times);
std::string what_in_thread(const std::function<void()>& function);
void forget_in_thread(std::function<int(int)> function);
void rethrow_from_thread(const std::function<void()>& function);
void call_for_ever(std::function<int(int)> function);
void call_at_exit(std::function<int(int)> function);

} // namespace callbacks

#endif
