// Function pointers whose parameters and results are objects: those that fit registers, and those that do not.
#pragma once

#include <memory>
#include <string>
#include <vector>

namespace passed {

// Copied bit by bit, so passed in a register.
struct Small {
    int value;
};

// As small, but it counts its objects, so it is passed by address.
struct Counted {
    explicit Counted(int value) : value(value) { ++alive; }
    Counted(const Counted& other) : value(other.value) { ++alive; }
    ~Counted() { --alive; }
    Counted& operator=(const Counted&) = default;
    int value;
    static int alive;
};

// Too large for registers.
struct Large {
    double values[6];
};

int of_small(int (*function)(Small), int value);
Small to_small(Small (*function)(int), int value);
double of_large(double (*function)(Large), double value);
Counted through(Counted (*function)(Counted), int value);
double of_vector(double (*function)(std::vector<double>), std::vector<double> values);
std::string of_text(std::string (*function)(std::string, Small), const std::string& text);
int of_made(std::shared_ptr<Counted> (*function)());
// No test has it compiled.
int of_unasked(int (*function)(Small, Large));
// The object is C++'s own: what the function does to it is seen.
int changed(Small (*function)(Small&, int), int by);

// Holds a function for later.
class Button {
public:
    explicit Button(int (*function)(Small)) : m_function(function) {}
    int press(int value) const { return m_function(Small{value}); }

private:
    int (*m_function)(Small);
};

// Functions of C++ that are passed themselves.
Small twice(int value);
int plus_one(Small small);
int plus_one(Counted counted);
struct Functions {
    static int minus_one(Small small);
};

// The address that a function pointer has.
bool is_twice(Small (*function)(int));

// What such a pointer's parameters are, C++ deduces.
template <class R, class... P, class... A>
R called(R (*function)(P...), A&&... arguments) {
    return function(arguments...);
}

}  // namespace passed
