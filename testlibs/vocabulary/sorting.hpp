// A class whose containers are sorted by a function template that nothing here instantiates: the test requests it.
#ifndef TESTLIBS_VOCABULARY_SORTING_HPP
#define TESTLIBS_VOCABULARY_SORTING_HPP

#include <algorithm>
#include <vector>

namespace sorting {

struct Item {
    int number;
    bool operator<(const Item& other) const { return number < other.number; }
};

inline std::vector<Item> items() { return {{3}, {1}, {2}}; }

} // namespace sorting

#endif
