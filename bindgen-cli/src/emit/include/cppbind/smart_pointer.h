// How the runtime holds objects by smart pointers: one table of functions for each class of smart pointers. Included by
// dictionaries that have such classes.
#pragma once

#include "stub.h"

#include <memory>
#include <type_traits>
#include <utility>

#pragma GCC visibility push(hidden)

namespace cppbind::smart {

// Who ends an object, whatever it is: what all shared pointers can become.
using Owner = std::shared_ptr<const volatile void>;

// ---- What is known of the objects ----

template <class T, class = void>
constexpr bool is_complete = false;
template <class T>
constexpr bool is_complete<T, std::void_t<decltype(sizeof(T))>> = true;

// A virtual destructor ends objects of derived classes too. Nobody can ask a class that is only declared.
template <class T>
constexpr bool ends_derived() {
    if constexpr (is_complete<T>)
        return std::has_virtual_destructor_v<T>;
    else
        return false;
}

// Where an object knows the pointers that share it (std::enable_shared_from_this).
template <class T, class = void>
constexpr bool knows_owner = false;
template <class T>
constexpr bool knows_owner<T, std::void_t<decltype(std::declval<T&>().weak_from_this().lock())>> =
    std::is_convertible_v<decltype(std::declval<T&>().weak_from_this().lock()), Owner>;

// Numbers have no proxies, and arrays are several objects.
template <class T>
constexpr bool is_object = std::is_class_v<T> || std::is_union_v<T>;

template <class T>
constexpr std::uint32_t flags() noexcept {
    return ends_derived<T>() ? SmartPointerFlags::ENDS_DERIVED : 0;
}

// ---- Python's objects, shared ----

// Ends an object as the class that it was made as, which need not be the one that a pointer knows; not before it is
// armed, because a std::shared_ptr that cannot be made ends the object that it was to hold.
struct Guard {
    void (*destroy)(void*);
    void* whole;
    bool armed = false;

    Guard(void (*destroy)(void*), void* whole) noexcept : destroy(destroy), whole(whole) {}
    Guard(const Guard&) = delete;
    Guard& operator=(const Guard&) = delete;
    ~Guard() {
        if (armed)
            destroy(whole);
    }
};

// A deleter. It lives as long as there are weak pointers, the object does not.
struct End {
    std::shared_ptr<Guard> guard;
    void operator()(const volatile void*) noexcept { guard.reset(); }
};

// ---- The functions, by the pointer's template; see SmartPointerOperations for what each does ----

template <class S>
struct Functions;

template <class T>
struct Functions<std::shared_ptr<T>> {
    using Pointer = std::shared_ptr<T>;
    static constexpr bool is_known = is_object<T>;

    static void* get(const Pointer* pointer) noexcept {
        return const_cast<void*>(static_cast<const volatile void*>(pointer->get()));
    }

    static Pointer* make(T* object, void (*destroy)(void*), void* whole) CPPBIND_TRY {
        auto made = std::make_unique<Pointer>();
        if (object != nullptr) {
            const auto guard = std::make_shared<Guard>(destroy, whole);
            *made = Pointer(object, End{guard});
            guard->armed = true;
        }
        return made.release();
    }
    CPPBIND_CATCH(nullptr)

    static Pointer* copy(const Pointer* pointer) CPPBIND_TRY { return new Pointer(*pointer); }
    CPPBIND_CATCH(nullptr)

    static void* owner(const Pointer* pointer) CPPBIND_TRY { return new Owner(*pointer); }
    CPPBIND_CATCH(nullptr)

    static void* owner_of(T* object) CPPBIND_TRY {
        if constexpr (knows_owner<T>) {
            if (Owner owner = object->weak_from_this().lock())
                return new Owner(std::move(owner));
        }
        return nullptr;
    }
    CPPBIND_CATCH(nullptr)

    static void end_owner(void* owner) CPPBIND_TRY { delete static_cast<Owner*>(owner); }
    CPPBIND_CATCH()

    static Pointer* share(const void* owner, T* object) CPPBIND_TRY {
        return new Pointer(*static_cast<const Owner*>(owner), object);
    }
    CPPBIND_CATCH(nullptr)

    static void end(Pointer* pointer) CPPBIND_TRY { delete pointer; }
    CPPBIND_CATCH()

    static const SmartPointerOperations* operations() noexcept {
        static const SmartPointerOperations operations = {
            SmartPointerKind::Shared,
            flags<T>(),
            reinterpret_cast<const void*>(&get),
            reinterpret_cast<const void*>(&make),
            reinterpret_cast<const void*>(&copy),
            nullptr,
            reinterpret_cast<const void*>(&owner),
            knows_owner<T> ? reinterpret_cast<const void*>(&owner_of) : nullptr,
            reinterpret_cast<const void*>(&end_owner),
            reinterpret_cast<const void*>(&share),
            nullptr,
            reinterpret_cast<const void*>(&end),
        };
        return &operations;
    }
};

template <class T>
struct Functions<std::weak_ptr<T>> {
    using Pointer = std::weak_ptr<T>;
    using Strong = Functions<std::shared_ptr<T>>;
    static constexpr bool is_known = is_object<T>;

    static Pointer* share(const void* owner, T* object) CPPBIND_TRY {
        return new Pointer(std::shared_ptr<T>(*static_cast<const Owner*>(owner), object));
    }
    CPPBIND_CATCH(nullptr)

    // Holds nothing, whatever it is asked to take over: a weak pointer owns no object.
    static Pointer* make(T*, void (*)(void*), void*) CPPBIND_TRY { return new Pointer(); }
    CPPBIND_CATCH(nullptr)

    static void end(Pointer* pointer) CPPBIND_TRY { delete pointer; }
    CPPBIND_CATCH()

    static const SmartPointerOperations* operations() noexcept {
        static const SmartPointerOperations operations = {
            SmartPointerKind::Weak,
            flags<T>(),
            nullptr,
            reinterpret_cast<const void*>(&make),
            nullptr,
            nullptr,
            nullptr,
            knows_owner<T> ? reinterpret_cast<const void*>(&Strong::owner_of) : nullptr,
            reinterpret_cast<const void*>(&Strong::end_owner),
            reinterpret_cast<const void*>(&share),
            nullptr,
            reinterpret_cast<const void*>(&end),
        };
        return &operations;
    }
};

template <class T, class D>
struct Functions<std::unique_ptr<T, D>> {
    using Pointer = std::unique_ptr<T, D>;
    // Deleters may name another type of pointer.
    static constexpr bool is_known = is_object<T> && std::is_same_v<typename Pointer::pointer, T*>;
    // What `new` has made and `delete` ends can change hands between pointers, and between C++ and Python.
    static constexpr bool is_plain = std::is_same_v<D, std::default_delete<T>> && is_complete<T>;

    static void* get(const Pointer* pointer) noexcept {
        return const_cast<void*>(static_cast<const volatile void*>(pointer->get()));
    }

    static Pointer* make(T* object, void (*)(void*), void*) CPPBIND_TRY {
        if constexpr (is_plain) {
            auto made = std::make_unique<Pointer>();
            made->reset(object);
            return made.release();
        } else if constexpr (std::is_default_constructible_v<Pointer>) {
            return object == nullptr ? new Pointer() : nullptr;
        } else {
            return nullptr;
        }
    }
    CPPBIND_CATCH(nullptr)

    static Pointer* move(Pointer* pointer) CPPBIND_TRY { return new Pointer(std::move(*pointer)); }
    CPPBIND_CATCH(nullptr)

    static void* release(Pointer* pointer) noexcept {
        return const_cast<void*>(static_cast<const volatile void*>(pointer->release()));
    }

    static void end(Pointer* pointer) CPPBIND_TRY { delete pointer; }
    CPPBIND_CATCH()

    static const SmartPointerOperations* operations() noexcept {
        static const SmartPointerOperations operations = {
            SmartPointerKind::Unique,
            flags<T>() | (is_plain ? SmartPointerFlags::PLAIN : 0),
            reinterpret_cast<const void*>(&get),
            reinterpret_cast<const void*>(&make),
            nullptr,
            std::is_move_constructible_v<Pointer> ? reinterpret_cast<const void*>(&move) : nullptr,
            nullptr,
            nullptr,
            nullptr,
            nullptr,
            is_plain ? reinterpret_cast<const void*>(&release) : nullptr,
            reinterpret_cast<const void*>(&end),
        };
        return &operations;
    }
};

// Null where Python shows the pointer as the object that it is.
template <class S>
const SmartPointerOperations* operations() noexcept {
    if constexpr (Functions<S>::is_known)
        return Functions<S>::operations();
    else
        return nullptr;
}

} // namespace cppbind::smart

#pragma GCC visibility pop
