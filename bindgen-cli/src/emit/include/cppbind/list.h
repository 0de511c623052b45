// Lists with elements of their own: what a std::initializer_list is made of that no braces have made. Included by
// dictionaries that have containers.
#pragma once

#include "passed.h"

#include <cstddef>
#include <cstring>
#include <initializer_list>
#include <new>
#include <type_traits>

#pragma GCC visibility push(hidden)

namespace cppbind::container {

// What C++ makes of braces: a list shows elements that the compiler keeps, so a list that is made at run time needs
// some that are kept with it.
template <class E>
class Backed {
  public:
    static void* allocate(std::size_t room) { return ::operator new(room * sizeof(E), std::align_val_t(alignof(E))); }

    explicit Backed(std::size_t room) : elements(static_cast<E*>(allocate(room))) { show(0); }
    Backed(const Backed&) = delete;
    Backed& operator=(const Backed&) = delete;
    ~Backed() {
        for (std::size_t index = list.size(); index > 0; --index)
            elements[index - 1].~E();
        ::operator delete(static_cast<void*>(elements), std::align_val_t(alignof(E)));
    }

    void append(const void* element) {
        ::new (static_cast<void*>(elements + list.size())) E(*Given<E>(element));
        show(list.size() + 1);
    }

  private:
    void show(std::size_t count) noexcept {
        const ListWords words = {elements, count};
        static_assert(sizeof(list) == sizeof(words) && std::is_trivially_copyable_v<std::initializer_list<E>>);
        std::memcpy(static_cast<void*>(&list), &words, sizeof(words));
    }

    struct ListWords {
        const E* first;
        std::size_t count;
    };

    // The address of the list is that of the whole.
    std::initializer_list<E> list;
    E* elements;
};

// Whether lists are made of the words that `Backed` puts into one: the language does not say so, so a list is asked.
inline bool shows_first_and_count() noexcept {
    const std::initializer_list<int> probe = {1, 2, 3};
    struct {
        const int* first;
        std::size_t count;
    } words = {};
    if (sizeof(words) != sizeof(probe))
        return false;
    std::memcpy(&words, &probe, sizeof(words));
    return words.first == probe.begin() && words.count == probe.size();
}

template <class C>
constexpr bool is_list = false;
template <class E>
constexpr bool is_list<std::initializer_list<E>> =
    (std::is_copy_constructible_v<E> || std::is_move_constructible_v<E>) && std::is_destructible_v<E>;

} // namespace cppbind::container

#pragma GCC visibility pop
