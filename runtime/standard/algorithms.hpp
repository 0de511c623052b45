// The standard library's algorithms on the containers that the package binds: function templates have no address
// before somebody instantiates them, so these are ordinary functions that call them. Python finds them as `std.sort`.
#pragma once

#include <algorithm>
#include <deque>
#include <functional>
#include <iterator>
#include <list>
#include <numeric>
#include <set>
#include <string>
#include <type_traits>
#include <vector>

namespace cppyy_rs::algorithms {

// `<`, with what is no number behind all numbers: an order in which NaN equals everything is none, and the library's
// sorting then leaves the range.
template <class T>
struct Less {
    bool operator()(const T& one, const T& other) const {
        if constexpr (std::is_floating_point_v<T>)
            return one < other || (other != other && one == one);
        else
            return one < other;
    }
};

// Sorts by an order that Python tells, and that may be none: a heap stays within its range whatever it is told.
template <class I, class Order>
void sort_by(I first, I last, const Order& order) {
    std::make_heap(first, last, std::cref(order));
    std::sort_heap(first, last, std::cref(order));
}

// What needs no more than to go from one element to the next.
#define CPPYY_RS_READ(T, I)                                                                                            \
    inline I find(I first, I last, const T& value) { return std::find(first, last, value); }                          \
    inline I find_if(I first, I last, const std::function<bool(const T&)>& test) {                                    \
        return std::find_if(first, last, std::cref(test));                                                             \
    }                                                                                                                  \
    inline std::ptrdiff_t count(I first, I last, const T& value) { return std::count(first, last, value); }           \
    inline std::ptrdiff_t count_if(I first, I last, const std::function<bool(const T&)>& test) {                      \
        return std::count_if(first, last, std::cref(test));                                                            \
    }                                                                                                                  \
    inline bool all_of(I first, I last, const std::function<bool(const T&)>& test) {                                  \
        return std::all_of(first, last, std::cref(test));                                                              \
    }                                                                                                                  \
    inline bool any_of(I first, I last, const std::function<bool(const T&)>& test) {                                  \
        return std::any_of(first, last, std::cref(test));                                                              \
    }                                                                                                                  \
    inline bool none_of(I first, I last, const std::function<bool(const T&)>& test) {                                 \
        return std::none_of(first, last, std::cref(test));                                                             \
    }                                                                                                                  \
    inline void for_each(I first, I last, const std::function<void(const T&)>& function) {                            \
        std::for_each(first, last, std::cref(function));                                                               \
    }                                                                                                                  \
    inline I min_element(I first, I last) { return std::min_element(first, last); }                                   \
    inline I max_element(I first, I last) { return std::max_element(first, last); }                                   \
    inline T accumulate(I first, I last, T value) { return std::accumulate(first, last, value); }                     \
    inline bool equal(I first, I last, I other) { return std::equal(first, last, other); }                            \
    inline bool is_sorted(I first, I last) { return std::is_sorted(first, last); }                                    \
    inline I lower_bound(I first, I last, const T& value) { return std::lower_bound(first, last, value); }            \
    inline I upper_bound(I first, I last, const T& value) { return std::upper_bound(first, last, value); }            \
    inline bool binary_search(I first, I last, const T& value) { return std::binary_search(first, last, value); }     \
    inline std::ptrdiff_t distance(I first, I last) { return std::distance(first, last); }                            \
    inline I next(I place, std::ptrdiff_t steps = 1) { return std::next(place, steps); }                              \
    inline I prev(I place, std::ptrdiff_t steps = 1) { return std::prev(place, steps); }

// What assigns to elements.
#define CPPYY_RS_WRITE(T, I)                                                                                           \
    CPPYY_RS_READ(T, I)                                                                                                \
    inline void reverse(I first, I last) { std::reverse(first, last); }                                               \
    inline void fill(I first, I last, const T& value) { std::fill(first, last, value); }                              \
    inline void replace(I first, I last, const T& old, const T& value) { std::replace(first, last, old, value); }     \
    inline I copy(I first, I last, I to) { return std::copy(first, last, to); }                                       \
    inline I transform(I first, I last, I to, const std::function<T(const T&)>& function) {                           \
        return std::transform(first, last, to, std::cref(function));                                                   \
    }                                                                                                                  \
    inline I remove(I first, I last, const T& value) { return std::remove(first, last, value); }                      \
    inline I remove_if(I first, I last, const std::function<bool(const T&)>& test) {                                  \
        return std::remove_if(first, last, std::cref(test));                                                           \
    }                                                                                                                  \
    inline I unique(I first, I last) { return std::unique(first, last); }                                             \
    inline I rotate(I first, I middle, I last) { return std::rotate(first, middle, last); }                           \
    inline bool next_permutation(I first, I last) { return std::next_permutation(first, last); }                      \
    inline bool prev_permutation(I first, I last) { return std::prev_permutation(first, last); }

// What jumps.
#define CPPYY_RS_SORT(T, I)                                                                                            \
    CPPYY_RS_WRITE(T, I)                                                                                               \
    inline void sort(I first, I last) { std::sort(first, last, Less<T>()); }                                           \
    inline void sort(I first, I last, const std::function<bool(const T&, const T&)>& less) {                           \
        sort_by(first, last, less);                                                                                    \
    }                                                                                                                  \
    inline void stable_sort(I first, I last) { std::stable_sort(first, last, Less<T>()); }                             \
    inline void partial_sort(I first, I middle, I last) { std::partial_sort(first, middle, last, Less<T>()); }         \
    inline void nth_element(I first, I nth, I last) { std::nth_element(first, nth, last, Less<T>()); }

#define CPPYY_RS_NUMBERS(T, I)                                                                                         \
    inline void iota(I first, I last, T value) { std::iota(first, last, value); }                                     \
    inline I partial_sum(I first, I last, I to) { return std::partial_sum(first, last, to); }                         \
    inline T inner_product(I first, I last, I other, T value) {                                                        \
        return std::inner_product(first, last, other, value);                                                          \
    }

CPPYY_RS_SORT(int, std::vector<int>::iterator)
CPPYY_RS_NUMBERS(int, std::vector<int>::iterator)
CPPYY_RS_SORT(long, std::vector<long>::iterator)
CPPYY_RS_NUMBERS(long, std::vector<long>::iterator)
CPPYY_RS_SORT(float, std::vector<float>::iterator)
CPPYY_RS_NUMBERS(float, std::vector<float>::iterator)
CPPYY_RS_SORT(double, std::vector<double>::iterator)
CPPYY_RS_NUMBERS(double, std::vector<double>::iterator)
CPPYY_RS_SORT(std::string, std::vector<std::string>::iterator)

CPPYY_RS_SORT(int, std::deque<int>::iterator)
CPPYY_RS_SORT(double, std::deque<double>::iterator)
CPPYY_RS_SORT(std::string, std::deque<std::string>::iterator)

CPPYY_RS_WRITE(int, std::list<int>::iterator)
CPPYY_RS_WRITE(double, std::list<double>::iterator)
CPPYY_RS_WRITE(std::string, std::list<std::string>::iterator)

CPPYY_RS_READ(int, std::set<int>::iterator)
CPPYY_RS_READ(double, std::set<double>::iterator)
CPPYY_RS_READ(std::string, std::set<std::string>::iterator)

#undef CPPYY_RS_NUMBERS
#undef CPPYY_RS_SORT
#undef CPPYY_RS_WRITE
#undef CPPYY_RS_READ

} // namespace cppyy_rs::algorithms
