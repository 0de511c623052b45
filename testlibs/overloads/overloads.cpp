#include "overloads.hpp"

#include <cstdlib>
#include <stdexcept>

namespace overloads {

std::string pick(bool) { return "bool"; }
std::string pick(int) { return "int"; }
std::string pick(double) { return "double"; }
std::string pick(const char*) { return "const char*"; }
std::string pick(const std::vector<int>&) { return "vector"; }

std::string character(char) { return "char"; }
std::string character(const char*) { return "const char*"; }
std::string only_character(char) { return "char"; }

std::string width(short) { return "short"; }
std::string width(int) { return "int"; }
std::string width(long) { return "long"; }
std::string width(long long) { return "long long"; }
std::string width(unsigned long long) { return "unsigned long long"; }

std::string real(float) { return "float"; }
std::string real(double) { return "double"; }

std::string depth(const Base&) { return "Base"; }
std::string depth(const Derived&) { return "Derived"; }

std::string pointer(Base*) { return "Base*"; }
std::string pointer(void*) { return "void*"; }

std::string enumerated(int) { return "int"; }
std::string enumerated(Colour) { return "Colour"; }
std::string enumerated(Level) { return "Level"; }

int Quantity::alive = 0;

Quantity::Quantity(const char* text) : m_amount(std::atoi(text)) { ++alive; }

int amount_of(const Quantity& quantity) { return quantity.amount(); }
int add(const Quantity& left, const Quantity& right) { return left.amount() + right.amount(); }
int mutate(Quantity& quantity) { return quantity.amount(); }

int add_and_throw(const Quantity& left, const Quantity& right) {
    throw std::runtime_error("while " + std::to_string(left.amount()) + " and " + std::to_string(right.amount()) + " live");
}

std::string exact(const Quantity&) { return "Quantity"; }
std::string exact(int) { return "int"; }

const Counter& constant_counter() {
    static const Counter counter;
    return counter;
}

}  // namespace overloads
