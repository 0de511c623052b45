// What passes between C++ and the Python callables that it calls: arguments, results and exceptions. Included by
// dictionaries that have such callables, as std::function or as overrides of virtual functions.
#pragma once

#include "stub.h"

#include <exception>
#include <type_traits>
#include <utility>

#pragma GCC visibility push(hidden)

namespace cppbind {

// What a Python callable has raised, on its way through C++. It holds the Python exception, which the runtime raises
// again where this comes out of a stub; the runtime knows the class by its name, and the exception by the second word.
class PythonError : public std::exception {
  public:
    explicit PythonError(const PythonFault* taken) noexcept : fault(taken) {}
    PythonError(const PythonError& other) noexcept : std::exception(other), fault(other.fault) { count(fault->retain); }
    PythonError& operator=(const PythonError&) = delete;
    ~PythonError() override { count(fault->release); }

    const char* what() const noexcept override { return fault->what; }

    // Nothing is set in Python while the exception is C++'s: there is nothing left to do for who handles it.
    void clear() const noexcept {}

  private:
    void count(const void* function) const noexcept {
        reinterpret_cast<void (*)(const PythonFault*)>(const_cast<void*>(function))(fault);
    }

    const PythonFault* fault;
};
static_assert(sizeof(PythonError) == 2 * sizeof(void*), "the runtime finds the Python exception in the second word");

namespace upcall {

// ---- Arguments: each is shown by the address of the object, a text by the address of its two words ----

#ifdef CPPBIND_TEXT
template <class T>
constexpr bool is_string = std::is_same_v<std::remove_cv_t<T>, std::string>;
template <class T>
constexpr bool is_string_view = std::is_same_v<std::remove_cv_t<T>, std::string_view>;
#else
template <class T>
constexpr bool is_string = false;
template <class T>
constexpr bool is_string_view = false;
#endif

// A string that C++ may still change is an object; all others are text.
template <class A>
constexpr bool is_text = (is_string<std::remove_reference_t<A>> || is_string_view<std::remove_reference_t<A>>) &&
                         (!std::is_lvalue_reference_v<A> || std::is_const_v<std::remove_reference_t<A>>);

template <class A, bool text = is_text<A>>
class Shown {
  public:
    explicit Shown(std::remove_reference_t<A>& argument) noexcept : where(untyped_address(argument)) {}
    void* address() noexcept { return where; }

  private:
    void* where;
};

template <class A>
class Shown<A, true> {
  public:
    explicit Shown(std::remove_reference_t<A>& argument) noexcept : words{argument.data(), argument.size()} {}
    void* address() noexcept { return &words; }

  private:
    struct {
        const char* data;
        std::size_t size;
    } words;
};

// ---- Results: numbers and addresses are stored, objects are made of what a stub's argument would be ----

template <class R>
constexpr bool is_object = std::is_class_v<R> || std::is_union_v<R>;

template <class R>
constexpr bool can_return() {
    if constexpr (is_object<R>)
        return std::is_move_constructible_v<R> && std::is_destructible_v<R>;
    else
        return true;
}

// Makes an object in the memory of a result.
template <class R>
void make_result(void* memory, const std::uint64_t* words) CPPBIND_TRY {
    using Object = std::remove_cv_t<R>;
#ifdef CPPBIND_TEXT
    if constexpr (is_string<R> || is_string_view<R>) {
        const Text text(reinterpret_cast<const char*>(words[0]), static_cast<std::size_t>(words[1]));
        ::new (memory) Object(text.view());
        return;
    } else
#endif
        ::new (memory) Object(copied(reinterpret_cast<Object*>(words[0])));
}
CPPBIND_CATCH()

// Memory for an object, which is constructed there or is not.
template <class R>
union Room {
    Room() noexcept {}
    ~Room() {}
    R object;
};

// A result: where it is stored, and what C++ is given.
template <class R, bool object = is_object<R>>
class Result {
  public:
    void* memory() noexcept { return &value; }
    R take() noexcept { return value; }

  private:
    std::remove_cv_t<R> value{};
};

template <>
class Result<void, false> {
  public:
    void* memory() noexcept { return nullptr; }
    void take() noexcept {}
};

template <class R>
class Result<R&, false> {
  public:
    void* memory() noexcept { return &value; }
    R& take() noexcept { return *value; }

  private:
    R* value = nullptr;
};

template <class R>
class Result<R&&, false> {
  public:
    void* memory() noexcept { return &value; }
    R&& take() noexcept { return static_cast<R&&>(*value); }

  private:
    R* value = nullptr;
};

template <class R>
class Result<R, true> {
  public:
    Result() noexcept {}
    Result(const Result&) = delete;
    Result& operator=(const Result&) = delete;
    ~Result() {
        if (made)
            room.object.~Object();
    }

    void* memory() noexcept { return &room; }
    std::remove_cv_t<R>&& take() noexcept {
        made = true;
        return static_cast<Object&&>(room.object);
    }

  private:
    using Object = std::remove_cv_t<R>;
    Room<Object> room;
    bool made = false;
};

} // namespace upcall
} // namespace cppbind

#pragma GCC visibility pop
