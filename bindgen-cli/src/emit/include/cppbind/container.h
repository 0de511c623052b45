// How Python's protocols (len, iteration, indexing, `in`) reach the elements of a container: one table of functions
// for each container class, made by the compiler of what the class can do. Included by dictionaries that have such
// classes; the headers of the user include the containers themselves.
#pragma once

#include "list.h"

#include <cstddef>
#include <iterator>
#include <type_traits>
#include <utility>

#pragma GCC visibility push(hidden)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Winvalid-offsetof"

namespace cppbind::container {

// ---- What a class can do ----

// Whether an expression with a C, written as an alias of its type, is one.
template <class Void, template <class> class Expression, class C>
constexpr bool is_valid = false;
template <template <class> class Expression, class C>
constexpr bool is_valid<std::void_t<Expression<C>>, Expression, C> = true;
template <template <class> class Expression, class C>
constexpr bool can = is_valid<void, Expression, C>;

template <class C>
using Key = typename C::key_type;
template <class C>
using Mapped = typename C::mapped_type;
template <class C>
using Value = typename C::value_type;
template <class C>
using Size = decltype(std::declval<const C&>().size());
template <class C>
using Iterator = decltype(std::declval<C&>().begin());
template <class C>
using Front = decltype(*std::declval<C&>().begin());
template <class C>
using Data = decltype(*std::declval<C&>().data());
template <class C>
using AtIndex = decltype(std::declval<C&>()[std::size_t{}]);
template <class C>
using AtConstantIndex = decltype(std::declval<const C&>()[std::size_t{}]);
template <class C>
using AtKey = decltype(std::declval<C&>()[std::declval<const Key<C>&>()]);
template <class C>
using Resize = decltype(std::declval<C&>().resize(std::size_t{}));
template <class C>
using Erase = decltype(std::declval<C&>().erase(std::declval<C&>().begin(), std::declval<C&>().begin()));
template <class C>
using InsertRange = decltype(std::declval<C&>().insert(std::declval<C&>().begin(), std::declval<const C&>().begin(),
                                                       std::declval<const C&>().end()));
template <class C>
using PushBack = decltype(std::declval<C&>().push_back(std::declval<const Value<C>&>()));
template <class C>
using PushBackMoved = decltype(std::declval<C&>().push_back(std::declval<Value<C>&&>()));
template <class C>
using Insert = decltype(std::declval<C&>().insert(std::declval<const Value<C>&>()));
template <class C>
using InsertOrAssign = decltype(std::declval<C&>().insert_or_assign(std::declval<const Key<C>&>(),
                                                                    std::declval<const Mapped<C>&>()));

// The type of elements: of `std::bitset`, which does not name one, `bool`.
template <class C, class = void>
struct ElementOf {
    using type = bool;
};
template <class C>
struct ElementOf<C, std::void_t<Value<C>>> {
    using type = Value<C>;
};
template <class C>
using Element = typename ElementOf<C>::type;

// Elements that have no address: indexing gives an object that stands for one.
template <class C>
constexpr bool has_bits() {
    if constexpr (can<AtIndex, C> && can<AtConstantIndex, C> && !can<Key, C>)
        return !std::is_reference_v<AtIndex<C>> && std::is_same_v<std::decay_t<AtConstantIndex<C>>, bool>;
    else
        return false;
}

// Iterators are addresses: of `std::initializer_list`, which has no `data()`.
template <class C>
constexpr bool has_pointers() {
    if constexpr (can<Iterator, C> && can<Size, C>)
        return std::is_pointer_v<Iterator<C>>;
    else
        return false;
}

template <class C>
constexpr std::uint8_t kind() {
    if constexpr (can<Mapped, C>)
        return ContainerKind::Map;
    else if constexpr (can<Key, C>)
        return ContainerKind::Set;
    else if constexpr (has_bits<C>())
        return ContainerKind::Bits;
    else if constexpr ((can<Data, C> && can<Size, C>) || has_pointers<C>())
        return ContainerKind::Contiguous;
    else if constexpr (can<AtIndex, C>)
        return ContainerKind::Indexed;
    else
        return ContainerKind::Linked;
}

template <class C>
constexpr std::uint32_t flags() {
    std::uint32_t flags = 0;
    // Inserting tells whether there was one already, unless there may be several.
    if constexpr (can<Key, C> && can<Insert, C>)
        flags |= std::is_same_v<Insert<C>, typename C::iterator> ? ContainerFlags::MULTIPLE : 0;
    // Spans and arrays of constants, initializer lists, sets.
    if constexpr (can<Front, C>)
        flags |= std::is_const_v<std::remove_reference_t<Front<C>>> ? ContainerFlags::CONSTANT : 0;
    return flags;
}

// Pairs need not be of standard layout for compilers to know their offsets.
template <class C>
constexpr std::size_t mapped_offset() {
    if constexpr (can<Mapped, C>)
        return __builtin_offsetof(Value<C>, second);
    else
        return 0;
}

// A list that holds nothing is no container to fill.
template <class C>
constexpr bool makes = std::is_default_constructible_v<C> && !std::is_same_v<C, std::initializer_list<Element<C>>>;

template <class C>
constexpr bool copies_elements = std::is_copy_constructible_v<Element<C>>;

template <class C>
constexpr bool resizes = can<Resize, C> && std::is_default_constructible_v<Element<C>>;

template <class C>
constexpr bool splices = can<Erase, C> && can<InsertRange, C> && !can<Key, C> && std::is_move_assignable_v<Element<C>>;

template <class C>
constexpr bool appends =
    copies_elements<C> && (can<PushBack, C> || (can<Key, C> && !can<Mapped, C> && can<Insert, C>));

template <class C>
constexpr bool appends_moved =
    can<PushBackMoved, C> && std::is_class_v<Element<C>> && std::is_move_constructible_v<Element<C>>;

template <class C>
constexpr bool sets_items() {
    if constexpr (can<Mapped, C>)
        return std::is_copy_constructible_v<Key<C>> && std::is_copy_constructible_v<Mapped<C>>;
    else
        return false;
}

template <class C>
constexpr bool subscripts() {
    if constexpr (can<Mapped, C> && can<AtKey, C>)
        return std::is_copy_constructible_v<Key<C>> && std::is_default_constructible_v<Mapped<C>>;
    else
        return false;
}

template <class C>
constexpr bool has_cursor() {
    if constexpr (can<Iterator, C> && !has_bits<C>())
        return std::is_trivially_destructible_v<Iterator<C>> && sizeof(Iterator<C>) <= CURSOR_SIZE;
    else
        return false;
}

// Elements as `data()` gives them, `const` where they cannot be assigned.
template <class C>
using Shown = std::remove_reference_t<Data<C>>;

template <class C>
using Extent = std::integral_constant<std::size_t, C::extent>;

// Classes that own nothing, made of an address and a number.
template <class C>
constexpr bool borrows() {
    if constexpr (can<Data, C> && can<Size, C>)
        return std::is_trivially_copyable_v<C> && std::is_constructible_v<C, Shown<C>*, std::size_t>;
    else
        return false;
}

// ---- The functions ----

template <class C>
struct Functions {
    static std::size_t size(const C* container) noexcept {
        if constexpr (can<Size, C>)
            return container->size();
        else
            return static_cast<std::size_t>(std::distance(container->begin(), container->end()));
    }

    static C* borrow(const void* first, std::size_t count) CPPBIND_TRY {
        if constexpr (borrows<C>()) {
            if constexpr (can<Extent, C>)
                if (Extent<C>::value != static_cast<std::size_t>(-1) && Extent<C>::value != count)
                    return nullptr;
            return new C(static_cast<Shown<C>*>(const_cast<void*>(first)), count);
        } else {
            return nullptr;
        }
    }
    CPPBIND_CATCH(nullptr)

    static void* make() CPPBIND_TRY {
        if constexpr (makes<C>)
            return new C();
        else
            return nullptr;
    }
    CPPBIND_CATCH(nullptr)

    // ---- By place ----

    static void view(const C* container, const void** first, std::size_t* count) noexcept {
        if constexpr (can<Data, C>)
            *first = container->data();
        else if constexpr (has_pointers<C>())
            *first = container->begin();
        *count = size(container);
    }

    static const void* at(C* container, std::size_t index) noexcept {
        if constexpr (kind<C>() == ContainerKind::Indexed)
            return untyped_address((*container)[index]);
        else if constexpr (kind<C>() == ContainerKind::Linked)
            return untyped_address(*std::next(container->begin(), static_cast<std::ptrdiff_t>(index)));
        else
            return nullptr;
    }

    static bool get_bit(const C* container, std::size_t index) noexcept {
        if constexpr (has_bits<C>())
            return (*container)[index];
        else
            return false;
    }

    static void set_bit(C* container, std::size_t index, bool value) noexcept {
        if constexpr (has_bits<C>())
            (*container)[index] = value;
    }

    static void resize(C* container, std::size_t count) CPPBIND_TRY {
        if constexpr (resizes<C>)
            container->resize(count);
    }
    CPPBIND_CATCH()

    // Puts the elements of another container, or none, in the place of some. What cannot be copied is moved: the other
    // one is the caller's own.
    static void splice(C* container, std::size_t first, std::size_t removed, const C* other) CPPBIND_TRY {
        if constexpr (splices<C>) {
            auto place = std::next(container->begin(), static_cast<std::ptrdiff_t>(first));
            if (removed > 0)
                place = container->erase(place, std::next(place, static_cast<std::ptrdiff_t>(removed)));
            if (other != nullptr) {
                if constexpr (copies_elements<C>)
                    container->insert(place, other->begin(), other->end());
                else
                    container->insert(place, std::make_move_iterator(const_cast<C*>(other)->begin()),
                                      std::make_move_iterator(const_cast<C*>(other)->end()));
            }
        }
    }
    CPPBIND_CATCH()

    // ---- One element more ----

    static void append(C* container, const void* element) CPPBIND_TRY {
        if constexpr (appends<C>) {
            const Passed<Element<C>> passed(element);
            if constexpr (can<PushBack, C>)
                container->push_back(*passed);
            else
                container->insert(*passed);
        }
    }
    CPPBIND_CATCH()

    static void append_moved(C* container, void* element) CPPBIND_TRY {
        if constexpr (appends_moved<C>)
            container->push_back(std::move(*static_cast<Element<C>*>(element)));
    }
    CPPBIND_CATCH()

    // ---- By key ----

    static const void* find(C* container, const void* key) CPPBIND_TRY {
        if constexpr (can<Key, C>) {
            const auto found = container->find(*Passed<Key<C>>(key));
            if (found == container->end())
                return nullptr;
            if constexpr (can<Mapped, C>)
                return untyped_address(found->second);
            else
                return untyped_address(*found);
        } else {
            return nullptr;
        }
    }
    CPPBIND_CATCH(nullptr)

    static void* subscript(C* container, const void* key) CPPBIND_TRY {
        if constexpr (subscripts<C>())
            return untyped_address((*container)[*Passed<Key<C>>(key)]);
        else
            return nullptr;
    }
    CPPBIND_CATCH(nullptr)

    static void set_item(C* container, const void* key, const void* value) CPPBIND_TRY {
        if constexpr (sets_items<C>()) {
            const Passed<Key<C>> place(key);
            const Passed<Mapped<C>> passed(value);
            if constexpr (can<InsertOrAssign, C>)
                container->insert_or_assign(*place, *passed);
            else
                container->emplace(*place, *passed);
        }
    }
    CPPBIND_CATCH()

    static std::size_t discard(C* container, const void* key) CPPBIND_TRY {
        if constexpr (can<Key, C>)
            return container->erase(*Passed<Key<C>>(key));
        else
            return 0;
    }
    CPPBIND_CATCH(0)

    // ---- Elements that are kept with what shows them ----

    static void* make_backed(std::size_t room) CPPBIND_TRY {
        if constexpr (is_list<C>)
            return new Backed<Element<C>>(room);
        else
            return nullptr;
    }
    CPPBIND_CATCH(nullptr)

    static void append_backed(void* backed, const void* element) CPPBIND_TRY {
        if constexpr (is_list<C>)
            static_cast<Backed<Element<C>>*>(backed)->append(element);
    }
    CPPBIND_CATCH()

    static void end_backed(void* backed) noexcept {
        if constexpr (is_list<C>)
            delete static_cast<Backed<Element<C>>*>(backed);
    }

    // ---- One after the other ----

    // A place in a container that has no indices, in memory of the runtime's.
    static void begin(C* container, void* cursor) noexcept {
        if constexpr (has_cursor<C>())
            ::new (cursor) Iterator<C>(container->begin());
    }

    static const void* next(C* container, void* cursor) noexcept {
        if constexpr (has_cursor<C>()) {
            auto& current = *static_cast<Iterator<C>*>(cursor);
            if (current == container->end())
                return nullptr;
            const void* element = untyped_address(*current);
            ++current;
            return element;
        } else {
            return nullptr;
        }
    }
};

template <class Function>
const void* told(bool condition, Function function) noexcept {
    return condition ? reinterpret_cast<const void*>(function) : nullptr;
}

template <class C>
const ContainerOperations* operations() noexcept {
    using F = Functions<C>;
    constexpr std::uint8_t is = kind<C>();
    constexpr bool by_address = is == ContainerKind::Indexed || is == ContainerKind::Linked;
    const bool backs = is_list<C> && shows_first_and_count();
    static const ContainerOperations operations = {
        sizeof(Element<C>),
        mapped_offset<C>(),
        is,
        flags<C>(),
        told(true, &F::size),
        told(makes<C>, &F::make),
        told(is == ContainerKind::Contiguous, &F::view),
        told(by_address, &F::at),
        told(is == ContainerKind::Bits, &F::get_bit),
        told(is == ContainerKind::Bits, &F::set_bit),
        told(resizes<C>, &F::resize),
        told(splices<C>, &F::splice),
        told(appends<C>, &F::append),
        told(appends_moved<C>, &F::append_moved),
        told(can<Key, C>, &F::find),
        told(subscripts<C>(), &F::subscript),
        told(sets_items<C>(), &F::set_item),
        told(can<Key, C>, &F::discard),
        told(has_cursor<C>(), &F::begin),
        told(has_cursor<C>(), &F::next),
        told(backs, &F::make_backed),
        told(backs, &F::append_backed),
        told(backs, &F::end_backed),
        told(borrows<C>(), &F::borrow),
    };
    return &operations;
}

} // namespace cppbind::container

#pragma GCC diagnostic pop
#pragma GCC visibility pop
