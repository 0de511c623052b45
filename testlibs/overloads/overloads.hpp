// Overload sets: ranking, implicit conversions, static and const overloads, templates aside.
#ifndef TESTLIBS_OVERLOADS_HPP
#define TESTLIBS_OVERLOADS_HPP

#include <string>
#include <vector>

namespace overloads {

// Each returns the name of what was chosen.

std::string pick(bool);
std::string pick(int);
std::string pick(double);
std::string pick(const char*);
std::string pick(const std::vector<int>&);

std::string character(char);
std::string character(const char*);
std::string only_character(char);

std::string width(short);
std::string width(int);
std::string width(long);
std::string width(long long);
std::string width(unsigned long long);

std::string real(float);
std::string real(double);

struct Base {
    virtual ~Base() {}
};
struct Derived : Base {};
struct MoreDerived : Derived {};

std::string depth(const Base&);
std::string depth(const Derived&);

std::string pointer(Base*);
std::string pointer(void*);

enum Colour { Red, Green };
enum class Level { Low, High };

std::string enumerated(int);
std::string enumerated(Colour);
std::string enumerated(Level);

/// Converts from a number and from text; both implicitly.
class Quantity {
public:
    Quantity(int amount) : m_amount(amount) { ++alive; }
    Quantity(const char* text);
    explicit Quantity(double) : m_amount(-1) { ++alive; }
    Quantity(const Quantity& other) : m_amount(other.m_amount) { ++alive; }
    ~Quantity() { --alive; }
    int amount() const { return m_amount; }

    static int alive;

private:
    int m_amount;
};

/// Needs a temporary Quantity when called with an int or a text.
int amount_of(const Quantity& quantity);
int add(const Quantity& left, const Quantity& right);
/// A mutable reference never binds to a temporary.
int mutate(Quantity& quantity);
/// Throws while the temporaries are alive.
int add_and_throw(const Quantity& left, const Quantity& right);

/// The exact match wins over a conversion.
std::string exact(const Quantity&);
std::string exact(int);

class Counter {
public:
    std::string access() { return "mutable"; }
    std::string access() const { return "const"; }

    std::string arity() { return "none"; }
    std::string arity(int) { return "one"; }
    std::string arity(int, int) { return "two"; }

    static std::string made() { return "static none"; }
    static std::string made(int) { return "static one"; }

    /// A static and a non-static function of one name.
    std::string both(int) { return "method"; }
    static std::string both(const char*) { return "static"; }
};

const Counter& constant_counter();

}  // namespace overloads

#endif
