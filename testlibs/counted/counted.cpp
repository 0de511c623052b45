#include "counted.hpp"

#include <numeric>

namespace counted {

namespace {
std::shared_ptr<Node> kept;
std::weak_ptr<Node> watched;
std::function<int(int)> held;
Handler handler;
} // namespace

Pooled::Pooled(int value) : value(value) {
    if (value < 0)
        throw Problem(value);
}
void* Pooled::operator new(std::size_t size) {
    ++memory;
    return ::operator new(size);
}
void Pooled::operator delete(void* pointer, std::size_t) {
    --memory;
    ::operator delete(pointer);
}

Node by_value(int value) { return Node(value, "by value, in a text that is too long for its place"); }
Point point(int x) { return {x, -x}; }
Node* create(int value) { return new Leaf(value); }
Node& shared() {
    static Node node(100);
    return node;
}
Node* shared_pointer() { return &shared(); }
Node& Node::other() const { return shared(); }
int value_of(Node node) { return node.value; }
int value_of_reference(const Node& node) { return node.value; }
int value_of_wrapped(const Wrapped& wrapped) { return wrapped.node.value; }
Pair pair(int value) { return {Node(value), Node(-value), {value, value}, {value}, "text"}; }

std::vector<int> numbers(int count) {
    std::vector<int> made(static_cast<std::size_t>(count));
    std::iota(made.begin(), made.end(), 0);
    return made;
}
std::vector<Node> nodes(int count) {
    std::vector<Node> made;
    for (int value = 0; value < count; ++value)
        made.emplace_back(value);
    return made;
}
std::vector<std::string> words(int count) {
    return std::vector<std::string>(static_cast<std::size_t>(count), "a word that is too long for its place");
}
std::map<std::string, int> table(int count) {
    std::map<std::string, int> made;
    for (int value = 0; value < count; ++value)
        made["a key that is too long for its place " + std::to_string(value)] = value;
    return made;
}
long sum(const std::vector<int>& numbers) { return std::accumulate(numbers.begin(), numbers.end(), 0L); }
double sum_of_doubles(const std::vector<double>& numbers) {
    return std::accumulate(numbers.begin(), numbers.end(), 0.0);
}
long sum_of_nodes(const std::vector<Node>& nodes) {
    long sum = 0;
    for (const Node& node : nodes)
        sum += node.value;
    return sum;
}
std::size_t letters(const std::vector<std::string>& words) {
    std::size_t letters = 0;
    for (const std::string& word : words)
        letters += word.size();
    return letters;
}
long total(const std::map<std::string, int>& table) {
    long total = 0;
    for (const auto& [key, value] : table)
        total += value;
    return total;
}

std::string echo(const std::string& text) { return text; }
std::wstring echo_wide(const std::wstring& text) { return text; }
const char* literal(const char*) { return "literal"; }

std::shared_ptr<Node> make_shared(int value) { return std::make_shared<Node>(value); }
std::unique_ptr<Node> make_unique(int value) { return std::make_unique<Leaf>(value); }
int look(const std::shared_ptr<Node>& node) { return node->value; }
int keep(std::shared_ptr<Node> node) {
    kept = std::move(node);
    return kept->value;
}
void forget() { kept.reset(); }
int consume(std::unique_ptr<Node> node) { return node->value; }
int observe(std::weak_ptr<Node> node) {
    watched = std::move(node);
    return watched.lock()->value;
}
std::weak_ptr<Node> observed() { return watched; }

int apply(Handler handler, int value) { return handler(value); }
int apply_function(const std::function<int(int)>& function, int value) { return function(value); }
int apply_to_node(const std::function<int(Node)>& function, int value) { return function(Node(value)); }
Node made_by(const std::function<Node()>& function) { return function(); }
void hold(std::function<int(int)> function) { held = std::move(function); }
int call_held(int value) { return held(value); }
void drop() { held = nullptr; }

void install(Handler wanted) { handler = wanted; }
int fire(int value) { return handler(value); }
Node fire_for_node(int value) { return apply_for_node(handler, value); }
std::string fire_for_text(int value) { return apply_for_text(handler, value); }
std::vector<int> fire_for_numbers(int value) { return apply_for_numbers(handler, value); }
Node* fire_for_pointer(int value) {
    handler(value);
    return &shared();
}
Point fire_for_point(int value) { return point(handler(value)); }
Node apply_for_node(Handler handler, int value) { return Node(handler(value)); }
std::string apply_for_text(Handler handler, int value) {
    return std::to_string(handler(value)) + " in a text that is too long for its place";
}
std::vector<int> apply_for_numbers(Handler handler, int value) { return numbers(handler(value) + 10); }
Fired::Fired(int value) : node(handler(value)) {}
Fired::Fired(Handler handler, int value) : node(handler(value)) {}

void fail(int value) { throw Problem(value); }
Node throw_instead_of_node(int value) { throw Problem(value); }
std::vector<int> throw_instead_of_numbers(int value) { throw Problem(value); }
std::string throw_instead_of_text(int value) { throw Problem(value); }
Pooled throw_instead_of_pooled(int value) { throw Problem(value); }
Pooled pooled(int value) { return Pooled(value); }
int throw_after_conversion(const Wrapped& wrapped, const std::vector<std::string>&) { throw Problem(wrapped.node.value); }
Failing::Failing(int value) : node(value) { throw Problem(value); }

void set_number(int& out) { out = 7; }
void set_node(Node** out) { *out = new Node(8); }
double sum_of_memory(const double* values, std::size_t count) { return std::accumulate(values, values + count, 0.0); }
double* memory() {
    static double values[] = {0, 1, 2, 3};
    return values;
}

} // namespace counted
