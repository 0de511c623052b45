#include "smart.hpp"

namespace smart {

namespace {
class Answer : public Abstract {
public:
    int answer() const override { return 42; }
};
std::weak_ptr<Shape> watched;
std::shared_ptr<Shape> held;
} // namespace

class Hidden {
public:
    int value = 11;
};

std::shared_ptr<Shape> make_shape(int sides) { return std::make_shared<Shape>(sides); }
std::shared_ptr<Shape> make_square() { return std::make_shared<Square>(); }
std::shared_ptr<const Shape> make_constant() { return std::make_shared<const Shape>(8); }
std::shared_ptr<Shape> no_shape() { return nullptr; }
std::shared_ptr<int> make_number(int value) { return std::make_shared<int>(value); }
std::shared_ptr<Abstract> make_abstract() { return std::make_shared<Answer>(); }
std::shared_ptr<Hidden> make_hidden() { return std::make_shared<Hidden>(); }
std::unique_ptr<Shape> make_unique_shape(int sides) { return std::make_unique<Shape>(sides); }
std::unique_ptr<Square> make_unique_square() { return std::make_unique<Square>(); }
std::unique_ptr<Shape> no_unique() { return nullptr; }
std::unique_ptr<Plain, Counting> make_counted() { return std::unique_ptr<Plain, Counting>(new Plain(7)); }
std::unique_ptr<int[]> make_array(int count) { return std::make_unique<int[]>(static_cast<std::size_t>(count)); }
std::unique_ptr<Fancy> make_unique_fancy() { return std::make_unique<Fancy>(); }
std::shared_ptr<Self> make_self() { return std::make_shared<Self>(); }
Self* known_self() {
    static const auto self = std::make_shared<Self>();
    return self.get();
}
const std::shared_ptr<Shape>& global_shape() {
    static const auto shape = std::make_shared<Shape>(6);
    return shape;
}
std::vector<std::shared_ptr<Shape>> shapes(int count) {
    std::vector<std::shared_ptr<Shape>> shapes;
    for (int sides = 0; sides < count; ++sides)
        shapes.push_back(std::make_shared<Shape>(sides));
    return shapes;
}
std::vector<std::unique_ptr<Shape>> unique_shapes(int count) {
    std::vector<std::unique_ptr<Shape>> shapes;
    for (int sides = 0; sides < count; ++sides)
        shapes.push_back(std::make_unique<Shape>(sides));
    return shapes;
}
std::map<std::string, std::shared_ptr<Shape>> shapes_by_name() {
    return {{"three", make_shape(3)}, {"square", make_square()}};
}
std::pair<int, std::shared_ptr<Shape>> numbered_shape() { return {1, make_shape(3)}; }

int sides_of(std::shared_ptr<Shape> shape) { return shape ? shape->sides : -1; }
int sides_of_reference(const std::shared_ptr<Shape>& shape) { return shape ? shape->sides : -1; }
int sides_of_constant(const std::shared_ptr<const Shape>& shape) { return shape ? shape->sides : -1; }
int sides_of_moved(std::shared_ptr<Shape>&& shape) {
    const auto taken = std::move(shape);
    return taken ? taken->sides : -1;
}
void replace(std::shared_ptr<Shape>& shape, int sides) { shape = std::make_shared<Shape>(sides); }
void clear(std::shared_ptr<Shape>& shape) { shape.reset(); }
long uses(const std::shared_ptr<Shape>& shape) { return shape.use_count(); }
std::shared_ptr<Shape>* global_address(bool there) {
    return there ? const_cast<std::shared_ptr<Shape>*>(&global_shape()) : nullptr;
}
int sides_behind(std::shared_ptr<Shape>* shape) { return shape && *shape ? (*shape)->sides : -1; }
void replace_behind(std::shared_ptr<Shape>* shape, int sides) { *shape = std::make_shared<Shape>(sides); }
int hidden_value(std::shared_ptr<Hidden> hidden) { return hidden->value; }
int plain_value(std::shared_ptr<Plain> plain) { return plain->value; }
int self_uses(std::shared_ptr<Self> self) { return static_cast<int>(self.use_count()); }
int consume(std::unique_ptr<Shape> shape) { return shape ? shape->sides : -1; }
int consume_rvalue(std::unique_ptr<Shape>&& shape) {
    const auto taken = std::move(shape);
    return taken ? taken->sides : -1;
}
int consume_not(std::unique_ptr<Shape>&& shape) { return shape->sides; }
int look(const std::unique_ptr<Shape>& shape) { return shape ? shape->sides : -1; }
void renew(std::unique_ptr<Shape>& shape, int sides) { shape = std::make_unique<Shape>(sides); }
void drop(std::unique_ptr<Shape>& shape) { shape.reset(); }
int consume_plain(std::unique_ptr<Plain> plain) { return plain->value; }
int consume_counted(std::unique_ptr<Plain, Counting> plain) { return plain->value; }
int consume_two(std::unique_ptr<Shape> first, std::unique_ptr<Shape> second) {
    return (first ? 1 : 0) + (second ? 1 : 0);
}
int consume_with(std::unique_ptr<Shape> shape, int number) { return shape->sides + number; }
int fail(std::unique_ptr<Shape>) { throw std::runtime_error("failed"); }
std::unique_ptr<Shape> pass_through(std::unique_ptr<Shape> shape) { return shape; }
std::shared_ptr<Shape> share_through(std::shared_ptr<Shape> shape) { return shape; }
int overloaded(std::shared_ptr<Shape> shape) { return shape->sides; }
std::string overloaded(std::shared_ptr<Plain>) { return "plain"; }
int overloaded(int number) { return number; }
std::string nearest(std::shared_ptr<Shape>) { return "shape"; }
std::string nearest(std::shared_ptr<Square>) { return "square"; }

std::string kind(std::shared_ptr<Shape>, int number) { return "shared " + std::to_string(number); }
std::string kind(std::unique_ptr<Shape>, const std::string& text) { return "unique " + text; }
std::string plainest(std::shared_ptr<Shape>) { return "shared"; }
std::string plainest(std::unique_ptr<Shape>) { return "unique"; }
std::string plainest(Shape&) { return "object"; }
std::string two(std::unique_ptr<Shape>, std::unique_ptr<Plain>) { return "unique"; }
std::string two(std::shared_ptr<Shape>, std::shared_ptr<Shape>) { return "shared"; }
int sides_of_raw(const Shape* shape) { return shape->sides; }
int sum(const std::vector<std::shared_ptr<Shape>>& shapes) {
    int sum = 0;
    for (const auto& shape : shapes)
        sum += shape->sides;
    return sum;
}

void observe(std::weak_ptr<Shape> shape) { watched = std::move(shape); }
bool observes() { return !watched.expired(); }
int observed_sides() {
    const auto shape = watched.lock();
    return shape ? shape->sides : -1;
}
std::weak_ptr<Shape> observed() { return watched; }

void keep(std::shared_ptr<Shape> shape) { held = std::move(shape); }
int kept_sides() { return held ? held->sides : -1; }
void forget() { held.reset(); }

} // namespace smart
