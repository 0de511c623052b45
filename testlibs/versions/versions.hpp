#pragma once

#include <vector>

/// Two versions of one library, of which the inline one is meant where none is named.
namespace versions {

namespace v1 {
struct Item {
    int version() const { return 1; }
    int old = 11;
};
inline int f(const Item&) { return 1; }
inline int g() { return 1; }
enum class Kind { one = 1 };
template <class T>
struct Box {
    T value;
    int version() const { return 1; }
};
inline Box<int> box() { return {5}; }
inline std::vector<Item> items() { return std::vector<Item>(1); }
} // namespace v1

inline namespace v2 {
struct Item {
    int version() const { return 2; }
    int now = 22;
};
inline int f(const Item&) { return 2; }
inline int g() { return 2; }
enum class Kind { one = 2 };
template <class T>
struct Box {
    T value;
    int version() const { return 2; }
};
inline Box<int> box() { return {6}; }
inline std::vector<Item> items() { return std::vector<Item>(2); }
} // namespace v2

inline Item make() { return {}; }
inline v1::Item make_old() { return {}; }
inline int take(const Item& item) { return item.version(); }
inline int take_old(const v1::Item& item) { return item.version(); }

} // namespace versions
