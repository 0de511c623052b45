#include "containers.hpp"

#include <numeric>

namespace containers {

double Series::mean() const { return std::accumulate(begin(), end(), 0.) / static_cast<double>(size()); }

std::vector<int> ints(int count) {
    std::vector<int> values(static_cast<std::size_t>(count));
    std::iota(values.begin(), values.end(), 0);
    return values;
}
std::vector<Item> items(int count) {
    std::vector<Item> items;
    for (int value = 0; value < count; ++value)
        items.emplace_back(value);
    return items;
}
std::vector<std::string> words() { return {"a", "bc", "def"}; }
std::vector<bool> bits() { return {true, false, true}; }
std::vector<Item*> pointers() {
    static Item one(1), two(2);
    return {&one, &two};
}
std::vector<std::vector<int>> nested() { return {{1, 2}, {3}}; }
std::vector<std::pair<int, std::string>> pairs() { return {{1, "x"}, {2, "y"}}; }
std::vector<std::unique_ptr<Item>> owned() {
    std::vector<std::unique_ptr<Item>> items;
    items.push_back(std::make_unique<Item>(3));
    return items;
}
std::array<int, 3> array() { return {1, 2, 3}; }
std::bitset<8> bitset() { return std::bitset<8>(5); }
std::deque<double> deque() { return {1.5, 2.5}; }
std::list<int> list() { return {1, 2, 3}; }
std::forward_list<int> forward_list() { return {1, 2, 3}; }
std::set<int> set() { return {3, 1, 2}; }
std::multiset<int> multiset() { return {1, 2, 1}; }
std::unordered_set<std::string> unordered_set() { return {"x"}; }
std::map<std::string, int> map() { return {{"one", 1}, {"two", 2}}; }
std::map<int, Item> item_map() { return {{1, Item(10)}}; }
std::multimap<int, int> multimap() { return {{1, 1}, {1, 2}}; }
std::unordered_map<std::string, double> unordered_map() { return {{"pi", 3.14}}; }
const std::vector<int>& constant() {
    static const std::vector<int> values = {4, 5};
    return values;
}

int sum(const std::vector<int>& values) { return std::accumulate(values.begin(), values.end(), 0); }
double sum_of_doubles(const std::vector<double>& values) { return std::accumulate(values.begin(), values.end(), 0.); }
int sum_of_items(const std::vector<Item>& items) {
    int sum = 0;
    for (const Item& item : items)
        sum += item.value;
    return sum;
}
int sum_of_nested(const std::vector<std::vector<int>>& values) {
    int sum = 0;
    for (const std::vector<int>& inner : values)
        sum += containers::sum(inner);
    return sum;
}
std::string joined(const std::vector<std::string>& words) {
    return std::accumulate(words.begin(), words.end(), std::string());
}
long total(const std::map<std::string, int>& counts) {
    long sum = 0;
    for (const auto& [name, count] : counts)
        sum += count;
    return sum;
}
int size_of(const std::set<int>& values) { return static_cast<int>(values.size()); }
void append(std::vector<int>& values, int value) { values.push_back(value); }

const char* chosen(const std::vector<int>&) { return "ints"; }
const char* chosen(const std::vector<std::string>&) { return "words"; }

} // namespace containers
