// What directors are written in terms of: classes that derive from the user's, so that Python can override virtual
// functions. Included by dictionaries that have any.
#pragma once

#include "upcall.h"

#pragma GCC visibility push(hidden)

namespace cppbind {

// The director of a class: specialised for each.
template <class Base>
class Director;

namespace director {

// Says that the arguments behind it are for the base's constructor.
struct Construct {};

// What a director refers to Python by; null until the runtime knows the object.
class Half {
  public:
    Half() noexcept = default;
    // The copy is an object of the same Python class.
    Half(const Half& other) {
        if (other.half == nullptr)
            return;
        using Copied = const PythonFault* (*)(const PythonHalf*, const PythonHalf**);
        if (const PythonFault* fault = reinterpret_cast<Copied>(function(other.half, &PythonHalfFunctions::copied))(other.half, &half))
            throw PythonError(fault);
    }
    // What is assigned to stays who it is.
    Half& operator=(const Half&) noexcept { return *this; }
    ~Half() {
        if (half != nullptr)
            reinterpret_cast<void (*)(const PythonHalf*)>(function(half, &PythonHalfFunctions::ended))(half);
    }

    // Calls the override of a virtual function by its number; false where there is none.
    [[gnu::noinline]] bool overridden(std::uint32_t number, void* const* arguments, void* result) const {
        if (half == nullptr)
            return false;
        const void* bytes = __atomic_load_n(&half->overridden, __ATOMIC_ACQUIRE);
        if (__atomic_load_n(static_cast<const std::uint8_t*>(bytes) + number, __ATOMIC_RELAXED) == 0)
            return false;
        using Call = bool (*)(const PythonHalf*, std::uint32_t, void* const*, void*, const PythonFault**);
        const PythonFault* fault = nullptr;
        const bool called = reinterpret_cast<Call>(function(half, &PythonHalfFunctions::call))(half, number, arguments, result, &fault);
        if (__builtin_expect(fault != nullptr, false))
            throw PythonError(fault);
        return called;
    }

    const PythonHalf* half = nullptr;

  private:
    static void* function(const PythonHalf* half, const void* const PythonHalfFunctions::* which) noexcept {
        return const_cast<void*>(static_cast<const PythonHalfFunctions*>(half->functions)->*which);
    }
};

// A director whose base is a copy. Python's half of it is none: the constructor has been called for another object.
template <class D, class Base>
D* copy_new(const Base& base) {
    if constexpr (std::is_copy_constructible_v<D>)
        return new D(Construct(), base);
    else
        return nullptr;
}

// The result of a pure virtual function that must not throw and has not been overridden, or has failed.
template <class R>
R nothing() noexcept {
    if constexpr (std::is_void_v<R>)
        return;
    else if constexpr (std::is_default_constructible_v<R>)
        return R();
    else
        std::terminate();
}

} // namespace director
} // namespace cppbind

#pragma GCC visibility pop
