// The library that every rival binds. Its functions do next to nothing, so that the call is what costs,
// and are out of line in a shared library of their own, so that all rivals call the very same code.
#ifndef BENCHES_OVERHEAD_MC_HPP
#define BENCHES_OVERHEAD_MC_HPP

#include <functional>
#include <string>
#include <vector>

namespace mc {

// Trivially copyable: returned by value, it needs neither destructor nor heap.
struct Point {
    double x = 0.0;
    double y = 0.0;
};

struct Color {
    int code = 0;
};

class Base {
public:
    virtual ~Base();
    virtual int virt(int number) const;
};

class MyClass : public Base {
public:
    explicit MyClass(int count = 0);
    ~MyClass() override;

    void MyFunc();
    int add(int number) const;
    double mul(double left, double right) const;
    int sum5(int a, int b, int c, int d, int e) const;
    int add5(int a, int b, int c, int d, int e) const;
    int scaled(int number, int factor = 2) const;
    int inline_get() const { return count; }
    int virt(int number) const override;
    static int stat(int number);

    int overl(int number) const;
    double overl(double number) const;
    int overl(const std::string& text) const;

    // Each overload answers with a number of its own, which tells which was chosen.
    int pick(bool value) const;
    int pick(int value) const;
    int pick(double value) const;
    int pick(const std::string& value) const;
    int pick(const Point& value) const;
    int pick(const Color& value) const;
    int pick(const MyClass& value) const;

    const std::string& name() const;
    std::string label() const;
    void set_name(const std::string& text);

    // The object itself, as a pointer to the base: bindings that know C++ give the same MyClass back.
    Base* itself();
    int take(const MyClass& other) const;
    Point middle() const;

    int total(const std::vector<int>& numbers) const;
    std::vector<int> numbers(int size) const;
    int apply(const std::function<int(int)>& function, int times) const;
    int fail(int number) const;

    int count;
    double weight = 1.5;

private:
    std::string m_name = "a name";
};

class Derived : public MyClass {
public:
    explicit Derived(int count = 0);
};

int free_add(int left, int right);
double free_dbl(double number);

}  // namespace mc

#endif
