// How a Python callable becomes a std::function: one table of functions for each specialisation. Included by
// dictionaries that have such classes; the headers of the user include <functional> themselves.
#pragma once

#include "upcall.h"

#pragma GCC visibility push(hidden)

namespace cppbind {

namespace callback {

using upcall::Shown;

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
        upcall::Result<R> result;
        enter(addresses, result.memory());
        return result.take();
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
        if constexpr (upcall::can_return<R>()) {
            static const CallbackOperations operations = {
                reinterpret_cast<const void*>(&make),
                upcall::is_object<R> ? reinterpret_cast<const void*>(&make_result_if_object) : nullptr,
            };
            return &operations;
        } else {
            return nullptr;
        }
    }

    static void make_result_if_object(void* memory, const std::uint64_t* words) {
        if constexpr (upcall::is_object<R>)
            upcall::make_result<R>(memory, words);
    }
};

} // namespace callback
} // namespace cppbind

#pragma GCC visibility pop
