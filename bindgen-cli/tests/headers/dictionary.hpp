// What a dictionary's source says of each kind of declaration.
#pragma once

namespace dict {

enum class Color : short { Red = 1, Blue = -2 };
enum Plain { ZERO, ONE };

/// Two numbers.
struct Pair {
    int first;
    double second = 2;
};

struct Base {
    virtual ~Base() = default;
    virtual int value(int add = 1) const { return add; }
    virtual void pure() = 0;
};

struct Left : virtual Base {};

class Derived : public Left {
public:
    explicit Derived(Color color = Color::Red);
    Derived(const char* name, unsigned char n) noexcept;
    int value(int add) const override { return 2 * add; }
    void pure() override {}
    static Pair pair(const Pair& pair, Pair copied, Pair&& moved);
    Pair& operator[](int index);
    operator bool() const { return true; }
    const int& reference(const long& by_value, long& by_address, long double wide);
    friend bool operator==(const Derived& a, const Derived& b) { return &a == &b; }
    unsigned bits : 3;
    int& alias;
    Color color;
    static int count;
    static const int limit = 7;
    int array[2][3];

protected:
    void hidden();

private:
    Derived& operator=(const Derived&) = delete;
};

int overloaded(int);
int overloaded(long) noexcept;
void callback(void (*function)(int, const Pair*), Plain plain = ONE, const Pair& pair = Pair{3, 4});
Pair operator+(const Pair& left, const Pair& right);

inline namespace v1 {
int inlined();
}
namespace {
inline int unnamed() { return 1; }
}
extern double global;
typedef Pair Couple;

} // namespace dict

using dict::overloaded;
#define DICT_ANSWER 42
