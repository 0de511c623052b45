// Elements of containers, keys and parts of values that come from Python. Included by dictionaries that have classes of
// such.
#pragma once

#include "stub.h"

#include <cstddef>
#include <type_traits>
#include <utility>

#pragma GCC visibility push(hidden)

namespace cppbind {

// The address of an object as C++ sees it. A specialisation for strings (text.h) takes the address of a Text's two
// words, so that no std::string need be made where the runtime has bytes.
template <class T>
class Passed {
  public:
    explicit Passed(const void* address) noexcept : object(static_cast<const T*>(address)) {}
    const T& operator*() const noexcept { return *object; }

  private:
    const T* object;
};

#ifdef CPPBIND_TEXT
template <>
class Passed<std::string> {
  public:
    explicit Passed(const void* words) {
        const auto* data = static_cast<const char* const*>(words)[0];
        const std::size_t size = static_cast<const std::size_t*>(words)[1];
        static_assert(TEXT_IS_STRING > TEXT_IS_VIEW && TEXT_IS_VIEW > PTRDIFF_MAX, "no text is as long");
        if (size < TEXT_IS_VIEW)
            string = ::new (static_cast<void*>(&own)) std::string(data, size);
        else if (size == TEXT_IS_VIEW)
            string = ::new (static_cast<void*>(&own)) std::string(*reinterpret_cast<const std::string_view*>(data));
        else
            string = reinterpret_cast<const std::string*>(data);
    }
    Passed(const Passed&) = delete;
    Passed& operator=(const Passed&) = delete;
    ~Passed() {
        if (string == &own)
            own.~basic_string();
    }
    const std::string& operator*() const noexcept { return *string; }

  private:
    const std::string* string;
    union {
        std::string own;
    };
};
#endif

// The same, moved from where it cannot be copied: what the runtime passes then is the caller's to give.
template <class T>
class Given {
  public:
    explicit Given(const void* address) : passed(address) {}
    auto operator*() const noexcept -> std::conditional_t<std::is_copy_constructible_v<T>, const T&, T&&> {
        using Taken = std::conditional_t<std::is_copy_constructible_v<T>, const T&, T&&>;
        return static_cast<Taken>(const_cast<T&>(*passed));
    }

  private:
    Passed<T> passed;
};

} // namespace cppbind

#pragma GCC visibility pop
