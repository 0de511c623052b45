#include "deduced.hpp"

namespace deduced {

std::vector<Item> items(int count) {
    std::vector<Item> made(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i)
        made[static_cast<std::size_t>(i)].value = i;
    return made;
}
std::vector<std::vector<Item>> rows() { return {items(2), items(3)}; }
std::list<Item*> pointers() { return {}; }
std::vector<Other> others() { return {Other{"one"}}; }
std::vector<int> numbers() { return {1, 2}; }

} // namespace deduced
