// Functions that take and give the standard library's containers.
#ifndef TESTLIBS_CONTAINERS_HPP
#define TESTLIBS_CONTAINERS_HPP

#include <array>
#include <bitset>
#include <deque>
#include <forward_list>
#include <list>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace containers {

/// An element that counts its live objects.
class Item {
public:
    Item(int value = 0) : value(value) { ++alive; }
    Item(const Item& other) : value(other.value) { ++alive; }
    Item& operator=(const Item&) = default;
    ~Item() { --alive; }
    bool operator==(const Item& other) const { return value == other.value; }

    int value;
    static inline int alive = 0;
};

/// A container by inheritance, behind another base.
struct Tagged {
    virtual ~Tagged() = default;
    int tag = 7;
};
class Series : public Tagged, public std::vector<double> {
public:
    Series() = default;
    double mean() const;
};

// Results.
std::vector<int> ints(int count);              ///< 0, 1, 2, ...
std::vector<Item> items(int count);            ///< likewise
std::vector<std::string> words();              ///< a, bc, def
std::vector<bool> bits();                      ///< true, false, true
std::vector<Item*> pointers();                 ///< 1, 2
std::vector<std::vector<int>> nested();        ///< {1, 2}, {3}
std::vector<std::pair<int, std::string>> pairs();
std::vector<std::unique_ptr<Item>> owned();    ///< 3
std::array<int, 3> array();                    ///< 1, 2, 3
std::bitset<8> bitset();                       ///< 5
std::deque<double> deque();                    ///< 1.5, 2.5
std::list<int> list();                         ///< 1, 2, 3
std::forward_list<int> forward_list();         ///< 1, 2, 3
std::set<int> set();                           ///< 1, 2, 3
std::multiset<int> multiset();                 ///< 1, 1, 2
std::unordered_set<std::string> unordered_set();
std::map<std::string, int> map();              ///< one: 1, two: 2
std::map<int, Item> item_map();                ///< 1: 10
std::multimap<int, int> multimap();            ///< 1: 1, 1: 2
std::unordered_map<std::string, double> unordered_map();
const std::vector<int>& constant();

// Arguments.
int sum(const std::vector<int>& values);
double sum_of_doubles(const std::vector<double>& values);
int sum_of_items(const std::vector<Item>& items);
int sum_of_nested(const std::vector<std::vector<int>>& values);
std::string joined(const std::vector<std::string>& words);
long total(const std::map<std::string, int>& counts);
int size_of(const std::set<int>& values);
void append(std::vector<int>& values, int value);

// One of which takes each.
const char* chosen(const std::vector<int>& values);
const char* chosen(const std::vector<std::string>& words);

} // namespace containers

#endif
