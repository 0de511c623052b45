// How objects that are made of others (tuples, variants, optionals) are taken apart and made: one table of functions
// for each class. Included by dictionaries that have such classes. No template of the standard library is named that the
// headers of the user may not have included: the dictionary's stubs name the classes, and say of which kind they are.
#pragma once

#include "passed.h"

#include <cstddef>
#include <type_traits>
#include <utility>

#pragma GCC visibility push(hidden)

namespace cppbind::value {

// Calls with explicit template arguments are calls only where a template of that name is known; which one is meant
// then, the argument's namespace says.
using std::get;
template <class T>
void any_cast() = delete;

// What a new object may be made of: a reference would refer to what ends with the call.
template <class P>
constexpr bool is_given() {
    if constexpr (std::is_reference_v<P>)
        return false;
    else
        return std::is_copy_constructible_v<P> || std::is_move_constructible_v<P>;
}

// One function for each part, by the part's index.
template <class Function, Function... functions>
struct ByIndex {
    static constexpr Function table[] = {functions..., nullptr};
};

struct Ticks {
    std::int64_t numerator = 0;
    std::int64_t denominator = 0;
};

template <class C>
bool assign(C* object, C* other) CPPBIND_TRY {
    if constexpr (std::is_move_assignable_v<C>) {
        *object = static_cast<C&&>(*other);
        return true;
    } else {
        return false;
    }
}
CPPBIND_CATCH(false)

template <class Kind>
const ValueOperations* operations(const std::uint32_t* types, std::uint32_t flags = 0, Ticks ticks = {}) {
    static const ValueOperations operations = {
        Kind::kind,
        flags,
        Kind::count,
        types,
        ticks.numerator,
        ticks.denominator,
        reinterpret_cast<const void*>(&Kind::takes),
        reinterpret_cast<const void*>(&Kind::make),
        reinterpret_cast<const void*>(&Kind::part),
        reinterpret_cast<const void*>(&Kind::which),
        reinterpret_cast<const void*>(&assign<typename Kind::Class>),
    };
    return &operations;
}

// ---- std::tuple ----

template <class C>
struct Product;

template <template <class...> class Tuple, class... P>
struct Product<Tuple<P...>> {
    using C = Tuple<P...>;
    using Class = C;
    static constexpr std::uint32_t kind = ValueKind::Product;
    static constexpr std::size_t count = sizeof...(P);

    static bool takes(std::size_t) noexcept { return (is_given<P>() && ...); }

    static C* make(std::size_t index, [[maybe_unused]] const void* const* parts) CPPBIND_TRY {
        if (index == count) {
            if constexpr (std::is_default_constructible_v<C>)
                return new C();
        } else if constexpr ((is_given<P>() && ...)) {
            return made(parts, std::index_sequence_for<P...>());
        }
        return nullptr;
    }
    CPPBIND_CATCH(nullptr)

    static void* part(C* object, std::size_t index) noexcept {
        if constexpr (count > 0)
            return found(object, index, std::index_sequence_for<P...>());
        else
            return nullptr;
    }

    static std::size_t which(const C*) noexcept { return count; }

  private:
    template <std::size_t... I>
    static C* made([[maybe_unused]] const void* const* parts, std::index_sequence<I...>) {
        return new C(*Given<P>(parts[I])...);
    }

    template <std::size_t I>
    static void* at(C* object) noexcept {
        return untyped_address(get<I>(*object));
    }

    template <std::size_t... I>
    static void* found(C* object, std::size_t index, std::index_sequence<I...>) noexcept {
        using At = void* (*)(C*) noexcept;
        return index < count ? ByIndex<At, &at<I>...>::table[index](object) : nullptr;
    }
};

// ---- std::variant ----

template <class C>
struct Choice;

template <template <class...> class Variant, class... P>
struct Choice<Variant<P...>> {
    using C = Variant<P...>;
    using Class = C;
    static constexpr std::uint32_t kind = ValueKind::Choice;
    static constexpr std::size_t count = sizeof...(P);

    static bool takes(std::size_t index) noexcept {
        constexpr bool given[] = {is_given<P>()...};
        return index < count && given[index];
    }

    static C* make(std::size_t index, const void* const* parts) CPPBIND_TRY {
        return made(index, parts[0], std::index_sequence_for<P...>());
    }
    CPPBIND_CATCH(nullptr)

    static void* part(C* object, std::size_t index) noexcept {
        const bool there = index < count && index == which(object);
        return there ? found(object, index, std::index_sequence_for<P...>()) : nullptr;
    }

    static std::size_t which(const C* object) noexcept {
        return object->valueless_by_exception() ? count : object->index();
    }

  private:
    template <std::size_t I, class T>
    static C* of(const void* part) {
        if constexpr (is_given<T>())
            return new C(std::in_place_index<I>, *Given<T>(part));
        else
            return nullptr;
    }

    template <std::size_t... I>
    static C* made(std::size_t index, const void* part, std::index_sequence<I...>) {
        using Of = C* (*)(const void*);
        return index < count ? ByIndex<Of, &of<I, P>...>::table[index](part) : nullptr;
    }

    template <std::size_t I>
    static void* at(C* object) noexcept {
        return untyped_address(get<I>(*object));
    }

    template <std::size_t... I>
    static void* found(C* object, std::size_t index, std::index_sequence<I...>) noexcept {
        using At = void* (*)(C*) noexcept;
        return ByIndex<At, &at<I>...>::table[index](object);
    }
};

// ---- std::optional ----

template <class C>
struct Optional {
    using Class = C;
    using T = typename C::value_type;
    static constexpr std::uint32_t kind = ValueKind::Optional;
    static constexpr std::size_t count = 1;

    static bool takes(std::size_t) noexcept { return is_given<T>(); }

    static C* make(std::size_t index, [[maybe_unused]] const void* const* parts) CPPBIND_TRY {
        if (index == count)
            return new C();
        if constexpr (is_given<T>())
            return new C(std::in_place, *Given<T>(parts[0]));
        else
            return nullptr;
    }
    CPPBIND_CATCH(nullptr)

    static void* part(C* object, std::size_t index) noexcept {
        return index == 0 && object->has_value() ? untyped_address(**object) : nullptr;
    }

    static std::size_t which(const C* object) noexcept { return object->has_value() ? 0 : count; }
};

// ---- std::any: the types are all that the dictionary knows ----

template <class C, class... T>
struct Any {
    using Class = C;
    static constexpr std::uint32_t kind = ValueKind::Any;
    static constexpr std::size_t count = sizeof...(T);

    static bool takes(std::size_t index) noexcept {
        constexpr bool copied[] = {std::is_copy_constructible_v<T>..., false};
        return index < count && copied[index];
    }

    static C* make(std::size_t index, const void* const* parts) CPPBIND_TRY {
        using Of = C* (*)(const void*);
        return index < count ? ByIndex<Of, &of<T>...>::table[index](parts[0]) : new C();
    }
    CPPBIND_CATCH(nullptr)

    static void* part(C* object, std::size_t index) noexcept {
        using At = void* (*)(C*) noexcept;
        return index < count ? ByIndex<At, &at<T>...>::table[index](object) : nullptr;
    }

    static std::size_t which(const C* object) noexcept {
        for (std::size_t index = 0; index < count; ++index)
            if (part(const_cast<C*>(object), index) != nullptr)
                return index;
        return count;
    }

  private:
    template <class P>
    static C* of(const void* part) {
        if constexpr (std::is_copy_constructible_v<P>)
            return new C(std::in_place_type<P>, *Given<P>(part));
        else
            return nullptr;
    }

    template <class P>
    static void* at(C* object) noexcept {
        if constexpr (std::is_copy_constructible_v<P>)
            return any_cast<P>(object);
        else
            return nullptr;
    }
};

// ---- std::chrono ----

template <class C>
struct Duration {
    using Class = C;
    static constexpr std::uint32_t kind = ValueKind::Duration;
    static constexpr std::size_t count = 1;

    static bool takes(std::size_t) noexcept { return true; }

    static C* make(std::size_t, const void* const* parts) CPPBIND_TRY {
        return new C(*Given<typename C::rep>(parts[0]));
    }
    CPPBIND_CATCH(nullptr)

    // The number of ticks has no address.
    static void* part(C*, std::size_t) noexcept { return nullptr; }
    static std::size_t which(const C*) noexcept { return 0; }
};

template <class C>
struct TimePoint {
    using Class = C;
    static constexpr std::uint32_t kind = ValueKind::TimePoint;
    static constexpr std::size_t count = 1;

    static bool takes(std::size_t) noexcept { return true; }

    static C* make(std::size_t, const void* const* parts) CPPBIND_TRY {
        return new C(*Given<typename C::duration>(parts[0]));
    }
    CPPBIND_CATCH(nullptr)

    static void* part(C*, std::size_t) noexcept { return nullptr; }
    static std::size_t which(const C*) noexcept { return 0; }
};

template <class C>
constexpr Ticks ticks() noexcept {
    return {C::period::num, C::period::den};
}

} // namespace cppbind::value

#pragma GCC visibility pop
