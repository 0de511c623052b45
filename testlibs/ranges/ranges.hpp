#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

/// Classes that C++ iterates by `begin()` and `end()`, whatever these return, and pairs of iterators.
namespace ranges {

/// Counts its objects; the destructor spoils the number.
struct Item {
    int number;
    explicit Item(int number = 0) : number(number) { ++alive(); }
    Item(const Item& other) : number(other.number) { ++alive(); }
    Item& operator=(const Item&) = default;
    ~Item() {
        number = -1;
        --alive();
    }
    static int& alive() {
        static int count = 0;
        return count;
    }
};

/// Iterator classes of its own, constant ones too.
class Ring {
public:
    explicit Ring(int count) {
        for (int i = 0; i < count; ++i)
            items.emplace_back(i);
    }
    struct iterator {
        std::vector<Item>::iterator at;
        Item& operator*() const { return *at; }
        iterator& operator++() {
            ++at;
            return *this;
        }
        bool operator!=(const iterator& other) const { return at != other.at; }
    };
    struct const_iterator {
        std::vector<Item>::const_iterator at;
        const Item& operator*() const { return *at; }
        const_iterator& operator++() {
            ++at;
            return *this;
        }
        bool operator==(const const_iterator& other) const { return at == other.at; }
    };
    iterator begin() { return {items.begin()}; }
    iterator end() { return {items.end()}; }
    const_iterator begin() const { return {items.begin()}; }
    const_iterator end() const { return {items.end()}; }

private:
    std::vector<Item> items;
};
class DerivedRing : public Ring {
public:
    DerivedRing() : Ring(2) {}
};
inline Ring ring(int count) { return Ring(count); }
inline const Ring& constant_ring() {
    static const Ring three(3);
    return three;
}

/// What has a virtual function is cast when its address comes to Python; nothing lies where `end()` points.
struct Node {
    int number = 0;
    virtual int twice() const { return 2 * number; }
    virtual ~Node() = default;
};
enum class Mark { low, high };

/// Pointers of every kind.
class Items {
public:
    Items() { ++items[0].number; }
    Item* begin() { return items; }
    Item* end() { return items + 3; }
    const Item* begin() const { return items; }
    const Item* end() const { return items + 3; }

private:
    Item items[3] = {Item(0), Item(2), Item(3)};
};
class Nodes {
public:
    Nodes() {
        for (int i = 0; i < 4; ++i)
            nodes[i].number = i;
    }
    const Node* begin() const { return nodes; }
    const Node* end() const { return nodes + 4; }

private:
    Node nodes[4];
};
class NodePointers {
public:
    NodePointers() { b.number = 5; }
    NodePointers(const NodePointers&) = delete;
    Node* const* begin() const { return pointers; }
    Node* const* end() const { return pointers + 2; }

private:
    Node a, b;
    Node* pointers[2] = {&a, &b};
};
class Marks {
public:
    const Mark* begin() const { return marks; }
    const Mark* end() const { return marks + 2; }

private:
    Mark marks[2] = {Mark::high, Mark::low};
};
class Words {
public:
    const std::string* begin() const { return words; }
    const std::string* end() const { return words + 2; }

private:
    std::string words[2] = {"one", "two"};
};
class Numbers {
public:
    const int* begin() const { return numbers; }
    const int* end() const { return numbers + 4; }

private:
    int numbers[4] = {1, 2, 3, 4};
};
class Nothing {
public:
    Item* begin() const { return nullptr; }
    Item* end() const { return nullptr; }
};
class Backwards {
public:
    Item* begin() { return items + 2; }
    Item* end() { return items; }

private:
    Item items[2];
};

/// Iterators of the standard library.
class Wrapped {
public:
    std::vector<int>::const_iterator begin() const { return numbers.begin(); }
    std::vector<int>::const_iterator end() const { return numbers.end(); }

private:
    std::vector<int> numbers{5, 6, 7};
};
class Named {
public:
    std::map<std::string, int>::const_iterator begin() const { return numbers.begin(); }
    std::map<std::string, int>::const_iterator end() const { return numbers.end(); }

private:
    std::map<std::string, int> numbers{{"a", 1}, {"b", 2}};
};

/// The end is of another type.
class UpTo {
public:
    explicit UpTo(int end) : last(end) {}
    struct sentinel {
        int last;
    };
    struct iterator {
        int number;
        int operator*() const { return number; }
        iterator& operator++() {
            ++number;
            return *this;
        }
        bool operator!=(const sentinel& end) const { return number != end.last; }
    };
    iterator begin() const { return {0}; }
    sentinel end() const { return {last}; }

private:
    int last;
};

/// The comparison is a function of the namespace, and nothing comes back from `++`.
class Compared {
public:
    struct iterator {
        int number;
        int operator*() const { return number; }
        void operator++() { ++number; }
    };
    iterator begin() const { return {0}; }
    iterator end() const { return {3}; }
};
inline bool operator!=(const Compared::iterator& one, const Compared::iterator& other) {
    return one.number != other.number;
}

/// Of a template, which has `!=` as a friend and no `==`.
template <class T>
struct Step {
    T* at;
    T& operator*() const { return *at; }
    Step& operator++() {
        ++at;
        return *this;
    }
    friend bool operator!=(const Step& one, const Step& other) { return one.at != other.at; }
};
class Stepped {
public:
    Step<Item> begin() { return {items}; }
    Step<Item> end() { return {items + 2}; }

private:
    Item items[2] = {Item(7), Item(8)};
};
inline Stepped stepped() { return Stepped(); }

/// Pairs of iterators.
inline std::pair<Ring::const_iterator, Ring::const_iterator> all(const Ring& ring) { return {ring.begin(), ring.end()}; }
class Groups {
public:
    using Map = std::multimap<int, std::string>;
    std::pair<Map::iterator, Map::iterator> group(int key) { return members.equal_range(key); }
    void add(int key, const std::string& name) { members.emplace(key, name); }

private:
    Map members;
};
inline std::pair<int, int> numbers() { return {3, 5}; }
inline std::pair<const Item*, const Item*> two_items() {
    static const Item one(1), two(2);
    return {&one, &two};
}

/// What takes two iterators.
inline int sum(std::vector<int>::const_iterator first, std::vector<int>::const_iterator last) {
    int sum = 0;
    for (; first != last; ++first)
        sum += *first;
    return sum;
}
inline int sum(Ring::iterator first, Ring::iterator last) {
    int sum = 0;
    for (; first != last; ++first)
        sum += (*first).number;
    return sum;
}
inline int sum(const int* first, const int* last) {
    int sum = 0;
    for (; first != last; ++first)
        sum += *first;
    return sum;
}
struct Sum {
    Sum(std::vector<int>::const_iterator first, std::vector<int>::const_iterator last) : value(sum(first, last)) {}
    Sum(Ring::iterator first, Ring::iterator last) : value(sum(first, last)) {}
    int value;
};

} // namespace ranges
