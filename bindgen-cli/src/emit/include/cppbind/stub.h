// What generated stubs are written in terms of. Part of every dictionary; everything here is hidden.
// Included before the user's headers, whose macros cannot disturb it then; it includes little, and
// nothing here may cost compile time that a stub does not use: <string> alone takes longer to parse
// than a hundred stubs to compile.
#pragma once

#include "dictionary.h"

#include <iosfwd>
#include <new> // std::exception too, the base of what it declares
#include <type_traits>
#include <utility>

#pragma GCC visibility push(hidden)

// A stub is a function-try-block: `extern "C" int f(...) CPPBIND_TRY { ... } CPPBIND_CATCH(0)`.
// Whatever tells a std::exception from other objects must do so without throwing again, which doubles the cost of a
// throw. libstdc++ can be asked (see `caught`), and one clause a stub takes a fifth off the compiler's work on it;
// elsewhere the stub names both.
#define CPPBIND_TRY try
#ifdef __GLIBCXX__
#define CPPBIND_CATCH(zero)                                                                                            \
    catch (...) {                                                                                                      \
        ::cppbind::caught();                                                                                           \
        return zero;                                                                                                   \
    }
#else
#define CPPBIND_CATCH(zero)                                                                                            \
    catch (const std::exception& exception) {                                                                          \
        ::cppbind::caught(&exception);                                                                                 \
        return zero;                                                                                                   \
    }                                                                                                                  \
    catch (...) {                                                                                                      \
        ::cppbind::caught();                                                                                           \
        return zero;                                                                                                   \
    }
#endif

// An address or an offset that compilers fold although the language does not call it a constant.
#define CPPBIND_FOLD(...) (__builtin_constant_p(__VA_ARGS__) ? (__VA_ARGS__) : (__VA_ARGS__))

namespace cppbind {

// Hands the exception that is being handled to the runtime. Defined in the tables' file.
#ifdef __GLIBCXX__
void caught() noexcept;
#else
void caught(const std::exception* exception = nullptr) noexcept;
#endif

// Prints an object by `operator<<`. Defined in the tables' file, the only one that needs <sstream>.
void print(TextResult* result, const void* object, void (*into)(std::ostream&, const void*));

// Any type as a declaration's specifier: `Type<void (*)(int)> f`.
template <class T>
using Type = T;

// `&value` whatever its class makes of `operator&`.
template <class T>
constexpr T* address(T& value) noexcept {
    return __builtin_addressof(value);
}

template <class T>
constexpr void* untyped_address(T& value) noexcept {
    if constexpr (std::is_function_v<T>)
        return reinterpret_cast<void*>(&value);
    else
        return const_cast<void*>(static_cast<const volatile void*>(__builtin_addressof(value)));
}

// ---- Arguments and results ----

// A class argument that C++ takes by value: copied, or moved where it cannot be copied.
template <class T>
auto copied(T* object) -> std::conditional_t<std::is_copy_constructible_v<T>, const T&, T&&> {
    return static_cast<std::conditional_t<std::is_copy_constructible_v<T>, const T&, T&&>>(*object);
}

// ---- What a class can do, decided by the compiler ----

template <class T, class = void>
constexpr bool has_operator_new = false;
template <class T>
constexpr bool has_operator_new<T, std::void_t<decltype(T::operator new(sizeof(T)))>> = true;

template <class T, class = void>
constexpr bool has_operator_delete = false;
template <class T>
constexpr bool has_operator_delete<T, std::void_t<decltype(T::operator delete(std::declval<void*>()))>> = true;

template <class T, class = void>
constexpr bool has_sized_operator_delete = false;
template <class T>
constexpr bool
    has_sized_operator_delete<T, std::void_t<decltype(T::operator delete(std::declval<void*>(), sizeof(T)))>> = true;

template <class T>
constexpr bool copies = std::is_copy_constructible_v<T> && !std::is_trivially_copyable_v<T>;

template <class T>
constexpr bool moves = std::is_move_constructible_v<T> && !std::is_trivially_copyable_v<T>;

template <class T>
constexpr bool destructs = std::is_destructible_v<T> && !std::is_trivially_destructible_v<T>;

// An object that converts to a number or an address would be printed as that: it is not printable itself.
template <class T, class = void>
constexpr bool printable = false;
template <class T>
constexpr bool printable<T, std::void_t<decltype(std::declval<std::ostream&>() << std::declval<const T&>())>> =
    !std::is_convertible_v<const T&, double> && !std::is_convertible_v<const T&, const void*>;

// `==`, whoever declares it. (A container of elements without one only seems to have it: Python compares those.)
template <class T, class = void>
constexpr bool has_equality = false;
template <class T>
constexpr bool
    has_equality<T, std::void_t<decltype(static_cast<bool>(std::declval<const T&>() == std::declval<const T&>()))>> =
        !std::is_convertible_v<const T&, const void*>;

template <class T>
constexpr std::uint32_t class_flags() {
    std::uint32_t flags = 0;
    if (std::is_abstract_v<T>)
        flags |= ClassFlags::ABSTRACT;
    if (std::is_polymorphic_v<T>)
        flags |= ClassFlags::POLYMORPHIC;
    if (std::is_destructible_v<T> && std::has_virtual_destructor_v<T>)
        flags |= ClassFlags::VIRTUAL_DESTRUCTOR;
    if (std::is_union_v<T>)
        flags |= ClassFlags::UNION;
    if (std::is_aggregate_v<T>)
        flags |= ClassFlags::AGGREGATE;
    if (std::is_base_of_v<std::exception, T>)
        flags |= ClassFlags::EXCEPTION;
    if (std::is_trivially_copyable_v<T>)
        flags |= ClassFlags::TRIVIALLY_COPYABLE;
    if (std::is_trivially_destructible_v<T>)
        flags |= ClassFlags::TRIVIALLY_DESTRUCTIBLE;
    return flags;
}

// ---- Special members: each does nothing where the class cannot, and its address is then not in the tables ----

template <class T>
void destroy(T* object) {
    if constexpr (std::is_destructible_v<T>)
        delete object;
}

template <class T>
void destruct(T* object) {
    if constexpr (destructs<T>)
        object->~T();
}

template <class T>
void copy(void* memory, const T* object) {
    if constexpr (copies<T>)
        ::new (memory) T(*object);
}

template <class T>
void relocate(void* memory, T* object) {
    if constexpr (moves<T>)
        ::new (memory) T(static_cast<T&&>(*object));
}

// Memory for an object; or, given some in which there is none, its end, by the function that `delete` would choose.
template <class T>
void* allocate(void* memory) {
    if constexpr (has_operator_new<T>) {
        if (memory == nullptr)
            return T::operator new(sizeof(T));
        if constexpr (has_operator_delete<T>)
            T::operator delete(memory);
        else if constexpr (has_sized_operator_delete<T>)
            T::operator delete(memory, sizeof(T));
        else
            ::operator delete(memory);
    }
    return nullptr;
}

template <class T>
T* default_new() {
    if constexpr (std::is_default_constructible_v<T> && std::is_destructible_v<T>)
        return new T();
    else
        return nullptr;
}

template <class T>
T* copy_new(const T& object) {
    if constexpr (std::is_copy_constructible_v<T>)
        return new T(object);
    else
        return nullptr;
}

template <class T>
T* move_new(T&& object) {
    if constexpr (std::is_move_constructible_v<T>)
        return new T(static_cast<T&&>(object));
    else
        return nullptr;
}

template <class T>
bool equal(const T* one, const T* other) {
    if constexpr (has_equality<T>)
        return static_cast<bool>(*one == *other);
    else
        return false;
}

template <class T>
void print_into(TextResult* result, const T* object) {
    if constexpr (printable<T>)
        print(result, object, [](std::ostream& stream, const void* it) { stream << *static_cast<const T*>(it); });
}

} // namespace cppbind

#pragma GCC visibility pop
