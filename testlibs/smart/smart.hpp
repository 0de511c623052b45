// Objects held by the standard library's smart pointers.
#ifndef TESTLIBS_SMART_HPP
#define TESTLIBS_SMART_HPP

#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace smart {

/// Counts its live objects.
class Shape {
public:
    Shape(int sides = 0) : sides(sides) { ++alive; }
    Shape(const Shape& other) : sides(other.sides) { ++alive; }
    Shape& operator=(const Shape&) = default;
    virtual ~Shape() { --alive; }
    virtual std::string name() const { return "shape"; }
    int twice() const { return 2 * sides; }

    int sides;
    static inline int alive = 0;
};

class Named {
public:
    virtual ~Named() = default;
    std::string label = "named";
};

/// Its Shape does not lie at its beginning.
class Square : public Named, public Shape {
public:
    Square() : Shape(4) {}
    std::string name() const override { return "square"; }
    double size = 2.5;
};

class Abstract {
public:
    virtual ~Abstract() = default;
    virtual int answer() const = 0;
};

/// Nobody derives from it safely: its destructor is not virtual.
class Plain {
public:
    Plain(int value = 0) : value(value) { ++alive; }
    Plain(const Plain& other) : value(other.value) { ++alive; }
    ~Plain() { --alive; }

    int value;
    static inline int alive = 0;
};
class Fancy : public Plain {
public:
    Fancy() : Plain(9) { ++fancy_alive; }
    ~Fancy() { --fancy_alive; }

    static inline int fancy_alive = 0;
};

class Hidden; // defined in the library only

/// Knows the pointers that share it.
class Self : public std::enable_shared_from_this<Self> {
public:
    Self() { ++alive; }
    ~Self() { --alive; }
    std::shared_ptr<Self> me() { return shared_from_this(); }
    static inline int alive = 0;
};

class Bomb {
public:
    Bomb() { ++alive; }
    ~Bomb() { --alive; }
    static inline int alive = 0;
};

/// Deletes and counts.
struct Counting {
    static inline int calls = 0;
    void operator()(Plain* plain) const {
        ++calls;
        delete plain;
    }
};

// ---- Results ----
std::shared_ptr<Shape> make_shape(int sides);
std::shared_ptr<Shape> make_square();
std::shared_ptr<const Shape> make_constant();
std::shared_ptr<Shape> no_shape();
std::shared_ptr<int> make_number(int value);
std::shared_ptr<Abstract> make_abstract();
std::shared_ptr<Hidden> make_hidden();
std::unique_ptr<Shape> make_unique_shape(int sides);
std::unique_ptr<Square> make_unique_square();
std::unique_ptr<Shape> no_unique();
std::unique_ptr<Plain, Counting> make_counted();
std::unique_ptr<int[]> make_array(int count);
std::unique_ptr<Fancy> make_unique_fancy();
std::shared_ptr<Self> make_self();
Self* known_self();
const std::shared_ptr<Shape>& global_shape();
std::vector<std::shared_ptr<Shape>> shapes(int count);
std::vector<std::unique_ptr<Shape>> unique_shapes(int count);
std::map<std::string, std::shared_ptr<Shape>> shapes_by_name();
std::pair<int, std::shared_ptr<Shape>> numbered_shape();

// ---- Arguments ----
int sides_of(std::shared_ptr<Shape> shape);
int sides_of_reference(const std::shared_ptr<Shape>& shape);
int sides_of_constant(const std::shared_ptr<const Shape>& shape);
int sides_of_moved(std::shared_ptr<Shape>&& shape);
void replace(std::shared_ptr<Shape>& shape, int sides);
void clear(std::shared_ptr<Shape>& shape);
long uses(const std::shared_ptr<Shape>& shape);
// The same by address, as older interfaces have it.
std::shared_ptr<Shape>* global_address(bool there);
int sides_behind(std::shared_ptr<Shape>* shape);
void replace_behind(std::shared_ptr<Shape>* shape, int sides);
int hidden_value(std::shared_ptr<Hidden> hidden);
int plain_value(std::shared_ptr<Plain> plain);
int self_uses(std::shared_ptr<Self> self);
int consume(std::unique_ptr<Shape> shape);
int consume_rvalue(std::unique_ptr<Shape>&& shape);
int consume_not(std::unique_ptr<Shape>&& shape);
int look(const std::unique_ptr<Shape>& shape);
void renew(std::unique_ptr<Shape>& shape, int sides);
void drop(std::unique_ptr<Shape>& shape);
int consume_plain(std::unique_ptr<Plain> plain);
int consume_counted(std::unique_ptr<Plain, Counting> plain);
int consume_two(std::unique_ptr<Shape> first, std::unique_ptr<Shape> second);
int consume_with(std::unique_ptr<Shape> shape, int number);
int fail(std::unique_ptr<Shape> shape);
std::unique_ptr<Shape> pass_through(std::unique_ptr<Shape> shape);
std::shared_ptr<Shape> share_through(std::shared_ptr<Shape> shape);
int overloaded(std::shared_ptr<Shape> shape);
std::string overloaded(std::shared_ptr<Plain> plain);
int overloaded(int number);
std::string nearest(std::shared_ptr<Shape> shape);
std::string nearest(std::shared_ptr<Square> square);

// Several kinds of pointers, and the object itself.
std::string kind(std::shared_ptr<Shape> shape, int number);
std::string kind(std::unique_ptr<Shape> shape, const std::string& text);
std::string plainest(std::shared_ptr<Shape> shape);
std::string plainest(std::unique_ptr<Shape> shape);
std::string plainest(Shape& shape);
std::string two(std::unique_ptr<Shape> first, std::unique_ptr<Plain> second);
std::string two(std::shared_ptr<Shape> first, std::shared_ptr<Shape> second);
int sides_of_raw(const Shape* shape);
int sum(const std::vector<std::shared_ptr<Shape>>& shapes);

// ---- Weak pointers ----
void observe(std::weak_ptr<Shape> shape);
bool observes();
int observed_sides();
std::weak_ptr<Shape> observed();

// ---- Members ----
class Scene {
public:
    std::shared_ptr<Shape> shape = std::make_shared<Shape>(3);
    std::unique_ptr<Shape> own = std::make_unique<Shape>(5);
    std::shared_ptr<Scene> next;
    std::shared_ptr<Shape>& reference() { return shape; }
    const std::unique_ptr<Shape>& unique() const { return own; }
    std::unique_ptr<Shape> take() { return std::move(own); }
    void put(std::unique_ptr<Shape> shape) { own = std::move(shape); }
    Scene() { ++alive; }
    Scene(const Scene&) = delete;
    ~Scene() { --alive; }
    static inline int alive = 0;
};

void keep(std::shared_ptr<Shape> shape);
int kept_sides();
void forget();

} // namespace smart

#endif
