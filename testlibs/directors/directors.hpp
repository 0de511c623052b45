// Classes whose virtual functions Python overrides.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace directors {

// Counts its objects: what Python makes of them must end with them.
class Counted {
  public:
    Counted() { ++alive; }
    Counted(const Counted&) { ++alive; }
    Counted& operator=(const Counted&) = default;
    virtual ~Counted() { --alive; }

    virtual int number() const { return 1; }

    static int alive;
};

// Whose override may end it: no function of its own is called after that.
class Farewell {
  public:
    virtual ~Farewell() = default;
    virtual int last() noexcept = 0;
};

inline Farewell* remembered = nullptr;
inline void remember(Farewell& farewell) { remembered = &farewell; }
inline int call_remembered() { return remembered->last(); }

struct Point {
    int x = 0;
    int y = 0;
};

enum class Colour { red, green, blue };

// Every kind of argument and result.
class Shapes {
  public:
    Shapes() = default;
    explicit Shapes(int number, const std::string& name = "shape") : number(number), name(name) {}
    virtual ~Shapes() = default;

    virtual int nothing_to_int() { return number; }
    virtual int sum(int a, int b) const { return a + b; }
    virtual double half(double value) const noexcept { return value / 2; }
    virtual bool negate(bool value) { return !value; }
    virtual std::string text(const std::string& text) const { return text + "!"; }
    virtual Point moved(Point point) { return {point.x + 1, point.y + 1}; }
    virtual Colour next(Colour colour) { return colour == Colour::red ? Colour::green : Colour::blue; }
    virtual void set_to_seven(int& value) { value = 7; }
    virtual void shift(Point& point) { point.x += 10; }
    virtual const Point* pointed() { return nullptr; }
    virtual const std::string& referred() { return name; }
    virtual int overloaded(int) { return 1; }
    virtual int overloaded(double, int) { return 2; }
    virtual std::vector<int> list(const std::vector<int>& values) { return values; }
    virtual int cannot(int) final { return 0; }
    virtual int on_lvalue() & { return 3; }
    virtual int on_rvalue() && { return 4; }
    virtual bool operator==(const Shapes& other) const { return this == &other; }

    int number = 42;
    std::string name = "shape";
};

int call_nothing_to_int(Shapes& shapes);
int call_sum(const Shapes& shapes, int a, int b);
double call_half(const Shapes& shapes, double value);
bool call_negate(Shapes& shapes, bool value);
std::string call_text(const Shapes& shapes, const std::string& text);
int call_moved(Shapes& shapes, int x, int y);
Colour call_next(Shapes& shapes, Colour colour);
int call_set_to_seven(Shapes& shapes);
int call_shift(Shapes& shapes);
int call_pointed(Shapes& shapes);
std::string call_referred(Shapes& shapes);
int call_overloaded(Shapes& shapes, int value);
int call_overloaded(Shapes& shapes, double first, int second);
int call_list(Shapes& shapes);
int call_on_lvalue(Shapes& shapes);
int call_on_rvalue(Shapes& shapes);
bool call_equal(const Shapes& one, const Shapes& other);

// Calls a function and tells what it has thrown.
std::string message_of_sum(const Shapes& shapes);

class Visitor {
  public:
    virtual ~Visitor() = default;
    virtual void visit(int value) = 0;
    virtual bool is_done() const = 0;
    virtual int limit() const { return 3; }
};

// How many values the visitor has taken.
int walk(Visitor& visitor);

// Constructors and members that only derived classes reach.
class Guarded {
  public:
    virtual ~Guarded() = default;
    int run() { return step(secret); }
    int shown() const { return secret; }

  protected:
    explicit Guarded(int secret) : secret(secret) {}
    virtual int step(int by) { return by + 1; }
    int twice(int value) const { return 2 * value; }
    int scaled(int value, int by = 3, int and_by = 1) const { return secret + value * by * and_by; }
    static int fixed() { return 99; }

    int secret;

  private:
    virtual int hidden() { return 0; }
};

// Overridden through a non-virtual interface.
class Template {
  public:
    virtual ~Template() = default;
    int run() { return 1 + work(); }

  private:
    virtual int work() = 0;
};

// What is private can be overridden as well. The table of virtual functions is the dictionary's own here.
class Discreet {
  public:
    virtual ~Discreet() = default;
    int run(int value) const { return hidden(value) + 1; }
    std::string say(std::string text) { return written(std::move(text), {1, 2}); }

  private:
    virtual int hidden(int value) const noexcept { return 10 * value; }
    virtual std::string written(std::string text, Point point) { return text + std::to_string(point.x + point.y); }
};

// The same with the table in the library; what is inline may be hidden there, and stays as it is.
class Reserved {
  public:
    virtual ~Reserved();
    int run(int value) { return hidden(value) + inlined(value); }

  private:
    virtual int hidden(int value);
    virtual int inlined(int value) { return 2 * value; }
};

// Inherited privately: C++ reaches it all the same.
class Behind : private Discreet {
  public:
    int ask(int value) const { return run(value); }
};

// Is constructed by a template alone, and cannot be copied.
class Patterned {
  public:
    Patterned() = delete;
    Patterned(const Patterned&) = delete;
    virtual ~Patterned() = default;

    template <class T>
    explicit Patterned(T* given) : size(sizeof(T)), is_null(given == nullptr) {}

    int call() { return work(); }

    std::size_t size;
    bool is_null;

  private:
    virtual int work() = 0;
};

// Has nothing virtual at all.
struct Concrete {
    int value = 3;
};

class NoVirtualDestructor {
  public:
    virtual int f() { return 1; }
};

// Deep and wide hierarchies.
class Base {
  public:
    virtual ~Base() = default;
    virtual std::string who() const { return "Base"; }
    virtual std::string what() const { return "base"; }
};

class Middle : public Base {
  public:
    std::string who() const override { return "Middle"; }
    virtual int extra() { return 5; }
};

class Other {
  public:
    virtual ~Other() = default;
    virtual int other() = 0;
    long pad = 7;
};

class Both : public Middle, public Other {
  public:
    int other() override { return 6; }
};

class Virtually : virtual public Base {
  public:
    std::string what() const override { return "virtually"; }
};

std::string call_who(const Base& base);
std::string call_what(const Base& base);
int call_other(Other& other);

// Who owns objects.
class Keeper {
  public:
    void take(std::unique_ptr<Counted> counted) { unique = std::move(counted); }
    void share(std::shared_ptr<Counted> counted) { shared = std::move(counted); }
    void point(Counted* counted) { raw = counted; }
    int unique_number() const { return unique ? unique->number() : -1; }
    int shared_number() const { return shared ? shared->number() : -1; }
    int raw_number() const { return raw ? raw->number() : -1; }
    std::unique_ptr<Counted> give() { return std::move(unique); }
    std::shared_ptr<Counted> shared_one() const { return shared; }
    void drop() {
        unique.reset();
        shared.reset();
    }
    void delete_raw() {
        delete raw;
        raw = nullptr;
    }

  private:
    std::unique_ptr<Counted> unique;
    std::shared_ptr<Counted> shared;
    Counted* raw = nullptr;
};

class Factory {
  public:
    virtual ~Factory() = default;
    virtual std::unique_ptr<Counted> make_unique() { return std::make_unique<Counted>(); }
    virtual std::shared_ptr<Counted> make_shared() { return std::make_shared<Counted>(); }
    virtual Counted* make_raw() { return new Counted(); }
};

int number_of_unique(Factory& factory);
int number_of_shared(Factory& factory);
int number_of_raw(Factory& factory);

// Calls from threads that Python has never seen.
int sum_in_threads(const Shapes& shapes, int threads, int rounds);

} // namespace directors
