// Every way to call a method: shapes of arguments, receivers, overloads, failures, threads.
#ifndef TESTLIBS_CALLS_HPP
#define TESTLIBS_CALLS_HPP

#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <string>

namespace calls {

class Widget {
public:
    Widget() : Widget(0) {}
    Widget(int value);
    Widget(const Widget& other);
    virtual ~Widget();
    /// How many there are, whoever made them and in whatever thread.
    static int alive();

    void nothing() { ++called; }
    int twice(int number) const { return 2 * number; }
    long long wide(long long number) const { return number; }
    unsigned long long large(unsigned long long number) const { return number; }
    signed char tiny(signed char number) const { return number; }
    bool negated(bool truth) const { return !truth; }
    double halved(double number) const { return number / 2; }
    float single(float number) const { return number; }
    double scaled(double number, double factor = 2.0) const { return number * factor; }
    int sum(int a, int b = 10, int c = 100) const { return a + b + c; }
    long five(int a, int b, int c, int d, int e) const { return a + 10 * b + 100 * c + 1000 * d + 10000 * e; }
    std::string greet(const std::string& name) const { return "hello " + name; }
    const std::string& label(const std::string& text) { return m_label = text; }
    std::size_t length(const std::string& text) const { return text.size(); }
    const char* echo(const char* text) const { return text; }
    int add_to(const Widget& other) const { return value + other.value; }
    int value_or(const Widget* other, int otherwise) const { return other ? other->value : otherwise; }
    Widget* self() { return this; }
    Widget copied() const { return *this; }
    /// The caller owns the result.
    Widget* made(int number) const { return new Widget(number); }
    virtual int kind() const { return 1; }

    static int product(int a, int b) { return a * b; }

    // An overload each, told by name.
    std::string pick(int) const { return "int"; }
    std::string pick(long long) const { return "long long"; }
    std::string pick(double) const { return "double"; }
    std::string pick(const std::string&) const { return "string"; }
    std::string pick(const Widget&) const { return "Widget"; }
    std::string pick(int, int) const { return "int, int"; }

    int value;
    int called = 0;

private:
    std::string m_label;
};

class Gadget : public Widget {
public:
    Gadget(int value = 0) : Widget(value) {}
    int kind() const override { return 2; }
    int extra(int number) const { return number + 1; }
};

class Gizmo : public Gadget {
public:
    Gizmo(int value = 0) : Gadget(value) {}
    int kind() const override { return 3; }
};

// A pointer may mean either; null must not be cached as one of them.
std::string pointed(Widget* widget);
std::string pointed(const char* text);

// The second base lies behind the first, so its methods need another address.
struct Left {
    virtual ~Left() {}
    long get_left() const { return left; }
    long left = 11;
};
struct Right {
    virtual ~Right() {}
    long get_right() const { return right; }
    void set_right(long number) { right = number; }
    long right = 22;
};
struct LeftRight : Left, Right {
    long get_both() const { return left + right; }
};
struct FurtherLeftRight : LeftRight {
    long own = 33;
};

// The shared base's offset is known only at run time.
struct Root {
    virtual ~Root() {}
    long get_root() const { return root; }
    void set_root(long number) { root = number; }
    long root = 7;
};
struct One : virtual Root {
    long one = 1;
};
struct Two : virtual Root {
    long two = 2;
};
struct Diamond : One, Two {
    long get_sum() const { return root + one + two; }
};

// Failures, thrown and promised not to be.
class Fragile {
public:
    virtual ~Fragile() {}
    int safe(int number) const noexcept { return number + 1; }
    int fails_at(int number, int limit) const;
    virtual int fails_virtually(int number) const;
    void fails() const { throw std::runtime_error("no argument, no result"); }
};
class Brittle : public Fragile {
public:
    int fails_virtually(int number) const override;
};

// Calls back, as deep as is wanted.
int apply(int (*function)(int), int number);

/// A thread that waits here can only be freed by another one that opens it.
class Gate {
public:
    void open();
    /// False when nobody opened it in time.
    bool wait(int milliseconds);
    bool wait_a_second() { return wait(1000); }
    static bool wait_at(Gate& gate, int milliseconds) { return gate.wait(milliseconds); }

private:
    std::mutex m_mutex;
    std::condition_variable m_opened;
    bool m_open = false;
};
bool wait_for(Gate& gate, int milliseconds);

/// Spins without the help of the interpreter; what it returns depends on all its turns.
long busy(long turns);

}  // namespace calls

#endif
