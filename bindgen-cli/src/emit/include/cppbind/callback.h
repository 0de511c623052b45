// How a Python callable becomes a std::function: one table of functions for each specialisation. Included by
// dictionaries that have such classes; the headers of the user include <functional> themselves.
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

  private:
    void count(const void* function) const noexcept {
        reinterpret_cast<void (*)(const PythonFault*)>(const_cast<void*>(function))(fault);
    }

    const PythonFault* fault;
};
static_assert(sizeof(PythonError) == 2 * sizeof(void*), "the runtime finds the Python exception in the second word");

namespace callback {

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

// Memory for a result, and the result where there is one.
template <class R>
union Room {
    Room() noexcept {}
    ~Room() {}
    R object;
};

template <class R>
class Result {
  public:
    Result() noexcept {}
    Result(const Result&) = delete;
    Result& operator=(const Result&) = delete;
    ~Result() {
        if (made)
            room.object.~R();
    }

    void* memory() noexcept { return &room; }
    R&& take() noexcept {
        made = true;
        return static_cast<R&&>(room.object);
    }

  private:
    Room<R> room;
    bool made = false;
};

// ---- The object in the std::function ----

template <class R, class... A>
class Functor {
  public:
    // Takes over a reference to the callable.
    explicit Functor(const PythonCallable* taken) noexcept : callable(taken) {}
    Functor(const Functor& other) noexcept : callable(other.callable) { count(callable->retain); }
    Functor(Functor&& other) noexcept : callable(std::exchange(other.callable, nullptr)) {}
    Functor& operator=(const Functor&) = delete;
    ~Functor() {
        if (callable != nullptr)
            count(callable->release);
    }

    R operator()(A... arguments) const { return call(Shown<A>(arguments)...); }

  private:
    template <class... S>
    R call(S&&... shown) const {
        void* addresses[] = {shown.address()..., nullptr};
        if constexpr (std::is_void_v<R>) {
            enter(addresses, nullptr);
        } else if constexpr (std::is_reference_v<R>) {
            std::remove_reference_t<R>* result = nullptr;
            enter(addresses, &result);
            return static_cast<R>(*result);
        } else if constexpr (is_object<R>) {
            Result<std::remove_cv_t<R>> result;
            enter(addresses, result.memory());
            return result.take();
        } else {
            std::remove_cv_t<R> result{};
            enter(addresses, &result);
            return result;
        }
    }

    void enter(void* const* arguments, void* result) const {
        using Call = const PythonFault* (*)(const PythonCallable*, void* const*, void*);
        const PythonFault* fault = reinterpret_cast<Call>(const_cast<void*>(callable->call))(callable, arguments, result);
        if (__builtin_expect(fault != nullptr, false))
            throw PythonError(fault);
    }

    void count(const void* function) const noexcept {
        reinterpret_cast<void (*)(const PythonCallable*)>(const_cast<void*>(function))(callable);
    }

    const PythonCallable* callable;
};

// ---- The table ----

template <class F>
struct Specialisation;

template <template <class> class Function, class R, class... A>
struct Specialisation<Function<R(A...)>> {
    using F = Function<R(A...)>;

    static F* make(const PythonCallable* callable) CPPBIND_TRY {
        if (callable == nullptr)
            return new F();
        Functor<R, A...> functor(callable);
        return new F(std::move(functor));
    }
    CPPBIND_CATCH(nullptr)

    static const CallbackOperations* operations() noexcept {
        if constexpr (can_return<R>()) {
            static const CallbackOperations operations = {
                reinterpret_cast<const void*>(&make),
                is_object<R> ? reinterpret_cast<const void*>(&make_result_if_object) : nullptr,
            };
            return &operations;
        } else {
            return nullptr;
        }
    }

    static void make_result_if_object(void* memory, const std::uint64_t* words) {
        if constexpr (is_object<R>)
            make_result<R>(memory, words);
    }
};

} // namespace callback
} // namespace cppbind

#pragma GCC visibility pop
