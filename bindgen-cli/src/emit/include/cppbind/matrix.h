// How Python's arrays reach the elements of a matrix: one table of functions for each class that has rows and columns
// of numbers. What a class is, its own members tell: `Scalar`, `rows()`, `cols()`, `data()`, the strides, as Eigen's
// classes have them, and any class that is made like these. Included by dictionaries that have such classes; the headers
// of the user include the matrices themselves.
#pragma once

#include "stub.h"

#include <complex>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <type_traits>
#include <utility>

#pragma GCC visibility push(hidden)

namespace cppbind::matrix {

// ---- What a class tells of itself ----

// Whether an expression with an M, written as an alias of its type, is one.
template <class Void, template <class> class Expression, class M>
constexpr bool is_valid = false;
template <template <class> class Expression, class M>
constexpr bool is_valid<std::void_t<Expression<M>>, Expression, M> = true;
template <template <class> class Expression, class M>
constexpr bool can = is_valid<void, Expression, M>;

template <class M>
using Scalar = typename M::Scalar;
template <class M>
using Rows = decltype(static_cast<std::int64_t>(std::declval<const M&>().rows()));
template <class M>
using Columns = decltype(static_cast<std::int64_t>(std::declval<const M&>().cols()));
template <class M>
using Data = std::enable_if_t<std::is_same_v<const Scalar<M>*, decltype(std::declval<const M&>().data())> ||
                              std::is_same_v<Scalar<M>*, decltype(std::declval<const M&>().data())>>;
template <class M>
using Inner = decltype(static_cast<std::int64_t>(std::declval<const M&>().innerStride()));
template <class M>
using Outer = decltype(static_cast<std::int64_t>(std::declval<const M&>().outerStride()));
template <class M>
using Order = std::bool_constant<bool(M::IsRowMajor)>;
template <class M>
using Vector = std::bool_constant<bool(M::IsVectorAtCompileTime)>;
template <class M>
using FixedRows = std::integral_constant<int, int(M::RowsAtCompileTime)>;
template <class M>
using FixedColumns = std::integral_constant<int, int(M::ColsAtCompileTime)>;
template <class M>
using Resize = decltype(std::declval<M&>().resize(std::declval<const M&>().rows(), std::declval<const M&>().cols()));
template <class M>
using At = std::enable_if_t<std::is_same_v<Scalar<M>&, decltype(std::declval<M&>()(std::declval<const M&>().rows(),
                                                                                  std::declval<const M&>().cols()))>>;
template <class M>
using WritableData = std::enable_if_t<std::is_same_v<Scalar<M>*, decltype(std::declval<M&>().data())>>;

// As struct module and PEP 3118 spell numbers; null for all other scalars.
template <class T>
constexpr const char* format() {
    if constexpr (std::is_same_v<T, bool>)
        return "?";
    else if constexpr (std::is_floating_point_v<T>)
        return std::is_same_v<T, float> ? "f" : std::is_same_v<T, double> ? "d" : "g";
    else if constexpr (std::is_same_v<T, std::complex<float>>)
        return "Zf";
    else if constexpr (std::is_same_v<T, std::complex<double>>)
        return "Zd";
    else if constexpr (std::is_integral_v<T> && sizeof(T) <= 8)
        return sizeof(T) == 1   ? (std::is_signed_v<T> ? "b" : "B")
               : sizeof(T) == 2 ? (std::is_signed_v<T> ? "h" : "H")
               : sizeof(T) == 4 ? (std::is_signed_v<T> ? "i" : "I")
                                : (std::is_signed_v<T> ? "l" : "L");
    else
        return nullptr;
}

template <class M>
constexpr bool is_matrix() {
    if constexpr (can<Scalar, M> && can<Rows, M> && can<Columns, M> && can<Inner, M> && can<Outer, M> && can<Order, M>)
        return can<Data, M> && format<Scalar<M>>() != nullptr;
    else
        return false;
}

// -1 where the class does not fix it.
template <class M>
constexpr std::int64_t fixed_rows() {
    if constexpr (can<FixedRows, M>)
        return FixedRows<M>::value < 0 ? -1 : FixedRows<M>::value;
    else
        return -1;
}
template <class M>
constexpr std::int64_t fixed_columns() {
    if constexpr (can<FixedColumns, M>)
        return FixedColumns<M>::value < 0 ? -1 : FixedColumns<M>::value;
    else
        return -1;
}

template <class M>
constexpr bool is_vector() {
    if constexpr (can<Vector, M>)
        return Vector<M>::value;
    else
        return false;
}

// Classes that own their elements have a size to choose; others show the elements of somebody.
template <class M>
constexpr bool owns = std::is_default_constructible_v<M>&& can<At, M>;

template <class M>
constexpr std::uint32_t flags() {
    constexpr bool fixed = fixed_rows<M>() >= 0 && fixed_columns<M>() >= 0;
    return (can<WritableData, M> ? 0 : MatrixFlags::CONSTANT) | (owns<M> && !fixed ? MatrixFlags::MOVES : 0) |
           (is_vector<M>() ? MatrixFlags::VECTOR : 0);
}

template <class M>
bool has_size_of(const MatrixMemory* memory) noexcept {
    return (fixed_rows<M>() < 0 || fixed_rows<M>() == memory->rows) &&
           (fixed_columns<M>() < 0 || fixed_columns<M>() == memory->columns);
}

// ---- Classes that show memory: `Shows<Matrix, options, Strides>`, as Eigen::Map and Eigen::Ref are ----

template <class M>
struct Shown {
    static constexpr bool is_possible = false;
};

template <class S>
using FixedInner = std::integral_constant<int, int(S::InnerStrideAtCompileTime)>;
template <class S>
using FixedOuter = std::integral_constant<int, int(S::OuterStrideAtCompileTime)>;

template <class Of>
using ElementOf = std::conditional_t<std::is_const_v<Of>, const Scalar<Of>, Scalar<Of>>;

// The distances of a class that fixes some of them: 0 stands for elements that lie one behind the other.
template <class Strides>
Strides strides(std::int64_t outer, std::int64_t inner) {
    using Index = std::ptrdiff_t;
    constexpr int fixed_outer = FixedOuter<Strides>::value, fixed_inner = FixedInner<Strides>::value;
    const Index told_outer = fixed_outer < 0 ? outer : fixed_outer, told_inner = fixed_inner < 0 ? inner : fixed_inner;
    if constexpr (std::is_constructible_v<Strides, Index, Index>)
        return Strides(told_outer, told_inner);
    else if constexpr (fixed_outer < 0)
        return Strides(told_outer);
    else if constexpr (fixed_inner < 0)
        return Strides(told_inner);
    else
        return Strides();
}

template <template <class, int, class> class Shows, class Of, int options, class Strides>
struct Shown<Shows<Of, options, Strides>> {
    using M = Shows<Of, options, Strides>;
    using Plain = std::remove_const_t<Of>;
    using Element = ElementOf<Of>;

    template <class P>
    using FromMap = decltype(P::Map(std::declval<Element*>(), 1, 1, std::declval<const Strides&>()));

    static constexpr bool from_memory = std::is_constructible_v<M, Element*, int, int, const Strides&>;
    // What the plain matrix makes of memory, and this one takes.
    static constexpr bool from_map() {
        if constexpr (can<FromMap, Plain>)
            return std::is_constructible_v<M, FromMap<Plain>>;
        else
            return false;
    }
    static constexpr bool is_possible = is_matrix<M>() && (from_memory || from_map());

    static M* make(const MatrixMemory* memory) {
        constexpr bool by_rows = M::IsRowMajor;
        constexpr int fixed_outer = FixedOuter<Strides>::value, fixed_inner = FixedInner<Strides>::value;
        const std::int64_t inner = by_rows ? memory->column_stride : memory->row_stride;
        const std::int64_t outer = by_rows ? memory->row_stride : memory->column_stride;
        const std::int64_t inner_size = by_rows ? memory->columns : memory->rows;
        const std::int64_t outer_size = by_rows ? memory->rows : memory->columns;
        const std::int64_t wanted_inner = fixed_inner == 0 ? 1 : fixed_inner;
        const std::int64_t wanted_outer = fixed_outer == 0 ? inner_size * (wanted_inner < 0 ? inner : wanted_inner) : fixed_outer;
        const bool fits = (wanted_inner < 0 || inner_size <= 1 || inner == wanted_inner) &&
                          (wanted_outer < 0 || outer_size <= 1 || outer == wanted_outer);
        if (!has_size_of<Plain>(memory) || !fits)
            return nullptr;
        // A single row or column has no distance to the next; classes that ask have it come behind.
        const std::int64_t told_outer = outer_size <= 1 ? inner_size : outer;
        auto* first = static_cast<Element*>(memory->first);
        const auto as = strides<Strides>(told_outer, inner_size <= 1 ? 1 : inner);
        if constexpr (from_memory)
            return new M(first, memory->rows, memory->columns, as);
        else
            return new M(Plain::Map(first, memory->rows, memory->columns, as));
    }
};

// ---- The functions ----

template <class M>
struct Functions {
    static void memory(const M* matrix, MatrixMemory* memory) noexcept {
        const std::int64_t inner = matrix->innerStride(), outer = matrix->outerStride();
        memory->first = const_cast<Scalar<M>*>(matrix->data());
        memory->rows = matrix->rows();
        memory->columns = matrix->cols();
        memory->row_stride = M::IsRowMajor ? outer : inner;
        memory->column_stride = M::IsRowMajor ? inner : outer;
    }

    static M* make(const MatrixMemory* memory) CPPBIND_TRY {
        if constexpr (owns<M>) {
            if (!has_size_of<M>(memory))
                return nullptr;
            auto made = std::make_unique<M>();
            if constexpr (can<Resize, M>)
                made->resize(memory->rows, memory->columns);
            if (made->rows() != memory->rows || made->cols() != memory->columns)
                return nullptr;
            const auto* first = static_cast<const Scalar<M>*>(memory->first);
            for (std::int64_t column = 0; column < memory->columns; ++column)
                for (std::int64_t row = 0; row < memory->rows; ++row)
                    (*made)(row, column) = first[row * memory->row_stride + column * memory->column_stride];
            return made.release();
        } else {
            return nullptr;
        }
    }
    CPPBIND_CATCH(nullptr)

    static M* show(const MatrixMemory* memory) CPPBIND_TRY {
        if constexpr (Shown<M>::is_possible)
            return Shown<M>::make(memory);
        else
            return nullptr;
    }
    CPPBIND_CATCH(nullptr)
};

template <class Function>
const void* told(bool condition, Function function) noexcept {
    return condition ? reinterpret_cast<const void*>(function) : nullptr;
}

// Null for a class that is no matrix.
template <class M>
const MatrixOperations* operations() noexcept {
    if constexpr (is_matrix<M>()) {
        using F = Functions<M>;
        static const MatrixOperations operations = {
            format<Scalar<M>>(),
            sizeof(Scalar<M>),
            fixed_rows<M>(),
            fixed_columns<M>(),
            flags<M>(),
            0,
            told(true, &F::memory),
            told(owns<M>, &F::make),
            told(Shown<M>::is_possible, &F::show),
        };
        return &operations;
    } else {
        return nullptr;
    }
}

} // namespace cppbind::matrix

#pragma GCC visibility pop
