#include "mc.hpp"

#include <numeric>
#include <stdexcept>

namespace mc {

Base::~Base() = default;
int Base::virt(int number) const { return number; }

MyClass::MyClass(int number) : count(number) {}
MyClass::~MyClass() = default;

void MyClass::MyFunc() { ++count; }
int MyClass::add(int number) const { return number + 3; }
double MyClass::mul(double left, double right) const { return left * right; }
int MyClass::sum5(int a, int b, int c, int d, int e) const { return a + b + c + d + e; }
int MyClass::add5(int a, int b, int c, int d, int e) const { return a + 2 * b + 3 * c + 4 * d + 5 * e; }
int MyClass::scaled(int number, int factor) const { return number * factor; }
int MyClass::virt(int number) const { return number + 1; }
int MyClass::stat(int number) { return number + 2; }

int MyClass::overl(int number) const { return number + 1; }
double MyClass::overl(double number) const { return number + 0.5; }
int MyClass::overl(const std::string& text) const { return static_cast<int>(text.size()); }

int MyClass::pick(bool) const { return 1; }
int MyClass::pick(int) const { return 2; }
int MyClass::pick(double) const { return 3; }
int MyClass::pick(const std::string&) const { return 4; }
int MyClass::pick(const Point&) const { return 5; }
int MyClass::pick(const Color&) const { return 6; }
int MyClass::pick(const MyClass&) const { return 7; }

const std::string& MyClass::name() const { return m_name; }
std::string MyClass::label() const { return "a label"; }
void MyClass::set_name(const std::string& text) { m_name = text; }

Base* MyClass::itself() { return this; }
int MyClass::take(const MyClass& other) const { return other.count; }
Point MyClass::middle() const { return {weight, 2 * weight}; }

int MyClass::total(const std::vector<int>& numbers) const { return std::accumulate(numbers.begin(), numbers.end(), 0); }

std::vector<int> MyClass::numbers(int size) const {
    std::vector<int> result(size);
    std::iota(result.begin(), result.end(), 0);
    return result;
}

int MyClass::apply(const std::function<int(int)>& function, int times) const {
    int result = 0;
    for (int i = 0; i < times; ++i) result += function(i & 63);
    return result;
}

int MyClass::fail(int number) const {
    if (number > 0) throw std::runtime_error("it failed");
    return number;
}

Derived::Derived(int number) : MyClass(number) {}

int free_add(int left, int right) { return left + right; }
double free_dbl(double number) { return number * 2; }

}  // namespace mc
