// Containers that are held by reference: what an element costs, where no list is made of them.
#ifndef BENCHES_OVERHEAD_CONTAINERS_HPP
#define BENCHES_OVERHEAD_CONTAINERS_HPP

#include <map>
#include <set>
#include <string>
#include <vector>

namespace mc {

inline std::vector<double> series(int size) {
    std::vector<double> result;
    for (int i = 0; i < size; ++i) result.push_back(i);
    return result;
}

inline std::map<std::string, int> counts() { return {{"one", 1}, {"two", 2}, {"three", 3}}; }

inline std::set<int> ids() { return {1, 2, 3, 5, 8}; }

}  // namespace mc

#endif
