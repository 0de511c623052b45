// Everything that comes and goes, in classes that count what they construct and destroy.
#ifndef TESTLIBS_COUNTED_HPP
#define TESTLIBS_COUNTED_HPP

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace counted {

/// Constructors and destructors of all classes that count, as long as the process lives.
struct Balance {
    static inline long constructed = 0;
    static inline long destroyed = 0;
};

/// On the heap; with memory of its own, so that a destructor that is missed is a leak as well.
class Node {
public:
    explicit Node(int value = 0, const std::string& name = "") : value(value), name(name), more(new int(value)) {
        ++Balance::constructed;
    }
    Node(const Node& other) : value(other.value), name(other.name), more(new int(*other.more)) {
        ++Balance::constructed;
    }
    Node& operator=(const Node& other) {
        value = other.value;
        name = other.name;
        *more = *other.more;
        return *this;
    }
    virtual ~Node() {
        ++Balance::destroyed;
        delete more;
    }
    virtual int twice() const { return 2 * value; }
    Node& self() { return *this; }
    Node& other() const;  ///< the shared one
    bool operator==(const Node& other) const { return value == other.value; }

    int value;
    std::string name;

private:
    int* more;
};

class Leaf : public Node {
public:
    explicit Leaf(int value = 0) : Node(value) {}
    int twice() const override { return 20 * value; }
};

/// Small and movable by its bytes: lives in its proxy.
struct Point {
    int x, y;
    Point shifted(int by) const { return {x + by, y + by}; }
};

/// Is converted to implicitly.
class Wrapped {
public:
    Wrapped(int value) : node(value) {}
    Node node;
};

/// Has fields of class type.
struct Pair {
    Node first, second;
    Point corner{1, 2};
    std::vector<int> numbers;
    std::string text;
};

/// Points to what Python has.
struct Link {
    Node* node = nullptr;
    const char* text = nullptr;
    static inline Node* current = nullptr;
    static inline const char* title = nullptr;
};

/// Memory of its own kind, counted.
class Pooled {
public:
    explicit Pooled(int value = 0);
    static void* operator new(std::size_t size);
    static void operator delete(void* memory, std::size_t size);
    static inline long memory = 0;
    int value;
};

template <class T>
class Box {
public:
    explicit Box(T value) : value(value) {}
    T get() const { return value; }
    T value;
};
template class Box<int>;
template class Box<double>;

// ---- Objects ----

Node by_value(int value);
Point point(int x);
Node* create(int value);       ///< the caller's to delete
Node& shared();
Node* shared_pointer();
int value_of(Node node);
int value_of_reference(const Node& node);
int value_of_wrapped(const Wrapped& wrapped);
Pair pair(int value);

// ---- Containers ----

std::vector<int> numbers(int count);
std::vector<Node> nodes(int count);
std::vector<std::string> words(int count);
std::map<std::string, int> table(int count);
long sum(const std::vector<int>& numbers);
double sum_of_doubles(const std::vector<double>& numbers);
long sum_of_nodes(const std::vector<Node>& nodes);
std::size_t letters(const std::vector<std::string>& words);
long total(const std::map<std::string, int>& table);

// ---- Texts ----

std::string echo(const std::string& text);
std::wstring echo_wide(const std::wstring& text);
const char* literal(const char* text);

// ---- Smart pointers ----

std::shared_ptr<Node> make_shared(int value);
std::unique_ptr<Node> make_unique(int value);
int look(const std::shared_ptr<Node>& node);
int keep(std::shared_ptr<Node> node);
void forget();
int consume(std::unique_ptr<Node> node);
int observe(std::weak_ptr<Node> node);
std::weak_ptr<Node> observed();

// ---- Callbacks ----

using Handler = int (*)(int);
int apply(Handler handler, int value);
int apply_function(const std::function<int(int)>& function, int value);
int apply_to_node(const std::function<int(Node)>& function, int value);
Node made_by(const std::function<Node()>& function);
void hold(std::function<int(int)> function);
int call_held(int value);
void drop();

/// A handler that C++ calls later, out of functions whose results are of each kind.
void install(Handler handler);
int fire(int value);
Node fire_for_node(int value);
std::string fire_for_text(int value);
std::vector<int> fire_for_numbers(int value);
Node* fire_for_pointer(int value);
Point fire_for_point(int value);
/// The same with the handler as an argument.
Node apply_for_node(Handler handler, int value);
std::string apply_for_text(Handler handler, int value);
std::vector<int> apply_for_numbers(Handler handler, int value);

class Fired {
public:
    explicit Fired(int value);          ///< fires
    Fired(Handler handler, int value);  ///< applies
    Node node;
};

// ---- Exceptions ----

class Problem : public std::runtime_error {
public:
    explicit Problem(int value) : std::runtime_error("a problem"), node(value) {}
    Node node;
};

void fail(int value);
Node throw_instead_of_node(int value);
std::vector<int> throw_instead_of_numbers(int value);
std::string throw_instead_of_text(int value);
Pooled throw_instead_of_pooled(int value);
Pooled pooled(int value);
int throw_after_conversion(const Wrapped& wrapped, const std::vector<std::string>& words);

class Failing {
public:
    explicit Failing(int value);
    Node node;
};

// ---- Memory ----

void set_number(int& out);
void set_node(Node** out);     ///< the caller's to delete
double sum_of_memory(const double* values, std::size_t count);
double* memory();              ///< of four

} // namespace counted

#endif
